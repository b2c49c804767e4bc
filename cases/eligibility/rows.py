"""What a rule of eligibility is: whom it speaks of, from when, by which source."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cases.eligibility.facts import Facts

#: From when the sources speak (domain notes, section 2).
REGULATION = date(2003, 9, 1)
LAW = date(2022, 1, 1)
LAST_YEAR = date(2021, 12, 31)
GANSU_2023 = date(2023, 5, 1)


class Test(StrEnum):
    """The questions of a review, in the order in which they are asked."""

    __test__ = False  # no test of ours

    PERSON = "person"
    SCOPE = "scope"
    WAIVER = "waiver"
    EXEMPTION = "exemption"
    HARDSHIP = "hardship"


#: The tests that rules answer; the person is the reviewer's to judge, hardship has its line.
RULED = (Test.SCOPE, Test.WAIVER, Test.EXEMPTION)


class Outcome(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_NEEDED = "not_needed"
    NOT_KNOWN = "not_known"


class Mark(StrEnum):
    """How well the source is known (domain notes): found, found in an old or a third party's copy,
    recalled, or entered by an administrator."""

    FOUND = "F"
    OLD_COPY = "F*"
    RECALLED = "R"
    ENTERED = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row. It speaks of a case whose matter is among ``matters`` (none named: any), whose
    person belongs to one of ``groups`` (none named: anybody) and to one of ``besides`` as well.

    ``says`` is the rule's own text, abridged; ``basis`` cites it as papers do; ``article`` is the
    item of the Law, if it is one.
    A rule whose article is not ``confirmed`` is shown as the agency's own.
    """

    code: str
    test: Test
    says: str
    basis: str
    valid_from: date
    article: tuple[int, int] | None = None
    matters: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    besides: frozenset[str] = frozenset()
    proof: str = ""
    region: str = ""
    valid_to: date | None = None
    mark: Mark = Mark.FOUND
    confirmed: bool = True

    def in_force(self, on: date, region: str) -> bool:
        """On that day, where an agency of this region receives the application."""
        begun = self.valid_from <= on
        return begun and (self.valid_to is None or on <= self.valid_to) and self.holds_in(region)

    def holds_in(self, region: str) -> bool:
        """``62`` holds in all of Gansu, an empty region everywhere."""
        return region.startswith(self.region)

    def speaks_of(self, facts: Facts) -> bool:
        return (
            (not self.matters or facts.matter in self.matters)
            and (not self.groups or bool(self.groups & facts.groups))
            and (not self.besides or bool(self.besides & facts.groups))
        )

    def lacks_only_besides(self, facts: Facts) -> bool:
        """It would speak of the case, if what must be there as well were there."""
        if not self.besides or self.besides & facts.groups:
            return False
        return (not self.matters or facts.matter in self.matters) and bool(
            self.groups & facts.groups
        )
