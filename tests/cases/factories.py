"""Everything the tests of cases make: offices and people, applications, walked cases."""

from tests.cases.cast import (
    NAMES,
    PASSWORD,
    City,
    FirmFactory,
    LawyerFactory,
    OfficeFactory,
    UserFactory,
    applicant_facts,
    build_city,
    case_facts,
    registered,
    someone,
)
from tests.cases.walking import (
    MOVES,
    ROUTES,
    case_in,
    free_lawyer,
    make,
    pass_time,
    walk,
    who,
)

__all__ = [
    "MOVES",
    "NAMES",
    "PASSWORD",
    "ROUTES",
    "City",
    "FirmFactory",
    "LawyerFactory",
    "OfficeFactory",
    "UserFactory",
    "applicant_facts",
    "build_city",
    "case_facts",
    "case_in",
    "free_lawyer",
    "make",
    "pass_time",
    "registered",
    "someone",
    "walk",
    "who",
]
