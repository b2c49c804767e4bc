"""What the frame of every page shows: the bell, the person's roles, the languages, the source."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from cases.states import Role

#: The bell counts no further: who has a hundred unread notices needs no exact number.
MOST_UNREAD = 99


def house(request: HttpRequest) -> dict[str, Any]:
    user: Any = getattr(request, "user", None)
    known = user is not None and user.is_authenticated
    return {
        "person": user if known else None,
        "unread": SimpleLazyObject(lambda: unread_notices(user)) if known else 0,
        "role_labels": [role.label for role in Role if known and role in user.roles],
        "is_clerk": known and Role.CLERK in user.roles,
        "is_admin": known and Role.ADMIN in user.roles,
        "sees_cases": known and user.sees_cases,
        "language": get_language() or settings.LANGUAGE_CODE,
        "languages": settings.LANGUAGES,
        "source_url": settings.SOURCE_URL,
    }


def unread_notices(user: Any) -> int:
    return int(user.notices.filter(read_at=None)[: MOST_UNREAD + 1].count())
