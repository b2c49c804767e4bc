"""List the cases whose time is over, and erase those that a head of the agency has confirmed.

Each case is erased in a transaction of its own, its files after it, one by one: killed at any
moment, the next run goes on where this one was.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from cases.models import Case, Erasure
from cases.personal.erasing import erase_values, remove_copies, remove_next_file
from cases.personal.keeping import overdue, still_over
from workflow import audit
from workflow.models import Heartbeat
from workflow.moments import local_day
from workflow.tick import beat
from workflow.units import unit_of_work

#: Under this name the day is kept on which the list was made.
BEAT = "retention"
#: So many cases are listed in one transaction.
TOGETHER = 200


def look_once_a_day(*, at: datetime) -> int:
    """The whole list anew, on the first round of a day; the other rounds cost one short query."""
    last = Heartbeat.objects.filter(name=BEAT).values_list("at", flat=True).first()
    if last is not None and local_day(last) == local_day(at):
        return 0
    unlist(at=at)
    found = 0
    while count := list_overdue(at=at):
        found += count
    beat(BEAT, at)
    return found


def list_overdue(*, at: datetime) -> int:
    """Put every case past its time on the list of its agency's head; says how many are new."""
    with unit_of_work():
        found = list(islice(overdue(at=at), TOGETHER))
        made = Erasure.objects.bulk_create(
            [
                Erasure(case_id=one.case_id, rule=one.rule, due_on=one.due_on, listed_at=at)
                for one in found
            ],
            ignore_conflicts=True,  # another run was quicker
        )
    return len(made)


def unlist(*, at: datetime) -> int:
    """Take off what came back to life, or is kept longer by a later rule."""
    gone = [
        erasure.pk
        for erasure in Erasure.objects.listed().select_related("case")[:TOGETHER]
        if not still_over(erasure, at=at)
    ]
    return Erasure.objects.listed().filter(pk__in=gone).delete()[0]


def erase_confirmed(*, at: datetime) -> Iterator[str]:
    """The number of each case when all it held is gone."""
    for pk in list(Erasure.objects.under_way().values_list("pk", flat=True)):
        if not _begin(pk, at=at):
            continue
        remove_copies(Case.objects.get(erasure=pk), at=at)
        while _remove_a_file(pk):
            pass
        if number := _end(pk, at=at):
            yield number


@unit_of_work()
def _begin(pk: int, *, at: datetime) -> bool:
    """The values, all at once; whether there are files to remove now."""
    erasure = _locked(pk)
    if erasure is None or erasure.state == Erasure.State.ERASED:
        return False
    if erasure.state == Erasure.State.ERASING:
        return True  # a run before this one was killed
    if not still_over(erasure, at=at):
        erasure.delete()  # it came back to life since: it is listed anew when its time is over
        return False
    rows = erase_values(erasure.case)
    erasure.state = Erasure.State.ERASING
    erasure.save(update_fields=["state"])
    audit.note(
        "personal.erased",
        actor=erasure.confirmed_by,
        subject=erasure.case.number,
        at=at,
        content={"rule": erasure.rule_id, "basis": erasure.rule.basis, "rows": rows},
    )
    return True


def _remove_a_file(pk: int) -> bool:
    """Outside a transaction: the store of files knows no rollback."""
    return remove_next_file(Erasure.objects.select_related("case").get(pk=pk).case)


@unit_of_work()
def _end(pk: int, *, at: datetime) -> str:
    erasure = _locked(pk)
    if erasure is None or erasure.state != Erasure.State.ERASING:
        return ""  # another run was quicker
    files = erasure.case.attachments.count()
    erasure.state, erasure.erased_at = Erasure.State.ERASED, at
    erasure.save(update_fields=["state", "erased_at"])
    audit.note(
        "files.removed",
        actor=erasure.confirmed_by,
        subject=erasure.case.number,
        at=at,
        content={"files": files},
    )
    return erasure.case.number


def _locked(pk: int) -> Erasure | None:
    """The case first, as everybody locks it."""
    case_id = Erasure.objects.filter(pk=pk).values_list("case_id", flat=True).first()
    if case_id is None:
        return None
    case: Case = Case.objects.locked(pk=case_id)
    waiting = Erasure.objects.select_for_update(of=("self",)).select_related("rule", "confirmed_by")
    erasure = waiting.filter(pk=pk).first()
    if erasure is not None:
        erasure.case = case
    return erasure
