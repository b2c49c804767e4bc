"""Papers. What was issued never changes; triggers see to it."""

import hashlib
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import (
    CheckConstraint,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    UniqueConstraint,
)
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from documents.facts import Facts, from_json
from documents.kinds import KINDS
from documents.models.standing import Standing


class PaperDamaged(Exception):
    """The file is not the one that was drawn."""


class DocumentQuerySet(models.QuerySet["Document"]):
    def to_draw(self, *, at: datetime) -> Self:
        """Issued, not drawn, and held by no worker."""
        free = Q(lease_until=None) | Q(lease_until__lte=at)
        return self.filter(free, state=Document.State.PENDING)

    def with_standing(self) -> Self:
        """With what became of each, for :meth:`Document.latest_standing`."""
        events = Standing.objects.select_related("by_document")
        return self.prefetch_related(Prefetch("standings", queryset=events))

    def standing(self) -> Self:
        """In force: nothing became of them, or an objection that has not changed them."""
        latest = Standing.objects.filter(document=OuterRef("pk")).order_by("-pk")
        found = self.annotate(latest=Subquery(latest.values("what")[:1]))
        return found.filter(Q(latest=None) | Q(latest__in=Standing.IN_FORCE))

    def ready(self) -> Self:
        """Drawn, and not about to be signed."""
        return self.filter(state=Document.State.DRAWN).exclude(signature__state="pending")

    def try_again(self) -> int:
        """Give failed papers to the workers once more, after their fault was mended."""
        return self.filter(state=Document.State.FAILED).update(
            state=Document.State.PENDING, attempts=0, lease_until=None, failure=""
        )


def path_of(document: "Document", filename: str) -> str:
    """Where a paper lies in the file store; nothing in it tells whom it concerns."""
    return f"papers/{document.issuer}/{document.year}/{document.kind}/{filename}"


class Document(models.Model):
    """A paper: facts frozen under a number; drawn later, from these facts alone."""

    class State(models.TextChoices):
        PENDING = "pending", _("to be drawn")
        DRAWN = "drawn", _("drawn")
        FAILED = "failed", _("could not be drawn")

    # Frozen at issue.
    kind = models.CharField(_("kind"), max_length=40)
    issuer = models.CharField(_("issuer"), max_length=40)
    # A form of the file has no number of its own: it bears the case's.
    register = models.CharField(_("register"), max_length=20, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"), null=True)
    label = models.CharField(_("document number"), max_length=80)
    issued_at = models.DateTimeField(_("issued at"))
    facts = models.JSONField(_("facts"))
    check_code = models.CharField(_("check code"), max_length=16)
    check_url = models.CharField(_("address to check it at"), max_length=200, blank=True)
    seal = models.ForeignKey(
        "documents.Seal", verbose_name=_("seal"), on_delete=models.PROTECT, null=True, blank=True
    )

    # Filled in by the worker that draws it.
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING)
    pdf = models.FileField(_("PDF"), upload_to=path_of, max_length=200, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    drawn_at = models.DateTimeField(_("drawn at"), null=True, blank=True)
    drawn_with = models.CharField(_("drawn with"), max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_until = models.DateTimeField(_("held by a worker until"), null=True, blank=True)
    failure = models.CharField(_("what went wrong"), max_length=400, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        indexes = [
            models.Index(name="papers_by_day", fields=["issued_at"]),
            models.Index(
                name="papers_to_draw", fields=["lease_until"], condition=Q(state="pending")
            ),
            models.Index(name="papers_by_code", fields=["check_code"]),
            models.Index(name="papers_by_digest", fields=["sha256"], condition=Q(state="drawn")),
        ]
        constraints = [
            UniqueConstraint(
                name="a_number_names_one_paper", fields=["issuer", "register", "year", "number"]
            ),
            CheckConstraint(
                name="what_has_a_register_has_a_number_from_one",
                condition=Q(register="", number=None) | (~Q(register="") & Q(number__gte=1)),
            ),
            CheckConstraint(
                name="a_paper_is_pending_drawn_or_failed",
                condition=Q(state__in=["pending", "drawn", "failed"]),
            ),
            CheckConstraint(
                name="a_drawn_paper_has_its_file_and_digest",
                condition=~Q(state="drawn")
                | (Q(Exact(Length("sha256"), 64), drawn_at__isnull=False) & ~Q(pdf="")),
            ),
            CheckConstraint(
                name="only_a_drawn_paper_has_a_digest",
                condition=Q(state="drawn") | Q(sha256="", drawn_at=None, pdf=""),
            ),
            CheckConstraint(
                name="a_failed_paper_says_what_went_wrong",
                condition=~Q(state="failed") | ~Q(failure=""),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def title(self) -> str:
        return KINDS[self.kind].title

    def latest_standing(self) -> Standing | None:
        """What became of it last; None: it stands as it was issued."""
        return max(self.standings.all(), key=lambda event: event.pk, default=None)

    @property
    def asked_signature(self) -> Any:
        """The signature it has or waits for; None: the seal is drawn, or it bears none."""
        return getattr(self, "signature", None)

    @property
    def waits_for(self) -> str:
        """Why it can't be handed out yet, in words; empty once it can."""
        signature = self.asked_signature
        if self.state == self.State.DRAWN and signature and signature.state != "signed":
            return str(signature.get_state_display())
        return "" if self.state == self.State.DRAWN else str(self.get_state_display())

    def read_issued(self) -> bytes:
        """The PDF as it is handed out: the signed one where there is one, else as it was drawn."""
        signature = self.asked_signature
        if signature and signature.is_signed_pdf:
            return bytes(signature.read_file())
        return self.read_pdf()

    def read_facts(self) -> Facts:
        return from_json(KINDS[self.kind], self.facts)

    def read_pdf(self) -> bytes:
        """The paper as it was drawn, or PaperDamaged: a changed file is never handed out."""
        with self.pdf.open("rb") as file:
            content: bytes = file.read()
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise PaperDamaged(_("The file of %(label)s has been changed.") % {"label": self.label})
        return content
