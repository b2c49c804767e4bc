"""Start, meet, pause, resume, cancel, restart and explain the clocks of a subject.

Call these inside the unit of work of a move, after the subject's row has been locked: the one
lock order is subject first, then its clocks. ``on`` is a local day, ``at`` the moment of the act.
Several changes of one move are cheapest together::

    with clocks.changes(case, at=at) as change:
        change.meet_event("decided")
        change.start("assign", on=today)
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any

from workflow import rows, stages
from workflow.calendar_store import calendar_at, calendars_at, current_calendar
from workflow.calendars import Calendar
from workflow.explanation import Explanation, explained
from workflow.models import Clock, LimitRule, State, What
from workflow.moments import local_day
from workflow.redating import reckon_clock, set_dates, stamps
from workflow.rules import Interval
from workflow.stages import Plan, plan_at


class ClockRefused(ValueError):
    """A clock can't be changed this way: a mistake in the program or in a rule, not of a user."""


@contextmanager
def changes(subject: Any, *, at: datetime, starting: Iterable[str] = ()) -> Iterator["Changes"]:
    """Collect changes to the subject's clocks and write them together at the end.

    Who says which codes are ``starting`` spares the reading of all the other rules.
    """
    change = Changes(subject, at=at, starting=starting)
    yield change
    change.write()


def start(subject: Any, code: str, *, on: date, at: datetime, **how: Any) -> Clock:
    """Start the clock of this code; ``how`` as in :meth:`Changes.start`."""
    with changes(subject, at=at) as change:
        return change.start(code, on=on, **how)


def restart(subject: Any, code: str, *, on: date, at: datetime, **how: Any) -> Clock:
    """Cancel the open clock of this code, if there is one, and start the next."""
    with changes(subject, at=at) as change:
        return change.restart(code, on=on, **how)


def meet(subject: Any, *codes: str, at: datetime) -> list[Clock]:
    """What these clocks waited for is done. A breached clock stays breached for the record."""
    with changes(subject, at=at) as change:
        return change.meet(*codes)


def meet_event(subject: Any, event: str, *, at: datetime) -> list[Clock]:
    """Meet every open clock whose rule ends with this event."""
    with changes(subject, at=at) as change:
        return change.meet_event(event)


def cancel(subject: Any, *codes: str, at: datetime) -> list[Clock]:
    """End these clocks, or all open ones, without what they waited for."""
    with changes(subject, at=at) as change:
        return change.cancel(*codes)


def pause(subject: Any, *codes: str, on: date, at: datetime, notice: str = "") -> list[Clock]:
    """Stop these clocks: the days after ``on`` do not count. Returns those that stopped."""
    with changes(subject, at=at) as change:
        return change.pause(*codes, on=on, notice=notice)


def resume(subject: Any, *codes: str, on: date, at: datetime) -> list[Clock]:
    """Let these paused clocks run on: the day after ``on`` counts again."""
    with changes(subject, at=at) as change:
        return change.resume(*codes, on=on)


def open_clocks(subject: Any) -> list[Clock]:
    """The subject's open clocks with their rules, the one that started first in front."""
    return list(subject.clocks.open().select_related("rule").order_by("pk"))


def explain(clock: Clock, *, calendar: Calendar | None = None) -> Explanation:
    """The clock's last day again, day by day, with the calendar that it was reckoned with; ended
    clocks too. With the rule and its article, the pauses and their papers, and the outcome.

    For several clocks take the calendars from ``calendars_of(clocks)``; prefetch their pauses.
    """
    calendar = calendar or current_calendar()
    if clock.calendar_rev != calendar.revision:
        calendar = calendar_at(clock.calendar_rev)
    pauses: Any = clock.pauses  # type: ignore[attr-defined]
    return explained(clock, calendar, [pause.interval for pause in pauses.all()])


def calendars_of(clocks: Iterable[Clock]) -> dict[int, Calendar]:
    """The calendars that these clocks were reckoned with, by revision: one query, or two when
    they are not all of the one in force."""
    current = current_calendar()
    older = {clock.calendar_rev for clock in clocks} - {current.revision}
    return {current.revision: current} | (calendars_at(older) if older else {})


@cache
def _clocks_of(model: Any) -> rows.Read:
    subject = model._meta.get_field("subject")
    return rows.Read(
        lambda: (
            model.objects.filter(subject=rows.Given("subject", subject))
            .select_for_update(of=("self",), no_key=True)
            .select_related("rule")
            .annotate(**stamps())
            .order_by("pk")
        )
    )


@cache
def _rules(codes: tuple[str, ...]) -> rows.Read:
    """The rules of these codes, or all, oldest first."""
    stamped = LimitRule.objects.annotate(**stamps())
    wanted = stamped.filter(code__in=codes) if codes else stamped
    return rows.Read(lambda: wanted.order_by("valid_from"))


class Changes:
    """The changes of one act to a subject's clocks: read once, written once."""

    def __init__(self, subject: Any, *, at: datetime, starting: Iterable[str] = ()) -> None:
        self.subject, self.at, self.starting = subject, at, tuple(starting)
        self.model: Any = subject.clocks.model
        self._events: list[tuple[Clock, dict[str, Any]]] = []
        self._new: list[Clock] = []
        self._changed: dict[int, set[str]] = {}
        self._stamp: str | None = None

    @cached_property
    def clocks(self) -> list[Clock]:
        """All the subject's clocks, locked, ended ones too: their numbers are taken."""
        return _clocks_of(self.model)(subject=self.subject.pk)

    @cached_property
    def rules(self) -> list[LimitRule]:
        return _rules(self.starting)()

    @cached_property
    def calendar(self) -> Calendar:
        """The calendar in force; its stamp usually came with a row that was read anyway."""
        return current_calendar(self._stamped.calendar_stamp)

    @cached_property
    def plan(self) -> Plan:
        """The stages in force; their stamp came the same way."""
        return plan_at(self._stamped.stages_stamp)

    @property
    def _stamped(self) -> Any:
        stamped: list[Any] = self.__dict__.get("rules") or self.clocks
        return stamped[0]

    def open(self, *codes: str) -> list[Clock]:
        """The open clocks of these codes, or all open ones, as they stand after the changes."""
        return [
            clock for clock in self.clocks if clock.is_open and (not codes or clock.code in codes)
        ]

    def start(
        self,
        code: str,
        *,
        on: date,
        due_on: date | None = None,
        since: datetime | None = None,
        rule_on: date | None = None,
        channel: str = "",
    ) -> Clock:
        """Start the clock of this code on the day ``on``.

        ``due_on`` names the last day where the rule has no length; hours run from ``since`` (or
        the moment of the act). The rule is the one in force on ``rule_on``, if there was one:
        a subject keeps the rules of the day it came in. ``channel`` is the way of handing in, by
        which the last day may end with the office hours.
        """
        rule = self._rule(code, on, rule_on)
        if rule.amount is None and due_on is None:
            raise ClockRefused(f"{code} has no length of its own: name its last day.")
        if due_on is not None and due_on < on:
            raise ClockRefused(f"{code} can't end on {due_on}, before it starts on {on}.")
        if self.open(code):
            raise ClockRefused(f"{code} is running already: restart it instead.")
        clock = self.model(
            subject=self.subject,
            code=code,
            seq=max((other.seq for other in self.clocks if other.code == code), default=0) + 1,
            rule=rule,
            started_on=on,
            started_at=since or self.at,
            channel=channel,
            cut_off=rule.cut_off_for(channel),
            given_due_on=due_on,
        )
        self._date(clock, [])
        stages.arm(clock, at=self.at, plan=self.plan)
        self._new.append(clock)
        self.clocks.append(clock)
        self._tell(clock, What.STARTED, before=None)
        return clock

    def restart(self, code: str, *, on: date, **how: Any) -> Clock:
        """Cancel the open clock of this code, if there is one, and start the next."""
        if self.open(code):
            self.cancel(code)
        return self.start(code, on=on, **how)

    def meet(self, *codes: str, as_of: datetime | None = None) -> list[Clock]:
        """These clocks' events have come; ``as_of`` is the moment that decides whether in time,
        where it is not that of the act: what was posted before the end is in time (民诉法 85)."""
        ending = [clock for clock in self.open() if clock.code in codes]
        return self._end(ending, State.MET, as_of)

    def meet_event(self, event: str, *, as_of: datetime | None = None) -> list[Clock]:
        """Meet every open clock whose rule ends with this event."""
        ending = [clock for clock in self.open() if clock.rule.end_event == event]
        return self._end(ending, State.MET, as_of)

    def cancel(self, *codes: str) -> list[Clock]:
        return self._end(self.open(*codes), State.CANCELLED)

    def pause(self, *codes: str, on: date, notice: str = "") -> list[Clock]:
        """A clock whose limit is already over is not paused, and its record says so: the last day
        lay before the pause, so no day of the pause could move it, and an open pause would only
        hide that the limit was missed."""
        stopped = []
        for clock in self.open(*codes) if codes else []:
            if clock.state == State.PAUSED:
                continue
            if clock.rule.backward:
                raise ClockRefused(
                    f"{clock.code} is counted back from an event: nothing pauses it."
                )
            if clock.state == State.BREACHED or clock.is_over(self.at):
                self._tell(clock, What.NOT_PAUSED, before=clock.due_on, note=notice)
                continue
            before, clock.state = clock.due_on, State.PAUSED
            clock.due_earliest = clock.due_on = clock.due_latest = clock.due_at = None
            clock.epoch += 1
            stages.disarm(clock)
            self._touch(clock, "state", *_DATES, *_TIMER)
            self._tell(clock, What.PAUSED, before=before, note=notice)
            stopped.append(clock)
        pauses = self.model._meta.get_field("pauses").related_model
        if stopped:
            rows.insert(*(pauses(clock=clock, asked_on=on, notice=notice) for clock in stopped))
        return stopped

    def resume(self, *codes: str, on: date) -> list[Clock]:
        paused = [
            clock for clock in self.open() if clock.code in codes and clock.state == State.PAUSED
        ]
        self._close_pauses(paused, on)
        for clock in paused:
            clock.state = State.RUNNING
            stages.arm(clock, at=self.at, plan=self.plan)
            self._touch(clock, "state", *_TIMER)
            self._tell(clock, What.RESUMED, before=None)
        return paused

    def write(self) -> None:
        """Write what was changed: updates first, so that a restarted code is free again."""
        groups: dict[tuple[tuple[str, Any], ...], list[int]] = {}
        for clock in self.clocks if self._changed else []:
            if names := self._changed.get(id(clock)):
                values = tuple((name, getattr(clock, name)) for name in sorted(names))
                groups.setdefault(values, []).append(clock.pk)
        for values, keys in groups.items():
            rows.update(self.model, keys, dict(values))
        if self._new:
            rows.insert(*self._new)
        if self._events:
            event = self.model._meta.get_field("events").related_model
            rows.insert(*(event(clock=clock, **said) for clock, said in self._events))
        self._events, self._new, self._changed = [], [], {}

    def in_force(self, code: str, on: date) -> LimitRule | None:
        """The rule of this code on that day; of two the later. Rules come oldest first."""
        found = None
        for rule in self.rules:
            if rule.code == code and rule.valid_from <= on <= (rule.valid_to or on):
                found = rule
        return found

    def _rule(self, code: str, on: date, rule_on: date | None) -> LimitRule:
        rule = self.in_force(code, rule_on) if rule_on else None
        rule = rule or self.in_force(code, on)
        if rule is None:
            raise LimitRule.DoesNotExist(f"No rule {code} was in force on {on}.")
        return rule

    def _date(self, clock: Any, pauses: list[Interval]) -> None:
        """Reckon the clock's dates with the calendar in force; no pause may be open."""
        set_dates(clock, reckon_clock(clock, self.calendar, pauses), self.calendar.revision)

    def _end(self, ending: list[Clock], state: State, as_of: datetime | None = None) -> list[Clock]:
        # A clock that stands still gets its last day back, so that the record shows one.
        self._close_pauses(
            [clock for clock in ending if clock.state == State.PAUSED], local_day(self.at)
        )
        for clock in ending:
            self._judge(clock, as_of)
            clock.state = state
            moment = "met_at" if state == State.MET else "cancelled_at"
            setattr(clock, moment, self.at)
            stages.disarm(clock)
            self._touch(clock, "state", moment, *_TIMER)
            self._tell(clock, What(state.value), before=clock.due_on)
        return ending

    def _judge(self, clock: Clock, as_of: datetime | None) -> None:
        """Was it in time? A tick may have seen nothing yet, or have spoken too early."""
        if clock.breached_at is not None:
            if as_of is not None and not clock.is_over(as_of):
                clock.breached_at = None
                self._touch(clock, "breached_at")
                self._tell(clock, What.IN_TIME_AFTER_ALL, before=clock.due_on)
        elif clock.state != State.PAUSED and clock.is_over(as_of or self.at):
            # Done after the cut-off, before any tick saw it: late all the same.
            clock.breached_at = clock.breach_at
            self._touch(clock, "breached_at")
            self._tell(clock, What.BREACHED, before=clock.due_on)

    def _close_pauses(self, paused: list[Clock], on: date) -> None:
        if not paused:
            return
        pauses = self.model._meta.get_field("pauses").related_model
        intervals: dict[int, list[Any]] = {clock.pk: [] for clock in paused}
        for pause in pauses.objects.filter(clock__in=paused):
            if pause.complete_on is None:
                if on < pause.asked_on:
                    raise ClockRefused(f"A pause since {pause.asked_on} can't end on {on}.")
                pause.complete_on = on
            intervals[pause.clock_id].append(pause)
        pauses.objects.filter(clock__in=paused, complete_on=None).update(complete_on=on)
        for clock in paused:
            self._date(clock, [pause.interval for pause in intervals[clock.pk]])
            clock.epoch += 1
            self._touch(clock, *_DATES)

    def _touch(self, clock: Clock, *names: str) -> None:
        if clock.pk is not None:
            self._changed.setdefault(id(clock), set()).update(names)

    def _tell(self, clock: Clock, what: What, *, before: date | None, note: str = "") -> None:
        said = {
            "at": self.at,
            "what": what,
            "due_before": before,
            "due_after": clock.due_on,
            "epoch": clock.epoch,
            "note": note,
        }
        self._events.append((clock, said))


_DATES = (
    "due_earliest",
    "due_on",
    "due_latest",
    "due_at",
    "certainty",
    "calendar_rev",
    "epoch",
)
_TIMER = ("next_stage", "next_action_at")
