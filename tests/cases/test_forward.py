"""An application from custody, or by way of a duty lawyer, is passed on within 24 hours (L39)."""

from datetime import timedelta

import pytest

from cases.models import Forwarding
from tests.cases.factories import registered
from tests.cases.moments import MORNING
from tests.cases.reading import refused
from tests.cases.test_replay import assert_replays

CODES = {"custody": "custody_forward", "duty_lawyer": "duty_forward"}


def forwarded(city, by, hours, **more):
    told = {"forwarded_by": by, "got_at": MORNING - timedelta(hours=hours), "organ": None} | more
    return registered(city, forwarded=told)


@pytest.mark.parametrize("by", CODES)
@pytest.mark.parametrize(("hours", "late"), [(1, False), (23.9, False), (24.1, True), (80, True)])
def test_the_hours_run_from_the_moment_they_got_it_to_ours(city, by, hours, late):
    case = forwarded(city, by, hours)

    clock = case.clocks.get(code=CODES[by])
    assert (clock.state, clock.breached_at is not None) == ("met", late)
    assert clock.due_at == MORNING - timedelta(hours=hours) + timedelta(hours=24)
    assert_replays(case)


def test_being_late_costs_the_applicant_nothing(city):
    case = forwarded(city, "custody", 80)

    assert set(case.clocks.open().values_list("code", flat=True)) == {"review", "acceptance"}
    assert case.clocks.get(code="review").started_on == MORNING.date()


def test_it_says_by_whom(city):
    case = forwarded(city, "custody", 2, organ=city.organ)
    assert (case.forwarding.organ, case.forwarding.got_at) == (
        city.organ, MORNING - timedelta(hours=2),
    )  # fmt: skip


def test_a_time_after_the_receipt_is_refused_and_nothing_is_registered(city):
    with refused("It was handed to them after we received it: look at both times again."):
        forwarded(city, "duty_lawyer", -1)
    assert not Forwarding.objects.exists()


def test_who_applies_in_person_has_no_such_limit(case):
    assert not case.clocks.filter(code__in=CODES.values()).exists()
