"""The form by which a clerk takes an applicant's means down (form 4)."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.actions.state_means import state_means
from cases.models import MeansStatement
from cases.web.facts import Fact, means_facts
from cases.web.forms.base import ActForm, Day, Lines, Words
from documents.kinds.means_statement import Belongings, Member

#: What separates the parts of a line: commas of both widths, and tabs of a pasted table.
SEPARATOR = re.compile(r"[,，、;；]")
PARTS = ("name", "age", "relation", "work", "wage", "business", "other")
AMOUNTS = ("wage", "business", "other")
OWNED = ("savings", "housing", "vehicles", "other")


class Household(Lines):
    """One person a line: name, age, relation, work, wage, business, other income."""

    def clean(self, value: Any) -> list[Any]:
        return [_member(line) for line in super().clean(value)]


def _member(line: str) -> Member:
    parts = [part.strip() for part in SEPARATOR.split(line)]
    given = dict(zip(PARTS, parts, strict=False))
    wrong = forms.ValidationError(
        _("This line can't be read: “%(line)s”. Name, age, relation, work, wage, business, other.")
        % {"line": line}
    )
    if len(parts) > len(PARTS) or not given["name"]:
        raise wrong
    age = given.get("age", "")
    try:
        amounts: dict[str, Any] = {name: _amount(given.get(name, "")) for name in AMOUNTS}
        years = int(age) if age else None
    except (InvalidOperation, ValueError):
        raise wrong from None
    if years is not None and not 0 <= years <= 130:
        raise wrong
    words: dict[str, Any] = {name: given.get(name, "") for name in ("name", "relation", "work")}
    return Member(age=years, **words, **amounts)


def _amount(text: str) -> Decimal | None:
    if not text:
        return None
    amount = Decimal(text.removesuffix("元"))
    if not amount.is_finite() or not 0 <= amount < 10**9:
        raise ValueError(text)
    return amount.quantize(Decimal("0.01"))


class StateMeans(ActForm):
    name, action = "means", state_means
    takes_version = False
    has_preview = True
    effect = _(
        "Form 4 is issued anew with what is stated, to be signed by the applicant. The sums count "
        "for the review; a pledge of good faith lets them stand without a check (L41)."
    )

    household_size = forms.IntegerField(label=_("Household size"), min_value=1, max_value=99)
    monthly_income_yuan = forms.DecimalField(
        label=_("Household income a month (yuan)"), min_value=0, max_digits=12, decimal_places=2
    )
    check_by = forms.ChoiceField(
        label=_("How the agency may check it (L41)"),
        choices=MeansStatement.Check.choices,
        widget=forms.RadioSelect,
    )
    household = Household(
        label=_("Members of the household"),
        required=False,
        rows=4,
        help_text=_(
            "One person a line: name, age, relation, work, wage, income from business, other income "
            "a month, with commas between. What is not known stays empty."
        ),
    )
    spending_yuan = forms.DecimalField(
        label=_("Spending a month (yuan)"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
    )
    spending_on = forms.CharField(label=_("Main spending"), max_length=200, required=False)
    savings = forms.CharField(label=_("Cash and savings"), max_length=100, required=False)
    housing = forms.CharField(label=_("Housing"), max_length=100, required=False)
    vehicles = forms.CharField(label=_("Vehicles"), max_length=100, required=False)
    other = forms.CharField(label=_("Other belongings"), max_length=100, required=False)
    debts = forms.CharField(label=_("Debts"), max_length=400, required=False)
    hardship = Words(label=_("Why it is hard"), max_length=2000, required=False)
    stated_on = Day(label=_("Stated on"))

    def prepare(self) -> None:
        """What was stated is never put back onto a page: it is sealed. The day is."""
        self.first(stated_on=self.today)

    def before(self) -> list[Fact]:
        return means_facts(self.case)

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        owned = {name: given.pop(name) for name in OWNED}
        return given | {"belongings": Belongings(**owned)}
