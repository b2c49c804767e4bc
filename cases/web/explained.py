"""A limit's explanation in words: what its last day rests on, and the ledger of its days.

On the case page every day has its line; on the printed page runs of days with one reason are
folded into one line that names the first and the last, and every day stays accounted for.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.codes import Channel
from cases.web.facts import Fact
from documents.kinds import KINDS
from workflow.explanation import Explanation, runs
from workflow.models import State
from workflow.moments import local_day
from workflow.rules import Interval, LedgerDay, Unit
from workflow.wording import explain_day, explain_notice

#: The label under which a pause stands among what a last day rests on,
PAUSE = gettext_lazy("Pause")
#: and that of the notices of rest days.
REST_DAYS = gettext_lazy("Rest days by")


@dataclass(frozen=True)
class LedgerLine:
    """One day, or on paper a run of days: ``number`` is the how-manieth day counted."""

    on: date
    number: int | None
    words: str
    until: date | None = None
    number_until: int | None = None


def ledger_of(explanation: Explanation, papers: list[Any]) -> tuple[LedgerLine, ...]:
    """Every day with its own line."""
    lines, number = [], 0
    for day in explanation.days:
        number += day.counted
        words = _in_words(day, papers)
        lines.append(LedgerLine(day.date, number if day.counted else None, words))
    return tuple(lines)


def folded_ledger(explanation: Explanation, papers: list[Any]) -> tuple[LedgerLine, ...]:
    """A line for each run of days with one reason."""
    lines = []
    for run in runs(explanation.days):
        first, last = run.numbers or (None, None)
        several = run.first is not run.last
        lines.append(
            LedgerLine(
                run.first.date,
                first,
                _in_words(run.first, papers),
                run.last.date if several else None,
                last if several else None,
            )
        )
    return tuple(lines)


def rests_on(clock: Any, explanation: Explanation, papers: list[Any]) -> tuple[Fact, ...]:
    """What the last day rests on, each with its label."""
    facts = [Fact(_("Rule in force"), _in_force(clock.rule))]
    if ends := _last_day_ends(clock):
        facts.append(Fact(_("The last day ends"), ends))
    facts += [Fact(PAUSE, pause_in_words(one, papers)) for one in explanation.pauses]
    notices = [explain_notice(year, paper_no) for year, paper_no in explanation.notices]
    facts.append(Fact(REST_DAYS, _("; ").join(notices)))
    if explanation.is_provisional:
        facts.append(Fact(_("Provisional last day"), _three_dates(explanation)))
    if outcome := outcome_of(explanation):
        facts.append(Fact(_("Outcome"), outcome))
    return tuple(facts)


def _in_force(rule: Any) -> str:
    said = _("since %(day)s") % {"day": rule.valid_from}
    if rule.valid_to:
        said = _("%(first)s to %(last)s") % {"first": rule.valid_from, "last": rule.valid_to}
    if rule.confirmed:
        return said
    return _(
        "%(said)s; the article is not confirmed yet, so it counts as a rule of this office"
    ) % {"said": said}


def _last_day_ends(clock: Any) -> str:
    """At 24:00, with the office hours, or for hours at the very minute."""
    if clock.due_at is None:
        return ""
    if clock.rule.unit == Unit.HOURS:
        return _("to the minute, at %(moment)s") % {"moment": moment_in_words(clock.due_at)}
    if clock.cut_off is None:
        return _("at 24:00")
    said = _("at %(time)s, the close of business") % {"time": f"{clock.cut_off:%H:%M}"}
    if clock.channel not in Channel.values:
        return said
    return _("%(said)s (%(channel)s)") % {"said": said, "channel": Channel(clock.channel).label}


def _three_dates(explanation: Explanation) -> str:
    return _("earliest %(earliest)s, expected %(expected)s, latest %(latest)s") % {
        "earliest": explanation.due_earliest,
        "expected": explanation.due_on,
        "latest": explanation.due_latest,
    }


def outcome_of(explanation: Explanation) -> str:
    """What has become of the limit; "" while it runs and has not passed."""
    moments = {
        "ended": moment_in_words(explanation.ended_at),
        "passed": moment_in_words(explanation.breached_at),
    }
    if explanation.state == State.MET and explanation.in_time:
        return _("met on %(ended)s, in time") % moments
    if explanation.state == State.MET:
        return _("met on %(ended)s, late: the limit passed on %(passed)s") % moments
    if explanation.state == State.CANCELLED and explanation.breached_at:
        return _("ended on %(ended)s, after it had passed on %(passed)s") % moments
    if explanation.state == State.CANCELLED:
        return _("ended on %(ended)s without what it waited for") % moments
    if explanation.breached_at:
        return _("passed on %(passed)s, still open") % moments
    return ""


def pause_in_words(pause: Interval, papers: list[Any]) -> str:
    """From which day to which, and by which paper. The day it was asked for still counts."""
    words = {"first": pause.asked_on, "last": pause.complete_on}
    if pause.complete_on is None:
        said = _("after %(first)s, still paused") % words
    elif pause.complete_on == pause.asked_on:
        said = _("begun and ended on %(first)s: no day is taken out") % words
    else:
        said = _("after %(first)s, up to and including %(last)s") % words
    if not pause.paper:
        return said
    named = paper_in_words(pause.paper, papers, on=pause.asked_on)
    return _("%(said)s (%(paper)s)") % {"said": said, "paper": named}


def paper_in_words(paper: str, papers: Iterable[Any], *, on: date | None = None) -> str:
    """Title and number of the paper behind a pause. A pause names its paper by number, or by kind
    alone: then it is the one that was issued that day."""
    for document in (one.document for one in papers):
        issued = document.kind == paper and on in {None, local_day(document.issued_at)}
        if issued or document.label == paper:
            return f"{document.title} {document.label}"
    return KINDS[paper].title if paper in KINDS else paper


def moment_in_words(moment: datetime | None) -> str:
    return "" if moment is None else f"{localtime(moment):%Y-%m-%d %H:%M}"


def _in_words(day: LedgerDay, papers: list[Any]) -> str:
    if day.paper:
        day = replace(day, paper=paper_in_words(day.paper, papers))
    return explain_day(day)
