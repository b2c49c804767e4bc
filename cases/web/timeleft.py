"""Time left, as a colour and a word: the first thing every list and every case says."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.limits import FOLLOWED, SILENT
from workflow.models import State
from workflow.rules import Certainty

#: So many days before the last one the colour changes.
SOON = 2


@dataclass(frozen=True)
class TimeLeft:
    """``tone`` chooses the colour: ok, soon, today, late, paused, met or none."""

    tone: str
    words: str
    due_on: date | None = None
    provisional: bool = False
    earliest: date | None = None
    latest: date | None = None


def of_days(days: int) -> tuple[str, str]:
    """The tone and the words for so many days to the last one; negative after it."""
    if days < 0:
        words = ngettext("%(count)d day overdue", "%(count)d days overdue", -days)
        return "late", words % {"count": -days}
    if days == 0:
        return "today", _("Due today")
    words = ngettext("%(count)d day left", "%(count)d days left", days) % {"count": days}
    return ("soon" if days <= SOON else "ok"), words


def of_clock(clock: Any, *, at: datetime) -> TimeLeft:
    """What a clock says at this moment."""
    left = _of_clock(clock, at=at)
    if clock.code in FOLLOWED and left.tone == "late":
        # Another organ's limit: it was missed, and nothing of ours is late.
        return TimeLeft("none", left.words, left.due_on, left.provisional)
    return left


def _of_clock(clock: Any, *, at: datetime) -> TimeLeft:
    if clock.state == State.PAUSED:
        return TimeLeft("paused", _("Paused"))
    if clock.state == State.MET:
        late = clock.breached_at is not None
        return TimeLeft(
            "late" if late else "met", _("Met late") if late else _("Met"), clock.due_on
        )
    if clock.state == State.CANCELLED:
        return TimeLeft("none", _("Ended"), clock.due_on)
    provisional = clock.certainty == Certainty.PROVISIONAL
    days = (clock.due_on - localdate(at)).days
    if days < 0 and not clock.is_over(at):
        days = 0  # the calendar of the year is not announced: nobody is called late too early
    tone, words = of_days(days)
    if days == 0 and clock.is_over(at):
        tone, words = "late", _("Overdue since today")
    return TimeLeft(tone, words, clock.due_on, provisional, clock.due_earliest, clock.due_latest)


def of_moment(due_at: datetime, *, at: datetime) -> TimeLeft:
    """What a limit says that is no clock's: hours while less than a day is left."""
    last = due_day(due_at)
    if at >= due_at:
        days = (localdate(at) - last).days
        return TimeLeft("late", of_days(-days)[1] if days > 0 else _("Overdue since today"), last)
    hours = (due_at - at) // timedelta(hours=1)
    if hours < 24:
        words = ngettext("%(count)d hour left", "%(count)d hours left", hours)
        return TimeLeft("today", words % {"count": hours}, last)
    return TimeLeft(*of_days((last - localdate(at)).days), last)


def due_day(due_at: datetime) -> date:
    """The last day of a limit that is over at this moment: at 24:00 that was yesterday."""
    return localdate(due_at - timedelta(microseconds=1))


def first_of(clocks: list[Any]) -> Any | None:
    """The clock that binds first: the earliest cut-off, else one that stands still.

    The applicant's own time to object binds nobody here.
    """
    ours = [clock for clock in clocks if clock.code not in SILENT]
    dated = [clock for clock in ours if clock.due_at is not None]
    return min(dated, key=lambda clock: (clock.due_at, clock.pk), default=next(iter(ours), None))
