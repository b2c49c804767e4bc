"""The tests' own time: November 2026 in Pingliang. The 2nd is a Monday; no holiday is near."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 11, 2)
TUESDAY = MONDAY + timedelta(days=1)
FRIDAY = MONDAY + timedelta(days=4)
SUNDAY = MONDAY + timedelta(days=6)
NEXT_MONDAY = MONDAY + timedelta(days=7)


def moment(day: date, hour: int = 12, minute: int = 0) -> datetime:
    """A moment of that day on the wall clock in Pingliang."""
    return datetime.combine(day, time(hour, minute), tzinfo=SHANGHAI)


MORNING = moment(MONDAY, 9)
NOON = moment(MONDAY, 12)
EVENING = moment(MONDAY, 18)
#: Late enough for every limit that began on Monday to have passed.
LATER = moment(MONDAY + timedelta(days=60), 9)
