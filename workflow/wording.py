"""The engine's codes in words: what the ledger of a limit says about each day."""

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from workflow.calendars import UNNUMBERED, Source
from workflow.rules import LedgerDay, Why

WHY = {
    Why.FIRST_DAY_NOT_COUNTED: _("the first day is not counted"),
    Why.EVENT_DAY_NOT_COUNTED: _("the day of the event is not counted"),
    Why.COUNTED: _("counted"),
    Why.MAKE_UP_WORKING_DAY: _("counted: worked to make up for a holiday"),
    Why.HOURS_RUN: _("the hours run"),
    Why.REST_DAY: _("rest day, not counted"),
    Why.PAUSED: _("paused, not counted"),
    Why.LAST_DAY_IS_REST_DAY: _("counted; the last day is a rest day, so the end moves on"),
    Why.ROLLED_REST_DAY: _("rest day, the end moves on"),
    Why.ROLLED_PAUSED: _("paused, the end moves on"),
    Why.ROLLED_TO: _("the first working day after: the limit ends here"),
}

#: The occasions of the shipped notices, so that the translation has them.
OCCASIONS = (
    gettext_noop("New Year's Day"),
    gettext_noop("Spring Festival"),
    gettext_noop("Tomb-sweeping Day"),
    gettext_noop("Labour Day"),
    gettext_noop("Dragon Boat Festival"),
    gettext_noop("Mid-autumn Festival"),
    gettext_noop("National Day"),
)


def explain_day(day: LedgerDay) -> str:
    """One line of the ledger: why the day counts or not, the occasion, and whether it is firm.

    A paused day names its paper instead of its occasion: the pause is why it does not count.
    """
    words = str(WHY[day.why])
    if day.paper:
        words = gettext("%(why)s (%(paper)s)") % {"why": words, "paper": day.paper}
    elif day.occasion:
        words = gettext("%(why)s (%(occasion)s)") % {
            "why": words,
            "occasion": gettext(day.occasion),
        }
    if day.source is Source.ASSUMED:
        words = gettext("%(why)s – no notice yet") % {"why": words}
    return words


def explain_notice(year: int, paper_no: str) -> str:
    """Which notice of rest days a year's days rest on: its number, or that it isn't out yet."""
    words = paper_no or gettext("not out yet")
    if paper_no == UNNUMBERED:
        words = gettext("without a number")
    return gettext("Notice of rest days for %(year)s: %(paper)s") % {"year": year, "paper": words}
