"""Counting, case by case: the worked examples of the domain, and each line of the ledger."""

from datetime import date, datetime, timedelta

import pytest

from tests.workflow.parcels.office import CALENDAR, at, on
from tests.workflow.test_calendars import known_up_to
from workflow.calendars import OutsideCalendar
from workflow.rules import Certainty, Period, Roll, Unit, reckon

SEVEN, FIVE = Period(7), Period(5)
SEVEN_RAW = Period(7, roll=Roll.NONE)
FIVE_WORKING = Period(5, Unit.WORKING)

#: received, 7 calendar days raw, rolled, 5 calendar days rolled, 5 working days
WORKED_EXAMPLES = [
    ("2026-11-23", "2026-11-30", "2026-11-30", "2026-11-30", "2026-11-30"),
    ("2026-11-25", "2026-12-02", "2026-12-02", "2026-11-30", "2026-12-02"),
    ("2026-11-27", "2026-12-04", "2026-12-04", "2026-12-02", "2026-12-04"),
    ("2026-09-30", "2026-10-07", "2026-10-08", "2026-10-08", "2026-10-13"),
    ("2026-02-11", "2026-02-18", "2026-02-24", "2026-02-24", "2026-02-25"),
    ("2026-02-09", "2026-02-16", "2026-02-24", "2026-02-14", "2026-02-14"),
    ("2026-10-03", "2026-10-10", "2026-10-10", "2026-10-08", "2026-10-13"),
    ("2026-04-29", "2026-05-06", "2026-05-06", "2026-05-06", "2026-05-09"),
    ("2026-09-18", "2026-09-25", "2026-09-28", "2026-09-23", "2026-09-24"),
]


def due(start, period, pauses=()):
    pauses = [(on(began), ended and on(ended)) for began, ended in pauses]
    return reckon(CALENDAR, on(start), period, pauses)


def ledger(reckoning):
    return [(str(day.date)[5:], day.counted, day.why.value) for day in reckoning.days]


@pytest.mark.parametrize(("received", "raw", "legal", "promise", "working"), WORKED_EXAMPLES)
def test_the_worked_examples_come_out_exactly(received, raw, legal, promise, working):
    periods = (SEVEN_RAW, SEVEN, FIVE, FIVE_WORKING)
    reckonings = [due(received, period) for period in periods]
    assert [str(reckoning.due_on) for reckoning in reckonings] == [raw, legal, promise, working]
    for reckoning in reckonings:
        assert reckoning.certainty is Certainty.ANNOUNCED
        assert reckoning.due_earliest == reckoning.due_on == reckoning.due_latest


@pytest.mark.parametrize(
    ("start", "amount", "raw", "rolled"),
    [
        ("2026-11-23", 5, "2026-11-28", "2026-11-30"),
        ("2026-04-30", 3, "2026-05-03", "2026-05-06"),
        ("2026-11-26", 3, "2026-11-29", "2026-11-30"),
        ("2026-11-27", 5, "2026-12-02", "2026-12-02"),
        ("2026-11-20", 30, "2026-12-20", "2026-12-21"),
        ("2026-11-23", 15, "2026-12-08", "2026-12-08"),
    ],
)
def test_the_other_clocks_come_out_exactly(start, amount, raw, rolled):
    assert due(start, Period(amount, roll=Roll.NONE)).due_on == on(raw)
    reckoning = due(start, Period(amount))
    assert reckoning.due_on == on(rolled)
    assert reckoning.certainty is Certainty.ANNOUNCED


def test_under_the_old_rule_seven_working_days_from_30_september_end_on_15_october():
    assert due("2026-09-30", Period(7, Unit.WORKING)).due_on == on("2026-10-15")


@pytest.mark.parametrize(
    ("start", "amount", "expected"),
    [
        ("2021-09-30", 7, "2021-10-15"),  # 9 October is worked, 10 October is a Sunday
        ("2020-01-22", 7, "2020-02-10"),  # the holiday was lengthened to 2 February
        ("2019-04-26", 5, "2019-05-06"),  # two Sundays are worked around four days off
        ("2019-12-30", 5, "2020-01-07"),
    ],
)
def test_working_days_before_2022_count_make_up_days(start, amount, expected):
    assert due(start, Period(amount, Unit.WORKING)).due_on == on(expected)


def test_a_limit_that_ends_in_an_unannounced_january_is_provisional():
    reckoning = due("2026-12-04", Period(30))
    assert due("2026-12-04", Period(30, roll=Roll.NONE)).due_on == on("2027-01-03")
    assert reckoning.due_on == on("2027-01-04")
    assert reckoning.certainty is Certainty.PROVISIONAL
    # Sunday 3 January may be worked; if all of it is moved, the days up to the 11th may be off.
    assert (reckoning.due_earliest, reckoning.due_latest) == (on("2027-01-03"), on("2027-01-12"))


def test_a_limit_that_only_runs_through_unannounced_days_is_firm():
    reckoning = due("2027-03-01", Period(9))
    assert reckoning.due_on == on("2027-03-10")
    assert reckoning.certainty is Certainty.ANNOUNCED


def test_the_papers_of_a_supplement_do_not_count():
    reckoning = due("2026-11-23", SEVEN, [("2026-11-25", "2026-12-02")])
    assert reckoning.due_on == on("2026-12-07")
    assert ledger(reckoning) == [
        ("11-23", False, "first_day_not_counted"),
        ("11-24", True, "counted"),
        ("11-25", True, "counted"),
        *[(day, False, "paused") for day in ("11-26", "11-27", "11-28", "11-29", "11-30")],
        *[(day, False, "paused") for day in ("12-01", "12-02")],
        *[(day, True, "counted") for day in ("12-03", "12-04", "12-05", "12-06", "12-07")],
    ]


def test_the_ledger_of_a_rolled_limit_shows_each_day_once():
    reckoning = due("2026-09-30", SEVEN)
    assert ledger(reckoning) == [
        ("09-30", False, "first_day_not_counted"),
        *[(f"10-0{day}", True, "counted") for day in range(1, 7)],
        ("10-07", True, "last_day_is_rest_day"),
        ("10-08", False, "rolled_to"),
    ]
    assert reckoning.days[-2].occasion == "National Day"


def test_the_ledger_of_working_days_shows_rest_days_and_make_up_days():
    assert ledger(due("2026-09-30", FIVE_WORKING)) == [
        ("09-30", False, "first_day_not_counted"),
        *[(f"10-0{day}", False, "rest_day") for day in range(1, 8)],
        ("10-08", True, "counted"),
        ("10-09", True, "counted"),
        ("10-10", True, "make_up_working_day"),
        ("10-11", False, "rest_day"),
        ("10-12", True, "counted"),
        ("10-13", True, "counted"),
    ]


def test_a_roll_passes_over_rest_days_and_paused_days():
    # Saturday the 28th is the last day; Monday and Tuesday after it are paused.
    reckoning = due("2026-11-23", FIVE, [("2026-11-29", "2026-12-01")])
    assert ledger(reckoning)[5:] == [
        ("11-28", True, "last_day_is_rest_day"),
        ("11-29", False, "rolled_rest_day"),
        ("11-30", False, "rolled_paused"),
        ("12-01", False, "rolled_paused"),
        ("12-02", False, "rolled_to"),
    ]
    assert reckoning.due_on == on("2026-12-02")


@pytest.mark.parametrize("period", [SEVEN, FIVE_WORKING, Period(1, Unit.MONTHS)])
def test_while_a_pause_lasts_there_is_no_last_day(period):
    reckoning = due("2026-11-23", period, [("2026-11-25", None)])
    assert (reckoning.due_on, reckoning.due_earliest, reckoning.due_latest) == (None, None, None)
    assert ledger(reckoning) == [
        ("11-23", False, "first_day_not_counted"),
        ("11-24", True, "counted"),
        ("11-25", True, "counted"),
    ]


def test_a_pause_that_opens_while_the_end_moves_on_leaves_no_last_day():
    reckoning = due("2026-11-23", FIVE, [("2026-11-28", None)])
    assert reckoning.due_on is None
    assert ledger(reckoning)[-1] == ("11-28", True, "last_day_is_rest_day")


def test_a_pause_before_the_start_that_still_lasts_leaves_only_the_first_day():
    assert ledger(due("2026-11-23", FIVE, [("2026-11-20", None)])) == [
        ("11-23", False, "first_day_not_counted")
    ]


def test_the_first_day_counts_where_the_rule_says_so():
    reckoning = due("2026-11-23", Period(3, exclude_first=False))
    assert reckoning.due_on == on("2026-11-25")
    assert ledger(reckoning)[0] == ("11-23", True, "counted")


@pytest.mark.parametrize(
    ("start", "amount", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),  # no 31 February: the month's end, a make-up Saturday
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-03-15", 6, "2026-09-15"),
        ("2025-11-30", 3, "2026-02-28"),
        ("2026-04-02", 1, "2026-05-06"),  # rolled over Labour Day
        ("2026-12-10", 12, "2027-12-10"),
    ],
)
def test_months_end_on_the_same_date_or_at_the_end_of_the_month(start, amount, expected):
    assert due(start, Period(amount, Unit.MONTHS)).due_on == on(expected)


def test_a_pause_lengthens_a_month_by_its_days():
    reckoning = due("2026-06-01", Period(1, Unit.MONTHS), [("2026-06-10", "2026-06-12")])
    assert reckoning.due_on == on("2026-07-03")


def test_hours_run_through_a_holiday_from_the_minute_and_do_not_roll():
    reckoning = reckon(CALENDAR, at("2026-10-02T16:20"), Period(24, Unit.HOURS, Roll.NONE))
    assert reckoning.due_at == at("2026-10-03T16:20")
    assert reckoning.due_on == on("2026-10-03")
    assert ledger(reckoning) == [("10-02", True, "hours_run"), ("10-03", True, "hours_run")]


def test_hours_that_end_at_midnight_end_on_the_day_that_ends():
    reckoning = reckon(CALENDAR, at("2026-10-02T00:00"), Period(48, Unit.HOURS, Roll.NONE))
    assert reckoning.due_at == at("2026-10-04T00:00")
    assert reckoning.due_on == on("2026-10-03")


def test_a_paused_day_gives_none_of_its_hours():
    pauses = [(on("2026-10-02"), on("2026-10-04"))]
    period = Period(24, Unit.HOURS, Roll.NONE)
    reckoning = reckon(CALENDAR, at("2026-10-02T16:20"), period, pauses)
    assert reckoning.due_at == at("2026-10-05T16:20")
    assert [why for _, _, why in ledger(reckoning)] == [
        "hours_run",
        "paused",
        "paused",
        "hours_run",
    ]


@pytest.mark.parametrize("hours", [4, 24])
def test_hours_have_no_end_while_a_pause_lasts(hours):
    period = Period(hours, Unit.HOURS, Roll.NONE)
    reckoning = reckon(CALENDAR, at("2026-10-02T16:20"), period, [(on("2026-10-02"), None)])
    assert (reckoning.due_on, reckoning.due_at) == (None, None)
    assert ledger(reckoning) == [("10-02", True, "hours_run")]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("2026-11-27", "2026-11-27"),
        ("2026-11-28", "2026-11-30"),
        ("2026-11-23", "2026-11-23"),
    ],
)
def test_a_named_last_day_is_kept_or_moved_from_a_rest_day(named, expected):
    start = on("2026-11-23")
    assert reckon(CALENDAR, start, Period.up_to(on(named), start=start)).due_on == on(expected)


def test_a_named_last_day_that_is_not_moved_stays_on_a_rest_day():
    start, named = on("2026-11-23"), on("2026-11-28")
    period = Period.up_to(named, start=start, roll=Roll.NONE)
    assert reckon(CALENDAR, start, period).due_on == named


def test_a_last_day_named_for_a_rest_day_that_is_the_first_day_moves_on():
    reckoning = due("2026-11-28", Period.up_to(on("2026-11-28"), start=on("2026-11-28")))
    assert ledger(reckoning) == [
        ("11-28", False, "first_day_not_counted"),
        ("11-29", False, "rolled_rest_day"),
        ("11-30", False, "rolled_to"),
    ]


def test_impossible_questions_are_refused():
    start, day = on("2026-11-23"), timedelta(1)
    with pytest.raises(ValueError, match=r"^The last day lies before the first\.$"):
        Period.up_to(start - day, start=start)
    for impossible in (Period, lambda amount: Period(amount + 1, exclude_first=False)):
        with pytest.raises(
            ValueError,
            match=r"^A period must be at least one day long, or end on its first day\.$",
        ):
            impossible(-1)
    with pytest.raises(ValueError, match="fortnights"):
        Period(1, "fortnights")
    with pytest.raises(ValueError, match="sideways"):
        Period(1, roll="sideways")
    with pytest.raises(ValueError, match=r"^A pause can't end before it begins\.$"):
        reckon(CALENDAR, start, FIVE, [(start, start - day)])
    for moment in (start, datetime(2026, 11, 23, 8)):  # noqa: DTZ001 - without a zone, and refused
        with pytest.raises(
            ValueError, match=r"^Hours run from a moment with its time zone, not from a day\.$"
        ):
            reckon(CALENDAR, moment, Period(1, Unit.HOURS))
    with pytest.raises(ValueError, match=r"^Days run from a day, not from a moment\.$"):
        reckon(CALENDAR, at("2026-11-23T08:00"), FIVE)


@pytest.mark.parametrize(
    "period",
    [
        Period(20_000),
        Period(10_000, Unit.WORKING),
        Period(999, Unit.MONTHS),
        Period(99_999, "months"),
    ],
)
def test_a_search_ends_with_the_calendar(period):
    with pytest.raises(OutsideCalendar):
        reckon(CALENDAR, on("2026-11-23"), period)


def test_hours_end_with_the_calendar_too():
    with pytest.raises(OutsideCalendar):
        reckon(CALENDAR, at("2050-12-31T12:00"), Period(24, Unit.HOURS))


#: period, starts, provisional, expected date wrong: the back-test of reliability section 1
BACK_TEST = [
    (Period(5, Unit.WORKING), 427, 102, 12),
    (Period(7, Unit.WORKING), 427, 124, 20),
    (Period(30, Unit.WORKING), 427, 347, 135),
    (Period(7), 427, 106, 10),
    (Period(30), 427, 191, 35),
]


@pytest.mark.parametrize(("period", "starts", "provisional", "wrong"), BACK_TEST)
def test_no_truth_fell_outside_what_was_said_before_the_notice(period, starts, provisional, wrong):
    told = []
    for year in range(2019, 2026):
        before = known_up_to(year)
        for offset in range(61):
            start = date(year, 11, 1) + timedelta(offset)
            told.append((reckon(before, start, period), reckon(CALENDAR, start, period).due_on))
    assert len(told) == starts
    assert all(guess.due_earliest <= truth <= guess.due_latest for guess, truth in told)
    assert sum(guess.certainty is Certainty.PROVISIONAL for guess, _ in told) == provisional
    assert sum(guess.due_on != truth for guess, truth in told) == wrong
    assert all(guess.due_on == truth for guess, truth in told if guess.certainty == "announced")
