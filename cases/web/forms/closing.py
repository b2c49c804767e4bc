"""The moves of handling and of the end, and the steps between them."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.actions.archive import archive_case
from cases.actions.close import close_case
from cases.actions.log_handling import log_handling
from cases.actions.papers.closing import told_before
from cases.actions.report import report_case
from cases.actions.return_report import return_report
from cases.actions.serve_termination import serve_termination
from cases.actions.terminate import terminate_case
from cases.codes import (
    ClosingEvent,
    ClosingPaper,
    HandlingKind,
    Result,
    ServiceWay,
    TerminationGround,
)
from cases.conditions import hearing_told
from cases.web.facts import Fact, end_facts, lawyer_facts
from cases.web.forms.assignment import Upload
from cases.web.forms.base import ActForm, Day, Words


class LogHandling(ActForm):
    name, action, takes_version = "log_handling", log_handling, False
    main = True
    effect = _("The step is kept in the records; the next step gets its own limit.")

    kind = forms.ChoiceField(label=_("Step"), choices=HandlingKind.choices)
    happened_on = Day(label=_("Done on"))
    note = Words(label=_("What was done"), required=False)
    next_kind = forms.ChoiceField(label=_("Next step"), choices=HandlingKind.choices)
    next_on = Day(label=_("Date of the next step"))

    def prepare(self) -> None:
        self.first(happened_on=self.today)
        # Told by the organ: one need not look for it.
        if hearing_on := hearing_told(self.case, since=self.today + timedelta(days=1)):
            self.first(next_kind=HandlingKind.HEARING.value, next_on=hearing_on)

    def clean(self) -> dict[str, Any]:
        """The same step sent twice is kept once."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        facts = {name: value for name, value in given.items() if name != "version"}
        if not self.errors and self.case.handling_events.filter(by=self.user, **facts).exists():
            raise forms.ValidationError(_("This step is in the records already."))
        return given


class Close(ActForm):
    name, action = "close", close_case
    effect = _("The matter has ended: the closing file is due thirty days after the closing date.")

    event = forms.ChoiceField(label=_("What ended it"), choices=ClosingEvent.choices)
    closed_on = Day(label=_("Closing date"), help_text=_("The day on which that was received."))
    result = forms.ChoiceField(label=_("Result"), choices=Result.choices)

    def prepare(self) -> None:
        self.first(closed_on=self.today)


class Report(ActForm):
    name, action = "report", report_case
    has_preview = True
    main = True
    effect = _("The archivist checks the closing file.")

    papers = forms.MultipleChoiceField(
        label=_("The file holds"),
        choices=ClosingPaper.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    organ = forms.CharField(
        label=_("Organ that handled the matter"),
        required=False,
        max_length=80,
        help_text=_(
            "The court, the arbitration commission or another; empty where there was none."
        ),
    )
    summary = Words(
        label=_("How the case was handled"),
        rows=6,
        help_text=_("A paragraph a line; the closing report prints it."),
    )
    recovered_yuan = forms.DecimalField(
        label=_("Recovered for the recipient (yuan)"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        help_text=_("Empty where it can't be reckoned in money."),
    )

    def prepare(self) -> None:
        """What was told before, so that a returned report isn't typed twice."""
        told = told_before(self.case)
        self.first(
            organ=told.get("organ", ""),
            summary=told.get("summary", ""),
            recovered_yuan=told.get("recovered"),
        )


class ReturnReport(ActForm):
    name, action = "return_report", return_report
    effect = _("The lawyer completes the closing file and hands it in again.")

    missing = Words(label=_("What is missing"))

    def before(self) -> list[Fact]:
        return end_facts(self.case)


class Archive(ActForm):
    name, action = "archive", archive_case
    has_preview = True
    main = True
    effect = _("One case, one file: it is archived and its subsidy decided. Nothing follows.")

    subsidy_yuan = forms.DecimalField(
        label=_("Subsidy (yuan)"),
        min_value=0,
        max_digits=10,
        decimal_places=2,
        help_text=_("Zero is an answer too."),
    )

    def before(self) -> list[Fact]:
        return end_facts(self.case)


class Terminate(ActForm):
    name, action, grave = "terminate", terminate_case, True
    has_preview = True
    effect = _(
        "Aid ends. The decision must be served on the recipient within three days, and the "
        "recipient may object (L48, L49)."
    )

    ground = forms.ChoiceField(
        label=_("Ground"), choices=TerminationGround.choices, widget=forms.RadioSelect
    )
    reasons = Words(label=_("Facts the ground rests on"))

    def before(self) -> list[Fact]:
        return lawyer_facts(self.case)


class ServeTermination(ActForm):
    name, action, takes_version = "serve_termination", serve_termination, False
    main = True
    effect = _(
        "The notice counts as served; the case can be archived once the objection window is over."
    )

    served_on = Day(label=_("Served on"))
    way = forms.ChoiceField(label=_("Way of service"), choices=ServiceWay.choices)
    receiver = forms.CharField(label=_("Receiver"), max_length=80)
    proof = Upload(label=_("Signed proof of service (form 22)"), required=False)

    def prepare(self) -> None:
        self.first(served_on=self.today, receiver=self.case.applicant.name)
