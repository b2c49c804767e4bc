"""Which days are worked, against two independent calendars, and what is known before a notice."""

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from tests.workflow.parcels.office import CALENDAR, on
from workflow.calendars import (
    UNNUMBERED,
    Because,
    Calendar,
    Listed,
    OutsideCalendar,
    Reading,
    Source,
    YearNotice,
)
from workflow.festivals import OCCASIONS, first_year, last_year, statutory_days
from workflow.shipped import _days_by_year

YEARS = range(2019, 2027)


def days_of(*years):
    day = date(years[0], 1, 1)
    while day.year <= years[-1]:
        yield day
        day += timedelta(1)


def known_up_to(year):
    """The calendar as it stood before the next year's notice."""
    return Calendar(
        YearNotice(of, {day: Listed(status == "work", occasion) for day, status, occasion in days})
        for of, days in _days_by_year().items()
        if of <= year
    )


@pytest.mark.parametrize("year", YEARS)
def test_every_day_is_worked_or_not_as_chinesecalendar_says(year):
    for day in days_of(year):
        assert CALENDAR.works(day) == chinese_calendar.is_workday(day), day


@pytest.mark.parametrize("year", YEARS)
def test_every_day_is_worked_or_not_as_holidays_says(year):
    oracle = holidays.China(years=year, language="en_US")
    for day in days_of(year):
        made_up = day in oracle.weekend_workdays
        assert CALENDAR.works(day) == (made_up or (day.weekday() < 5 and day not in oracle)), day


def test_the_december_before_2019_is_as_its_notice_says():
    for day in (date(2018, 12, 24) + timedelta(offset) for offset in range(8)):
        assert CALENDAR.works(day) == chinese_calendar.is_workday(day), day
    assert CALENDAR.day(on("2018-12-29")).source is Source.ANNOUNCED


def test_a_year_has_as_many_working_days_as_announced():
    worked = {year: sum(map(CALENDAR.works, days_of(year))) for year in YEARS}
    assert list(worked.values()) == [250, 249, 250, 249, 249, 251, 248, 248]


@pytest.mark.parametrize("year", range(2008, 2051))
def test_the_festivals_of_a_year_are_those_of_holidays(year):
    oracle = {
        day
        for day, name in holidays.China(years=year, observed=False, language="en_US").items()
        if "Day off" not in name and "Extended" not in name
    }
    oracle.discard(date(2015, 9, 3))  # seventy years of peace: that once, by a notice of its own
    assert set(statutory_days(year)) == oracle


def test_every_occasion_is_one_of_the_seven():
    shipped = {occasion for days in _days_by_year().values() for _, _, occasion in days}
    assert shipped == set(OCCASIONS)
    assert {name for year in range(2008, 2051) for name in statutory_days(year).values()} == shipped


@pytest.mark.parametrize(
    ("day", "status", "source", "because", "occasion"),
    [
        ("2026-11-23", "work", Source.ANNOUNCED, Because.WEEKDAY, ""),
        ("2026-11-28", "off", Source.ANNOUNCED, Because.WEEKEND, ""),
        ("2026-02-16", "off", Source.ANNOUNCED, Because.HOLIDAY, "Spring Festival"),
        ("2026-02-14", "work", Source.ANNOUNCED, Because.MAKE_UP_DAY, "Spring Festival"),
        ("2026-12-23", "work", Source.ANNOUNCED, Because.WEEKDAY, ""),
        ("2026-12-24", "work", Source.ASSUMED, Because.WEEKDAY, ""),
        ("2026-12-27", "off", Source.ASSUMED, Because.WEEKEND, ""),
        ("2027-01-01", "off", Source.STATUTORY, Because.HOLIDAY, "New Year's Day"),
        ("2027-02-05", "off", Source.STATUTORY, Because.HOLIDAY, "Spring Festival"),
        ("2027-02-09", "work", Source.ASSUMED, Because.WEEKDAY, ""),
        ("2027-02-13", "off", Source.ASSUMED, Because.WEEKEND, ""),
        ("2025-12-26", "work", Source.ANNOUNCED, Because.WEEKDAY, ""),
        ("2018-12-31", "off", Source.ANNOUNCED, Because.HOLIDAY, "New Year's Day"),
        ("2008-01-02", "work", Source.ASSUMED, Because.WEEKDAY, ""),
        ("2050-12-31", "off", Source.ASSUMED, Because.WEEKEND, ""),
    ],
)
def test_a_day_says_what_it_rests_on(day, status, source, because, occasion):
    known = CALENDAR.day(on(day))
    assert (known.status, known.source, known.because, known.occasion) == (
        status,
        source,
        because,
        occasion,
    )
    assert known.date == on(day)
    assert CALENDAR.why(on(day)) == (because, occasion)
    assert CALENDAR.uncertain(on(day)) == (source is Source.ASSUMED)


@pytest.mark.parametrize(
    ("day", "earliest", "latest"),
    [
        ("2027-02-13", True, False),  # a Saturday near Spring Festival may be worked
        ("2027-02-09", True, False),  # a Tuesday after it may be off
        ("2027-03-06", False, False),  # a Saturday far from any festival is a Saturday
        ("2027-03-09", True, True),
        ("2027-02-06", False, False),  # a statutory day is off in every reading
        ("2027-02-18", True, False),  # ten days after the last statutory day
        ("2027-02-19", True, True),  # eleven
        ("2027-01-26", True, False),
        ("2027-01-25", True, True),
        ("2026-12-26", True, False),
        ("2026-12-19", False, False),
    ],
)
def test_an_open_day_is_read_both_ways_near_a_festival(day, earliest, latest):
    assert CALENDAR.works(on(day), Reading.EARLIEST) == earliest
    assert CALENDAR.works(on(day), Reading.LATEST) == latest


@pytest.mark.parametrize("year", range(2019, 2026))
def test_the_truth_lies_between_the_earliest_and_the_latest_reading(year):
    before = known_up_to(year)
    for day in days_of(year, year + 1):
        worked = CALENDAR.works(day)
        assert before.works(day, Reading.LATEST) <= worked <= before.works(day, Reading.EARLIEST)


def test_an_amended_notice_replaces_the_first_one_of_its_year():
    first = YearNotice(2030, {on("2030-05-02"): Listed(works=False)})
    amended = YearNotice(2030, {on("2030-05-03"): Listed(works=False)})
    calendar = Calendar([first, amended])
    assert calendar.works(on("2030-05-02"))
    assert not calendar.works(on("2030-05-03"))


@pytest.mark.parametrize("year", [first_year() - 1, last_year() + 1])
def test_a_day_of_a_year_that_nobody_knows_is_refused(year):
    with pytest.raises(OutsideCalendar, match="2008 to 2050"):
        CALENDAR.works(date(year, 6, 1))


def test_a_weekday_that_a_notice_lists_as_worked_is_a_weekday():
    calendar = Calendar([YearNotice(2030, {on("2030-05-02"): Listed(works=True)})])
    assert calendar.why(on("2030-05-02")) == (Because.WEEKDAY, "")
    assert calendar.day(on("2030-05-02")).date == on("2030-05-02")


@pytest.mark.parametrize(
    ("days", "notices"),
    [
        (["2026-11-23"], [(2026, "国办发明电〔2025〕7号")]),
        (["2026-12-23"], [(2026, "国办发明电〔2025〕7号")]),
        (["2026-12-24"], [(2026, "国办发明电〔2025〕7号"), (2027, "")]),
        (["2027-03-01"], [(2027, "")]),
        (["2026-11-30"], [(2026, "国办发明电〔2025〕7号")]),
        # The end of December rests on the next year's notice too, whether or not it lists the day.
        (["2018-12-29"], [(2018, ""), (2019, "国办发明电〔2018〕15号、〔2019〕3号")]),
        (
            ["2024-12-31", "2022-01-04", "2022-01-05"],
            [
                (2022, "国办发明电〔2021〕11号"),
                (2024, "国办发明电〔2023〕7号"),
                (2025, "国办发明电〔2024〕12号"),
            ],
        ),
        ([], []),
    ],
)
def test_the_notices_behind_some_days_are_those_of_their_years(days, notices):
    assert CALENDAR.notices_behind(map(on, days)) == tuple(notices)


def test_every_shipped_year_names_its_notice():
    papers = dict(CALENDAR.notices_behind(date(year, 6, 1) for year in YEARS))
    assert list(papers) == list(YEARS)
    assert all(paper.startswith("国办发明电〔") for paper in papers.values())


def test_a_notice_in_force_without_a_number_is_not_taken_for_a_missing_one():
    calendar = Calendar([YearNotice(2030, {}), YearNotice(2031, {}, "N 7")])
    days = [on("2030-06-01"), on("2031-06-01"), on("2032-06-01")]
    assert calendar.notices_behind(days) == ((2030, UNNUMBERED), (2031, "N 7"), (2032, ""))
    assert UNNUMBERED


def test_an_amended_notice_gives_its_number_to_the_year():
    amended = Calendar([YearNotice(2030, {}, "N 1"), YearNotice(2030, {}, "N 2")], revision=4)
    assert amended.notices_behind([on("2030-06-01")]) == ((2030, "N 2"),)
    assert (amended.years, amended.revision) == ({2030}, 4)
    assert Calendar([]).revision == 0


@pytest.mark.parametrize(
    ("day", "occasion"),
    [
        ("2027-01-01", "New Year's Day"),
        ("2027-02-05", "Spring Festival"),
        ("2027-04-05", "Tomb-sweeping Day"),
        ("2027-05-01", "Labour Day"),
        ("2027-05-02", "Labour Day"),
        ("2027-06-09", "Dragon Boat Festival"),
        ("2027-09-15", "Mid-autumn Festival"),
        ("2027-10-01", "National Day"),
        ("2028-10-03", "National Day"),  # Mid-autumn falls on it
        ("2013-02-09", "Spring Festival"),  # New Year's Eve, off until 2013
        ("2014-02-02", "Spring Festival"),  # and the third day, off from 2014
    ],
)
def test_each_festival_has_its_name(day, occasion):
    assert statutory_days(on(day).year)[on(day)] == occasion


def test_a_year_outside_the_table_has_no_festivals():
    assert statutory_days(first_year() - 1) == statutory_days(last_year() + 1) == {}
    assert (first_year(), last_year()) == (2008, 2050)
