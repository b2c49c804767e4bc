"""At the counter: taken down, completed, taken for review, or ended early (L38, L43)."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django_fsm import GET_STATE

from cases import codes, conditions, permissions
from cases.models.case_facts import CaseFacts
from cases.states import Status
from workflow.transitions import move, refuse_if


def came_from(case: "IntakeMoves", *args: Any, **kwargs: Any) -> str:
    """Where papers return a case to: the state that asked for them (L43)."""
    return case.supplement_from


class IntakeMoves(CaseFacts):
    class Meta:
        abstract = True

    @move(
        Status.NEW,
        Status.REGISTERED,
        by=permissions.clerk,
        label=_("Register"),
        when=[conditions.identity_is_given],
    )
    def register(self, *, by: Any, at: datetime) -> None:
        """Take the application down (L38, L43). Review and acceptance run from the day of receipt."""
        refuse_if((self.received_at > at, _("The time of receipt lies in the future.")))

    @move(
        [Status.REGISTERED, Status.ACCEPTED],
        Status.SUPPLEMENTING,
        by=permissions.clerk_or_reviewer,
        label=_("Ask for papers"),
        when=[conditions.papers_not_yet_asked_for],
    )
    def ask_for_papers(self, *, by: Any, at: datetime, items: list[str], reply_by: date) -> None:
        """Name everything that is missing, once, with a date for the reply (L43)."""
        forgotten = [one for one in conditions.missing_materials(self) if one not in items]
        names = codes.listed(codes.Material(one).label for one in forgotten)
        refuse_if(
            (not items, _("Name at least one missing paper.")),
            # Papers are asked for once: what is not named now could never be asked for.
            (bool(forgotten), _("These are missing as well: %(names)s.") % {"names": names}),
            (reply_by <= localdate(at), _("The date for the reply must lie after today.")),
        )
        self.supplement_from = self.status
        self.papers_asked_at, self.papers_asked_for, self.reply_by = at, list(items), reply_by

    @move(
        Status.SUPPLEMENTING,
        GET_STATE(came_from, states=[Status.REGISTERED, Status.ACCEPTED]),
        by=permissions.clerk,
        label=_("Receive papers"),
    )
    def receive_papers(
        self, *, by: Any, at: datetime, received: list[str], posted_on: date | None = None
    ) -> None:
        """Tick off what was asked for; the clocks go on from the next day (L43)."""
        missing = [item for item in self.papers_asked_for if item not in received]
        refuse_if(
            (bool(missing), _("Tick every paper that was asked for; some are still missing.")),
            *conditions.wrong_posting(posted_on, asked_at=self.papers_asked_at, at=at),
        )
        self.materials = [*self.materials, *(m for m in received if m not in self.materials)]

    @move(
        Status.SUPPLEMENTING,
        Status.WITHDRAWN,
        by=permissions.supervisor,
        label=_("Deem withdrawn"),
        when=[conditions.reply_is_overdue],
    )
    def deem_withdrawn(self, *, by: Any, at: datetime) -> None:
        """Papers did not come by their date (L43). The clock proposes it, a person confirms it."""
        self.end_reason = "deemed_withdrawn"

    @move(
        [
            Status.REGISTERED,
            Status.SUPPLEMENTING,
            Status.ACCEPTED,
            Status.VERIFYING,
            Status.RECOMMENDED,
            Status.GRANTED,
            Status.PROPOSED,
        ],
        Status.WITHDRAWN,
        by=permissions.clerk,
        label=_("Withdraw"),
    )
    def withdraw(self, *, by: Any, at: datetime, request: str) -> None:
        """The applicant asks in writing to end it."""
        refuse_if((not request.strip(), _("Say what the applicant's signed request says.")))
        self.end_reason, self.proposed_lawyer = request, None

    @move(Status.REGISTERED, Status.REDIRECTED, by=permissions.clerk, label=_("Redirect"))
    def redirect(self, *, by: Any, at: datetime, to: str, why: str) -> None:
        """Not ours: name the right agency and say why (L38)."""
        refuse_if(
            (not to.strip(), _("Name the agency that is competent.")),
            (not why.strip(), _("Say why the application is redirected.")),
        )
        self.redirected_to, self.end_reason = to, why

    @move(
        Status.REGISTERED,
        Status.ACCEPTED,
        by=permissions.clerk,
        label=_("Accept"),
        when=[conditions.papers_are_there, conditions.identity_is_confirmed],
    )
    def accept(self, *, by: Any, at: datetime) -> None:
        """The papers are complete: the agency takes the application for review (L43)."""
