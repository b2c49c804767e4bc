"""The calendar as the notices of rest days announced it, notice by notice."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CalendarNoticeQuerySet(models.QuerySet["CalendarNotice"]):
    def in_force(self) -> Self:
        """Confirmed, also those that a later notice of their year has replaced."""
        return self.filter(revision__isnull=False)

    def waiting(self) -> Self:
        """Imported, and neither confirmed nor rejected yet."""
        return self.filter(revision=None, rejected_at=None)

    def latest_of(self, year: int) -> "CalendarNotice | None":
        """The notice by which that year counts."""
        return self.in_force().filter(year=year).order_by("-revision").first()


class CalendarNotice(models.Model):
    """One year's notice of rest days. Once confirmed it is never edited: an amendment is a new
    notice of the same year, and clocks know by ``revision`` which ones they were reckoned with.

    One person imports it, another confirms or rejects it; what ships with the program has neither.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    paper_no = models.CharField(_("number of the notice"), max_length=60, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    digest = models.CharField(_("SHA-256 of its days"), max_length=64)
    source_name = models.CharField(_("imported from"), max_length=200, blank=True)
    imported_at = models.DateTimeField(_("imported at"), null=True, blank=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("imported by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    rejected_at = models.DateTimeField(_("rejected at"), null=True, blank=True)
    rejected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("rejected by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    rejected_why = models.CharField(_("why it was rejected"), max_length=200, blank=True)
    revision = models.PositiveIntegerField(
        _("revision of the calendar"), null=True, blank=True, unique=True
    )
    fingerprint = models.CharField(_("fingerprint of the calendar"), max_length=64, blank=True)

    objects = CalendarNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice of rest days")
        verbose_name_plural = _("notices of rest days")
        ordering = ["year", "revision"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revision=None, fingerprint="")
                | (Q(revision__isnull=False) & ~Q(fingerprint="")),
                name="a_notice_in_use_has_its_fingerprint",
            ),
            models.CheckConstraint(
                condition=Q(revision=None)
                | Q(imported_by=None, confirmed_by=None)
                | Q(imported_by__isnull=False, confirmed_by__isnull=False),
                name="a_notice_that_was_imported_is_in_force_by_a_second_person",
            ),
            models.CheckConstraint(
                # Each is named, because a CHECK lets pass what compares with NULL.
                condition=Q(confirmed_by=None)
                | Q(imported_by__isnull=False, confirmed_by__gt=F("imported_by"))
                | Q(imported_by__isnull=False, confirmed_by__lt=F("imported_by")),
                name="a_notice_is_confirmed_by_another_than_its_importer",
            ),
            models.CheckConstraint(
                condition=Q(rejected_at=None, rejected_by=None, rejected_why="")
                | (
                    Q(rejected_at__isnull=False, rejected_by__isnull=False, revision=None)
                    & ~Q(rejected_why="")
                ),
                name="a_rejected_notice_says_by_whom_and_why_and_never_counts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.paper_no}".strip()

    @property
    def confirmed(self) -> bool:
        return self.revision is not None

    @property
    def waits(self) -> bool:
        """A second person has yet to decide on it."""
        return self.revision is None and self.rejected_at is None


class CalendarDay(models.Model):
    """A day off, or a weekend day worked instead, as a notice lists it."""

    class Status(models.TextChoices):
        OFF = "off", _("day off")
        WORK = "work", _("worked instead")

    notice = models.ForeignKey(
        CalendarNotice, verbose_name=_("notice"), on_delete=models.CASCADE, related_name="days"
    )
    date = models.DateField(_("date"))
    status = models.CharField(_("status"), max_length=4, choices=Status)
    occasion = models.CharField(_("occasion"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("day of a notice")
        verbose_name_plural = _("days of a notice")
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "date"], name="a_notice_lists_a_day_once"),
            models.CheckConstraint(
                condition=Q(status__in=["off", "work"]), name="a_listed_day_is_off_or_worked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.status}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.notice.confirmed:
            raise ValueError("The days of a confirmed notice stand: import an amended notice.")
        super().save(*args, **kwargs)
