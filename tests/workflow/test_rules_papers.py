"""What a reckoning names: the paper behind each paused day, and the notices of rest days."""

import itertools

import pytest

from tests.workflow.parcels.office import CALENDAR, SHANGHAI, at, on
from workflow.calendars import UNNUMBERED, Calendar, Listed, YearNotice
from workflow.rules import Certainty, Interval, Period, Roll, Unit, reckon

SEVEN, HOURS = Period(7), Period(24, Unit.HOURS, Roll.NONE)
NOTICE_OF_2026 = (2026, "国办发明电〔2025〕7号")


def pause(asked, complete, *paper):
    return (on(asked), complete and on(complete), *paper)


def papers(reckoning):
    return {str(day.date)[5:]: day.paper for day in reckoning.days if day.paper}


def test_each_paused_day_names_its_paper_and_no_other_day_does():
    pauses = [
        Interval(on("2026-11-24"), on("2026-11-26"), "N 1"),
        pause("2026-11-30", "2026-12-01", "N 2"),
        pause("2026-12-01", "2026-12-02"),
    ]
    reckoning = reckon(CALENDAR, on("2026-11-23"), SEVEN, pauses)
    assert papers(reckoning) == {"11-25": "N 1", "11-26": "N 1", "12-01": "N 2"}
    assert [str(day.why) for day in reckoning.days].count("paused") == 4


def test_a_pause_of_two_parts_and_one_without_a_paper_count_the_same():
    asked, complete = on("2026-11-24"), on("2026-11-26")
    same = [(asked, complete), (asked, complete, ""), Interval(asked, complete)]
    answers = [reckon(CALENDAR, on("2026-11-23"), SEVEN, [pause]) for pause in same]
    assert answers[0] == answers[1] == answers[2]
    assert Interval(asked) == (asked, None, "")


def test_a_day_under_two_pauses_names_the_one_with_a_paper_that_was_asked_first():
    pauses = [
        pause("2026-11-23", "2026-11-27"),
        pause("2026-11-24", "2026-11-27", "N 2"),
        pause("2026-11-25", "2026-11-27", "N 1"),
    ]
    for order in itertools.permutations(pauses):
        reckoning = reckon(CALENDAR, on("2026-11-23"), SEVEN, order)
        assert papers(reckoning) == {"11-25": "N 2", "11-26": "N 2", "11-27": "N 2"}


def test_of_two_papers_of_one_day_the_first_by_number_is_named():
    pauses = [pause("2026-11-24", "2026-11-27", f"N {number}") for number in (2, 1)]
    reckoning = reckon(CALENDAR, on("2026-11-23"), SEVEN, pauses)
    assert set(papers(reckoning).values()) == {"N 1"}


def test_a_day_that_the_roll_passes_over_names_its_paper_too():
    pauses = [pause("2026-11-29", "2026-12-01", "N 1")]
    reckoning = reckon(CALENDAR, on("2026-11-23"), Period(5), pauses)
    assert reckoning.due_on == on("2026-12-02")
    assert papers(reckoning) == {"11-30": "N 1", "12-01": "N 1"}


def test_a_day_that_gives_none_of_its_hours_names_its_paper_too():
    pauses = [pause("2026-10-02", "2026-10-04", "N 1")]
    reckoning = reckon(CALENDAR, at("2026-10-02T16:20"), HOURS, pauses)
    assert papers(reckoning) == {"10-03": "N 1", "10-04": "N 1"}
    assert reckoning.due_at == at("2026-10-05T16:20")
    assert reckoning.due_at.tzinfo is SHANGHAI
    assert reckoning.due_on == reckoning.due_earliest == reckoning.due_latest == on("2026-10-05")
    assert reckoning.certainty is Certainty.ANNOUNCED
    assert reckoning.notices == (NOTICE_OF_2026,)


def test_hours_that_stand_still_are_certain_and_name_their_notice():
    reckoning = reckon(CALENDAR, at("2026-10-02T16:20"), HOURS, [pause("2026-10-02", None, "N 1")])
    assert (reckoning.due_on, reckoning.due_earliest, reckoning.due_latest) == (None, None, None)
    assert (reckoning.due_at, reckoning.certainty) == (None, Certainty.ANNOUNCED)
    assert reckoning.notices == (NOTICE_OF_2026,)


@pytest.mark.parametrize(
    ("start", "amount", "years"),
    [
        ("2026-11-23", 7, [NOTICE_OF_2026]),
        ("2026-12-04", 20, [NOTICE_OF_2026, (2027, "")]),
        ("2026-12-04", 19, [NOTICE_OF_2026]),
        ("2027-03-01", 9, [(2027, "")]),
        ("2025-12-30", 3, [(2025, "国办发明电〔2024〕12号"), NOTICE_OF_2026]),
    ],
)
def test_a_reckoning_names_the_notices_of_the_years_it_runs_through(start, amount, years):
    assert reckon(CALENDAR, on(start), Period(amount, roll=Roll.NONE)).notices == tuple(years)


def test_while_a_pause_lasts_the_notices_of_the_days_before_it_are_named():
    reckoning = reckon(CALENDAR, on("2026-11-23"), SEVEN, [pause("2026-11-25", None, "N 1")])
    assert reckoning.notices == (NOTICE_OF_2026,)
    assert papers(reckoning) == {}


def test_the_paper_of_a_reckoning_is_that_of_its_own_calendar():
    days = {on("2030-05-02"): Listed(works=False, occasion="Labour Day")}
    numbered = Calendar([YearNotice(2030, days, "N 5")])
    reckoning = reckon(numbered, on("2030-05-01"), Period(1))
    assert reckoning.notices == ((2030, "N 5"),)
    assert (reckoning.days[1].occasion, reckoning.due_on) == ("Labour Day", on("2030-05-03"))
    unnumbered = Calendar([YearNotice(2030, days)])
    assert reckon(unnumbered, on("2030-05-01"), Period(1)).notices == ((2030, UNNUMBERED),)
