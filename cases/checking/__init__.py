"""Is every case in order? Looks for damage that no move can do, only a hand in the database, a lost
file, or a mistake in the program. Reads; never repairs.
"""

from collections.abc import Iterator

from cases.checking import issued, numbers, objections, papers  # noqa: F401  (issued: a rule of RULES)
from cases.checking.dossiers import Dossiers
from cases.checking.findings import Finding
from cases.checking.rules import RULES

__all__ = ["Finding", "look"]


def look(*, files: bool = True) -> Iterator[Finding]:
    """Everything found, case by case, then what belongs to no case.

    ``files=False`` leaves the files unread; they are most of the time on a large city.
    """
    for dossier in Dossiers():
        for rule in RULES:
            yield from rule(dossier)
    yield from objections.look()
    yield from numbers.look()
    yield from papers.look(files=files)
