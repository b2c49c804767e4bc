"""Files that people hand in: kept outside the web root under their digest."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.codes import Material
from cases.uploads import MAX_SIZE, Found, Refused, clamd, inspect, names

__all__ = ["MAX_SIZE", "Attachment", "OriginalSeen", "check_upload", "scan"]

PIECE = 64 * 1024


def check_upload(content: Any) -> None:
    """For form fields: size, kind, name, and a look for viruses where a scanner is set.

    What was found is remembered on the upload, for :meth:`Attachment.keep`. The code of the error
    is ``infected`` where a person must hear of it later: :mod:`cases.actions.note_refused_file`.
    """
    try:
        found = inspect(content, content.size)
    except Refused as refusal:
        raise ValidationError(str(refusal.sentence), code="refused") from None
    content.name = names.clean(content.name or "", found.suffix)
    content.found, content.scan = found, _scanned(content)


def _scanned(content: Any) -> str:
    if not settings.CLAMD:
        return Attachment.Scan.OFF
    try:
        harm = scan(content.chunks())
    except clamd.ScannerAway:
        if settings.CLAMD_AWAY == "keep":
            return Attachment.Scan.WAITING
        raise ValidationError(
            _("Files can't be checked for viruses at the moment: try again in a few minutes."),
            code="unchecked",
        ) from None
    finally:
        content.seek(0)
    if harm:
        raise ValidationError(
            _("The file holds a virus (%(name)s) and was not kept: do not open it here either."),
            code="infected",
            params={"name": harm, "sha256": digest_of(content.chunks())},
        )
    return Attachment.Scan.CLEAN


def scan(pieces: Iterator[bytes]) -> str:
    """The name of the virus in it, if there is one; raises :class:`clamd.ScannerAway`."""
    return clamd.harm_in(pieces, address=settings.CLAMD, seconds=settings.CLAMD_SECONDS)


def digest_of(pieces: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def stored_as(attachment: "Attachment", name: str) -> str:
    return f"attachments/{attachment.sha256[:2]}/{attachment.sha256}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Files by what is still to be done with them."""

    def to_scan(self) -> Self:
        """Kept while no scanner was there, or none was set."""
        return self.filter(scan__in=[Attachment.Scan.WAITING, Attachment.Scan.OFF]).order_by("pk")


class Attachment(models.Model):
    """One file of a case. The name people gave it is shown, never used as a path. Equal files lie
    in the store once: who removes one must ask whether another row names its digest."""

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", _("Agreement (form 12)")
        POWER_OF_ATTORNEY = "power_of_attorney", _("Power of attorney (form 3)")
        EVIDENCE = "evidence", _("Papers about the case")
        REQUEST = "request", _("Signed request")
        CLOSING = "closing", _("Closing file")
        SERVICE = "service", _("Proof of service (form 22)")
        NOTICE = "notice", _("Organ's notice and its papers")
        COOPERATION = "cooperation", _("Reply of the other agency")

    class Scan(models.TextChoices):
        OFF = "off", _("not checked for viruses")
        WAITING = "waiting", _("not checked for viruses yet")
        CLEAN = "clean", _("checked for viruses")
        INFECTED = "infected", _("holds a virus")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="attachments")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    #: The item of the checklist that it proves, for what came with the application.
    item = models.CharField(_("item"), max_length=20, choices=Material, blank=True)
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(_("content type"), max_length=40)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("digest"), max_length=64, db_index=True)
    file = models.FileField(upload_to=stored_as)
    active = models.BooleanField(_("holds scripts or files"), default=False)
    scan = models.CharField(_("virus check"), max_length=10, choices=Scan, default=Scan.OFF)
    scanned_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("handed in at"))

    objects: ClassVar[Any] = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["id"],
                name="attachment_to_scan",
                condition=models.Q(scan__in=["waiting", "off"]),
            )
        ]

    def __str__(self) -> str:
        return f"attachment {self.pk}"

    @property
    def title(self) -> str:
        """What it is: the item of the checklist, or the kind."""
        return str(self.get_item_display() if self.item else self.get_kind_display())

    @property
    def locked(self) -> bool:
        """A virus was found in it after it was kept: nobody gets it any more."""
        return self.scan == self.Scan.INFECTED

    def pieces(self) -> Iterator[bytes]:
        with self.file.open("rb") as content:
            while piece := content.read(PIECE):
                yield piece

    @classmethod
    def keep(
        cls, case: Any, kind: str, content: Any, *, by: Any, at: datetime, item: str = ""
    ) -> "Attachment":
        """Store an upload that passed :func:`check_upload`; the same file for the same item of the
        same case is there already."""
        found: Found = getattr(content, "found", None) or inspect(content, content.size)
        state = getattr(content, "scan", cls.Scan.WAITING if settings.CLAMD else cls.Scan.OFF)
        sha256 = digest_of(content.chunks())
        content.seek(0)
        same = cls.objects.filter(case=case, kind=kind, item=item, sha256=sha256).first()
        if same is not None:
            return same
        kept = cls(
            case=case,
            kind=kind,
            item=item,
            name=names.clean(content.name or "", found.suffix),
            content_type=found.content_type,
            size=content.size,
            sha256=sha256,
            active=found.active,
            scan=state,
            scanned_at=at if state == cls.Scan.CLEAN else None,
            by=by,
            at=at,
        )
        kept._store(content)
        kept.save()
        return kept

    def _store(self, content: Any) -> None:
        """Where an equal file lies whole, it is taken; else this one is laid there."""
        storage, name = self.file.storage, stored_as(self, "")
        if storage.exists(name):
            with storage.open(name, "rb") as there:
                if digest_of(iter(lambda: there.read(PIECE), b"")) == self.sha256:
                    self.file = name
                    return
        self.file = content


class OriginalSeen(models.Model):
    """The original of a paper was laid on the counter and compared."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="originals")
    item = models.CharField(_("item"), max_length=20, choices=Material)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("seen at"))

    class Meta:
        verbose_name = _("original that was seen")
        verbose_name_plural = _("originals that were seen")
        constraints = [
            models.UniqueConstraint(name="an_original_is_seen_once", fields=["case", "item"]),
        ]

    def __str__(self) -> str:
        return f"original {self.pk}"
