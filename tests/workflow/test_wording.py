"""The engine's codes in words: every reason has its sentence, and a pause its paper."""

from datetime import date

import pytest
from django.utils import translation

from workflow.calendars import Source
from workflow.rules import LedgerDay, Why
from workflow.wording import WHY, explain_day

DAY = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def test_every_reason_has_its_sentence():
    assert set(WHY) == set(Why)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (LedgerDay(DAY, True, Why.COUNTED), "counted"),
        (LedgerDay(DAY, True, Why.COUNTED, "National Day"), "counted (National Day)"),
        (
            LedgerDay(DAY, False, Why.PAUSED, paper="平援补字〔2026〕3号"),
            "paused, not counted (平援补字〔2026〕3号)",
        ),
        # The pause is why the day does not count, and not the holiday.
        (
            LedgerDay(DAY, False, Why.PAUSED, "National Day", paper="N 3"),
            "paused, not counted (N 3)",
        ),
        (LedgerDay(DAY, False, Why.PAUSED, "National Day"), "paused, not counted (National Day)"),
        (
            LedgerDay(DAY, False, Why.ROLLED_PAUSED, "", Source.ASSUMED, "N 3"),
            "paused, the end moves on (N 3) – no notice yet",
        ),
        (
            LedgerDay(DAY, False, Why.EVENT_DAY_NOT_COUNTED),
            "the day of the event is not counted",
        ),
    ],
)
def test_a_day_is_explained_in_one_line(day, words):
    assert explain_day(day) == words
