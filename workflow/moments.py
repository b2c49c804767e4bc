"""Days and moments: where a day of the office begins, and the moment at which a limit is over.

Moments are stored in UTC; days are those of ``settings.TIME_ZONE`` (Asia/Shanghai), whatever zone
the server or the person at the screen is in.
"""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_default_timezone, localtime


def local_day(at: datetime) -> date:
    """The day on the office's own calendar."""
    return localtime(at, get_default_timezone()).date()


def local_moment(at: datetime) -> datetime:
    """The same moment on the office's own clock."""
    return localtime(at, get_default_timezone())


def moment_on(day: date, clock: time) -> datetime:
    """That time of that day on the wall clock of the office."""
    return datetime.combine(day, clock, tzinfo=get_default_timezone())


def cut_off_on(day: date, cut_off: time | None) -> datetime:
    """When a last day is over: at 24:00, or at the close of business (民法典 203)."""
    if cut_off is None:
        return moment_on(day + timedelta(days=1), time.min)
    return moment_on(day, cut_off)
