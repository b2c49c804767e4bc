"""One application for legal aid, from the counter to the archive, and every move it can make.

The decorators are the table of procedure.md section 3. L is the Legal Aid Law (2022), P the
procedure rules (MOJ Order 148, 2023).
"""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import GET_STATE

from cases import codes, conditions, naming, permissions
from cases.models.case_facts import CaseFacts
from cases.models.case_queries import CaseQuerySet
from cases.states import ENDS, TODO, TURN, Party, Role, Status
from workflow.transitions import StatusField, move, refuse, refuse_if


def known(choices: type[models.TextChoices]) -> Q:
    return Q(status__in=[choice.value for choice in choices])


def came_from(case: "Case", *args: Any, **kwargs: Any) -> str:
    """Where papers return a case to: the state that asked for them (L43)."""
    return case.supplement_from


class Case(CaseFacts):
    """An application. Facts as keyed, who did what, and the one status."""

    MOVES_ASK_ABOUT = ("applicant", "agency", "lawyer")

    #: After a move that touched clocks (cases.clockwork): those now open, by code, with their rules.
    open_clocks: dict[str, Any]

    status = StatusField(_("status"), max_length=20, choices=Status, default=Status.NEW)
    process = models.OneToOneField(
        "viewflow.Process", on_delete=models.PROTECT, null=True, editable=False, related_name="case"
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="a_status_is_a_known_one", condition=known(Status)),
            models.CheckConstraint(
                name="a_decided_case_has_its_day",
                condition=~Q(status__in=["granted", "refused", "proposed", "assigned"])
                | Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an_assigned_case_has_its_lawyer",
                condition=~Q(status__in=["assigned", "handling", "closed", "reported"])
                | Q(lawyer__isnull=False, firm__isnull=False),
            ),
            models.CheckConstraint(
                name="an_ended_case_has_no_to_do_date",
                condition=~Q(status__in=["archived", "withdrawn", "redirected"])
                | Q(next_due_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["station", "status", "next_due_at"], name="case_by_station"),
            models.Index(fields=["agency", "status", "next_due_at"], name="case_by_agency"),
            models.Index(fields=["lawyer", "status"], name="case_by_lawyer"),
            models.Index(fields=["-received_at", "-id"], name="case_by_receipt"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("cases:case", args=[self.number])

    # What others ask about a case

    @property
    def bureau_id(self) -> int | None:
        return self.agency.parent_id

    @property
    def lawyer_user_id(self) -> int | None:
        return self.lawyer.user_id if self.lawyer is not None else None

    @property
    def ended(self) -> bool:
        return self.status in ENDS

    @property
    def turn(self) -> Role | Party | None:
        """Whose turn it is; an end has nobody."""
        return TURN.get(self.status)

    @property
    def todo_role(self) -> Role | None:
        return TODO.get(self.status)

    def roles_acted_by(self, user: Any) -> set[str]:
        """The roles this person has acted in on this case (four eyes)."""
        return {role for role, people in self.acted.items() if user.pk in people}

    def need(self, *, on: date) -> naming.Need:
        return naming.Need(
            on=on,
            criminal=self.criminal,
            life_or_death=self.life_or_death,
            recipient_is_minor=self.applicant.is_minor(on=on),
        )

    def obstacles(self, lawyer: Any, *, on: date) -> list[Any]:
        """Every hard rule this lawyer fails for this case on that day."""
        return naming.obstacles(self.need(on=on), lawyer.standing(self, on=on))

    # Moves. Each sets fields of this case and does nothing else.

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
    def receive_papers(self, *, by: Any, at: datetime, received: list[str]) -> None:
        """Tick off what was asked for; the clocks go on from the next day (L43)."""
        missing = [item for item in self.papers_asked_for if item not in received]
        refuse_if(
            (bool(missing), _("Tick every paper that was asked for; some are still missing."))
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
        when=[conditions.papers_are_there],
    )
    def accept(self, *, by: Any, at: datetime) -> None:
        """The papers are complete: the agency takes the application for review (L43)."""

    @move(Status.ACCEPTED, Status.RECOMMENDED, by=permissions.reviewer, label=_("Recommend"))
    def recommend(
        self,
        *,
        by: Any,
        at: datetime,
        person_qualifies: bool,
        scope_basis: str,
        means: str,
        evidence: str,
        opinion: str,
        reasons: str,
    ) -> None:
        """Answer the three tests with their evidence and give an opinion (L31, L32, L41 to L43)."""
        granting = opinion == codes.Opinion.GRANT
        fails = not person_qualifies or not scope_basis or means == codes.MeansTest.NOT_MET
        refuse_if(
            (not evidence.strip(), _("Say what evidence the tests rest on.")),
            (not reasons.strip(), _("Give the reasons of the opinion.")),
            (granting and fails, _("A test is failed: the opinion can't be to grant.")),
        )
        self.person_qualifies, self.scope_basis, self.means = person_qualifies, scope_basis, means
        self.evidence, self.opinion, self.opinion_reasons = evidence, opinion, reasons

    @move(
        Status.RECOMMENDED, Status.ACCEPTED, by=permissions.supervisor, label=_("Return to review")
    )
    def return_to_review(self, *, by: Any, at: datetime, why: str) -> None:
        """The opinion does not hold yet."""
        refuse_if((not why.strip(), _("Say what is to be looked at again.")))

    @move(
        Status.RECOMMENDED,
        Status.GRANTED,
        by=permissions.supervisor,
        label=_("Grant aid"),
        when=[conditions.review_supports_a_grant],
    )
    def grant(self, *, by: Any, at: datetime, aid_form: str) -> None:
        """Decide to give aid (L43). A lawyer must be assigned within three days."""
        self.decided_at, self.aid_form = at, aid_form

    @move(Status.RECOMMENDED, Status.REFUSED, by=permissions.supervisor, label=_("Refuse aid"))
    def refuse(self, *, by: Any, at: datetime, code: str, reasons: str) -> None:
        """Decide not to give aid, in writing, with reasons and how to object (L43, L49)."""
        refuse_if((not reasons.strip(), _("Give the reasons; they are printed on the decision.")))
        self.decided_at, self.refusal_code, self.decision_reasons = at, code, reasons

    @move(
        [Status.REGISTERED, Status.SUPPLEMENTING, Status.ACCEPTED],
        Status.GRANTED,
        by=permissions.supervisor,
        label=_("Grant aid first"),
    )
    def aid_first(
        self,
        *,
        by: Any,
        at: datetime,
        ground: str,
        ground_on: date,
        aid_form: str,
        papers_by: date,
    ) -> None:
        """Urgent: aid at once, papers later (L44)."""
        refuse_if(
            (papers_by <= localdate(at), _("The papers must be due after today.")),
        )
        self.provisional, self.urgent_ground = True, ground
        self.decided_at, self.aid_form = at, aid_form

    @move(Status.GRANTED, Status.PROPOSED, by=permissions.officer, label=_("Propose a lawyer"))
    def propose(self, *, by: Any, at: datetime, lawyer: Any) -> None:
        """Name a lawyer who passes every hard rule (L43, P24 to P26)."""
        refuse(self.obstacles(lawyer, on=localdate(at)))
        self.proposed_lawyer = lawyer

    @move(
        Status.PROPOSED,
        Status.GRANTED,
        by=permissions.supervisor,
        label=_("Send the proposal back"),
    )
    def send_back(self, *, by: Any, at: datetime, why: str) -> None:
        """Another lawyer should be named."""
        refuse_if((not why.strip(), _("Say why the proposal is sent back.")))
        self.proposed_lawyer = None

    @move(
        Status.PROPOSED,
        Status.ASSIGNED,
        by=permissions.supervisor,
        label=_("Approve the assignment"),
        when=[conditions.a_lawyer_is_proposed],
    )
    def approve(self, *, by: Any, at: datetime) -> None:
        """Assign the proposed lawyer, who still passes every hard rule (L43, P24)."""
        lawyer = self.proposed_lawyer
        assert lawyer is not None  # the condition above
        refuse(self.obstacles(lawyer, on=localdate(at)))
        self.lawyer, self.firm, self.proposed_lawyer = lawyer, lawyer.firm, None

    @move(Status.ASSIGNED, Status.GRANTED, by=permissions.lawyer_or_provider, label=_("Decline"))
    def decline(self, *, by: Any, at: datetime, code: str) -> None:
        """The lawyer or the firm can't take the case (P26)."""
        self.lawyer = self.firm = None

    @move(
        Status.ASSIGNED,
        Status.HANDLING,
        by=permissions.lawyer,
        label=_("Sign the agreement"),
        when=[conditions.agreement_is_uploaded],
    )
    def sign(self, *, by: Any, at: datetime) -> None:
        """Agreement and power of attorney are signed (P27)."""

    @move(
        [Status.ASSIGNED, Status.HANDLING],
        Status.GRANTED,
        by=permissions.supervisor,
        label=_("Replace the lawyer"),
    )
    def replace_lawyer(self, *, by: Any, at: datetime, code: str, why: str) -> None:
        """At the recipient's request, or for a conflict (L55)."""
        refuse_if((not why.strip(), _("Say why the lawyer is replaced.")))
        self.lawyer = self.firm = None

    @move(
        [Status.GRANTED, Status.PROPOSED, Status.ASSIGNED, Status.HANDLING, Status.CLOSED],
        Status.TERMINATED,
        by=permissions.supervisor,
        label=_("Terminate aid"),
    )
    def terminate(self, *, by: Any, at: datetime, ground: str, reasons: str) -> None:
        """End aid on one of the eight grounds (L48)."""
        refuse_if((not reasons.strip(), _("Give the facts the ground rests on.")))
        self.terminated_from, self.termination_ground = self.status, ground
        self.end_reason, self.proposed_lawyer = reasons, None

    @move(
        Status.HANDLING,
        Status.CLOSED,
        by=permissions.lawyer,
        label=pgettext_lazy("of a case", "Close"),  # not the "Close" of a window
    )
    def close(self, *, by: Any, at: datetime, closed_on: date, event: str, result: str) -> None:
        """The case has ended (L50, P40). The closing file is due thirty days later."""
        refuse_if((closed_on > localdate(at), _("The closing date lies in the future.")))
        self.closed_on, self.closing_event, self.result = closed_on, event, result

    @move(Status.CLOSED, Status.REPORTED, by=permissions.lawyer, label=_("Report"))
    def report(self, *, by: Any, at: datetime, papers: list[str]) -> None:
        """Hand in the complete closing file (L50)."""
        missing = [one for one in codes.ClosingPaper if one not in papers]
        names = codes.listed(one.label for one in missing)
        refuse_if((bool(missing), _("The closing file lacks: %(names)s.") % {"names": names}))
        self.closing_papers = list(papers)

    @move(Status.REPORTED, Status.CLOSED, by=permissions.archivist, label=_("Return the file"))
    def return_report(self, *, by: Any, at: datetime, missing: str) -> None:
        """The file is not complete (P41)."""
        refuse_if((not missing.strip(), _("Say what is missing.")))

    @move(
        [Status.REPORTED, Status.TERMINATED],
        Status.ARCHIVED,
        by=permissions.archivist,
        label=_("Archive"),
        when=[conditions.termination_is_served, conditions.objection_window_is_over],
    )
    def archive(self, *, by: Any, at: datetime, subsidy_yuan: Any) -> None:
        """One case, one file; the subsidy is decided (P41, P42, L52)."""
        refuse_if((subsidy_yuan is None, _("Decide the subsidy; zero is an answer.")))
        self.subsidy_yuan = subsidy_yuan
