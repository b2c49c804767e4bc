"""The forms by which administrators enter lines and rules of eligibility, and decide them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.codes import Group, Matter
from cases.eligibility.rows import RULED
from cases.eligibility.wording import TESTS
from cases.web.forms.base import Day, HouseForm, Printable, Words
from cases.web.forms.signed import SignedForm

PAPER = _("Its title and number, as it was published.")


class LineForm(Printable, SignedForm):
    """A line of hardship."""

    region = forms.RegexField(
        r"^[1-9][0-9]{5}$",
        label=_("Region"),
        help_text=_(
            "Six digits (GB/T 2260). The line of a county comes before its city's, the city's before "
            "the province's."
        ),
        error_messages={"invalid": _("Give the six digits of the region (GB/T 2260).")},
    )
    amount = forms.DecimalField(
        label=_("Yuan a head and month"), min_value=0.01, max_digits=8, decimal_places=2
    )
    valid_from = Day(label=_("In force from"))
    valid_to = Day(label=_("In force until"), required=False)
    basis = forms.CharField(label=_("Paper it rests on"), max_length=200, help_text=PAPER)
    reason = Words(label=_("Note"), max_length=400, rows=2, required=False)

    field_order = ("region", "amount", "valid_from", "valid_to", "basis", "reason", "password")

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "password"}


class OwnRuleForm(Printable, SignedForm):
    """A rule of the agency's own: whom it speaks of, and what shows it."""

    test = forms.ChoiceField(label=_("Test"), choices=[(test.value, TESTS[test]) for test in RULED])
    says = forms.CharField(
        label=_("What it says"), max_length=200, help_text=_("In Chinese: printed on papers.")
    )
    matters = forms.MultipleChoiceField(
        label=_("Matters"),
        choices=Matter.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None ticked: any matter."),
    )
    groups = forms.MultipleChoiceField(
        label=_("Groups"),
        choices=Group.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None ticked: anybody."),
    )
    proof = forms.CharField(label=_("What shows it"), max_length=200, required=False)
    region = forms.RegexField(
        r"^[1-9][0-9]{5}$",
        label=_("Region"),
        error_messages={"invalid": _("Give the six digits of the region (GB/T 2260).")},
    )
    valid_from = Day(
        label=_("From"), help_text=_("Tomorrow at the earliest: it never reaches back.")
    )
    valid_to = Day(label=_("Until"), required=False)
    basis = forms.CharField(label=_("Paper it rests on"), max_length=200, help_text=PAPER)

    field_order = (
        "test",
        "says",
        "matters",
        "groups",
        "proof",
        "region",
        "valid_from",
        "valid_to",
        "basis",
        "password",
    )

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "password"}


class OnRuleForm(Printable, SignedForm):
    """An article confirmed, or a rule ended."""

    valid_from = Day(
        label=_("From"), help_text=_("Tomorrow at the earliest: it never reaches back.")
    )
    basis = forms.CharField(label=_("Paper in which it was read"), max_length=200, help_text=PAPER)
    reason = Words(label=_("Note"), max_length=400, rows=2, required=False)

    field_order = ("basis", "valid_from", "reason", "password")

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "password"}


class EntryDecisionForm(SignedForm):
    """Yes or no to what another administrator entered."""

    note = Words(
        label=_("Note"), max_length=400, rows=2, required=False, help_text=_("Needed to reject it.")
    )

    field_order = ("note", "password")


class WhatIfForm(HouseForm):
    """Another line, or another promise, over a period. Asked by its address: nothing is changed."""

    first = Day(label=_("Received from"))
    last = Day(label=_("Received until"))
    line = forms.DecimalField(
        label=_("Line of hardship (yuan a head and month)"),
        min_value=0.01,
        max_digits=8,
        decimal_places=2,
        required=False,
    )
    acceptance = forms.IntegerField(
        label=_("Promised time for acceptance (days)"), min_value=1, max_value=60, required=False
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", _("The period ends before it begins."))
        if not self.errors and not given.get("line") and not given.get("acceptance"):
            raise forms.ValidationError(_("Name a line, or a promise, or both."))
        return given
