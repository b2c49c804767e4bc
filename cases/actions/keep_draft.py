"""Keep what was typed of an application, so that neither a crash nor a lost session loses it."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from cases.models import Case, IntakeDraft, Office
from workflow.transitions import refuse_if
from workflow.units import unit_of_work

#: Characters of one draft: twenty times a long application.
LONGEST = 100_000
#: Drafts of one person: more than a week at the busiest counter leaves behind.
MOST = 200
#: What a form sends that is not typed.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "submission", "revision", "save", "draft"})


def submission_of(key: uuid.UUID, by: Any) -> str:
    """What a case registered from this form is known by. Tied to the person: nobody gets at
    somebody else's case by sending its form's key."""
    return f"web:{by.pk}:{key}"


@unit_of_work()
def keep_draft(
    *,
    key: uuid.UUID,
    station: Office,
    content: Mapping[str, Sequence[str]],
    by: Any,
    at: datetime,
    seen: int | None = None,
    origin: str = "",
) -> IntakeDraft:
    """Save the draft ``key`` of this person, or begin it. ``content`` are the register form's fields
    as posted. ``seen``: the revision that the window knows of; another one wins, and says so. None
    begins a draft, or overwrites."""
    typed = {name: list(values) for name, values in content.items() if name not in NOT_TYPED}
    length = sum(len(one) for values in typed.values() for one in values)
    refuse_if((length > LONGEST, _("This is too long for a draft: shorten it.")))
    known = Case.objects.filter(submission=submission_of(key, by)).values_list("number", flat=True)
    refuse_if(
        *((True, _("This form is registered already, as %(n)s.") % {"n": n}) for n in known[:1])
    )
    mine = IntakeDraft.objects.visible_to(by)
    many = mine.count() >= MOST and not mine.filter(key=key).exists()
    refuse_if((many, _("You have very many drafts: finish or discard some first.")))
    first = {"station": station, "content": typed, "saved_at": at, "origin": origin}
    draft, new = mine.select_for_update().get_or_create(by=by, key=key, defaults=first)
    if new:
        return draft
    refuse_if((seen is not None and seen != draft.revision, _told_of(draft)))
    draft.station, draft.content, draft.saved_at = station, typed, at
    draft.revision += 1
    draft.save(update_fields=["station", "content", "saved_at", "revision"])
    return draft


def _told_of(draft: IntakeDraft) -> Any:
    return _(
        "This draft was saved from another window at %(time)s: go on there, or reload this page."
    ) % {"time": localtime(draft.saved_at).strftime("%H:%M")}
