"""The preview of a notice says exactly what the recompute then does."""

from datetime import date, timedelta

import hypothesis
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import strategies as st

from tests.workflow.parcels.models import Parcel, ParcelClock, ParcelClockEvent
from tests.workflow.parcels.notices import DAYS_2027, amended, draft_of, in_force
from tests.workflow.parcels.office import NIGHTLY, at, on
from workflow import clocks
from workflow.calendar_store import confirm
from workflow.preview import Dates, preview
from workflow.recompute import advance, request
from workflow.tick import tick
from workflow.units import unit_of_work

FIRST = on("2026-11-16")
NOW = at("2026-12-23T10:00")


@pytest.fixture
def many(rules):
    """Parcels from November to January, some breached by now, some paused once, some for hours."""
    for place in range(50):
        day = FIRST + timedelta(days=place)
        parcel = Parcel.objects.create(label=f"P{place}")
        moment = at(f"{min(day, NOW.date())}T09:00")
        with clocks.changes(parcel, at=moment) as change:
            for code in ("deliver", "deliver_promise", "counter"):
                change.start(code, on=day)
            change.start("customs", on=day, due_on=day + timedelta(days=10 + place % 3))
            change.start("chill", on=day, since=at(f"{day}T10:00"))
        if place % 6 == 0:
            clocks.pause(parcel, "deliver", on=day + timedelta(days=1), at=moment)
        if place % 12 == 0:
            clocks.resume(parcel, "deliver", on=day + timedelta(days=5), at=moment)
    while tick(ParcelClock, at=NOW, announce=lambda *_, **__: None):
        pass
    return ParcelClock.objects.all()


def do(notice):
    """Confirm and recompute; by clock, what the record then says."""
    known = {clock.pk: Dates.of(clock) for clock in ParcelClock.objects.exclude(due_on=None)}
    over = {clock.pk for clock in ParcelClock.objects.all() if clock.is_over(NOW)}
    said = ParcelClockEvent.objects.order_by("pk").last().pk
    with unit_of_work():
        confirm(notice, at=None)
        work = request(ParcelClock, reason="calendar", notice=notice, at=NOW)
    while advance(ParcelClock, at=NOW, limit=17):
        pass
    work.refresh_from_db()
    events = ParcelClockEvent.objects.filter(what__in=["recomputed", "in_time"], pk__gt=said)
    told = {}
    for event in events.select_related("clock"):
        clock = event.clock
        lifted = told.get(clock.pk, (0, 0, False, 0))[2] or event.what == "in_time"
        late = clock.is_over(NOW) and clock.pk not in over
        told[clock.pk] = (known[clock.pk], Dates.of(clock), lifted, late)
    return work, told


def foretold(found):
    return {
        line.clock.pk: (line.change.before, line.change.after, line.change.lifted, line.change.late)
        for line in found.lines
    }


def compare(year, days):
    """In a transaction that is taken back: the next example starts from the same clocks."""
    with transaction.atomic():
        notice = draft_of(year, days, "random")
        found = preview(ParcelClock, notice, at=NOW)
        shown = foretold(found)
        work, told = do(notice)
        transaction.set_rollback(True)
    total = found.total
    assert (total.changed, total.lifted) == (work.changed, work.lifted)
    assert total.late == sum(one[3] for one in told.values())
    assert total.changed == sum(tally.changed for tally in found.by_limit.values())
    assert total.changed == sum(found.by_shift.values())
    assert shown.items() <= told.items()
    assert len(shown) == min(200, len(told))
    return total


around_new_year = st.dates(date(2026, 12, 1), date(2027, 2, 28))
marks = st.dictionaries(around_new_year, st.sampled_from(["off", "work"]), max_size=25)
examples = hypothesis.settings(
    max_examples=500 if NIGHTLY else 12,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture],
)


@pytest.mark.timeout(1800 if NIGHTLY else 120)
@examples
@hypothesis.given(marks=marks)
def test_for_any_notice_of_next_year(many, marks):
    listed = {day: (status, occasion) for day, status, occasion in DAYS_2027}
    listed |= {day: (status, "") for day, status in marks.items()}
    compare(2027, [(day, *said) for day, said in listed.items()])


@pytest.mark.timeout(1800 if NIGHTLY else 120)
@examples
@hypothesis.given(
    marks=st.dictionaries(
        st.dates(date(2026, 11, 20), date(2026, 12, 31)), st.sampled_from(["off", "work"])
    )
)
def test_for_any_amendment_of_this_year(many, marks):
    compare(2026, amended(2026, *((str(day), status) for day, status in marks.items())))


def test_the_examples_reach_what_they_are_for(many):
    """Breaches taken back, limits that have passed, days that move both ways."""
    later = compare(2026, amended(2026, *((f"2026-12-{day}", "off") for day in range(15, 25))))
    assert later.lifted > 0
    assert later.later > 0
    with transaction.atomic():
        in_force(2026, amended(2026, *((f"2026-12-{day}", "off") for day in range(15, 25))))
        request(ParcelClock, reason="calendar", at=NOW)
        while advance(ParcelClock, at=NOW):
            pass
        back = compare(
            2026,
            amended(
                2026,
                *((f"2026-12-{day}", "work") for day in (15, 16, 17, 18, 21, 22, 23, 24)),
            ),
        )
        transaction.set_rollback(True)
    assert back.late > 0
    assert back.earlier > 0
    assert compare(2027, DAYS_2027).firm > 0


def test_the_days_that_change_are_named(many):
    found = preview(ParcelClock, draft_of(2026, amended(2026, ("2026-12-25", "off"))), at=NOW)

    [day] = found.days
    assert (day.date, day.before, day.after) == (on("2026-12-25"), "work", "off")


def test_the_gravest_changes_stand_first_and_at_most_two_hundred_are_listed(many, monkeypatch):
    monkeypatch.setattr("workflow.preview.LISTED", 7)
    days = amended(2026, *((f"2026-12-{day}", "off") for day in range(15, 25)))
    found = preview(ParcelClock, draft_of(2026, days), at=NOW)

    weights = [line.change.weight for line in found.lines]
    assert weights == sorted(weights)
    assert found.lines[0].change.lifted
    assert (len(found.lines), found.more) == (7, found.total.changed - 7)


def test_a_preview_changes_nothing_and_asks_as_often_for_many_as_for_few(many):
    before = list(ParcelClock.objects.order_by("pk").values())
    notice = draft_of(2027, DAYS_2027)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            preview(ParcelClock, notice, at=NOW)
        return len(queries)

    cost()
    few = cost()
    for place in range(30):
        parcel = Parcel.objects.create(label=f"more {place}")
        clocks.start(parcel, "deliver", on=on("2026-12-28") + timedelta(days=place % 3), at=NOW)
    assert cost() == few
    assert list(ParcelClock.objects.order_by("pk").values())[: len(before)] == before


def test_clocks_of_a_calendar_that_nobody_knows_are_asked_about_one_and_all(rules):
    """They were written by hand, or by a test: nothing is taken for granted."""
    parcel = Parcel.objects.create(label="P1")
    clocks.start(parcel, "deliver", on=on("2026-12-28"), at=NOW)
    ParcelClock.objects.update(calendar_rev=0)
    found = preview(ParcelClock, draft_of(2027, DAYS_2027), at=NOW)
    assert found.total.changed == 1
