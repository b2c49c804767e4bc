"""The forms by which administrators change limits: what is to be, why, and the signature."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.codes import LimitEvent, in_words
from cases.limits import END_EVENTS
from cases.web.forms.base import Day, Words
from cases.web.forms.signed import SignedForm
from workflow.models import LimitRule, RuleChange


class WarnedForm(SignedForm):
    """Where a warning may have to be read first."""

    warning_read = forms.BooleanField(
        label=_("I have read the warning and want it all the same."), required=False
    )


class ProposalForm(WarnedForm):
    """What every proposal says."""

    kind: ClassVar[RuleChange.Kind]
    effect: ClassVar[Any]
    #: The fields that say how the limit counts from then on.
    anew: ClassVar[tuple[str, ...]] = ()

    effective_on = Day(label=_("Takes effect on"))
    decision_no = forms.CharField(
        label=_("Number of the decision"),
        max_length=80,
        help_text=_("The paper by which the agency or the bureau has decided it."),
    )
    reason = Words(label=_("Reason"), max_length=400, rows=2)

    def __init__(self, *args: Any, rule: LimitRule, today: date, **kwargs: Any) -> None:
        self.rule, self.today = rule, today
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].initial = today + timedelta(days=1)
        for name in self.anew:
            self.fields[name].initial = getattr(rule, name)
        last = ["effective_on", "decision_no", "reason", "warning_read", "password"]
        self.order_fields([*self.anew, *last])

    def look(self) -> bool:
        """Is what says the counting well typed? What is not asked of a look is not complained of."""
        self.full_clean()
        for name in ("decision_no", "reason", "password", "warning_read"):
            self.errors.pop(name, None)
        return not self.errors

    def counting(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.anew}


class RowForm(ProposalForm):
    kind, anew = (
        RuleChange.Kind.ROW,
        (
            "amount",
            "unit",
            "roll",
            "exclude_first",
            "end_event",
            "basis",
        ),
    )
    effect = _(
        "From its day on the new rule holds for the applications received from then on. Cases that "
        "came in before keep the present one."
    )

    amount = forms.IntegerField(label=_("Length"), min_value=1, max_value=1000)
    unit = forms.ChoiceField(label=_("Counted in"), choices=RuleChange.Units.choices)
    roll = forms.ChoiceField(
        label=_("A last day on a rest day is moved"),
        choices=RuleChange.Rolls.choices,
        help_text=_("Hours and working days are never moved."),
    )
    exclude_first = forms.BooleanField(label=_("The first day is not counted"), required=False)
    end_event = forms.ChoiceField(label=_("Met by"))
    basis = forms.CharField(label=_("Basis"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        events = END_EVENTS.get(self.rule.code, (self.rule.end_event,))
        choice: Any = self.fields["end_event"]
        choice.choices = [(event, in_words(LimitEvent, event)) for event in events]
        if self.rule.amount is None:
            self.fields["amount"].disabled = True
            self.fields["amount"].required = False


class EndForm(ProposalForm):
    kind = RuleChange.Kind.END
    effect = _(
        "Applications received from this day on are promised nothing beyond the law. The present "
        "promise holds for those that came before."
    )


class HoursForm(ProposalForm):
    kind, anew = RuleChange.Kind.HOURS, ("cut_off",)
    effect = _(
        "What is handed in at a counter on the last day must come before this hour (Civil Code, "
        "article 203). The web stays open until 24:00, and a letter counts by its postmark."
    )

    cut_off = forms.TimeField(
        label=_("The counter closes at"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )


class ConfirmForm(ProposalForm):
    kind = RuleChange.Kind.CONFIRM
    effect = _(
        "Two administrators have read the article in the official text. From then on the limit is "
        "no longer shown as a rule of this office. How it counts does not change."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].initial = self.today
        self.fields["effective_on"].widget = forms.HiddenInput()
        self.fields["decision_no"].label = _("Official text")
        self.fields["decision_no"].help_text = _("Its number or the gazette it was read in.")
        self.fields["reason"].label = _("What it says")


PROPOSALS: dict[str, type[ProposalForm]] = {
    form.kind: form for form in (RowForm, EndForm, HoursForm, ConfirmForm)
}


class DecisionForm(WarnedForm):
    note = Words(
        label=_("Note"), max_length=400, rows=2, required=False, help_text=_("Needed to reject it.")
    )

    field_order = ("note", "warning_read", "password")
