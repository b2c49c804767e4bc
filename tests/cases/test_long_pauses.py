"""Clocks that stand still for long: a list with a dry run, which changes nothing."""

from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import translation

from cases.models import Case, CaseClock, CasePause
from cases.pauses import long_pauses
from tests.cases.factories import make
from tests.cases.moments import TUESDAY, moment

AFTER_FORTY_DAYS = moment(TUESDAY + timedelta(days=40), 9)


@pytest.fixture
def asked(registered):
    """Received on Monday, papers asked for on Tuesday: one day was counted."""
    return make(registered(), "ask_for_papers", items=["group_proof"], at=moment(TUESDAY))


def listed(at=AFTER_FORTY_DAYS, **kwargs):
    return long_pauses(Case.objects.all(), at=at, **kwargs)


def test_each_clock_that_stands_still_is_listed_with_its_paper(asked):
    found = listed()

    assert [(one.rule.code, one.since, one.days, one.paper) for one in found] == [
        ("review", TUESDAY, 40, "（平）援补字〔2026〕第1号"),
        ("acceptance", TUESDAY, 40, "（平）援补字〔2026〕第1号"),
    ]


def test_the_dry_run_counts_the_days_that_are_left_from_today(asked):
    review, promise = listed()

    # Ended on Sunday 13 December: six days and four days are left.
    assert (review.due_on, review.late) == (date(2026, 12, 21), False)
    assert (promise.due_on, promise.late) == (date(2026, 12, 17), False)


def test_what_was_asked_on_its_last_day_would_be_late(registered):
    last_day = date(2026, 11, 9)
    make(registered(), "ask_for_papers", items=["group_proof"], at=moment(last_day))

    review = next(one for one in listed() if one.rule.code == "review")
    assert (review.due_on, review.late) == (last_day, True)


def test_a_pause_is_long_from_its_thirtieth_day_on(asked):
    assert listed(moment(TUESDAY + timedelta(days=29))) == []
    assert len(listed(moment(TUESDAY + timedelta(days=30)))) == 2
    assert len(listed(moment(TUESDAY + timedelta(days=3)), days=3)) == 2


def test_what_runs_again_is_not_listed(asked):
    make(asked, "receive_papers")
    assert listed() == []


def test_nothing_is_changed(asked):
    def everything():
        return (
            list(CaseClock.objects.order_by("pk").values()),
            list(CasePause.objects.order_by("pk").values()),
        )

    before = everything()
    listed()
    assert everything() == before


@pytest.mark.parametrize("many", [1, 4])
def test_it_costs_the_same_however_many_there_are(registered, django_assert_num_queries, many):
    for _ in range(many):
        make(registered(), "ask_for_papers", items=["group_proof"], at=moment(TUESDAY))
    listed()
    with django_assert_num_queries(3):  # the calendar's fingerprint, pauses, the others of theirs
        assert len(listed()) == 2 * many


def test_the_command_prints_them(asked):
    out = StringIO()
    with time_machine.travel(AFTER_FORTY_DAYS, tick=False), translation.override("en"):
        call_command("long_pauses", stdout=out)
        call_command("long_pauses", "--days", "90", stdout=out)

    said = out.getvalue().splitlines()
    assert said[0] == (
        f"{asked.number} Review of the application: paused since 2026-11-03 (40 days) by "
        "（平）援补字〔2026〕第1号; if it ended today: last day 2026-12-21"
    )
    assert said[2] == "2 clocks stand still for 30 days or more; 0 would be late."
    assert said[3] == "0 clocks stand still for 90 days or more; 0 would be late."
