"""The rules of eligibility, whole: every matter, group and income on every side of every boundary.

The oracle below says in plain sets what the Law, Gansu's regulation and the Regulation of 2003 say
(domain notes, 3 and 4); it knows nothing of the tables.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.codes import STATISTICAL_GROUPS, Group, Matter
from cases.eligibility import SHIPPED, Facts, Line, Mark, Outcome, Rule, Test, in_force, judge
from cases.eligibility.rows import RULED
from cases.eligibility.shipped import BOUNDARIES
from cases.eligibility.table import Changes, changed
from cases.eligibility.trail import Why
from documents.kinds import application_form

PINGLIANG, LANZHOU, SHAANXI = "620800", "620100", "610400"
TODAY = date(2026, 11, 2)
DAYS = sorted({day + timedelta(days=n) for day in BOUNDARIES for n in (-1, 0, 1)} | {TODAY})
LINE = Line(amount=Decimal(900), region=PINGLIANG, basis="某文件")

L31 = {
    "state_compensation", "social_insurance", "minimum_living", "veteran", "support_parents",
    "child_support", "spouse_support", "labour_relation", "labour_pay", "capacity", "work_injury",
    "traffic_injury", "food_drug_injury", "medical_injury", "pollution",
}  # fmt: skip
L32 = {"heroes", "brave_act", "acquitted", "domestic_violence"}
GANSU_ADDS = {"marriage_family", "education", "brave_act"}
OF_2003 = {
    "state_compensation", "social_insurance", "minimum_living", "veteran", "support_parents",
    "child_support", "spouse_support", "labour_pay", "brave_act",
}  # fmt: skip
SOLDIERS = {"义务兵及家属", "供给制学员及家属", "执行作战、重大任务的军人及家属"}
FALLEN = {"烈士遗属", "因公牺牲军人遗属", "因公牺牲警察遗属"}
AIDED = {"社会救助对象", "司法救助对象", "优抚对象", "军人军属"}
WEAK = {"未成年人", "老年人", "残疾人"}

#: What a household states: a head's income (None: nothing), and whether it pledged.
STATED = [(None, False), (None, True), (Decimal(900), False), (Decimal("900.01"), False),
          (Decimal(900), True), (Decimal("900.01"), True)]  # fmt: skip
GROUPS = [frozenset(), *(frozenset({one}) for one in Group.values)]
GROUPS += [frozenset({one, "无固定生活来源"}) for one in Group.values]
GROUPS += [frozenset({"妇女", "农民工"}), frozenset(Group.values)]


def oracle_scope(matter, on, gansu):
    if on < date(2003, 9, 1):
        return "not_known"
    if on < date(2022, 1, 1):
        named = OF_2003
    elif on < date(2023, 5, 1) or not gansu:
        named = L31 | L32
    else:
        named = L31 | L32 | GANSU_ADDS
    if matter in named:
        return "passed"
    return "not_known" if matter == "other" else "failed"


def oracle_means(matter, groups, on, gansu):
    """not_required, not_checked, or None: hardship is to be shown."""
    if on < date(2022, 1, 1):
        return None
    if matter in L32:
        return "not_required"
    if gansu and on >= date(2023, 5, 1):
        claims = {"labour_pay", "work_injury", "social_insurance"}
        if ("农民工" in groups and matter in claims) or groups & (SOLDIERS | FALLEN):
            return "not_required"
    migrant = "农民工" in groups and matter in {"labour_pay", "work_injury"}
    if migrant or groups & AIDED or (groups & WEAK and "无固定生活来源" in groups):
        return "not_checked"
    return None


def oracle_hardship(head, pledged, line):
    if head is None or line is None:
        return "met" if pledged else None
    return "met" if head <= line else "not_met"


def facts(matter="labour_pay", groups=(), *, head=None, pledged=False, line=None, **more):
    return Facts(
        **{"received_on": TODAY, "region": PINGLIANG} | more,
        matter=matter,
        groups=frozenset(groups),
        household_size=None if head is None else 3,
        monthly_income=None if head is None else head * 3,
        pledged=pledged,
        line=line,
    )


def trail(given, rules=None):
    return judge(given, in_force(given.received_on, given.region, rules))


@pytest.mark.parametrize("region", [PINGLIANG, LANZHOU, SHAANXI, ""])
@pytest.mark.parametrize("on", DAYS, ids=str)
def test_every_matter_and_group_comes_out_as_the_law_says(on, region):
    gansu = region.startswith("62")
    wrong = []
    for matter, groups in product(Matter.values, GROUPS):
        found = trail(facts(matter, groups, received_on=on, region=region))
        wanted = (oracle_scope(matter, on, gansu), oracle_means(matter, groups, on, gansu))
        came = (found.of(Test.SCOPE).outcome, found.means)
        if came != wanted:
            wrong.append((matter, sorted(groups), came, wanted))
    assert not wrong


@pytest.mark.parametrize("line", [None, LINE], ids=["not configured", "900 yuan"])
def test_every_matter_group_and_income_comes_out_as_the_law_says(line):
    wrong = []
    for matter, groups, (head, pledged) in product(Matter.values, GROUPS, STATED):
        found = trail(facts(matter, groups, head=head, pledged=pledged, line=line))
        wanted = oracle_means(matter, groups, TODAY, gansu=True)
        asked = wanted is None
        if asked:
            wanted = oracle_hardship(head, pledged, line and line.amount)
        hardship = found.of(Test.HARDSHIP)
        if (found.means, hardship.outcome is not Outcome.NOT_NEEDED) != (wanted, asked):
            wrong.append((matter, sorted(groups), head, pledged, found.means, wanted))
    assert not wrong


@pytest.mark.parametrize(
    ("matter", "head", "eligible"),
    [
        ("labour_pay", Decimal(900), True),
        ("labour_pay", Decimal(901), False),
        ("labour_pay", None, None),
        ("other", Decimal(900), None),
        ("other", Decimal(901), False),  # whatever law names the matter
        ("heroes", Decimal(901), True),
    ],
)
def test_scope_and_means_together(matter, head, eligible):
    assert trail(facts(matter, head=head, line=LINE)).eligible is eligible


def test_out_of_scope_is_not_eligible_however_poor():
    poor = facts("marriage_family", head=Decimal(0), line=LINE, region=SHAANXI)

    assert trail(poor).eligible is False


@pytest.mark.parametrize(
    ("given", "why", "outcome"),
    [
        (facts(), Why.NO_LINE, "not_known"),
        (facts(head=Decimal(1)), Why.NO_LINE, "not_known"),
        (facts(pledged=True), Why.PLEDGED_WITHOUT_LINE, "passed"),
        (facts(line=LINE), Why.NO_INCOME, "not_known"),
        (facts(line=LINE, pledged=True), Why.PLEDGED_WITHOUT_INCOME, "passed"),
        (facts(line=LINE, head=Decimal(900)), Why.UNDER_LINE, "passed"),
        (facts(line=LINE, head=Decimal(900), pledged=True), Why.UNDER_LINE_BY_PLEDGE, "passed"),
        (facts(line=LINE, head=Decimal(901)), Why.OVER_LINE, "failed"),
        (facts(line=LINE, head=Decimal(901), pledged=True), Why.OVER_LINE, "failed"),
        (facts("heroes"), Why.NOT_NEEDED, "not_needed"),
        (facts(groups=["社会救助对象"]), Why.NOT_NEEDED, "not_needed"),
    ],
)
def test_the_hardship_sentence_says_why(given, why, outcome):
    sentence = trail(given).of(Test.HARDSHIP)

    assert (sentence.why, sentence.outcome) == (why, outcome)


def test_a_sentence_names_its_facts_its_line_and_what_is_to_be_seen_and_no_income():
    given = replace(facts(head=Decimal("777.50"), line=LINE), assets_stated=True)
    sentence = trail(given).of(Test.HARDSHIP)

    assert sentence.rests_on == ("income", "household", "assets")
    assert (sentence.line, sentence.basis, sentence.region) == (900, "某文件", PINGLIANG)
    assert sentence.needs == ("check",)
    assert "777" not in str(sentence.as_json())
    assert trail(facts(pledged=True)).of(Test.HARDSHIP).rests_on == ("pledge",)
    assert trail(facts(head=Decimal(1), line=LINE, pledged=True)).of(Test.HARDSHIP).needs == ()
    assert trail(facts()).of(Test.HARDSHIP).needs == ("line", "pledge")
    assert trail(facts()).of(Test.HARDSHIP).region == PINGLIANG
    assert trail(facts(line=LINE)).of(Test.HARDSHIP).needs == ("income", "pledge")


def test_a_later_test_is_not_needed_once_an_earlier_one_has_answered():
    migrant = trail(facts("labour_pay", ["农民工"]))
    aided = trail(facts("labour_pay", ["社会救助对象"]))

    assert [one.outcome for one in migrant.sentences] == [
        "not_known", "passed", "passed", "not_needed", "not_needed",
    ]  # fmt: skip
    assert [one.outcome for one in aided.sentences] == [
        "not_known", "passed", "failed", "passed", "not_needed",
    ]  # fmt: skip
    assert (migrant.decisive.basis, aided.decisive.test) == ("《甘肃省法律援助条例》", "exemption")
    assert trail(facts()).decisive.test is Test.HARDSHIP
    assert migrant.decisive.needs == ("务工的证明材料",)


def test_who_lacks_only_the_missing_income_is_told_what_to_ask():
    sentence = trail(facts("child_support", ["老年人"])).of(Test.EXEMPTION)

    assert (sentence.why, sentence.needs) == (Why.NEARLY_EXEMPT, ("无固定生活来源",))
    assert [rule.code for rule in sentence.rules] == ["L42-1"]
    assert trail(facts("child_support", ["妇女"])).of(Test.EXEMPTION).why is Why.NOT_EXEMPT


def test_what_is_only_remembered_is_not_asserted():
    assert {rule.code for rule in SHIPPED if not rule.confirmed} == {
        "L42-2-military", *(f"R10-{item}" for item in range(1, 7)),
    }  # fmt: skip
    assert all(rule.confirmed == (rule.mark is Mark.FOUND) for rule in SHIPPED)
    assert not trail(facts("child_support", ["军人军属"])).of(Test.EXEMPTION).confirmed
    assert trail(facts("child_support", ["优抚对象"])).of(Test.EXEMPTION).confirmed


def test_a_confirmed_rule_comes_before_one_that_is_not():
    both = trail(facts("child_support", ["军人军属", "优抚对象"])).of(Test.EXEMPTION)

    assert [rule.code for rule in both.rules] == ["L42-2", "L42-2-military"]
    assert not both.confirmed  # but its first, which is cited, is
    assert trail(facts("brave_act")).of(Test.SCOPE).basis.endswith("第三十二条第（二）项")


def test_every_rule_says_what_and_where_and_is_named_once():
    codes = [rule.code for rule in SHIPPED]

    assert len(set(codes)) == len(codes)
    for rule in SHIPPED:
        assert rule.says
        assert rule.basis
        assert rule.test in RULED
        assert rule.matters or rule.groups
        assert rule.matters <= set(Matter.values)
        assert rule.groups | rule.besides <= set(Group.values)
        assert rule.proof or rule.test is Test.SCOPE


def test_the_statistical_groups_are_those_of_the_ministrys_table():
    assert len(STATISTICAL_GROUPS) == 11
    assert not STATISTICAL_GROUPS & {
        Group.NO_FIXED_INCOME,
        *AIDED - {"军人军属"},
        *SOLDIERS,
        *FALLEN,
    }


# What administrators decide


def test_an_ended_rule_holds_to_its_last_day():
    rules = changed(SHIPPED, Changes(ended={"L42-2": TODAY}))
    aided = facts("child_support", ["社会救助对象"])

    assert trail(aided, rules).means == "not_checked"
    assert trail(replace(aided, received_on=TODAY + timedelta(days=1)), rules).means is None


def test_an_end_never_lengthens():
    rules = changed(SHIPPED, Changes(ended={"R10-5": TODAY}))

    assert {rule.valid_to for rule in rules if rule.code == "R10-5"} == {date(2021, 12, 31)}


def test_a_confirmed_article_is_asserted_with_what_was_read():
    rules = changed(SHIPPED, Changes(confirmed={"L42-2-military": "《某条例》第二条"}))
    sentence = trail(facts("child_support", ["军人军属"]), rules).of(Test.EXEMPTION)

    assert (sentence.confirmed, sentence.basis) == (True, "《某条例》第二条")


def test_an_added_rule_holds_in_its_region_from_its_day():
    own = Rule(
        code="own-1",
        test=Test.WAIVER,
        says="本市特困人员",
        basis="某文件",
        groups=frozenset({"一般贫困者"}),
        region="6208",
        valid_from=TODAY,
        mark=Mark.ENTERED,
        confirmed=False,
    )
    rules = changed(SHIPPED, Changes(added=(own,)))
    poor = facts("child_support", ["一般贫困者"])

    assert trail(poor, rules).means == "not_required"
    assert trail(replace(poor, region=LANZHOU), rules).means is None
    assert trail(replace(poor, received_on=TODAY - timedelta(days=1)), rules).means is None


# Properties

amounts = st.decimals(0, 5000, places=2)
households = st.builds(
    Facts,
    matter=st.sampled_from(Matter.values),
    received_on=st.sampled_from(DAYS),
    groups=st.frozensets(st.sampled_from(Group.values), max_size=4),
    region=st.sampled_from([PINGLIANG, SHAANXI]),
    household_size=st.none() | st.integers(0, 9),
    monthly_income=st.none() | amounts,
    pledged=st.booleans(),
    line=st.none(),
)
ORDER = {False: 0, None: 1, True: 2}


@given(households, amounts, amounts)
def test_a_higher_line_never_turns_anybody_away(given, one, other):
    low, high = (replace(LINE, amount=amount) for amount in sorted((one, other)))
    before, after = trail(replace(given, line=low)), trail(replace(given, line=high))

    assert ORDER[after.eligible] >= ORDER[before.eligible]


@given(households, st.sampled_from(Group.values), st.none() | st.just(LINE))
def test_one_group_more_never_hurts(given, group, line):
    given = replace(given, line=line)
    more = replace(given, groups=given.groups | {group})

    assert ORDER[trail(more).eligible] >= ORDER[trail(given).eligible]


@given(households, amounts, st.decimals(0, 1000, places=2))
def test_a_lower_income_never_hurts(given, line, less):
    given = replace(given, line=replace(LINE, amount=line))
    if given.monthly_income is None:
        return
    poorer = replace(given, monthly_income=max(Decimal(0), given.monthly_income - less))

    assert ORDER[trail(poorer).eligible] >= ORDER[trail(given).eligible]


@given(households, st.none() | st.just(LINE))
def test_a_pledge_never_hurts(given, line):
    given = replace(given, line=line)
    pledged = trail(replace(given, pledged=True))

    assert ORDER[pledged.eligible] >= ORDER[trail(replace(given, pledged=False)).eligible]


@given(households)
def test_every_test_has_its_sentence(given):
    found = trail(given)

    assert [sentence.test for sentence in found.sentences] == list(Test)
    for sentence in found.sentences:
        assert sentence.outcome is not Outcome.PASSED or sentence.rules or sentence.rests_on


def test_the_application_form_has_a_box_for_every_group():
    assert set(Group.values) == {*application_form.GROUPS, *application_form.FURTHER}
    assert set(application_form.GROUPS) == STATISTICAL_GROUPS
