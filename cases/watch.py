"""What the watchdog finds in this house, and how it is said to who can do something about it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext, ngettext

from cases.models import CaseClock, CaseMessage, ObjectionClock, OrganMessage
from cases.models.notices import calendar_sentence
from cases.states import Role
from workflow import watch
from workflow.moments import local_day, local_moment
from workflow.watch import Finding, Level

#: Questions of the domain's own beside those of the engine.
ALSO: tuple[watch.Question, ...] = ()


@dataclass(frozen=True)
class Alarm:
    """One line of the banner."""

    level: Level
    words: str


def findings(at: datetime) -> list[Finding]:
    """Every question with its answer, in a dozen short queries; what is asked of cases and of
    objections, of messages about limits and of letters to organs, has one answer for both."""
    of_cases = watch.findings(at=at, clocks=CaseClock, messages=CaseMessage, also=ALSO)
    of_others = {
        found.code: found
        for found in (
            watch.oldest_due(ObjectionClock, at=at),
            watch.recompute(ObjectionClock, at=at),
            watch.oldest_unsent(OrganMessage, at=at),
            watch.given_up(OrganMessage),
        )
    }
    return [_together(found, of_others.get(found.code)) for found in of_cases]


def _together(one: Finding, other: Finding | None) -> Finding:
    """What has waited longer, of as many as there are in both."""
    if other is None or other.since is None:
        return one
    older = other if one.since is None or other.since < one.since else one
    return older if one.count is None else replace(older, count=one.count + (other.count or 0))


def alarms_for(user: Any, *, at: datetime) -> list[Alarm]:
    """What stands above every page of this person.

    An administrator sees all; the head of an agency sees after 15 December that the calendar is
    missing, as decisions then rest on days that nobody has announced. Nobody else pays a query.
    """
    if Role.ADMIN in user.roles:
        found = [finding for finding in findings(at) if finding.is_bad]
        return [Alarm(finding.level, sentence(finding, at=at)) for finding in found]
    if Role.SUPERVISOR in user.roles and _turn_of_the_year(at):
        found = [watch.calendar(at=at)]
        words = gettext("%(said)s Ask the administrator to import it.")
        return [
            Alarm(finding.level, words % {"said": _calendar(finding)})
            for finding in found
            if finding.level is Level.RED
        ]
    return []


def _turn_of_the_year(at: datetime) -> bool:
    """The weeks in which a missing notice can be a head's matter: else the question is spared."""
    today = local_day(at)
    return today.month == 1 or (today.month == watch.DECEMBER and today.day > watch.RED_AFTER)


def sentence(finding: Finding, *, at: datetime) -> str:
    """What is wrong since when, and what to do about it. No personal data."""
    if finding.code == "calendar":
        words = gettext(
            "%(said)s Import it on the page “Calendar” and let a second person confirm it."
        )
        return words % {"said": _calendar(finding)}
    if finding.since is None:
        return _never(finding.code)
    words = {
        "tick": gettext(
            "The clock has not run since %(since)s, no limit is watched: start "
            "manage.py run_clock or the clock service."
        ),
        "relay": gettext(
            "No message has been sent since %(since)s: start manage.py run_clock or the clock "
            "service."
        ),
        "due": gettext(
            "A limit has waited since %(since)s to be recorded: the clock is behind. Look into the "
            "log of the clock service."
        ),
        "unsent": gettext(
            "A message has waited since %(since)s to be sent: check the mail server and the other "
            "channels, then the log of the clock service."
        ),
        "recompute": gettext(
            "New dates that were asked for at %(since)s are not finished: start manage.py run_clock "
            "or the clock service."
        ),
        "dead": ngettext(
            "%(count)d message was given up, the first at %(since)s: correct the address or the "
            "channel and send it again.",
            "%(count)d messages were given up, the first at %(since)s: correct the addresses or "
            "the channels and send them again.",
            finding.count or 0,
        ),
    }[finding.code]
    return words % {"since": _moment(finding.since, at), "count": finding.count}


def _never(code: str) -> str:
    if code == "relay":
        return gettext(
            "Messages have never been sent here: start manage.py run_clock or the clock service."
        )
    return gettext(
        "The clock has never run here, no limit is watched: start manage.py run_clock or the "
        "clock service."
    )


def _calendar(finding: Finding) -> str:
    assert finding.year is not None
    return calendar_sentence(date(finding.year, 1, 1))


def _moment(since: datetime, at: datetime) -> str:
    """The time of today, or the day as well."""
    then = local_moment(since)
    return f"{then:%H:%M}" if then.date() == local_day(at) else f"{then:%Y-%m-%d %H:%M}"
