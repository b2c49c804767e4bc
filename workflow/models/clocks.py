"""Running limits, their pauses and their history, as tables that a domain ties to its subjects.

A concrete clock adds the foreign key ``subject`` with ``related_name="clocks"``; a concrete pause
and event add ``clock`` with ``related_name="pauses"`` and ``related_name="events"``; each takes
over its ``Meta``. :mod:`workflow.clocks` and :mod:`workflow.tick` write them all.
"""

from datetime import date, datetime, timedelta
from typing import Any, NoReturn, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from workflow.moments import local_day
from workflow.rules import Certainty, Interval, Period, Roll


class State(models.TextChoices):
    RUNNING = "running", _("running")
    PAUSED = "paused", _("paused")
    MET = "met", _("met")
    BREACHED = "breached", _("breached")
    CANCELLED = "cancelled", _("cancelled")


#: A breached clock is still open: what it waits for has yet to be done.
OPEN = (State.RUNNING, State.PAUSED, State.BREACHED)


class What(models.TextChoices):
    """What can happen to a clock."""

    STARTED = "started", _("started")
    PAUSED = "paused", _("paused")
    NOT_PAUSED = "not_paused", _("not paused: the limit was already over")
    RESUMED = "resumed", _("resumed")
    WARNED = "warned", _("warned")
    BREACHED = "breached", _("breached")
    MET = "met", _("met")
    CANCELLED = "cancelled", _("cancelled")
    RECOMPUTED = "recomputed", _("recomputed")
    IN_TIME_AFTER_ALL = "in_time", _("in time after all")


class ClockQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def for_telling(self) -> Self:
        """With what a tick needs: the rule it counts by and the subject it tells of.

        A domain whose subjects are wide leaves out what is not told.
        """
        return self.select_related("subject", "rule")

    def due_for_action(self, at: datetime) -> Self:
        """Clocks whose next stage has come: all that a tick looks at."""
        return self.filter(next_action_at__lte=at)

    def first_due(self, at: datetime) -> Self:
        """The one that has waited longest, if any: truth enough for "is there anything to do?".

        Ordered on purpose. Asked whether *some* row matches, and once it plans without looking
        at the moment, PostgreSQL reads the table for the first match, and idly to its end.
        """
        return self.due_for_action(at).order_by("next_action_at")[:1]


class Clock(models.Model):
    """One running limit of one subject: the rule, the dates, the state, and the next alarm."""

    code = models.SlugField(_("code"), max_length=40)
    seq = models.PositiveSmallIntegerField(_("number"), default=1)
    rule = models.ForeignKey(
        "workflow.LimitRule", verbose_name=_("rule"), on_delete=models.PROTECT, related_name="+"
    )
    started_on = models.DateField(_("started on"))
    started_at = models.DateTimeField(_("started at"))
    channel = models.CharField(_("handed in by"), max_length=20, blank=True)
    cut_off = models.TimeField(_("the last day ends at"), null=True, blank=True)
    given_due_on = models.DateField(_("last day as named"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RUNNING)
    due_earliest = models.DateField(_("due at the earliest"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    due_latest = models.DateField(_("due at the latest"), null=True, blank=True)
    certainty = models.CharField(
        _("certainty"),
        max_length=12,
        choices=[
            (Certainty.ANNOUNCED.value, _("firm")),
            (Certainty.PROVISIONAL.value, _("provisional")),
        ],
        default=Certainty.ANNOUNCED.value,
    )
    calendar_rev = models.PositiveIntegerField(_("revision of the calendar"), default=0)
    due_at = models.DateTimeField(_("over at"), null=True, blank=True)
    epoch = models.PositiveIntegerField(_("change of dates"), default=0)
    next_stage = models.SlugField(_("next stage"), max_length=20, blank=True, db_index=False)
    next_action_at = models.DateTimeField(_("next stage at"), null=True, blank=True)
    breached_at = models.DateTimeField(_("breached at"), null=True, blank=True)
    met_at = models.DateTimeField(_("met at"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "code", "seq"], name="%(class)s_numbers_are_used_once"
            ),
            models.UniqueConstraint(
                fields=["subject", "code"],
                condition=Q(state__in=[state.value for state in OPEN]),
                name="%(class)s_one_of_a_code_is_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]),
                name="%(class)s_has_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["running", "breached"]) | Q(next_action_at=None),
                name="%(class)s_that_is_idle_has_no_timer",
            ),
            models.CheckConstraint(
                condition=Q(next_action_at=None, next_stage="")
                | (Q(next_action_at__isnull=False) & ~Q(next_stage="")),
                name="%(class)s_timer_has_its_stage",
            ),
            models.CheckConstraint(
                condition=Q(due_earliest=None, due_on=None, due_latest=None, due_at=None)
                # Each is named, because a CHECK lets pass what compares with NULL.
                | Q(
                    due_earliest__isnull=False,
                    due_on__isnull=False,
                    due_latest__isnull=False,
                    due_at__isnull=False,
                    due_earliest__lte=F("due_on"),
                    due_latest__gte=F("due_on"),
                ),
                name="%(class)s_dates_are_all_there_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(due_on__isnull=False),
                name="%(class)s_that_runs_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="paused") | Q(due_on=None),
                name="%(class)s_that_is_paused_has_no_last_day",
            ),
            models.CheckConstraint(
                condition=Q(state="met", met_at__isnull=False) | (~Q(state="met") & Q(met_at=None)),
                name="%(class)s_that_is_met_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_at__isnull=False)
                | (~Q(state="cancelled") & Q(cancelled_at=None)),
                name="%(class)s_that_is_cancelled_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="breached") | Q(breached_at__isnull=False),
                name="%(class)s_that_is_breached_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_action_at"],
                condition=Q(next_action_at__isnull=False),
                # The tick reads this index and nothing else: its cost follows what is due.
                name="%(class)s_next",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.seq}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def period(self) -> Period:
        """How this clock counts: by its rule, or up to the day that was named."""
        if self.given_due_on is None:
            return self.rule.period
        return Period.up_to(self.given_due_on, start=self.started_on, roll=Roll(self.rule.roll))

    @property
    def warned_from(self) -> date:
        """The day from which half the time, and the like, is measured: a limit that is counted
        backwards begins where its event lies, so its time runs from the day of the act."""
        return local_day(self.started_at) if self.rule.backward else self.started_on

    @property
    def breach_at(self) -> datetime | None:
        """The moment from which the limit is surely missed: the latest cut-off it can have.

        Whole days are added to an aware moment: right because the office's zone keeps one offset.
        """
        if self.due_at is None or self.due_on is None or self.due_latest is None:
            return None
        return self.due_at + timedelta(days=(self.due_latest - self.due_on).days)

    def is_over(self, at: datetime) -> bool:
        """The cut-off has passed, whether or not a tick has seen it yet."""
        return self.breach_at is not None and self.breach_at <= at

    def days_left(self, today: date) -> int | None:
        """Whole days to the expected last day: 0 on that day, negative after it."""
        return None if self.due_on is None else (self.due_on - today).days


class Pause(models.Model):
    """An interval that does not count: the days after ``asked_on`` up to ``complete_on``.

    Kept as an interval, never as a total: a changed calendar must be able to count again.
    """

    asked_on = models.DateField(_("asked on"))
    complete_on = models.DateField(_("complete on"), null=True, blank=True)
    notice = models.CharField(_("by which paper"), max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ["asked_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock"],
                condition=Q(complete_on=None),
                name="%(class)s_one_of_a_clock_is_open",
            ),
            models.CheckConstraint(
                condition=Q(complete_on=None) | Q(complete_on__gte=F("asked_on")),
                name="%(class)s_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_on} – {self.complete_on or '…'}"

    @property
    def interval(self) -> Interval:
        """The days that don't count, and the paper behind them, for the reckoning."""
        return Interval(self.asked_on, self.complete_on, self.notice)


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Rows that are written once. The database refuses the rest by its triggers."""

    def update(self, **fields: Any) -> NoReturn:
        raise TypeError(f"{self.model.__name__} is append-only.")

    def delete(self) -> NoReturn:
        raise TypeError(f"{self.model.__name__} is append-only.")


class ClockEvent(models.Model):
    """What happened to a clock, and which last day it had before and after."""

    at = models.DateTimeField(_("at"))
    what = models.CharField(_("what"), max_length=12, choices=What)
    stage = models.SlugField(_("stage"), max_length=20, blank=True, db_index=False)
    due_before = models.DateField(_("due before"), null=True, blank=True)
    due_after = models.DateField(_("due after"), null=True, blank=True)
    epoch = models.PositiveIntegerField(_("change of dates"), default=0)
    missed = models.JSONField(_("stages passed over"), default=list)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.what} {self.stage}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is append-only.")
