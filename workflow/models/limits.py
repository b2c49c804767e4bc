"""The inputs of every limit: the dated rules, and the calendar as the notices announced it."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from workflow.rules import Period, Roll, Unit


class LimitRuleQuerySet(models.QuerySet["LimitRule"]):
    def valid_on(self, day: date) -> Self:
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)

    def in_force(self, code: str, on: date) -> "LimitRule":
        """The rule of this code on that day; of two the one that came into force later."""
        rule = self.valid_on(on).filter(code=code).order_by("-valid_from").first()
        if rule is None:
            raise LimitRule.DoesNotExist(f"No rule {code} was in force on {on}.")
        return rule


class LimitRule(models.Model):
    """How long something may take, from when to when this is so, and which article says it.

    A changed rule is a new row with a later ``valid_from``; a clock keeps the row it began with.
    """

    class Units(models.TextChoices):
        CALENDAR = Unit.CALENDAR.value, _("calendar days")
        WORKING = Unit.WORKING.value, _("working days")
        HOURS = Unit.HOURS.value, _("hours")
        MONTHS = Unit.MONTHS.value, _("months")

    class Rolls(models.TextChoices):
        NEXT_WORKING_DAY = Roll.NEXT_WORKING_DAY.value, _("to the next working day")
        NONE = Roll.NONE.value, _("not moved")

    class Nature(models.TextChoices):
        STATUTE = "statute", _("statutory limit")
        PROMISE = "promise", _("published promise")

    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(
        _("name"), max_length=120, help_text=_("In English; translated where it is shown.")
    )
    amount = models.PositiveSmallIntegerField(
        _("length"), null=True, blank=True, help_text=_("Empty: the last day is named each time.")
    )
    unit = models.CharField(_("unit"), max_length=10, choices=Units, default=Units.CALENDAR)
    roll = models.CharField(
        _("a last day on a rest day is moved"),
        max_length=20,
        choices=Rolls,
        default=Rolls.NEXT_WORKING_DAY,
    )
    exclude_first = models.BooleanField(_("the first day is not counted"), default=True)
    cut_off = models.TimeField(
        _("the last day ends at"), null=True, blank=True, help_text=_("Empty: at 24:00.")
    )
    end_event = models.CharField(_("met by"), max_length=40, blank=True)
    nature = models.CharField(_("nature"), max_length=10, choices=Nature, default=Nature.STATUTE)
    basis = models.CharField(_("basis"), max_length=200, blank=True)
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force to"), null=True, blank=True)
    confirmed = models.BooleanField(
        _("article confirmed"),
        default=False,
        help_text=_("Until then it is shown as a rule of this office."),
    )

    objects = LimitRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("limit")
        verbose_name_plural = _("limits")
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"], name="one_rule_of_a_code_starts_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=1), name="a_limit_is_at_least_one_long"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="a_rule_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(unit__in=[unit.value for unit in Unit]), name="a_limit_has_a_known_unit"
            ),
            models.CheckConstraint(
                condition=Q(roll__in=[roll.value for roll in Roll]), name="a_limit_has_a_known_roll"
            ),
            models.CheckConstraint(
                condition=~Q(unit=Unit.HOURS.value) | Q(roll=Roll.NONE.value, cut_off=None),
                name="hours_are_neither_moved_nor_cut_off",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.valid_from}"

    @property
    def label(self) -> str:
        """The name in the language of the person who reads it."""
        return gettext(self.name)

    @property
    def period(self) -> Period:
        """How to count, for :func:`workflow.rules.reckon`."""
        if self.amount is None:
            raise ValueError(
                f"The rule {self.code} has no length: its last day is named each time."
            )
        return Period(
            amount=self.amount,
            unit=Unit(self.unit),
            roll=Roll(self.roll),
            exclude_first=self.exclude_first,
        )


class CalendarNotice(models.Model):
    """One year's notice of rest days. Once confirmed it is never edited: an amendment is a new
    notice of the same year, and clocks know by ``revision`` which ones they were reckoned with."""

    year = models.PositiveSmallIntegerField(_("year"))
    paper_no = models.CharField(_("number of the notice"), max_length=60, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    digest = models.CharField(_("SHA-256 of its days"), max_length=64)
    imported_at = models.DateTimeField(_("imported at"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    revision = models.PositiveIntegerField(
        _("revision of the calendar"), null=True, blank=True, unique=True
    )
    fingerprint = models.CharField(_("fingerprint of the calendar"), max_length=64, blank=True)

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
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.paper_no}".strip()

    @property
    def confirmed(self) -> bool:
        return self.revision is not None


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
