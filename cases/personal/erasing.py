"""Erase what a case holds about people: values first, in one transaction; then files, one by one."""

from datetime import datetime
from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, F, Value, When
from django.db.models.functions import Cast, Concat

from cases.models import Attachment, Case
from cases.personal.places import ERASED, NUMBERED, PLAIN, sealed_columns, tables
from documents import batches
from documents.models import Document


def erase_values(case: Case) -> dict[str, int]:
    """Empty every sealed column and put a tombstone on every name; says how many rows of which table."""
    done: dict[str, int] = {}
    for model, way in tables():
        label = model._meta.label_lower
        values: dict[str, Any] = sealed_columns(model)
        values |= {name: _left_of(name, what) for name, what in PLAIN.get(label, {}).items()}
        if label in NUMBERED:
            values[NUMBERED[label]] = Concat(Value(ERASED), Cast(F("pk"), CharField()))
        if values:
            rows = model._base_manager.filter(**{way: case.pk})
            keys = list(rows.values_list("pk", flat=True))
            done[label] = model._base_manager.filter(pk__in=keys).update(**values)
    return {label: count for label, count in done.items() if count}


def _left_of(name: str, what: Any) -> Any:
    """A tombstone stands where a text was; what was empty stays empty. The identity's reason alone
    must not be empty where there is no number any more."""
    if what != ERASED or name == "no_id_reason":
        return what
    return Choice(When(**{name: ""}, then=Value("")), default=Value(what))


def remove_copies(case: Case, *, at: datetime) -> None:
    """The files of many papers that one of this case's is in; the papers themselves stay, closed."""
    batches.forget_with(Document.objects.filter(case_paper__case=case), at=at)


def remove_next_file(case: Case) -> bool:
    """Remove one file from the store, then forget its name: killed between, it is found again.

    What another case's attachment still names stays."""
    attachment = case.attachments.exclude(file="").order_by("pk").first()
    if attachment is None:
        return False
    name = str(attachment.file.name)
    others = Attachment.objects.filter(file=name).exclude(case=case)
    if not others.exists():
        attachment.file.storage.delete(name)
    Attachment.objects.filter(pk=attachment.pk).update(file="")
    return True
