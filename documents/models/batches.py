"""Many papers in one file: who asked for them, how far the worker is, and what came of it."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _


class BatchQuerySet(models.QuerySet["Batch"]):
    def asked_by(self, person: Any) -> Self:
        return self.filter(asked_by=person)

    def to_do(self, *, at: datetime) -> Self:
        """Neither done nor cancelled, and held by no worker."""
        free = Q(lease_until=None) | Q(lease_until__lte=at)
        return self.filter(free, state=Batch.State.UNDER_WAY)

    def older_than(self, at: datetime) -> Self:
        return self.exclude(state=Batch.State.UNDER_WAY).filter(finished_at__lt=at)


def path_of_batch(batch: "Batch", filename: str) -> str:
    """Where its file lies in the file store; nothing in it tells whom it concerns."""
    return f"batches/{batch.asked_at.year}/{filename}"


class Batch(models.Model):
    """A set of papers, to be drawn where they are not yet, and put into one file."""

    class State(models.TextChoices):
        UNDER_WAY = "under_way", _("under way")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")
        FAILED = "failed", _("failed")

    class Form(models.TextChoices):
        PDF = "pdf", _("one PDF to print, with a table of contents")
        ZIP = "zip", _("a ZIP of the papers as they were issued, with their digests")

    title = models.CharField(_("papers"), max_length=60)  # names a case, or a kind and a year
    form = models.CharField(_("file"), max_length=3, choices=Form)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        on_delete=models.PROTECT,
        related_name="batches",
    )
    asked_at = models.DateTimeField(_("asked for at"))
    papers = models.ManyToManyField(
        "documents.Document", through="documents.BatchPaper", related_name="batches"
    )
    total = models.PositiveIntegerField(_("number of papers"))

    # Filled in by the worker.
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UNDER_WAY)
    done = models.PositiveIntegerField(_("papers drawn"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_until = models.DateTimeField(_("held by a worker until"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    file = models.FileField(_("file"), upload_to=path_of_batch, max_length=200, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    failure = models.CharField(_("what went wrong"), max_length=400, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch of papers")
        verbose_name_plural = _("batches of papers")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                name="batches_to_do", fields=["lease_until"], condition=Q(state="under_way")
            ),
        ]
        constraints = [
            CheckConstraint(
                name="a_batch_is_under_way_done_cancelled_or_failed",
                condition=Q(state__in=["under_way", "done", "cancelled", "failed"]),
            ),
            CheckConstraint(
                name="a_batch_that_is_over_says_when",
                condition=Q(state="under_way", finished_at=None)
                | (~Q(state="under_way") & Q(finished_at__isnull=False)),
            ),
            CheckConstraint(
                name="only_a_batch_that_is_done_has_a_file_and_its_digest",
                condition=(Q(Exact(Length("sha256"), 64), state="done") & ~Q(file=""))
                | (~Q(state="done") & Q(sha256="", file="")),
            ),
            CheckConstraint(
                name="a_failed_batch_says_what_went_wrong",
                condition=~Q(state="failed") | ~Q(failure=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def under_way(self) -> bool:
        return self.state == self.State.UNDER_WAY


class BatchPaper(models.Model):
    """A paper's place in a batch."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="places")
    document = models.ForeignKey(
        "documents.Document", on_delete=models.PROTECT, related_name="places"
    )
    position = models.PositiveIntegerField(_("position"))

    class Meta:
        verbose_name = _("place in a batch")
        verbose_name_plural = _("places in batches")
        ordering = ["batch", "position"]
        constraints = [
            UniqueConstraint(name="a_place_holds_one_paper", fields=["batch", "position"]),
            UniqueConstraint(name="a_paper_is_in_a_batch_once", fields=["batch", "document"]),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.position}"
