"""The moves of review and decision."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.actions.aid_first import grant_aid_first
from cases.actions.grant import grant_case
from cases.actions.recommend import recommend
from cases.actions.refuse import refuse_case
from cases.actions.reopen_on_objection import reopen_on_objection
from cases.actions.return_to_review import return_to_review
from cases.assessing import assess
from cases.codes import (
    AidForm,
    Matter,
    MeansTest,
    Opinion,
    RefusalCode,
    Stage,
    UrgentGround,
)
from cases.conditions import ORDERED
from cases.eligibility import Outcome, Rule, Test, wording
from cases.eligibility.shipped import citation
from cases.states import Status
from cases.web.facts import Fact, application_facts, means_facts, review_facts
from cases.web.forms.base import ActForm, Day, Words
from cases.web.trails import Row, finding_facts, rows_of


def scopes(rules: Iterable[Rule]) -> list[tuple[str, Any]]:
    """Every source that puts a matter in scope that day, with the matters that it covers; the items
    of the Law that leave the rest to other law; empty means out of scope."""
    covered: dict[str, tuple[Any, set[str]]] = {}
    for rule in rules:
        covered.setdefault(rule.basis, (wording.named(rule), set()))[1].update(rule.matters)
    for article, item in ((31, 9), (32, 5)):
        covered.setdefault(citation(article, item), (wording.item_of_law(article, item), set()))
    choices: list[tuple[str, Any]] = [("", _("Out of scope"))]
    for basis, (name, codes) in covered.items():
        matters = " / ".join(str(one.label) for one in Matter if one.value in codes)
        choices.append((basis, " – ".join(filter(None, [name, matters]))))
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
    template = "cases/recommend.html"
    has_preview = True
    main = True
    effect = _("The head of the agency decides on your opinion. The clocks run on.")

    person_qualifies = forms.TypedChoiceField(
        label=_("First test: the person qualifies"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    scope_basis = forms.ChoiceField(label=_("Second test: the matter is in scope"), required=False)
    why_scope = Words(
        label=_("Why otherwise than proposed"), rows=2, max_length=400, required=False
    )
    means = forms.ChoiceField(
        label=_("Third test: means"), choices=MeansTest.choices, widget=forms.RadioSelect
    )
    why_means = Words(
        label=_("Why otherwise than proposed on the means"),
        rows=2,
        max_length=400,
        required=False,
    )
    evidence = Words(label=_("Evidence the tests rest on"))
    opinion = forms.ChoiceField(
        label=_("Opinion"), choices=Opinion.choices, widget=forms.RadioSelect
    )
    reasons = Words(label=_("Reasons"))

    def prepare(self) -> None:
        """Prefilled with what the rules propose; what they can't know is left open."""
        self.trail = assess(self.case)
        scope = self.trail.of(Test.SCOPE)
        self.offer("scope_basis", scopes(self.case.rules_of_its_day()[Test.SCOPE]))
        other = citation(31, 9) if scope.outcome is Outcome.NOT_KNOWN else ""
        self.first(scope_basis=scope.basis or other, means=self.trail.means)

    @property
    def proposed(self) -> list[Row]:
        """The trail as the page shows it."""
        return rows_of(self.trail)

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
    has_preview = True
    main = True
    effect = _(
        "The decision to grant aid is issued with its number. Review and acceptance are met; "
        "a lawyer must be assigned within three days (L43)."
    )

    aid_form = forms.ChoiceField(label=_("Form of aid"), choices=AidForm.choices)

    def prepare(self) -> None:
        self.first(aid_form=usual_aid_form(self.case))

    def before(self) -> list[Fact]:
        return review_facts(self.case) + finding_facts(self.case)


class Refuse(ActForm):
    name, action, grave = "refuse", refuse_case, True
    has_preview = True
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
        return review_facts(self.case) + finding_facts(self.case)


class AidFirst(ActForm):
    name, action = "aid_first", grant_aid_first
    has_preview = True
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


class ReopenOnObjection(ActForm):
    """After a refusal aid is granted, so its form is asked for; after a termination it goes on."""

    name, action = "reopen_on_objection", reopen_on_objection
    main = True
    has_preview = True
    effect = _(
        "The bureau's order is carried out: aid is granted, or the case goes back to the state in "
        "which it was terminated, and the limit of that state starts anew (L49)."
    )

    aid_form = forms.ChoiceField(label=_("Form of aid"), choices=AidForm.choices)

    def prepare(self) -> None:
        if self.case.status == Status.REFUSED:
            self.first(aid_form=usual_aid_form(self.case))
        else:
            del self.fields["aid_form"]
            self.has_preview = False  # type: ignore[misc]  # a termination that is taken back issues no paper

    def before(self) -> list[Fact]:
        ordered = self.case.objections.filter(**ORDERED).select_related("ruling__document").first()
        if ordered is None:
            return []
        return [
            Fact(_("Ruling"), str(ordered.ruling.document)),
            Fact(_("To be carried out by"), ordered.carry_out_by.isoformat()),
            Fact(_("What the agency must do"), ordered.order, wide=True),
            Fact(_("What was found"), ordered.finding, wide=True),
        ]
