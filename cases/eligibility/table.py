"""Which rules are in force: those shipped, as administrators have confirmed, added and ended them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from cases.eligibility.rows import Rule, Test
from cases.eligibility.shipped import SHIPPED


@dataclass(frozen=True, slots=True)
class Changes:
    """What administrators have decided: articles confirmed (code to basis), rules ended (code to
    the last day), rules of the agency's own."""

    confirmed: dict[str, str] = field(default_factory=dict)
    ended: dict[str, date] = field(default_factory=dict)
    added: tuple[Rule, ...] = ()


NO_CHANGES = Changes()


def changed(rules: Iterable[Rule], changes: Changes) -> tuple[Rule, ...]:
    """The rules with what was decided about them. An end only ever shortens."""
    found = []
    for rule in (*rules, *changes.added):
        last = changes.ended.get(rule.code)
        if last is not None and (rule.valid_to is None or last < rule.valid_to):
            rule = replace(rule, valid_to=last)
        if rule.code in changes.confirmed:
            rule = replace(rule, confirmed=True, basis=changes.confirmed[rule.code] or rule.basis)
        found.append(rule)
    return tuple(found)


def in_force(
    on: date, region: str, rules: Iterable[Rule] | None = None
) -> dict[Test, tuple[Rule, ...]]:
    """The rules of each test on that day; what only a region has comes after what all have."""
    if rules is None:
        return _shipped(on, region)
    return _sorted(rules, on, region)


@lru_cache(maxsize=1024)
def _shipped(on: date, region: str) -> dict[Test, tuple[Rule, ...]]:
    return _sorted(SHIPPED, on, region)


def _sorted(rules: Iterable[Rule], on: date, region: str) -> dict[Test, tuple[Rule, ...]]:
    found = sorted(
        (rule for rule in rules if rule.in_force(on, region)),
        key=lambda rule: (not rule.confirmed, len(rule.region)),
    )
    return {test: tuple(rule for rule in found if rule.test is test) for test in Test}


#: The item of L31 or L32 that names a matter, for lists and for those who ask without a day.
NATIONAL_SCOPE: dict[str, tuple[int, int]] = {
    matter: rule.article
    for rule in SHIPPED
    if rule.test is Test.SCOPE and rule.article
    for matter in sorted(rule.matters)
}
