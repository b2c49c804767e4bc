"""What the frame of every page shows: the alarms, the bell, the person's roles, the languages, the source."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from cases.actions.record_service import SERVERS
from cases.states import AGENCY_ROLES, Role
from cases.watch import alarms_for

#: The bell counts no further: who has a hundred unread notices needs no exact number.
MOST_UNREAD = 99
#: As cases.models.consultations.ConsultationQuerySet.visible_to has it.
SEES_CONSULTATIONS = frozenset({Role.CLERK, Role.REVIEWER, Role.SUPERVISOR, Role.AUDITOR})


def house(request: HttpRequest) -> dict[str, Any]:
    user: Any = getattr(request, "user", None)
    known = user is not None and user.is_authenticated
    return {
        "person": user if known else None,
        "alarms": SimpleLazyObject(lambda: alarms_for(user, at=timezone.now())) if known else [],
        "unread": SimpleLazyObject(lambda: unread_notices(user)) if known else 0,
        "role_labels": [role.label for role in Role if known and role in user.roles],
        "is_clerk": known and Role.CLERK in user.roles,
        "is_printer": known and bool(user.roles & set(SERVERS)),
        "sees_consultations": known and bool(user.roles & SEES_CONSULTATIONS),
        "sees_forecast": known and bool(user.roles & {Role.SUPERVISOR, Role.AUDITOR}),
        "sees_objections": known
        and bool(user.roles & {Role.BUREAU, Role.SUPERVISOR, Role.AUDITOR}),
        "is_supervisor": known and Role.SUPERVISOR in user.roles,
        "keeps_files": known and bool(user.roles & AGENCY_ROLES),
        "reads_numbers": known and bool(user.roles & {Role.ADMIN, Role.AUDITOR}),
        "is_admin": known and Role.ADMIN in user.roles,
        "sees_cases": known and user.sees_cases,
        "language": get_language() or settings.LANGUAGE_CODE,
        "languages": settings.LANGUAGES,
        "source_url": settings.SOURCE_URL,
    }


def unread_notices(user: Any) -> int:
    return int(user.notices.filter(read_at=None)[: MOST_UNREAD + 1].count())
