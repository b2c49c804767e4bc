"""Counting, whatever the dates: what holds of every last day. FAYUAN_NIGHTLY=1 looks longer."""

from datetime import date, datetime, timedelta

import chinese_calendar
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.oracles import last_day, last_minute, works_by_chinesecalendar
from tests.workflow.parcels.office import CALENDAR, SHANGHAI, many, time_for_many
from workflow.rules import Certainty, Interval, Period, Roll, Unit, Why, reckon

pytestmark = time_for_many

# Up to here even 40 working days with long pauses end before 2027: there the oracle ends.
starts = st.dates(date(2019, 1, 1), date(2026, 6, 30))
amounts = st.integers(1, 40)
units = st.sampled_from([Unit.CALENDAR, Unit.WORKING])
rolls = st.sampled_from(list(Roll))


@st.composite
def pauses_near(draw, start):
    def pause():
        began = start + timedelta(draw(st.integers(-5, 40)))
        return began, began + timedelta(draw(st.integers(0, 15)))

    return [pause() for _ in range(draw(st.integers(0, 4)))]


@st.composite
def questions(draw):
    start = draw(starts)
    period = Period(draw(amounts), draw(units), draw(rolls), draw(st.booleans()))
    return start, period, draw(pauses_near(start))


@many
@given(questions())
def test_the_last_day_is_the_one_that_counting_out_gives(question):
    assert reckon(CALENDAR, *question).due_on == last_day(works_by_chinesecalendar, *question)


@many
@given(questions())
def test_a_rolled_limit_ends_on_a_working_day_that_is_not_paused(question):
    start, period, pauses = question
    last = reckon(CALENDAR, start, Period(period.amount, period.unit), pauses).due_on
    assert chinese_calendar.is_workday(last)
    assert not any(began < last <= ended for began, ended in pauses)


@many
@given(questions())
def test_the_roll_goes_forward_and_skips_no_working_day(question):
    start, period, pauses = question
    raw = reckon(CALENDAR, start, Period(period.amount, period.unit, Roll.NONE), pauses).due_on
    rolled = reckon(CALENDAR, start, Period(period.amount, period.unit), pauses).due_on
    assert rolled >= raw
    between = [raw + timedelta(offset) for offset in range((rolled - raw).days)]
    assert not any(
        chinese_calendar.is_workday(day)
        and not any(began < day <= ended for began, ended in pauses)
        for day in between
    )


@many
@given(questions(), st.integers(1, 10))
def test_a_longer_limit_does_not_end_earlier(question, more):
    start, period, pauses = question
    longer = Period(period.amount + more, period.unit, period.roll, period.exclude_first)
    assert reckon(CALENDAR, start, longer, pauses).due_on >= (
        reckon(CALENDAR, start, period, pauses).due_on
    )


@many
@given(questions(), st.integers(1, 30))
def test_a_later_start_does_not_end_earlier(question, later):
    start, period, pauses = question
    assert reckon(CALENDAR, start + timedelta(later), period, pauses).due_on >= (
        reckon(CALENDAR, start, period, pauses).due_on
    )


@many
@given(questions(), st.randoms(use_true_random=False))
def test_neither_the_order_nor_the_overlap_of_pauses_matters(question, shuffler):
    start, period, pauses = question
    shuffled = [*pauses, *pauses]
    shuffler.shuffle(shuffled)
    halves = [
        half
        for began, ended in pauses
        for middle in [began + (ended - began) // 2]
        for half in ((began, middle), (middle, ended))
    ]
    answer = reckon(CALENDAR, start, period, pauses)
    assert reckon(CALENDAR, start, period, shuffled) == answer
    assert reckon(CALENDAR, start, period, halves) == answer


@many
@given(questions())
def test_the_ledger_has_each_day_of_the_span_once_and_counts_the_amount(question):
    start, period, pauses = question
    answer = reckon(CALENDAR, start, period, pauses)
    assert [day.date for day in answer.days] == [
        start + timedelta(offset) for offset in range((answer.due_on - start).days + 1)
    ]
    assert sum(day.counted for day in answer.days) == period.amount


@many
@given(questions(), st.integers(0, 30))
def test_an_open_pause_shows_the_days_up_to_it_and_no_more(question, offset):
    start, period, pauses = question
    since = start + timedelta(offset)
    closed = reckon(CALENDAR, start, Period(period.amount, period.unit, Roll.NONE), pauses)
    answer = reckon(
        CALENDAR, start, Period(period.amount, period.unit, Roll.NONE), [*pauses, (since, None)]
    )
    assert answer.due_on is None
    assert answer.days == tuple(day for day in closed.days if day.date <= since)


@many
@given(st.dates(date(2026, 10, 1), date(2027, 6, 1)), amounts, units)
def test_a_provisional_limit_lies_between_its_bounds(start, amount, unit):
    answer = reckon(CALENDAR, start, Period(amount, unit))
    assert answer.due_earliest <= answer.due_on <= answer.due_latest
    firm = answer.due_earliest == answer.due_latest
    assert (answer.certainty is Certainty.ANNOUNCED) == firm


@many
@given(
    st.datetimes(datetime(2019, 1, 1), datetime(2026, 12, 1), timezones=st.just(SHANGHAI)),  # noqa: DTZ001 - hypothesis adds the zone
    st.integers(1, 500),
)
def test_hours_are_exact(moment, hours):
    answer = reckon(CALENDAR, moment, Period(hours, Unit.HOURS, Roll.NONE))
    assert answer.due_at - moment == timedelta(hours=hours)


@many
@given(questions())
def test_the_end_lies_on_or_after_the_last_day_that_was_counted(question):
    answer = reckon(CALENDAR, *question)
    counted = [day.date for day in answer.days if day.counted]
    assert answer.due_on >= counted[-1]
    assert answer.due_on == answer.days[-1].date


@many
@given(questions(), st.lists(st.sampled_from(["", "N 1", "N 2"]), min_size=4, max_size=4))
def test_a_paused_day_names_a_paper_of_a_pause_that_covers_it(question, papers):
    start, period, pauses = question
    named = [Interval(*pause, paper) for pause, paper in zip(pauses, papers, strict=False)]
    answer = reckon(CALENDAR, start, period, named)
    for day in answer.days:
        covering = {paper for began, ended, paper in named if began < day.date <= ended}
        paused = day.why in {Why.PAUSED, Why.ROLLED_PAUSED}
        assert not paused or day.paper in (covering - {""} or {""})
        assert paused or day.paper == ""
    assert answer == reckon(CALENDAR, start, period, named[::-1])


@many
@given(questions())
def test_a_reckoning_names_the_notice_of_each_year_that_it_rests_on(question):
    answer = reckon(CALENDAR, *question)
    years = [year for year, _ in answer.notices]
    assert years == sorted(set(years))
    assert {day.date.year for day in answer.days} <= set(years)
    assert all((paper_no == "") == (year == 2027) for year, paper_no in answer.notices)


@many
@given(
    st.datetimes(datetime(2019, 1, 1), datetime(2026, 6, 1), timezones=st.just(SHANGHAI)),  # noqa: DTZ001 - hypothesis adds the zone
    st.integers(1, 200),
    st.data(),
)
def test_hours_end_at_the_minute_that_counting_each_minute_gives(moment, hours, data):
    moment = moment.replace(second=0, microsecond=0)
    pauses = data.draw(pauses_near(moment.date()))
    answer = reckon(CALENDAR, moment, Period(hours, Unit.HOURS, Roll.NONE), pauses)
    assert answer.due_at == last_minute(moment, hours, pauses)
    assert answer.due_on == (answer.due_at - timedelta(minutes=1)).date()
