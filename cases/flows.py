"""The to-do list, in viewflow's rows, derived from the states (docs/decisions/0003).

One node per state that is somebody's turn, one open row per case. A case's next node follows from
its status alone, so the list cannot disagree with the law's state; edges are the moves themselves.
The only module that imports viewflow. It never touches a status.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, FilteredRelation, Q
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.base import Edge
from viewflow.workflow.models import Process, Task
from viewflow.workflow.status import PROCESS, STATUS

from cases.models import Case, CaseQuerySet, Membership, User
from cases.states import AGENCY_ROLES, STATION_ROLES, TODO, Role, Status
from workflow import audit, rows
from workflow.transitions import TransitionRefused, moves_in
from workflow.units import unit_of_work

HUMAN = "HUMAN"


class CaseRowLock:
    """Engine and moves share one lock: the case's row."""

    @contextmanager
    def __call__(self, flow_class: Any, process_pk: int) -> Iterator[None]:
        with transaction.atomic():
            Case.objects.select_for_update().filter(process_id=process_pk).values_list("pk").first()
            yield


def open_case(request: Any, **kwargs: Any) -> Any:
    """Where viewflow would show a form of its own, ours opens the case."""
    return redirect(Case.objects.get(process_id=kwargs["process_pk"]))


class CaseTodo(flow.View):
    """The to-do of one state. Its edges are the moves drawn out of the state."""

    cancel_path = undo_path = revive_path = None  # no side doors: the law's moves are the only ones

    def __init__(self, state: Status, **kwargs: Any) -> None:
        super().__init__(open_case, **kwargs)
        self.state = state
        self.Annotation(title=state.label)

    def _outgoing(self) -> Iterator[Edge]:
        for move in moves_in(Case):
            if move.source == self.state:
                targets = getattr(move.target, "allowed_states", None) or [move.target]
                for target in targets:
                    yield Edge(self, self.flow_class.node_for(target), "next", label=move.name)


class CaseFlow(flow.Flow):
    """The application track as viewflow sees it."""

    process_class = Process
    lock_impl = CaseRowLock()
    process_title = _("Application for legal aid")

    start = flow.StartHandle(this.begin).Next(this.registered)
    notice = flow.StartHandle(this.begin).Next(this.granted)
    registered = CaseTodo(Status.REGISTERED)
    supplementing = CaseTodo(Status.SUPPLEMENTING)
    accepted = CaseTodo(Status.ACCEPTED)
    verifying = CaseTodo(Status.VERIFYING)
    recommended = CaseTodo(Status.RECOMMENDED)
    granted = CaseTodo(Status.GRANTED)
    proposed = CaseTodo(Status.PROPOSED)
    assigned = CaseTodo(Status.ASSIGNED)
    handling = CaseTodo(Status.HANDLING)
    closed = CaseTodo(Status.CLOSED)
    reported = CaseTodo(Status.REPORTED)
    terminated = CaseTodo(Status.TERMINATED)
    end = flow.End()

    def begin(self, activation: Any) -> None:
        """Nothing to do: the rows are written by :func:`follow`."""

    @classmethod
    def node_for(cls, status: str) -> Any:
        """The to-do of a status; the end node where nobody has the turn."""
        return getattr(cls, status) if status in TODO else cls.end


def open_rows(case: Case) -> Any:
    """The case's open to-do: one row, or none at an end."""
    return open_todos(case.process_id)


def open_todos(process: Any) -> Any:
    return Task.objects.filter(process=process, finished=None, flow_task_type=HUMAN)


def owners_of(processes: Iterable[Any]) -> Any:
    """Who has the open to-do of these processes in hand: rows of ``process`` and ``owner``."""
    open_ones = Task.objects.filter(finished=None, flow_task_type=HUMAN, owner__is_active=True)
    return open_ones.filter(process__pk__in=list(processes)).order_by()


def follow(*, subject: Case, record: Any, by: Any, at: datetime, **kwargs: Any) -> None:
    """After a move, in its transaction: finish the old to-do, open the one the new status names."""
    if subject.process_id is None:
        process = Process(flow_class=CaseFlow, created=at)
        rows.insert(process)
        subject.process = process
    elif record.source not in TODO:
        # An end had nothing to do; an objection has opened it again.
        Process.objects.filter(pk=subject.process_id).update(status=PROCESS.NEW, finished=None)
    else:
        _finish(subject, record, by, at)
    if record.target in TODO:
        owner = subject.lawyer_user_id if TODO[record.target] == Role.LAWYER else None
        rows.insert(
            Task(
                process_id=subject.process_id,
                flow_task=CaseFlow.node_for(record.target),
                flow_task_type=HUMAN,
                owner_id=owner,
                status=STATUS.ASSIGNED if owner else STATUS.NEW,
                assigned=at if owner else None,
                created=at,
            )
        )
    else:
        Process.objects.filter(pk=subject.process_id).update(status=PROCESS.DONE, finished=at)


def _finish(case: Case, record: Any, by: Any, at: datetime) -> None:
    finish = _finish_own if record.role == TODO.get(record.source) else _finish_any
    if finish(process=case.process_id, at=at, by=by.pk) == 0:
        raise TransitionRefused(in_anothers_hand(case))


def _finishing(which: Q) -> rows.Change:
    """The case's open to-do is done, if it is one of these."""
    process, by = Task._meta.get_field("process"), Task._meta.get_field("owner")
    at = rows.Given("at", Task._meta.get_field("finished"))
    return rows.Change(
        lambda: open_todos(rows.Given("process", process)).filter(which),
        status=STATUS.DONE,
        finished=at,
        started=at,
        owner=rows.Given("by", by),
    )


_finish_any = _finishing(Q())
_finish_own = _finishing(Q(owner=None) | Q(owner=rows.Given("by", Task._meta.get_field("owner"))))


def in_anothers_hand(case: Case) -> Any:
    """The sentence for who finds the to-do in another person's hand."""
    row = open_rows(case).select_related("owner").first()
    if row is None or row.owner is None:
        return _("There is nothing open to do on this case.")
    return _(
        "%(name)s has this in hand. Ask for it to be given back, or the head to reassign it; "
        "nothing you typed is lost."
    ) % {"name": row.owner}


# Lists. Each begins with the person's own rights.


def with_todo(cases: CaseQuerySet) -> CaseQuerySet:
    """Adds the open to-do as a join named ``todo``: ``todo__owner``, ``todo__assigned``."""
    still_open = Q(process__task__finished=None, process__task__flow_task_type=HUMAN)
    return cases.annotate(
        todo=FilteredRelation("process__task", condition=still_open),
        todo_owner_id=F("todo__owner_id"),
        todo_owner_name=F("todo__owner__name"),
    )


def in_hand(user: Any) -> CaseQuerySet:
    """The cases whose to-do this person has claimed, or was given."""
    return with_todo(Case.objects.visible_to(user)).filter(todo__owner=user)


def queue(user: Any) -> CaseQuerySet:
    """What waits at the person's office for anyone with the role, claimed by nobody."""
    waiting = Case.objects.visible_to(user).waiting_for(user)
    return with_todo(waiting).filter(todo__isnull=False, todo__owner=None)


def holders(case: Case) -> Any:
    """The people who could have this case's to-do: who hold its role where the case is."""
    role = case.todo_role
    if role in STATION_ROLES:
        held = Membership.objects.filter(role=role, office_id=case.station_id)
    elif role in AGENCY_ROLES:
        held = Membership.objects.filter(role=role, office_id=case.agency_id)
    elif role == Role.LAWYER and case.lawyer_user_id:
        return User.objects.filter(pk=case.lawyer_user_id, is_active=True)
    else:
        return User.objects.none()
    return User.objects.filter(is_active=True, pk__in=held.values("user_id")).order_by("name", "pk")


# Claim, give back, reassign: conditional updates, so of two who press at once one wins.


@unit_of_work()
def claim(*, case: Case, by: Any, at: datetime) -> None:
    """Take the open to-do into one's own hand."""
    if not Case.objects.waiting_for(by).filter(pk=case.pk).exists():
        raise TransitionRefused(_("This is not yours to take: it waits for another role."))
    won = open_rows(case).filter(owner=None).update(owner=by, assigned=at, status=STATUS.ASSIGNED)
    if not won and not open_rows(case).filter(owner=by).exists():
        raise TransitionRefused(in_anothers_hand(case))
    audit.note("todo.claimed", actor=by, subject=case.number, at=at, content={"by": by.pk})


@unit_of_work()
def give_back(*, case: Case, by: Any, at: datetime) -> None:
    """Put one's own to-do back into the office's queue."""
    if case.todo_role == Role.LAWYER:
        raise TransitionRefused(_("A lawyer's case is declined, or the head replaces the lawyer."))
    if not open_rows(case).filter(owner=by).update(owner=None, assigned=None, status=STATUS.NEW):
        raise TransitionRefused(_("This is not in your hand."))
    audit.note("todo.given_back", actor=by, subject=case.number, at=at, content={"by": by.pk})


@unit_of_work()
def reassign(*, case: Case, to: Any, by: Any, at: datetime) -> None:
    """A supervisor gives the to-do to somebody who holds its role."""
    if Role.SUPERVISOR not in by.roles_on(case):
        raise TransitionRefused(_("Only the head of the agency may reassign work."))
    if case.todo_role == Role.LAWYER:
        raise TransitionRefused(_("A lawyer is changed by replacing the lawyer (L55)."))
    if not holders(case).filter(pk=to.pk).exists():
        raise TransitionRefused(_("%(name)s does not hold the role this needs.") % {"name": to})
    if not open_rows(case).update(owner=to, assigned=at, status=STATUS.ASSIGNED):
        raise TransitionRefused(_("There is nothing open to do on this case."))
    audit.note("todo.reassigned", actor=by, subject=case.number, at=at, content={"to": to.pk})
