"""The engine's tests run on parcels, with the shipped calendar."""

import pytest

from tests.workflow.parcels.limits import SHIPPED, STAGES
from tests.workflow.parcels.models import Parcel
from tests.workflow.parcels.office import CALENDAR
from workflow import festivals
from workflow.models import CalendarDay, CalendarNotice, LimitRule, StageRule
from workflow.shipped import load_shipped_calendar, load_shipped_rules, load_shipped_stages


@pytest.fixture(autouse=True)
def _nothing_was_looked_up_before():
    """Each test makes the calendar look its days up itself: a wrong look-up has no alibi."""
    CALENDAR._days.clear()
    festivals.statutory_days.cache_clear()
    festivals._movable.cache_clear()


@pytest.fixture
def rules(db):
    """The shipped calendar and the parcel office's limits, whatever the migrations left."""
    load_shipped_calendar(CalendarNotice, CalendarDay)
    load_shipped_rules(LimitRule, SHIPPED)
    load_shipped_stages(StageRule, STAGES)


@pytest.fixture
def parcel(rules):
    return Parcel.objects.create(label="P1")
