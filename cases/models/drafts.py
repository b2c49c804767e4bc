"""What a clerk has typed and not yet registered: kept sealed, for its author alone."""

import json
import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from workflow.sealed import SealedField

#: What a form posts: each field's values, in their order.
Posted = dict[str, list[str]]


class SealedPosting(SealedField):
    """The fields of a form as they were posted, sealed as one text."""

    description = "Sealed posting of a form"
    empty_strings_allowed = False

    def text_of(self, value: Any) -> str:
        if not isinstance(value, dict):
            raise TypeError(f"{self.column_name} takes the fields of a form.")
        return json.dumps(value, ensure_ascii=False)

    def value_of(self, text: str) -> Posted:
        found: Posted = json.loads(text)
        return found

    def to_python(self, value: Any) -> Any:
        """As a fixture brings it."""
        try:
            return json.loads(value) if isinstance(value, str) else value
        except ValueError:
            raise ValidationError(_("This is no posting of a form.")) from None


class DraftQuerySet(models.QuerySet["IntakeDraft"]):
    def visible_to(self, user: Any) -> "DraftQuerySet":
        """A draft is nobody's business but its author's."""
        return self.filter(by=user)

    def without_content(self) -> "DraftQuerySet":
        """For places that only say that there are some: what was typed stays sealed."""
        return self.defer("content")

    def forgotten(self, *, before: datetime) -> "DraftQuerySet":
        return self.filter(saved_at__lt=before)


class IntakeDraft(models.Model):
    """An unfinished application. ``key`` is the form's own ``submission``: what becomes of the draft
    and what becomes of the form is one case, however often either is sent."""

    key = models.UUIDField(default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    station = models.ForeignKey("cases.Office", on_delete=models.CASCADE, related_name="+")
    content = SealedPosting()
    saved_at = models.DateTimeField(_("saved at"))
    #: Counts the savings: a window that has not seen the latest one is told.
    revision = models.PositiveIntegerField(default=1)
    #: Where it came from, when not from an empty form: ``consultation:<pk>``.
    origin = models.CharField(max_length=60, blank=True, default="")

    objects: ClassVar[Any] = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="a_draft_is_kept_once", fields=["by", "key"]),
        ]
        indexes = [models.Index(fields=["saved_at"], name="draft_by_age")]

    def __str__(self) -> str:
        return f"draft {self.pk}"
