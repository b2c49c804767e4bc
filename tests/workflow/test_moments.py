"""Days and moments are those of the office, whatever zone the server or the reader is in."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from django.utils import timezone as zones

from tests.workflow.parcels.office import SHANGHAI, at
from workflow.moments import cut_off_on, local_day, local_moment, moment_on

READERS = ["UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 23, 15, 59, 59, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 16, 0, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2028, 2, 28, 23, 0, tzinfo=timezone(-timedelta(hours=8))), date(2028, 2, 29)),
    ],
)
def test_a_moment_falls_on_the_offices_day_for_every_reader(reader, moment, day):
    with zones.override(reader):
        assert local_day(moment) == day
        shown = local_moment(moment)
        assert (shown, shown.utcoffset()) == (moment, timedelta(hours=8))
        assert shown.date() == day


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("day", "cut_off", "over"),
    [
        ("2026-11-23", None, "2026-11-24T00:00"),
        ("2026-12-31", None, "2027-01-01T00:00"),
        ("2028-02-28", None, "2028-02-29T00:00"),
        ("2026-11-23", time(17, 30), "2026-11-23T17:30"),
        ("2026-11-23", time(0, 0), "2026-11-23T00:00"),
    ],
)
def test_a_last_day_is_over_at_its_cut_off_or_at_midnight(reader, day, cut_off, over):
    with zones.override(reader):
        ends = cut_off_on(date.fromisoformat(day), cut_off)
        assert ends == at(over)
        assert ends.utcoffset() == timedelta(hours=8)


def test_a_time_on_the_wall_is_the_offices_time():
    moment = moment_on(date(2026, 11, 23), time(9, 15))
    assert moment == datetime(2026, 11, 23, 1, 15, tzinfo=UTC)
    assert moment.tzinfo == SHANGHAI
