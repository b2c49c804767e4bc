"""From the work to the archive: close, report, check, and ending aid early (L48, L50, P40 to P42)."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases import codes, conditions, permissions
from cases.models.case_facts import CaseFacts
from cases.states import Status
from workflow.transitions import move, refuse_if


class HandlingMoves(CaseFacts):
    class Meta:
        abstract = True

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
        when=[
            conditions.termination_is_served,
            conditions.objection_window_is_over,
            conditions.no_objection_is_open,
        ],
    )
    def archive(self, *, by: Any, at: datetime, subsidy_yuan: Any) -> None:
        """One case, one file; the subsidy is decided (P41, P42, L52)."""
        refuse_if((subsidy_yuan is None, _("Decide the subsidy; zero is an answer.")))
        self.subsidy_yuan = subsidy_yuan
