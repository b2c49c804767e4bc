"""The engine's tests run on parcels, with the shipped calendar."""

import pytest

from tests.workflow.parcels.limits import SHIPPED
from tests.workflow.parcels.models import Parcel
from workflow.models import CalendarDay, CalendarNotice, LimitRule
from workflow.shipped import load_shipped_calendar, load_shipped_rules


@pytest.fixture
def rules(db):
    """The shipped calendar and the parcel office's limits, whatever the migrations left."""
    load_shipped_calendar(CalendarNotice, CalendarDay)
    load_shipped_rules(LimitRule, SHIPPED)


@pytest.fixture
def parcel(rules):
    return Parcel.objects.create(label="P1")
