"""The rules of every limit, as dated rows."""

from datetime import date, time
from typing import Any, ClassVar, Self

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


class RuleFields(models.Model):
    """What a limit is and how it counts: the columns of a rule, and of a change that is proposed."""

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

    #: What the last day depends on.
    COUNTED_BY: ClassVar[tuple[str, ...]] = (
        "amount",
        "unit",
        "roll",
        "exclude_first",
        "backward",
        "cut_off",
        "cut_off_channels",
    )
    #: All that a rule says, but for the days on which it is in force.
    SAYS: ClassVar[tuple[str, ...]] = (
        "code",
        "name",
        *COUNTED_BY,
        "start_event",
        "end_event",
        "bound",
        "nature",
        "basis",
    )

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
    backward = models.BooleanField(
        _("counted backwards"),
        default=False,
        help_text=_("From an event to come towards today, like a notice before a hearing."),
    )
    cut_off = models.TimeField(
        _("the last day ends at"), null=True, blank=True, help_text=_("Empty: at 24:00.")
    )
    cut_off_channels = models.JSONField(
        _("the hour holds for"),
        default=list,
        blank=True,
        help_text=_("The ways of handing in that end with the office hours; empty: all."),
    )
    start_event = models.CharField(_("runs from"), max_length=40, blank=True)
    end_event = models.CharField(_("met by"), max_length=40, blank=True)
    bound = models.CharField(_("binds"), max_length=40, blank=True)
    nature = models.CharField(_("nature"), max_length=10, choices=Nature, default=Nature.STATUTE)
    basis = models.CharField(_("basis"), max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def label(self) -> str:
        """The name in the language of the person who reads it."""
        return gettext(self.name)

    @property
    def is_statute(self) -> bool:
        return self.nature == self.Nature.STATUTE

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
            backward=self.backward,
        )

    def said(self, *names: str) -> dict[str, Any]:
        """These columns, or all that the rule says."""
        return {name: getattr(self, name) for name in names or self.SAYS}

    def cut_off_for(self, channel: str) -> time | None:
        """The hour at which the last day ends for what is handed in that way; None: at 24:00.

        Where there are business hours the day ends with them (民法典 203): at the counter, not
        on the web.
        """
        if self.cut_off_channels and channel not in self.cut_off_channels:
            return None
        return self.cut_off


class LimitRule(RuleFields):
    """How long something may take, from when to when this is so, and which article says it.

    A changed rule is a new row with a later ``valid_from``; a clock keeps the row it began with.
    """

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
            models.CheckConstraint(
                condition=Q(backward=False)
                | Q(roll=Roll.NONE.value, unit__in=[Unit.CALENDAR.value, Unit.WORKING.value]),
                name="a_limit_before_an_event_is_counted_in_days_and_not_moved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.valid_from}"

    def save(self, *args: Any, longer_by_law: bool = False, **kwargs: Any) -> None:
        """Refused: a row that would count otherwise than it did, and a limit of the law that would
        end later than the shipped one. Who follows a new law before its release says
        ``longer_by_law=True``."""
        from workflow.statutes import guard

        guard(self, longer_by_law=longer_by_law)
        super().save(*args, **kwargs)
