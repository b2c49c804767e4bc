"""A limit of the law can't be made longer below the interface either, unless somebody says so."""

from datetime import date, time

import pytest
from django.core.checks import run_checks

from tests.workflow.parcels.limits import SHIPPED
from workflow.models import LimitRule
from workflow.shipped import load_shipped_rules
from workflow.statutes import LongerThanTheLaw, RowCountsOtherwise, all_longer


@pytest.fixture(autouse=True)
def _the_limits_of_the_parcel_office(rules, settings):
    settings.WORKFLOW_SHIPPED_RULES = "tests.workflow.parcels.limits.SHIPPED"


def statute(**changes):
    fields = {
        "code": "deliver",
        "name": "Delivery",
        "amount": 7,
        "basis": "Parcel Act, art. 1",
        "end_event": "delivered",
        "valid_from": date(2026, 6, 1),
    }
    return LimitRule(**fields | changes)


LATER = [
    {"amount": 8},
    {"unit": "working", "roll": "none"},
    {"amount": 1, "unit": "months"},
    {"amount": 193, "unit": "hours", "roll": "none"},
    {"amount": None},
    {"backward": True, "roll": "none"},
    {"nature": "promise"},
]
SOONER = [
    {},
    {"amount": 6},
    {"amount": 7, "roll": "none"},
    {"exclude_first": False},
    {"cut_off": time(17)},
    {"amount": 144, "unit": "hours", "roll": "none"},
]


@pytest.mark.parametrize("changes", LATER, ids=str)
def test_a_row_that_ends_later_is_refused_by_whatever_makes_it_later(changes):
    with pytest.raises(LongerThanTheLaw, match=r"deliver 2026-06-01 is"):
        statute(**changes).save()
    assert not LimitRule.objects.filter(valid_from=date(2026, 6, 1)).exists()


@pytest.mark.parametrize("changes", SOONER, ids=str)
def test_a_row_that_ends_no_later_is_taken(changes):
    statute(**changes).save()
    assert list(all_longer()) == []


def test_the_sentence_names_a_day_to_look_at():
    with pytest.raises(LongerThanTheLaw, match=r"begun on 2026-01-0\d it ends on 2026-"):
        statute(amount=8).save()


def test_one_day_in_the_year_is_enough():
    """Six days, of which the first is counted and the last rolls over a longer holiday."""
    statute(amount=7, exclude_first=True, roll="next_working_day").save()
    with pytest.raises(LongerThanTheLaw):
        statute(valid_from=date(2026, 7, 1), unit="working", amount=5, roll="none").save()


def test_who_follows_a_new_law_says_so():
    statute(amount=10).save(longer_by_law=True)
    assert LimitRule.objects.in_force("deliver", date(2026, 6, 1)).amount == 10


def test_a_row_that_came_in_by_another_way_is_found_by_the_check():
    LimitRule.objects.bulk_create([statute(amount=10)])

    [found] = [one for one in run_checks(databases=["default"]) if one.id == "workflow.W001"]
    assert "deliver 2026-06-01 is longer than the law" in found.msg
    assert not [one for one in run_checks() if one.id == "workflow.W001"]


def test_what_ships_is_not_longer_than_itself():
    assert list(all_longer()) == []
    assert load_shipped_rules(LimitRule, SHIPPED) == 0


def test_the_old_law_bounds_the_old_row_alone():
    statute(unit="working", roll="none", valid_from=date(2013, 1, 1)).save()
    assert list(all_longer()) == []


def test_a_promise_is_free(rules):
    statute(code="deliver_promise", nature="promise", amount=30).save()


@pytest.mark.parametrize(
    "changes", [{"amount": 6}, {"cut_off": time(9)}, {"valid_from": date(2021, 1, 1)}]
)
def test_a_row_that_is_there_counts_as_it_did(changes):
    row = LimitRule.objects.get(code="deliver_promise")
    for name, value in changes.items():
        setattr(row, name, value)
    with pytest.raises(RowCountsOtherwise, match="a changed limit is a new row"):
        row.save()


def test_its_end_and_its_confirmation_may_be_noted():
    row = LimitRule.objects.get(code="deliver_promise")
    row.valid_to, row.confirmed = date(2026, 12, 31), True
    row.save()
    row.refresh_from_db()
    assert (row.valid_to, row.confirmed) == (date(2026, 12, 31), True)
