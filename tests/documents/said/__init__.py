"""What each kind of paper must say: a module a kind, named as its folder.

``FORM``: its number in the national set and its register. ``SAID``: for each of its samples, words
that the drawn page holds (without any space). ``PAGES``: how many pages a sample has, where it is
not one. ``REFUSED``: facts that the law would not accept, and words of the refusal.
"""

from importlib import import_module
from typing import Any

from documents.kinds import KINDS


def _each(name: str) -> dict[str, Any]:
    modules = {kind: import_module(f"tests.documents.said.{kind}") for kind in KINDS}
    return {
        kind: getattr(module, name) for kind, module in modules.items() if hasattr(module, name)
    }


FORMS: dict[str, tuple[int | None, str]] = _each("FORM")
SAID: dict[str, list[str]] = {
    sample: words for samples in _each("SAID").values() for sample, words in samples.items()
}
PAGES: dict[str, int] = {
    sample: count for samples in _each("PAGES").values() for sample, count in samples.items()
}
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    row for rows in _each("REFUSED").values() for row in rows
]
