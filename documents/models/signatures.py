"""Signatures of papers. One that was made never changes; triggers see to it."""

import hashlib
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from documents.models.papers import Document, PaperDamaged, path_of
from documents.signing.contract import OFD, PDF


class SignatureQuerySet(models.QuerySet["Signature"]):
    def to_sign(self, *, at: datetime) -> Self:
        """Of papers that are drawn, not signed, and held by no worker."""
        free = Q(lease_until=None) | Q(lease_until__lte=at)
        return self.filter(
            free, state=Signature.State.PENDING, document__state=Document.State.DRAWN
        )

    def try_again(self) -> int:
        """Give failed ones to the workers once more, after their fault was mended."""
        return self.filter(state=Signature.State.FAILED).update(
            state=Signature.State.PENDING, attempts=0, lease_until=None, failure=""
        )


def signed_path_of(signature: "Signature", filename: str) -> str:
    """Beside the paper as it was drawn."""
    return path_of(signature.document, filename)


class Signature(models.Model):
    """The electronic seal that a paper is to have: asked for at its issue, made by a worker.

    The paper's own file stays as it was drawn; a signed PDF begins with all of its bytes.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("to be signed")
        SIGNED = "signed", _("signed")
        FAILED = "failed", _("could not be signed")

    SUFFIXES = {PDF: "pdf", OFD: "ofd"}

    document = models.OneToOneField(
        Document, verbose_name=_("paper"), on_delete=models.PROTECT, related_name="signature"
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING)
    file = models.FileField(_("signed file"), upload_to=signed_path_of, max_length=200, blank=True)
    media_type = models.CharField(_("kind of file"), max_length=40, default=PDF)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, db_index=True)
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    signer = models.CharField(_("signed by way of"), max_length=20, blank=True)
    subject = models.CharField(_("certificate"), max_length=400, blank=True)
    serial = models.CharField(_("serial number of the certificate"), max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_until = models.DateTimeField(_("held by a worker until"), null=True, blank=True)
    failure = models.CharField(_("what went wrong"), max_length=400, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        indexes = [
            models.Index(
                name="signatures_to_make", fields=["lease_until"], condition=Q(state="pending")
            ),
        ]
        constraints = [
            CheckConstraint(
                name="a_signature_is_pending_signed_or_failed",
                condition=Q(state__in=["pending", "signed", "failed"]),
            ),
            CheckConstraint(
                name="a_signed_paper_has_its_file_and_digest",
                condition=~Q(state="signed")
                | (Q(Exact(Length("sha256"), 64), signed_at__isnull=False) & ~Q(file="")),
            ),
            CheckConstraint(
                name="only_a_signed_paper_has_a_signed_file",
                condition=Q(state="signed") | Q(sha256="", signed_at=None, file=""),
            ),
            CheckConstraint(
                name="a_failed_signature_says_what_went_wrong",
                condition=~Q(state="failed") | ~Q(failure=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.state}"

    @property
    def suffix(self) -> str:
        return self.SUFFIXES[self.media_type]

    @property
    def is_signed_pdf(self) -> bool:
        return self.state == self.State.SIGNED and self.media_type == PDF

    def read_file(self) -> bytes:
        """The signed paper, or PaperDamaged: a changed file is never handed out."""
        with self.file.open("rb") as file:
            content: bytes = file.read()
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise PaperDamaged(
                _("The signed file of %(label)s has been changed.") % {"label": self.document.label}
            )
        return content
