"""Facts and rules in, a trail out."""

from collections.abc import Mapping
from functools import partial

from cases.codes import Matter
from cases.eligibility.facts import Facts
from cases.eligibility.rows import Outcome, Rule, Test
from cases.eligibility.trail import Sentence, Trail, Why

Rules = Mapping[Test, tuple[Rule, ...]]


def matching(rules: tuple[Rule, ...], facts: Facts) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if rule.speaks_of(facts))


def waived_by(facts: Facts, rules: Rules) -> Rule | None:
    """The rule by which no statement of means is needed: no hardship test, or none that is checked."""
    for test in (Test.WAIVER, Test.EXEMPTION):
        if found := matching(rules[test], facts):
            return found[0]
    return None


def judge(facts: Facts, rules: Rules) -> Trail:
    """Every test with its outcome. A later one is not needed once an earlier one has answered."""
    person = Sentence(test=Test.PERSON, outcome=Outcome.NOT_KNOWN, why=Why.PERSON_TO_JUDGE)
    waiver = _waiver(facts, rules[Test.WAIVER])
    exemption = _exemption(facts, rules[Test.EXEMPTION])
    if waiver.outcome is Outcome.PASSED:
        exemption = _not_needed(Test.EXEMPTION)
    answered = Outcome.PASSED in (waiver.outcome, exemption.outcome)
    hardship = _not_needed(Test.HARDSHIP) if answered else _hardship(facts)
    return Trail((person, _scope(facts, rules[Test.SCOPE]), waiver, exemption, hardship))


def _not_needed(test: Test) -> Sentence:
    return Sentence(test=test, outcome=Outcome.NOT_NEEDED, why=Why.NOT_NEEDED)


def _scope(facts: Facts, rules: tuple[Rule, ...]) -> Sentence:
    said = partial(Sentence, test=Test.SCOPE, rests_on=("matter",))
    if found := matching(rules, facts):
        return said(outcome=Outcome.PASSED, why=Why.IN_SCOPE, rules=found)
    if not rules:
        return said(outcome=Outcome.NOT_KNOWN, why=Why.NO_RULES_OF_THAT_DAY)
    if facts.matter == Matter.OTHER:
        return said(outcome=Outcome.NOT_KNOWN, why=Why.NAMED_BY_OTHER_LAW, needs=("law",))
    return said(outcome=Outcome.FAILED, why=Why.OUT_OF_SCOPE)


def _waiver(facts: Facts, rules: tuple[Rule, ...]) -> Sentence:
    said = partial(Sentence, test=Test.WAIVER, rests_on=("matter", "groups"))
    if found := matching(rules, facts):
        needs = tuple(rule.proof for rule in found[:1] if rule.proof)
        return said(outcome=Outcome.PASSED, why=Why.NO_TEST, rules=found, needs=needs)
    return said(outcome=Outcome.FAILED, why=Why.TEST_APPLIES)


def _exemption(facts: Facts, rules: tuple[Rule, ...]) -> Sentence:
    said = partial(Sentence, test=Test.EXEMPTION, rests_on=("matter", "groups"))
    if found := matching(rules, facts):
        needs = tuple(rule.proof for rule in found[:1] if rule.proof)
        return said(outcome=Outcome.PASSED, why=Why.EXEMPT, rules=found, needs=needs)
    nearly = tuple(rule for rule in rules if rule.lacks_only_besides(facts))
    if nearly:
        needs = tuple(nearly[0].besides)
        return said(outcome=Outcome.FAILED, why=Why.NEARLY_EXEMPT, rules=nearly, needs=needs)
    return said(outcome=Outcome.FAILED, why=Why.NOT_EXEMPT)


def _hardship(facts: Facts) -> Sentence:
    """The income a head against the line. A pledge lets stand what was stated, and stands alone
    where there is no line to hold it against (L41); it never outweighs a stated income over it."""
    outcome, why, needs = _against_the_line(facts)
    known = ("income", "household") if facts.per_head is not None else ()
    rests_on = (
        *known,
        *(("pledge",) if facts.pledged else ()),
        *(("assets",) if facts.assets_stated else ()),
    )
    line = facts.line
    return Sentence(
        test=Test.HARDSHIP,
        outcome=outcome,
        why=why,
        rests_on=rests_on,
        needs=needs,
        line=line.amount if line else None,
        line_basis=line.basis if line else "",
        region=line.region if line else facts.region,
    )


def _against_the_line(facts: Facts) -> tuple[Outcome, Why, tuple[str, ...]]:
    if facts.line is None:
        if facts.pledged:
            return Outcome.PASSED, Why.PLEDGED_WITHOUT_LINE, ()
        return Outcome.NOT_KNOWN, Why.NO_LINE, ("line", "pledge")
    if facts.per_head is None:
        if facts.pledged:
            return Outcome.PASSED, Why.PLEDGED_WITHOUT_INCOME, ()
        return Outcome.NOT_KNOWN, Why.NO_INCOME, ("income", "pledge")
    if facts.per_head > facts.line.amount:
        return Outcome.FAILED, Why.OVER_LINE, ()
    if facts.pledged:
        return Outcome.PASSED, Why.UNDER_LINE_BY_PLEDGE, ()
    return Outcome.PASSED, Why.UNDER_LINE, ("check",)
