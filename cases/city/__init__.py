"""The demo city: invented offices, people and cases, made by walking the real actions.

Nothing here is imported by the house itself; only ``manage.py demo`` and ``seed_demo`` use it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from cases.city import consultations, lines, offices, organs, people, providers, stories, together
from cases.city.hours import OfficeHours
from cases.city.invention import Inventor
from cases.city.telling import SUBMISSION, Telling
from cases.models import Case, CaseMessage, Office, User
from workflow.calendar_store import current_calendar
from workflow.moments import local_day
from workflow.outbox import relay
from workflow.units import unit_of_work

SEED = 620800  # the same people and stories every time; only the dates follow the present day


class InUse(Exception):
    """Somebody works with this database: no invented person may come into it."""


def is_there() -> bool:
    return Case.objects.filter(submission__startswith=SUBMISSION).exists()


def build(*, at: datetime, say: Callable[[int, int], None] = lambda done, steps: None) -> bool:
    """Make the city as it stands at ``at``, all or nothing; False when it is there already."""
    if is_there():
        return False
    if Office.objects.exists() or User.objects.exists():
        raise InUse(_("There are offices or people in this database: the demo needs an empty one."))
    with unit_of_work():
        inventor, today, calendar = Inventor(SEED), local_day(at), current_calendar()
        bureau, agency, stations = offices.build()
        organ = organs.build(stations)
        lawyers = providers.build(inventor, today)
        staff = people.build(
            inventor,
            bureau=bureau,
            agency=agency,
            stations=stations,
            lawyers=lawyers,
            organ=organ,
        )
        lines.build(at=at)
        hours = OfficeHours(calendar, at)
        told = stories.write(hours, calendar, today, inventor.random)
        Telling(
            told,
            until=at,
            staff=staff,
            stations=stations,
            organ=organ,
            lawyers=[lawyer for lawyer in lawyers if lawyer.user_id],
            inventor=inventor,
        ).tell(say)
        together.leave_a_draft(stations, staff, at=at)
        consultations.build(inventor, hours=hours, stations=stations, staff=staff, until=at)
    _send_what_is_old(at - timedelta(days=1))
    return True


def _send_what_is_old(at: datetime) -> None:
    """The mail of the past counts as sent: nobody wants two months of it on the first morning."""
    while relay(CaseMessage, at=at, limit=500, send=lambda message: None):
        pass
