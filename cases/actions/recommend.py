"""Recommend: the reviewer answers the three tests and gives an opinion, on a sheet for the head.

What the rules propose is judged anew here and kept beside what the reviewer found, each test with
its trail; who finds otherwise than proposed says why.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.actions.papers import issue_paper
from cases.actions.papers.review import review_sheet
from cases.assessing import answers, assess, frozen, overruled
from cases.eligibility import Outcome, Sentence, Test, Trail
from cases.models import Case, EligibilityFinding
from workflow import rows
from workflow.transitions import perform, refuse_if
from workflow.units import unit_of_work


@unit_of_work()
def recommend(
    *,
    case_id: int,
    person_qualifies: bool,
    scope_basis: str,
    means: str,
    evidence: str,
    opinion: str,
    reasons: str,
    by: Any,
    at: datetime,
    why_scope: str = "",
    why_means: str = "",
    expect: int | None = None,
) -> Case:
    """``why_scope`` and ``why_means``: why a test is found otherwise than the rules propose."""
    case: Case = Case.objects.locked(pk=case_id)
    trail = assess(case)
    perform(
        case.recommend,
        by=by,
        at=at,
        expect=expect,
        person_qualifies=person_qualifies,
        scope_basis=scope_basis,
        means=means,
        evidence=evidence,
        opinion=opinion,
        reasons=reasons,
    )
    found = answers(person_qualifies=person_qualifies, scope_basis=scope_basis, means=means)
    against = overruled(trail, found)
    of_means = [test for test in against if test is not Test.SCOPE]
    refuse_if(
        (
            Test.SCOPE in against and not why_scope.strip(),
            _("You find otherwise than proposed on the scope: say why."),
        ),
        (
            bool(of_means) and not why_means.strip(),
            _("You find otherwise than proposed on the means: say why."),
        ),
    )
    why = dict.fromkeys(of_means, why_means.strip()) | {Test.SCOPE: why_scope.strip()}
    findings = [
        EligibilityFinding(
            case=case,
            seq=case.version,
            test=test,
            proposed=trail.of(test).outcome,
            found=outcome,
            basis=scope_basis if test is Test.SCOPE else _basis(trail, test, outcome),
            rules=[rule.code for rule in trail.of(test).rules],
            trail=frozen(trail.of(test), case),
            reason=why[test] if test in against else "",
            by=by,
            at=at,
        )
        for test, outcome in found.items()
    ]
    rows.insert(*findings)
    issue_paper(case, review_sheet(case, findings, by=by, at=at), at=at)
    return case


def _basis(trail: Trail, test: Test, outcome: Outcome) -> str:
    """The source of what was both proposed and found; another finding has its reason instead."""
    sentence = trail.of(test)
    return cited(sentence) if sentence.outcome is outcome is Outcome.PASSED else ""


def cited(sentence: Sentence) -> str:
    """As a paper cites it: what nobody has confirmed is no law, but the agency's own rule."""
    basis = sentence.basis
    return basis if sentence.confirmed or not basis else f"本机构规则（{basis}）"
