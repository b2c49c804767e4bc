"""What the tests of the engine say often: moments, the shipped calendar, how many examples."""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

import hypothesis

from workflow.shipped import shipped_calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = shipped_calendar()

#: FAYUAN_NIGHTLY=1 asks for the long run.
many = hypothesis.settings(
    max_examples=20_000 if os.environ.get("FAYUAN_NIGHTLY") else 200, deadline=None
)


def at(text):
    """A moment as the office's wall clock shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def on(text):
    return date.fromisoformat(text)
