"""The alarm of December: while the next year's notice of rest days is missing, a word a day.

Limits that reach into a year without its notice are provisional; nobody may be left to think that
such a year has no holidays. Administrators are told from 1 December on, heads of agency from the
15th, each person once a day, inside the system and by mail, until the notice is in force.
"""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from cases.models import CaseMessage, Membership, Notice, User
from cases.states import Role
from workflow import watch
from workflow.moments import local_moment
from workflow.stages import WARN_AT

#: From this day of December the heads of agency hear of it too.
HEADS_FROM = 15


def remind_of_calendar(*, at: datetime) -> int:
    """Tell whom it concerns and who has not been told today; how many were told. Not before the
    office opens: one read when nothing is missing, two more when everybody has been told."""
    now = local_moment(at)
    if now.time() < getattr(settings, "WORKFLOW_WARN_AT", WARN_AT):
        return 0
    year = watch.missing_year(now.date())
    if year is None:
        return 0
    keys = {key_of(year, now.date(), person): person for person in concerned(year, now.date())}
    told = set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))
    untold = [(key, person) for key, person in keys.items() if key not in told]
    return sum(_tell(key, person, year, at) for key, person in untold)


def key_of(year: int, day: date, person: User) -> str:
    """Names the word of one day to one person, once and for all."""
    return f"calendar:{year}:{day.isoformat()}:{person.pk}"


def concerned(year: int, today: date) -> list[User]:
    """Administrators; and heads of agency from 15 December on, and once the year has begun."""
    roles = [Role.ADMIN]
    if today.year >= year or today.day >= HEADS_FROM:
        roles.append(Role.SUPERVISOR)
    held = Membership.objects.filter(role__in=roles).values("user_id")
    return list(User.objects.filter(Q(pk__in=held), is_active=True).order_by("pk"))


def _tell(key: str, person: User, year: int, at: datetime) -> bool:
    """The notice and its mail in one transaction; of two clocks that tell at once one writes."""
    first_day = date(year, 1, 1)
    said: dict[str, Any] = {
        "user": person,
        "about": Notice.About.CALENDAR,
        "due_on": first_day,
        "at": at,
    }
    with transaction.atomic():
        notice, new = Notice.objects.get_or_create(key=key, defaults=said)
        if new and person.email:
            CaseMessage.objects.create(
                key=f"{key}:email", channel="email", notice=notice, not_before=at
            )
    return new
