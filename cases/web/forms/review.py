"""The moves of review and decision."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.actions.aid_first import grant_aid_first
from cases.actions.grant import grant_case
from cases.actions.recommend import recommend
from cases.actions.refuse import refuse_case
from cases.actions.return_to_review import return_to_review
from cases.codes import (
    SCOPE,
    AidForm,
    Matter,
    MeansTest,
    Opinion,
    RefusalCode,
    Stage,
    UrgentGround,
)
from cases.conditions import means_are_exempt
from cases.web.facts import Fact, application_facts, means_facts, review_facts
from cases.web.forms.base import ActForm, Day, Words

LAW = "《中华人民共和国法律援助法》"
DIGITS = "〇一二三四五六七八九"
ARTICLES = {31: "第三十一条", 32: "第三十二条"}
ITEMS = {31: 9, 32: 5}


def citation(article: int, item: int) -> str:
    """An item of the law as official papers cite it."""
    return f"{LAW}{ARTICLES[article]}第（{DIGITS[item]}）项"


def scopes() -> list[tuple[str, Any]]:
    """Every item of L31 and L32 with the matters that it covers; empty means out of scope."""
    matters = dict(Matter.choices)
    choices: list[tuple[str, Any]] = [("", _("Out of scope"))]
    for article, items in ITEMS.items():
        for item in range(1, items + 1):
            covered = [
                str(matters[code]) for code, place in SCOPE.items() if place == (article, item)
            ]
            names = f" – {' / '.join(covered)}" if covered else ""
            place = _("L%(article)d(%(item)d)") % {"article": article, "item": item}
            choices.append((citation(article, item), f"{place}{names}"))
    return choices


def usual_aid_form(case: Any) -> str:
    """The form of aid that fits the matter and the stage; the person may choose another."""
    if case.criminal:
        return AidForm.CRIMINAL_DEFENCE
    if case.matter in {Matter.STATE_COMPENSATION, Matter.ACQUITTED}:
        return AidForm.STATE_COMPENSATION
    if case.stage == Stage.LABOUR_ARBITRATION:
        return AidForm.LABOUR
    if case.stage in {Stage.ADMINISTRATIVE, Stage.RECONSIDERATION}:
        return AidForm.ADMINISTRATIVE
    if case.stage in {Stage.MEDIATION, Stage.NOT_STARTED}:
        return AidForm.NON_LITIGATION
    return AidForm.CIVIL


class Recommend(ActForm):
    name, action = "recommend", recommend
    main = True
    effect = _("The head of the agency decides on your opinion. The clocks run on.")

    person_qualifies = forms.TypedChoiceField(
        label=_("First test: the person qualifies"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    scope_basis = forms.ChoiceField(
        label=_("Second test: the matter is in scope"), choices=scopes, required=False
    )
    means = forms.ChoiceField(
        label=_("Third test: means"), choices=MeansTest.choices, widget=forms.RadioSelect
    )
    evidence = Words(label=_("Evidence the tests rest on"))
    opinion = forms.ChoiceField(
        label=_("Opinion"), choices=Opinion.choices, widget=forms.RadioSelect
    )
    reasons = Words(label=_("Reasons"))

    def prepare(self) -> None:
        article, item = SCOPE[self.case.matter]
        if article == 32:
            means = MeansTest.NOT_REQUIRED
        else:
            means = MeansTest.NOT_CHECKED if means_are_exempt(self.case) else MeansTest.MET
        self.first(scope_basis=citation(article, item), means=means)

    def before(self) -> list[Fact]:
        return application_facts(self.case, []) + means_facts(self.case)


class ReturnToReview(ActForm):
    name, action = "return_to_review", return_to_review
    effect = _("The application returns to the reviewers. The clocks run on.")

    why = Words(label=_("What is to be looked at again"))

    def before(self) -> list[Fact]:
        return review_facts(self.case)


class Grant(ActForm):
    name, action = "grant", grant_case
    main = True
    effect = _(
        "The decision to grant aid is issued with its number. Review and acceptance are met; "
        "a lawyer must be assigned within three days (L43)."
    )

    aid_form = forms.ChoiceField(label=_("Form of aid"), choices=AidForm.choices)

    def prepare(self) -> None:
        self.first(aid_form=usual_aid_form(self.case))

    def before(self) -> list[Fact]:
        return review_facts(self.case)


class Refuse(ActForm):
    name, action, grave = "refuse", refuse_case, True
    effect = _(
        "The decision to refuse is issued with its number, with your reasons and the way to "
        "object (L49). The application ends here unless an objection is upheld."
    )

    code = forms.ChoiceField(
        label=_("Kind of refusal"), choices=RefusalCode.choices, widget=forms.RadioSelect
    )
    reasons = Words(label=_("Reasons"), help_text=_("In Chinese: printed on the decision."))

    def prepare(self) -> None:
        if self.case.opinion == Opinion.REFUSE:
            scope = RefusalCode.NO_HARDSHIP if self.case.scope_basis else RefusalCode.OUT_OF_SCOPE
            self.first(code=scope, reasons=self.case.opinion_reasons)

    def before(self) -> list[Fact]:
        return review_facts(self.case)


class AidFirst(ActForm):
    name, action = "aid_first", grant_aid_first
    effect = _(
        "Aid is granted at once, for now: the decision is issued with its number, review and "
        "acceptance are met, and the papers must follow by their day (L44)."
    )

    ground = forms.ChoiceField(
        label=_("Ground"), choices=UrgentGround.choices, widget=forms.RadioSelect
    )
    ground_on = Day(
        label=_("Day the ground turns on"),
        help_text=_("The last day of the limitation, the day of the hearing, the day of the need."),
    )
    aid_form = forms.ChoiceField(label=_("Form of aid"), choices=AidForm.choices)
    papers_by = Day(label=_("Papers to follow by"))

    def prepare(self) -> None:
        self.first(
            ground=UrgentGround.LIMIT_NEAR,
            ground_on=self.case.limitation_on or self.today,
            aid_form=usual_aid_form(self.case),
            papers_by=self.today + timedelta(days=7),
        )

    def before(self) -> list[Fact]:
        return application_facts(self.case, [])
