"""Put a new edition of the notice on personal data in force; those before stay as they were."""

from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.models import NoticeEdition
from cases.states import Role
from workflow import audit
from workflow.transitions import refuse_if
from workflow.units import unit_of_work


@unit_of_work()
def publish_notice(
    *, text_zh: str, text_en: str, valid_from: date, by: Any, at: datetime
) -> NoticeEdition:
    last = NoticeEdition.objects.select_for_update().order_by("number").last()
    same = last is not None and (last.text_zh, last.text_en) == (text_zh.strip(), text_en.strip())
    refuse_if(
        (Role.ADMIN not in by.roles, _("Only an administrator may do this.")),
        (not text_zh.strip() or not text_en.strip(), _("Write it in both languages.")),
        (valid_from < localdate(at), _("The day lies in the past: a change never reaches back.")),
        (same, _("Nothing would change.")),
    )
    number = (NoticeEdition.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    edition = NoticeEdition.objects.create(
        number=number,
        valid_from=valid_from,
        text_zh=text_zh.strip(),
        text_en=text_en.strip(),
        by=by,
        at=at,
    )
    audit.note(
        "notice.published",
        actor=by,
        subject=f"notice edition {number}",
        at=at,
        content={
            "edition": number,
            "valid_from": valid_from.isoformat(),
            "text_zh": edition.text_zh,
            "text_en": edition.text_en,
        },
    )
    return edition
