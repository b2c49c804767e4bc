"""The register of what can be done on a case: one form for every move, and the steps between.

``tests/cases/web`` proves it complete against the moves drawn on :class:`cases.models.Case`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.actions.issue_letters import WITH_A_LAWYER
from cases.actions.organ_letters import waiting_letter
from cases.actions.receive_evidence import may_receive
from cases.actions.state_means import STATED_IN
from cases.conditions import an_order_waits, number_is_doubted
from cases.models import Case
from cases.states import Role, Status
from cases.web.forms import (
    assignment,
    closing,
    cooperation,
    evidence,
    intake,
    means,
    organs,
    review,
)
from cases.web.forms.base import ActForm
from workflow.transitions import Granted, moves_in, moves_of

MOVE_FORMS: dict[str, type[ActForm]] = {
    form.name: form
    for form in (
        intake.Accept,
        intake.AskForPapers,
        intake.ReceivePapers,
        intake.DeemWithdrawn,
        intake.Withdraw,
        intake.Redirect,
        cooperation.AskCooperation,
        cooperation.ReceiveCooperation,
        review.Recommend,
        review.ReturnToReview,
        review.Grant,
        review.Refuse,
        review.AidFirst,
        review.ReopenOnObjection,
        assignment.Propose,
        assignment.SendBack,
        assignment.Approve,
        assignment.Decline,
        assignment.Sign,
        assignment.ReplaceLawyer,
        closing.Close,
        closing.Report,
        closing.ReturnReport,
        closing.Archive,
        closing.Terminate,
    )
}
#: Moves without a form page: they make the case and have screens of their own.
WITHOUT_PAGE = frozenset({"register", "notify"})


@dataclass(frozen=True)
class Step:
    """What is done on a case without moving it on."""

    label: Any
    form: type[ActForm]
    role: Role
    offered: Callable[[Case], bool]
    also: Role | None = None

    @property
    def roles(self) -> tuple[Role, ...]:
        return (self.role, self.also) if self.also else (self.role,)


STEPS: dict[str, Step] = {
    step.form.name: step
    for step in (
        Step(
            _("Log a step"),
            closing.LogHandling,
            Role.LAWYER,
            lambda case: case.status == Status.HANDLING,
        ),
        Step(
            _("Record service of the termination"),
            closing.ServeTermination,
            Role.ARCHIVIST,
            lambda case: case.status == Status.TERMINATED and case.termination_served_on is None,
        ),
        Step(
            _("Write to the organ"),
            assignment.WriteToOrgan,
            Role.OFFICER,
            lambda case: case.status in WITH_A_LAWYER,
        ),
        Step(
            _("Tell the organ"),
            organs.TellOrgan,
            Role.OFFICER,
            lambda case: waiting_letter(case) is not None,
            also=Role.CLERK,
        ),
        Step(
            _("Introduce the lawyer"),
            assignment.Introduce,
            Role.OFFICER,
            lambda case: case.status in WITH_A_LAWYER,
        ),
        Step(_("Receive evidence"), evidence.ReceiveEvidence, Role.CLERK, may_receive),
        Step(
            _("State the means"),
            means.StateMeans,
            Role.CLERK,
            lambda case: case.status in STATED_IN,
        ),
        Step(
            _("Receive later papers"),
            intake.ReceiveLaterPapers,
            Role.CLERK,
            lambda case: case.provisional and not case.ended,
        ),
        Step(
            _("Confirm the identity number"),
            intake.ConfirmNumber,
            Role.SUPERVISOR,
            lambda case: not case.ended and number_is_doubted(case),
        ),
    )
}

FORMS: dict[str, type[ActForm]] = MOVE_FORMS | {name: step.form for name, step in STEPS.items()}


@dataclass(frozen=True)
class Act:
    """Something that could be done now: may this person do it, and if not, why."""

    name: str
    label: Any
    refusals: tuple[Any, ...]
    form: type[ActForm]

    @property
    def grave(self) -> bool:
        return self.form.grave

    @property
    def allowed(self) -> bool:
        return not self.refusals


def acts_of(case: Case, user: Any) -> list[Act]:
    """The moves drawn out of the case's status and the steps it offers; allowed ones first.

    With the case's to-do joined (:func:`cases.flows.with_todo`), what somebody else has in hand is
    refused with the name.
    """
    taken = _taken(case, user)
    found = []
    for move in moves_of(case, user):
        if move.name in WITHOUT_PAGE:
            continue
        if an_order_waits.sentence in move.refusals:  # type: ignore[attr-defined]
            continue  # what only an order of the bureau can bring about is no choice without one
        form = MOVE_FORMS[move.name]
        refusals = tuple(said for said in move.refusals if said not in form.settles)
        found.append(Act(move.name, move.label, refusals or taken.get(move.name, ()), form))
    roles = user.roles_on(case)
    for name, step in STEPS.items():
        if step.offered(case):
            named = " / ".join(str(role.label) for role in step.roles)
            wanted = _("Only this role may do it: %(roles)s.") % {"roles": named}
            refusals = () if roles.intersection(step.roles) else (wanted,)
            found.append(Act(name, step.label, refusals, step.form))
    # The usual next move is what the hand finds first; red ones come last.
    return sorted(found, key=lambda act: (not act.allowed, act.grave, not act.form.main))


def _taken(case: Case, user: Any) -> dict[str, tuple[Any, ...]]:
    """The moves that this person would make in the role of the to-do, while another holds it."""
    owner = getattr(case, "todo_owner_id", None)
    if owner is None or owner == user.pk:
        return {}
    said = _("%(name)s has this in hand.") % {"name": getattr(case, "todo_owner_name", "")}
    return {
        move.name: (said,)
        for move in moves_in(Case)
        if move.source == case.status
        and isinstance(answer := move.permission.ask(case, user), Granted)
        and answer.role == case.todo_role
    }


def labels() -> dict[str, Any]:
    """The verb of each move and step, by its name."""
    moves = {move.name: move.custom["label"] for move in moves_in(Case)}
    return moves | {name: step.label for name, step in STEPS.items()}


def why_not(case: Case, user: Any, name: str) -> tuple[Any, ...]:
    """Why this person may not do it now; empty when it may be done."""
    for act in acts_of(case, user):
        if act.name == name:
            return act.refusals
    return (
        _("This is not possible while the status is “%(status)s”.")
        % {"status": case.get_status_display()},
    )
