"""The forecast's two tables: the working time before a limit, and the minutes a case costs."""

from datetime import date, timedelta

import pytest

from cases.forecast.effort import EFFORT, UnreadableSetting, minutes_after, read_effort
from cases.forecast.hours import OFFICE_HOURS, WorkingTime, days_of, read_hours
from cases.states import TODO
from tests.cases.moments import FRIDAY, MONDAY, SUNDAY, TUESDAY, moment
from workflow.calendars import Calendar, Listed, YearNotice

CALENDAR = Calendar([YearNotice(2026, {}), YearNotice(2027, {})])
HOURS = read_hours(OFFICE_HOURS.split(","))
NOW = moment(MONDAY, 8, 40)
TIME = WorkingTime(CALENDAR, HOURS, NOW)


# Working time


def test_working_time_is_office_hours_on_working_days():
    assert TIME.until(moment(MONDAY, 9)) == 20
    assert TIME.until(moment(MONDAY, 13)) == 200  # the break at noon gives nothing
    assert TIME.until(moment(TUESDAY, 0)) == 410
    assert TIME.through(TUESDAY) == 410 + 420
    assert TIME.through(SUNDAY) == TIME.through(FRIDAY) == 410 + 4 * 420
    assert TIME.until(NOW - timedelta(hours=1)) == 0


def test_a_make_up_day_gives_time_and_a_holiday_none():
    saturday = FRIDAY + timedelta(days=1)
    calendar = Calendar([YearNotice(2026, {TUESDAY: Listed(False), saturday: Listed(True)})])
    time = WorkingTime(calendar, HOURS, NOW)
    assert time.through(TUESDAY) == 410
    assert time.through(SUNDAY) == 410 + 4 * 420


def test_who_is_on_leave_has_no_time():
    away = WorkingTime(CALENDAR, HOURS, NOW, [(MONDAY, TUESDAY)])
    assert away.through(TUESDAY) == 0
    assert away.through(FRIDAY) == 3 * 420


def test_seconds_within_a_minute_do_not_count():
    assert WorkingTime(CALENDAR, HOURS, NOW.replace(second=59)).until(moment(MONDAY, 9)) == 20


@pytest.mark.parametrize(
    "words", [[], ["8-12"], ["08:30-08:30"], ["14:30-18:00", "08:30-12:00"], ["08:30-24:00"]]
)
def test_office_hours_that_make_no_sense_are_refused(words):
    with pytest.raises(UnreadableSetting, match="FAYUAN_OFFICE_HOURS"):
        read_hours(words)


@pytest.mark.parametrize(
    ("today", "bucketed"),
    [
        (MONDAY, "today tomorrow week week week week week later"),
        (FRIDAY, "today tomorrow week next later later later later"),
        (SUNDAY, "today tomorrow week week week week week week"),
        (FRIDAY + timedelta(days=1), "today tomorrow week week week week week week"),
    ],
)
def test_days_are_today_tomorrow_this_week_and_the_next_working_day(today, bucketed):
    days = days_of(CALENDAR, today)
    assert " ".join(days.bucket(today + timedelta(days=n)) for n in range(8)) == bucketed
    assert len(days.working) == 10


def test_before_a_holiday_the_next_working_day_is_named():
    off = {date(2026, 10, day): Listed(False) for day in range(1, 8)}
    days = days_of(Calendar([YearNotice(2026, off)]), date(2026, 9, 30))
    assert days.bucket(date(2026, 10, 8)) == "next"
    assert days.after_week == date(2026, 10, 8)


# The table of minutes


def test_every_state_with_a_to_do_has_its_minutes():
    assert set(EFFORT) == set(TODO)


def test_a_setting_takes_the_place_of_single_lines():
    assert read_effort(["accepted=90"]) == {**EFFORT, "accepted": 90}


@pytest.mark.parametrize("word", ["accepted", "accepted=", "accepted=0", "accepted=-1", "x=1"])
def test_minutes_that_make_no_sense_are_refused(word):
    with pytest.raises(UnreadableSetting, match="FAYUAN_EFFORT"):
        read_effort([word])


def test_the_desks_after_this_one_need_their_time_too():
    assert minutes_after("registered", "decided", EFFORT) == 80
    assert minutes_after("recommended", "decided", EFFORT) == 0
    assert minutes_after("registered", "accepted", EFFORT) == 0
    assert minutes_after("granted", "assigned", EFFORT) == 10
