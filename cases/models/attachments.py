"""Files that people hand in: kept outside the web root under their digest."""

import hashlib
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

MEGABYTE = 1024 * 1024
MAX_SIZE = 20 * MEGABYTE
#: What a file must begin with, by its kind. The name a browser sends is believed by nobody.
MAGIC = {
    b"%PDF-": ("pdf", "application/pdf"),
    b"\xff\xd8\xff": ("jpg", "image/jpeg"),
    b"\x89PNG\r\n\x1a\n": ("png", "image/png"),
}


def kind_of(content: Any) -> tuple[str, str]:
    """(suffix, content type) by the first bytes; a ValidationError says what is accepted."""
    content.seek(0)
    head = content.read(8)
    content.seek(0)
    for magic, kind in MAGIC.items():
        if head.startswith(magic):
            return kind
    raise ValidationError(_("Upload a PDF, JPEG or PNG file; this one is something else."))


def check_upload(content: Any) -> None:
    """For form fields: size and kind."""
    if content.size > MAX_SIZE:
        raise ValidationError(_("The file is larger than 20 MB: scan it at a lower resolution."))
    kind_of(content)


def stored_as(attachment: "Attachment", name: str) -> str:
    return f"attachments/{attachment.sha256[:2]}/{attachment.sha256}"


class Attachment(models.Model):
    """One file of a case. The name people gave it is shown, never used as a path."""

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", _("Agreement (form 12)")
        POWER_OF_ATTORNEY = "power_of_attorney", _("Power of attorney (form 3)")
        EVIDENCE = "evidence", _("Papers about the case")
        REQUEST = "request", _("Signed request")
        CLOSING = "closing", _("Closing file")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="attachments")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(_("content type"), max_length=40)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("digest"), max_length=64)
    file = models.FileField(upload_to=stored_as)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("handed in at"))

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"attachment {self.pk}"

    @classmethod
    def keep(cls, case: Any, kind: str, content: Any, *, by: Any, at: Any) -> "Attachment":
        """Store an upload that passed :func:`check_upload`."""
        _suffix, content_type = kind_of(content)
        digest = hashlib.sha256()
        for chunk in content.chunks():
            digest.update(chunk)
        content.seek(0)
        return cls.objects.create(
            case=case,
            kind=kind,
            name=content.name[-120:],
            content_type=content_type,
            size=content.size,
            sha256=digest.hexdigest(),
            file=content,
            by=by,
            at=at,
        )
