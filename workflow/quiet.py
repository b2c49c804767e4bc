"""Quiet hours: messages that wake somebody wait until the morning; records and notices don't."""

from datetime import date, datetime, time, timedelta

from django.conf import settings

from workflow.moments import local_moment, moment_on

DAY = timedelta(days=1)


def let_out(at: datetime) -> datetime:
    """``at`` itself, or the end of the quiet hours it falls into."""
    hours: tuple[time, time] | None = settings.WORKFLOW_QUIET_HOURS
    if hours is None:
        return at
    begin, end = hours
    there = local_moment(at)
    now, today = there.time(), there.date()
    if begin < end:
        return _end(today, end) if begin <= now < end else at
    if now >= begin:
        return _end(today + DAY, end)
    return _end(today, end) if now < end else at


def _end(day: date, hour: time) -> datetime:
    return moment_on(day, hour)
