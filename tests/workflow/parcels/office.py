"""What the tests of the engine say often: moments, the shipped calendar, how many examples."""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

import hypothesis
import pytest

from workflow.shipped import shipped_calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = shipped_calendar()

#: FAYUAN_NIGHTLY=1 asks for the long run.
NIGHTLY = os.environ.get("FAYUAN_NIGHTLY", "0") not in {"", "0"}
#: Twice what the profile has: 200 normally, 50 under bin/mutate, which runs them hundreds of times.
EXAMPLES = 20_000 if NIGHTLY else 2 * hypothesis.settings().max_examples
many = hypothesis.settings(max_examples=EXAMPLES, deadline=None)
#: The mark of a module whose properties are looked at so often.
time_for_many = pytest.mark.timeout(1800 if NIGHTLY else 120)


def at(text):
    """A moment as the office's wall clock shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def on(text):
    return date.fromisoformat(text)
