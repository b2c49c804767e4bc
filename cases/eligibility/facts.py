"""What is known of an application when its eligibility is judged."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of hardship in force: yuan a head and month, by which paper."""

    amount: Decimal
    region: str
    basis: str
    key: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """As stated and keyed. ``pledged``: the applicant pledged good faith, so that what was stated
    stands without a check (L41). ``line`` None: none is entered for the region and the day."""

    matter: str
    received_on: date
    groups: frozenset[str] = frozenset()
    region: str = ""
    household_size: int | None = None
    monthly_income: Decimal | None = None
    pledged: bool = False
    assets_stated: bool = False
    line: Line | None = None

    @property
    def per_head(self) -> Decimal | None:
        """Yuan a head and month; None where one of the two numbers is missing."""
        if self.monthly_income is None or not self.household_size:
            return None
        return (self.monthly_income / self.household_size).quantize(CENT, ROUND_HALF_UP)
