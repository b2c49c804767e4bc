"""The stories of the demo city: told in office hours on whatever day, never in a city that works."""

from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import localtime

from cases.city.hours import OfficeHours
from cases.city.plots import PLOTS
from cases.city.stories import LONGEST, write
from cases.models import (
    User,
)
from cases.states import ENDS
from tests.cases.factories import OfficeFactory
from tests.cases.moments import SHANGHAI
from workflow.calendar_store import current_calendar

MOMENTS = [
    datetime(2026, 11, 22, 13, 0, tzinfo=SHANGHAI),  # a Sunday
    datetime(2026, 11, 23, 3, 0, tzinfo=SHANGHAI),  # before the offices open
    datetime(2026, 11, 23, 8, 30, tzinfo=SHANGHAI),
    datetime(2026, 11, 23, 13, 0, tzinfo=SHANGHAI),  # at noon they are closed
    datetime(2026, 10, 7, 12, 0, tzinfo=SHANGHAI),  # in the National Day week
    datetime(2026, 2, 20, 12, 0, tzinfo=SHANGHAI),  # in the Spring Festival
    datetime(2027, 1, 4, 10, 0, tzinfo=SHANGHAI),  # in a year not yet announced
]


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_stories_are_told_in_office_hours_and_never_after_now(db, now):
    calendar = current_calendar()
    stories = write(OfficeHours(calendar, now), calendar, now.date(), Random(1))

    for story in stories:
        assert len(story.moments) == len(story.plot.steps) + 1
        assert story.moments == sorted(story.moments)
        assert len(set(story.moments)) == len(story.moments)
        assert story.moments[-1] <= now + timedelta(minutes=1)
        assert all(calendar.works(localtime(at).date()) for at in story.moments)


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_no_story_begins_more_than_two_months_ago(db, now):
    calendar = current_calendar()
    for story in write(OfficeHours(calendar, now), calendar, now.date(), Random(2)):
        assert localtime(story.moments[0]).date() >= now.date() - LONGEST - timedelta(days=1)


def test_every_open_state_has_a_story_that_ends_late():
    ends = {plot.ends_in for plot in PLOTS if min((*plot.dues, *plot.named)) < 0}

    assert {*ends} >= {"registered", "supplementing", "accepted", "granted", "assigned", "handling"}
    assert {plot.ends_in for plot in PLOTS} >= ENDS


def test_office_hours_leave_out_nights_noons_and_rest_days(db):
    hours = OfficeHours(current_calendar(), datetime(2026, 11, 23, 8, 40, tzinfo=SHANGHAI))

    assert hours.ago(0).isoformat() == "2026-11-23T08:39:00+08:00"
    assert hours.ago(20 / 420).isoformat() == "2026-11-20T17:49:00+08:00"
    assert hours.ago(0.6).isoformat() == "2026-11-20T11:27:00+08:00"
    assert hours.days_since(date(2026, 11, 20)) == pytest.approx(1 + 9 / 420)


def test_no_invented_person_comes_into_a_database_that_is_in_use(db):
    OfficeFactory(station=True)

    with pytest.raises(CommandError):
        call_command("seed_demo")
    assert not User.objects.exists()
