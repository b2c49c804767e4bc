"""The eligibility of one application as things stand: its facts, the line of its day, the trail."""

import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from cases.eligibility import SHIPPED, Facts, Line, Outcome, Sentence, Test, Trail, in_force, judge
from cases.eligibility.table import changed
from cases.models import Case, EligibilityFinding, HardshipLine, MeansStatement
from cases.models.eligibility import decided_changes


def line_of(case: Case) -> Line | None:
    """The line of the receiving agency's region on the day of receipt (L34)."""
    facts = case.stated_facts()
    found = HardshipLine.objects.in_force(facts.region, facts.received_on)
    return as_line(found) if found else None


def as_line(row: HardshipLine) -> Line:
    return Line(amount=row.amount, region=row.region, basis=row.basis, key=row.pk)


def facts_of(case: Case, *, line: Line | None, statement: MeansStatement | None) -> Facts:
    """What was keyed and stated, held against this line."""
    return replace(
        case.stated_facts(),
        pledged=statement is not None and statement.check_by == MeansStatement.Check.PLEDGE,
        assets_stated=statement is not None and statement.has_belongings,
        line=line,
    )


def assess(case: Case) -> Trail:
    """What is proposed to the reviewer: read anew, with what is decided about rules by now."""
    facts = facts_of(case, line=line_of(case), statement=case.statements.last())
    rules = changed(SHIPPED, decided_changes())
    return judge(facts, in_force(facts.received_on, facts.region, rules))


def frozen(sentence: Sentence, case: Case) -> str:
    """The sentence with the amounts that it compared, as it is sealed with the finding."""
    told = sentence.as_json()
    if sentence.test is Test.HARDSHIP:
        head = case.stated_facts().per_head
        told["per_head"] = None if head is None else str(head)
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def answers(*, person_qualifies: bool, scope_basis: str, means: str) -> dict[Test, Outcome]:
    """The reviewer's answers as an outcome of each test: one that nobody had to ask is not needed."""
    waived, exempt = means == "not_required", means == "not_checked"
    return {
        Test.PERSON: _said(person_qualifies),
        Test.SCOPE: _said(bool(scope_basis)),
        Test.WAIVER: _said(waived),
        Test.EXEMPTION: Outcome.NOT_NEEDED if waived else _said(exempt),
        Test.HARDSHIP: Outcome.NOT_NEEDED if waived or exempt else _said(means == "met"),
    }


def _said(passed: bool) -> Outcome:
    return Outcome.PASSED if passed else Outcome.FAILED


def overruled(trail: Trail, found: dict[Test, Outcome]) -> list[Test]:
    """The tests that were found the other way round than proposed. What was not known is answered
    by the reviewer, not overruled."""
    both = {Outcome.PASSED, Outcome.FAILED}
    return [test for test, one in found.items() if {trail.of(test).outcome, one} == both]


def latest_findings(case: Case) -> list[EligibilityFinding]:
    """The findings of the newest review, in the order of the tests; none for older cases."""
    rows = list(case.findings.order_by("-seq", "pk")[: len(Test)])
    return [row for row in rows if row.seq == rows[0].seq]


def decisive_basis(findings: Iterable[EligibilityFinding], means: str) -> str:
    """The source of the answer on means, for the papers."""
    wanted = {"not_required": Test.WAIVER, "not_checked": Test.EXEMPTION}.get(means, Test.HARDSHIP)
    return next((one.basis for one in findings if one.test == wanted), "")


def money(amount: Decimal) -> str:
    """900, 900.50."""
    return f"{amount.normalize():f}"


def told(row: EligibilityFinding) -> dict[str, Any]:
    """The frozen sentence of a finding."""
    return dict(json.loads(row.trail))
