"""What new dates of the clocks mean for the cases: the next limit of each is set anew."""

from datetime import datetime

from django.db.models import Prefetch, prefetch_related_objects

from cases.clockwork import next_limit
from cases.models import CLOCKS, Case, CaseClock, ObjectionClock
from workflow import rows
from workflow.models import CalendarNotice, Recompute
from workflow.preview import Preview, preview, together
from workflow.recompute import BATCH, advance, latest


def settle(clocks: dict[int, list[CaseClock]], at: datetime) -> None:
    """Called by the recompute in its transaction, with the locked clocks of locked cases.

    Every case is looked at, also one whose clocks kept their dates: a tick may have been there
    before, and it dates clocks alone.
    """
    cases = Case.objects.filter(pk__in=list(clocks)).only("pk", "status", "next_due_at")
    changed = []
    for case in cases.order_by("pk"):
        due_at = next_limit(case, clocks[case.pk])
        if due_at != case.next_due_at:
            case.next_due_at = due_at
            changed.append(case)
    rows.update_each(Case, changed, ["next_due_at"])


def recompute_batch(*, at: datetime, limit: int = BATCH) -> int:
    """One batch of the recompute under way; 0: nothing is left, or somebody else is at it.

    Objections come first: they are few, and when the cases are done all is done."""
    objections = advance(ObjectionClock, at=at, limit=limit)
    return objections or advance(CaseClock, at=at, limit=limit, settle=settle)


def foreseen(notice: CalendarNotice, *, at: datetime) -> Preview:
    """What the notice would change if it were confirmed now: every clock that the recompute will
    come to, those of objections too."""
    found = together([preview(clocks, notice, at=at) for clocks in CLOCKS])
    of_objections = [one.clock for one in found.lines if isinstance(one.clock, ObjectionClock)]
    # An objection is called by its case's number: read for all of them at once.
    numbers = Case.objects.only("number")
    prefetch_related_objects(of_objections, Prefetch("subject__case", queryset=numbers))
    return found


def latest_recompute() -> Recompute | None:
    """The recompute of the clocks of cases that was asked for last."""
    return latest(CaseClock)
