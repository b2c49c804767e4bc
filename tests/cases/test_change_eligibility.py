"""Lines and rules of eligibility: entered by one administrator, in force by another's word."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from cases.actions.change_eligibility import (
    decide_entry,
    enter_line,
    free_code,
    propose_rule_decision,
    rules_now,
)
from cases.assessing import assess, latest_findings, told
from cases.conditions import means_are_exempt
from cases.eligibility import Test
from cases.models import HardshipLine, RuleDecision
from cases.models.eligibility import region_prefix, regions_above, rules_of_day
from tests.cases.factories import make, registered
from tests.cases.moments import MONDAY, MORNING, NOON, moment
from tests.cases.reading import facts_of_paper, refused
from workflow.models import AuditEntry


@pytest.fixture(autouse=True)
def _no_rules_are_kept_from_another_test():
    rules_of_day.cache_clear()
    yield
    rules_of_day.cache_clear()


@pytest.fixture
def enter(admin):
    def hand_in(**changes):
        given = {
            "region": "620800",
            "amount": Decimal(900),
            "valid_from": date(2026, 1, 1),
            "valid_to": None,
            "basis": "某厅某文件",
            "by": admin,
            "at": MORNING,
        }
        return enter_line(**given | changes)

    return hand_in


@pytest.fixture
def line(enter, second_admin):
    def confirmed(**changes):
        row = enter(**changes)
        return decide_entry(table=HardshipLine, pk=row.pk, accept=True, by=second_admin, at=NOON)

    return confirmed


def in_force(on=MONDAY, region="620802"):
    return HardshipLine.objects.in_force(region, on)


# Lines


def test_no_line_is_shipped(db):
    assert not HardshipLine.objects.exists()
    assert not RuleDecision.objects.exists()


def test_a_line_is_in_force_once_another_administrator_has_confirmed_it(enter, second_admin):
    row = enter()
    assert in_force() is None

    decide_entry(table=HardshipLine, pk=row.pk, accept=True, by=second_admin, at=NOON)
    assert in_force() == row
    actions = ["eligibility.line_entered", "eligibility.line_confirmed"]
    entries = AuditEntry.objects.filter(subject="hardship line 620800").order_by("seq")
    assert [entry.action for entry in entries] == actions


def test_nobody_confirms_an_own_line(enter, admin):
    row = enter()

    with refused("You proposed it: another administrator must decide (four eyes)."):
        decide_entry(table=HardshipLine, pk=row.pk, accept=True, by=admin, at=NOON)
    assert in_force() is None
    with pytest.raises(IntegrityError), transaction.atomic():
        HardshipLine.objects.filter(pk=row.pk).update(
            outcome="accepted", decided_by=admin, decided_at=NOON
        )


def test_a_rejected_line_is_kept_and_in_force_nowhere(enter, second_admin):
    row = enter()

    with refused("Say why it is rejected."):
        decide_entry(table=HardshipLine, pk=row.pk, accept=False, by=second_admin, at=NOON)
    decide_entry(
        table=HardshipLine, pk=row.pk, accept=False, note="文号不对", by=second_admin, at=NOON
    )
    assert in_force() is None
    with refused("This change is decided already."):
        decide_entry(table=HardshipLine, pk=row.pk, accept=True, by=second_admin, at=NOON)


@pytest.mark.parametrize("person", ["supervisor", "auditor", "clerk"])
def test_only_administrators_enter_and_decide(city, enter, person):
    by = city.people[person]
    with refused("Only an administrator changes lines and rules of eligibility."):
        enter(by=by)
    row = enter()
    with refused("Only an administrator changes lines and rules of eligibility."):
        decide_entry(table=HardshipLine, pk=row.pk, accept=True, by=by, at=NOON)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"basis": " "}, "Name the paper by which the line is set."),
        ({"region": "62"}, "Give the six digits of the region (GB/T 2260)."),
        ({"amount": Decimal(0)}, "Ensure this value is greater than or equal to 0.01."),
        ({"valid_to": date(2025, 1, 1)}, "The line ends before it begins."),
    ],
)
def test_a_line_that_makes_no_sense_is_refused(enter, changes, said):
    with refused(said):
        enter(**changes)


def test_one_line_of_a_region_waits_at_a_time(enter, line):
    line()
    with refused("This line is in force from that day on already."):
        enter()
    enter(amount=Decimal(950))
    with refused("Another line of this region waits already: it is decided first."):
        enter(amount=Decimal(960))


def test_the_nearest_line_counts_then_the_newest_within_its_days(line):
    line(region="620000", amount=Decimal(800))
    city = line(valid_to=date(2026, 6, 30))
    county = line(region="620802", amount=Decimal(1000), valid_from=date(2026, 3, 1))
    newer = line(region="620802", amount=Decimal(1100), valid_from=date(2026, 5, 1))

    def at(day, region="620802"):
        found = in_force(date.fromisoformat(day), region)
        return found and found.amount

    assert at("2025-12-31") is None
    assert at("2026-01-01") == at("2026-02-28") == city.amount
    assert at("2026-03-01") == at("2026-04-30") == county.amount
    assert at("2026-05-01") == newer.amount
    assert at("2026-06-30", "620821") == city.amount
    assert at("2026-07-01", "620821") == 800
    assert at("2026-07-01", "610400") is None


def test_a_region_lies_in_its_city_and_its_province():
    assert regions_above("620802") == ["620802", "620800", "620000"]
    assert regions_above("620000") == ["620000"]
    assert [region_prefix(one) for one in ("620000", "620800", "620802")] == [
        "62",
        "6208",
        "620802",
    ]


def test_the_region_is_the_receiving_agencys(city, line):
    line(region="620100", amount=Decimal(1))
    case = registered(city)
    assert assess(case).of(Test.HARDSHIP).line is None

    city.agency.region = "620100"
    city.agency.save()
    case.refresh_from_db()
    assert assess(case).of(Test.HARDSHIP).line == 1


@pytest.mark.parametrize(
    ("code", "region"),
    [("agency-620800", "620800"), ("agency-000012", ""), ("agency", ""), ("a-1620800", "")],
)
def test_an_agency_without_a_region_has_that_of_its_code(city, code, region):
    city.agency.code = code

    assert city.agency.region_code == region


def test_a_line_of_the_past_counts_for_reviews_to_come_and_changes_no_decision(case_in, line, make):
    case = case_in("granted")
    line(amount=Decimal(1))

    assert latest_findings(case)[4].proposed == "not_known"
    assert facts_of_paper(case, "grant_decision")["means_basis"] == ""
    assert assess(case).means == "not_met"


def test_the_decision_cites_the_line(case_in, line):
    line()
    case = make(make(case_in("accepted"), "recommend"), "grant")

    assert facts_of_paper(case, "review_sheet")["means_basis"] == "某厅某文件"
    assert facts_of_paper(case, "grant_decision")["means_basis"] == "某厅某文件"
    assert told(latest_findings(case)[4])["line"] == "900.00"


# Rules


@pytest.fixture
def decide(admin, second_admin):
    def on(kind, code, **says):
        given = {"basis": "《某条例》第二条", "valid_from": MONDAY, "by": admin, "at": MORNING}
        row = propose_rule_decision(kind=kind, code=code, **given | says)
        return decide_entry(table=RuleDecision, pk=row.pk, accept=True, by=second_admin, at=NOON)

    return on


OWN = {
    "test": "exemption",
    "says": "特困人员",
    "groups": ["一般贫困者"],
    "matters": [],
    "region": "620800",
}


def exempt_on(city, day, **facts):
    rules_of_day.cache_clear()
    return means_are_exempt(registered(city, received_at=moment(day, 9), **facts))


def test_a_rule_of_the_agencys_own_frees_of_the_statement_from_the_next_day_on(city, decide):
    row = decide("add", free_code(), **OWN)

    assert row.valid_from == MONDAY + timedelta(days=1)
    assert not exempt_on(city, MONDAY, groups=["一般贫困者"])
    assert exempt_on(city, MONDAY + timedelta(days=1), groups=["一般贫困者"])
    assert not exempt_on(city, MONDAY + timedelta(days=1), groups=["妇女"])
    assert free_code() == "own-2"


def test_an_ended_rule_holds_no_longer_than_the_day_before(city, decide):
    decide("end", "L42-2", valid_from=MONDAY + timedelta(days=2))

    aided = {"groups": ["社会救助对象"], "matter": "child_support"}
    assert exempt_on(city, MONDAY + timedelta(days=1), **aided)
    assert not exempt_on(city, MONDAY + timedelta(days=2), **aided)

    decide("end", "L42-2", valid_from=MONDAY + timedelta(days=9))
    assert not exempt_on(city, MONDAY + timedelta(days=2), **aided)


def test_a_confirmed_article_is_no_longer_the_agencys_own(decide):
    decide("confirm", "L42-2-military")

    rule = next(one for one in rules_now() if one.code == "L42-2-military")
    assert (rule.confirmed, rule.basis) == (True, "《某条例》第二条")
    with refused("Its article is confirmed already."):
        decide("confirm", "L42-2-military")


def test_what_waits_changes_nothing(city, admin):
    propose_rule_decision(
        kind="add", code="own-1", basis="x", valid_from=MONDAY, by=admin, at=MORNING, **OWN
    )
    assert not exempt_on(city, MONDAY + timedelta(days=9), groups=["一般贫困者"])
    with refused("Another decision on this rule waits already."):
        propose_rule_decision(
            kind="add", code="own-1", basis="x", valid_from=MONDAY, by=admin, at=MORNING, **OWN
        )


@pytest.mark.parametrize(
    ("kind", "code", "says", "said"),
    [
        ("confirm", "L99", {}, "There is no such rule, or it is there already."),
        ("end", "L99", {}, "There is no such rule, or it is there already."),
        ("add", "L42-2", OWN, "There is no such rule, or it is there already."),
        ("end", "L42-2", {"basis": ""}, "Name the paper in which it was read."),
        (
            "add",
            "own-1",
            OWN | {"groups": []},
            "Name the matters or the groups that the rule speaks of.",
        ),
    ],
)
def test_a_decision_on_a_rule_that_makes_no_sense_is_refused(decide, kind, code, says, said):
    with refused(said):
        decide(kind, code, **says)


def test_the_rules_of_a_day_are_read_once(city, django_assert_num_queries):
    case = registered(city)
    rules_of_day.cache_clear()

    with django_assert_num_queries(1):
        assert [means_are_exempt(case) for _ in range(3)] == [False] * 3
