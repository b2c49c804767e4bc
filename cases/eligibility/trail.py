"""What comes out: a sentence for every test, with the rules and facts it rests on."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from cases.codes import MeansTest
from cases.eligibility.rows import Outcome, Rule, Test


class Why(StrEnum):
    """Why a test came out so; :mod:`cases.eligibility.wording` has the sentences."""

    PERSON_TO_JUDGE = "person_to_judge"
    IN_SCOPE = "in_scope"
    NAMED_BY_OTHER_LAW = "named_by_other_law"
    NO_RULES_OF_THAT_DAY = "no_rules_of_that_day"
    OUT_OF_SCOPE = "out_of_scope"
    NO_TEST = "no_test"
    TEST_APPLIES = "test_applies"
    EXEMPT = "exempt"
    NEARLY_EXEMPT = "nearly_exempt"
    NOT_EXEMPT = "not_exempt"
    NOT_NEEDED = "not_needed"
    UNDER_LINE = "under_line"
    UNDER_LINE_BY_PLEDGE = "under_line_by_pledge"
    OVER_LINE = "over_line"
    PLEDGED_WITHOUT_LINE = "pledged_without_line"
    PLEDGED_WITHOUT_INCOME = "pledged_without_income"
    NO_LINE = "no_line"
    NO_INCOME = "no_income"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One test's outcome. ``rests_on`` names the facts looked at, never their amounts: those are
    sealed. ``needs`` is what would show it, or what is still to be given."""

    test: Test
    outcome: Outcome
    why: Why
    rules: tuple[Rule, ...] = ()
    rests_on: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    line: Decimal | None = None
    line_basis: str = ""
    region: str = ""

    @property
    def basis(self) -> str:
        """As a decision cites it."""
        return self.rules[0].basis if self.rules else self.line_basis

    @property
    def confirmed(self) -> bool:
        """Asserted as law; else shown as the agency's own rule."""
        return all(rule.confirmed for rule in self.rules)

    def as_json(self) -> dict[str, Any]:
        return {
            "test": self.test.value,
            "outcome": self.outcome.value,
            "why": self.why.value,
            "rules": [rule.code for rule in self.rules],
            "basis": self.basis,
            "confirmed": self.confirmed,
            "rests_on": list(self.rests_on),
            "needs": list(self.needs),
            "line": None if self.line is None else str(self.line),
            "region": self.region,
        }


@dataclass(frozen=True, slots=True)
class Trail:
    """The sentences of one application, in the order of the tests."""

    sentences: tuple[Sentence, ...]

    def of(self, test: Test) -> Sentence:
        return next(sentence for sentence in self.sentences if sentence.test is test)

    @property
    def means(self) -> MeansTest | None:
        """The answer on means; None where it can't be known from the facts."""
        if self.of(Test.WAIVER).outcome is Outcome.PASSED:
            return MeansTest.NOT_REQUIRED
        if self.of(Test.EXEMPTION).outcome is Outcome.PASSED:
            return MeansTest.NOT_CHECKED
        answers = {Outcome.PASSED: MeansTest.MET, Outcome.FAILED: MeansTest.NOT_MET}
        return answers.get(self.of(Test.HARDSHIP).outcome)

    @property
    def means_pass(self) -> bool | None:
        return None if self.means is None else self.means != MeansTest.NOT_MET

    @property
    def eligible(self) -> bool | None:
        """Scope and means together; None while one is not known and the other has not failed."""
        scope = {Outcome.PASSED: True, Outcome.FAILED: False}.get(self.of(Test.SCOPE).outcome)
        answers = (scope, self.means_pass)
        if False in answers:
            return False
        return None if None in answers else True

    @property
    def decisive(self) -> Sentence:
        """The sentence that answers the question of means."""
        for test in (Test.WAIVER, Test.EXEMPTION):
            if self.of(test).outcome is Outcome.PASSED:
                return self.of(test)
        return self.of(Test.HARDSHIP)
