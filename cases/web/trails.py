"""A trail of eligibility as a page shows it: no amount of anybody's income, only the line."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cases.assessing import latest_findings
from cases.eligibility import Outcome, Sentence, Test, Trail, wording
from cases.models import Case, EligibilityFinding
from cases.web.facts import Fact

#: The class of the tag that an outcome bears: colour and word.
COLOURS = {
    Outcome.PASSED: "good",
    Outcome.FAILED: "bad",
    Outcome.NOT_NEEDED: "",
    Outcome.NOT_KNOWN: "open",
}
#: Tests that free of the test of means: failing one is nobody's fault.
FREEING = frozenset({Test.WAIVER, Test.EXEMPTION})


@dataclass(frozen=True)
class Row:
    """One sentence: what was asked, how it came out, why, by which rules, on which facts."""

    test: str
    label: Any
    outcome: Any
    colour: str
    why: str
    sources: list[tuple[str, str]]  # what the rule says, and where
    rests_on: str
    needs: str


def rows_of(trail: Trail) -> list[Row]:
    return [row_of(sentence) for sentence in trail.sentences]


def row_of(sentence: Sentence) -> Row:
    return Row(
        test=sentence.test.value,
        label=wording.TESTS[sentence.test],
        outcome=outcome_of(sentence.test, sentence.outcome),
        colour=colour_of(sentence),
        why=wording.why(sentence),
        sources=sources_of(sentence),
        rests_on=wording.rests_on(sentence),
        needs=wording.needs(sentence),
    )


def outcome_of(test: Test, outcome: Outcome) -> Any:
    """The word for it: a rule that frees nobody here was not failed, it does not apply."""
    if test in FREEING and outcome is Outcome.FAILED:
        return wording.DOES_NOT_APPLY
    return wording.OUTCOMES[outcome]


def colour_of(sentence: Sentence) -> str:
    """A rule that does not free anybody of the test is no failure of theirs."""
    if sentence.test in FREEING and sentence.outcome is Outcome.FAILED:
        return ""
    return COLOURS[sentence.outcome]


def sources_of(sentence: Sentence) -> list[tuple[str, str]]:
    found = [(rule.says, wording.source(rule)) for rule in sentence.rules]
    return found or ([("", sentence.line_basis)] if sentence.line_basis else [])


def finding_facts(case: Case) -> list[Fact]:
    """What the newest review found on each test, for who decides: where it went against what the
    rules proposed, with the reason."""
    return [Fact(wording.TESTS[Test(one.test)], _found(one)) for one in latest_findings(case)]


def _found(one: EligibilityFinding) -> str:
    parts = [str(outcome_of(Test(one.test), Outcome(one.found))), one.basis]
    if one.overruled:
        said = _("otherwise than proposed: %(reason)s") % {"reason": one.reason}
        parts.append(said)
    return " · ".join(filter(None, parts))
