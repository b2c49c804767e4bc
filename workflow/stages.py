"""The stages of a limit: when each is told, to whom, and which one comes next.

The stages are rows (:class:`workflow.models.StageRule`); a process keeps them as a :class:`Plan`
until their revision changes. The breach is a stage of every limit, whatever the rows say.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings

from workflow.models.stages import BREACH, StageRule
from workflow.moments import moment_on
from workflow.rules import Unit

#: When the office opens: a warning at midnight would be read under a pile of mail.
#: The setting WORKFLOW_WARN_AT overrules it.
WARN_AT = time(8, 30)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its moment (see :class:`StageRule`), who is told, and by which channels."""

    stage: str
    percent: int | None = None
    days_before: int | None = None
    audiences: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()

    @property
    def is_breach(self) -> bool:
        return self.stage == BREACH

    @property
    def is_after_breach(self) -> bool:
        return self.days_before is not None and self.days_before < 0


@dataclass(frozen=True, slots=True)
class ShippedStage:
    """One row of the table of stages as the domain ships it."""

    stage: str
    name: str
    percent: int | None = None
    days_before: int | None = None
    audiences: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Alarm:
    """What is told of a clock at once: the latest stage reached, and those it stands for.

    After an outage several stages have come: one word is said, to everybody whom any of them
    would have told.
    """

    stage: str
    missed: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    is_breach: bool = False

    @classmethod
    def of(cls, reached: list[Stage]) -> "Alarm":
        return cls(
            stage=reached[-1].stage,
            missed=tuple(stage.stage for stage in reached[:-1]),
            audiences=_all(stage.audiences for stage in reached),
            channels=_all(stage.channels for stage in reached),
            is_breach=any(stage.is_breach for stage in reached),
        )


def _all(several: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for words in several for one in words))


_BREACH = Stage(BREACH)


@dataclass(frozen=True, slots=True)
class Plan:
    """The stages of every limit, as the table had them at one revision."""

    stages: dict[str, tuple[Stage, ...]] = field(default_factory=dict)
    _whole: dict[str, tuple[Stage, ...]] = field(default_factory=dict, init=False, compare=False)

    def of(self, code: str) -> tuple[Stage, ...]:
        """The limit's own stages, else those of every limit; with a breach in any case."""
        if code not in self._whole:
            found = self.stages.get(code) or self.stages.get("", ())
            breach = () if any(stage.is_breach for stage in found) else (_BREACH,)
            self._whole[code] = (*found, *breach)
        return self._whole[code]


_kept: dict[int | None, Plan] = {None: Plan()}


def plan_at(stamp: int | None) -> Plan:
    """The plan of the revision ``stamp``, which was just read; kept until another comes."""
    if stamp not in _kept:
        plan = _read()
        forget_plans()
        _kept[stamp] = plan
    return _kept[stamp]


def forget_plans() -> None:
    """Read the table again at the next question, also where its revision seems known."""
    _kept.clear()
    _kept[None] = Plan()


def current_plan() -> Plan:
    """The plan in force: one query."""
    return plan_at(StageRule.objects.stamp().first())


def _read() -> Plan:
    by_limit: dict[str, list[Stage]] = {}
    for row in StageRule.objects.filter(active=True).order_by("limit", "pk"):
        stage = Stage(
            row.stage, row.percent, row.days_before, tuple(row.audiences), tuple(row.channels)
        )
        by_limit.setdefault(row.limit, []).append(stage)
    return Plan({limit: tuple(stages) for limit, stages in by_limit.items()})


#: Stages with their moments, in order.
Timed = list[tuple[Stage, datetime]]
#: What a clock has that waits for none.
NO_STAGE = ("", None)


def schedule(clock: Any, plan: Plan) -> Timed:
    """Every stage of the clock with its moment, in order; empty while it has no last day.

    Warnings count back from the earliest last day, the breach waits for the latest: while a year
    is unannounced nobody is warned too late and nobody is accused too early.
    """
    over = clock.breach_at
    if over is None:
        return []
    warn_at = getattr(settings, "WORKFLOW_WARN_AT", WARN_AT)
    timed = [(stage, _moment(clock, stage, over, warn_at)) for stage in plan.of(clock.code)]
    kept = [
        (stage, moment)
        for stage, moment in timed
        if stage.is_breach or stage.is_after_breach or moment < over
    ]
    return sorted(kept, key=lambda one: (one[1], one[0].is_breach))


def _moment(clock: Any, stage: Stage, over: datetime, warn_at: time) -> datetime:
    if stage.is_breach:
        return over
    if stage.is_after_breach:
        return moment_on(clock.due_latest - timedelta(days=stage.days_before or 0), warn_at)
    if stage.percent is None:
        return moment_on(clock.due_earliest - timedelta(days=stage.days_before or 0), warn_at)
    if clock.rule.unit == Unit.HOURS:
        return clock.started_at + (clock.due_at - clock.started_at) * stage.percent / 100
    whole = (clock.due_earliest - clock.warned_from).days
    return moment_on(clock.warned_from + timedelta(days=whole * stage.percent // 100), warn_at)


def depends_on(clock: Any) -> tuple[Any, ...]:
    """What a clock's stages follow from: those that agree in all of it are armed alike."""
    return (
        clock.rule_id,
        clock.code,
        clock.started_at if clock.rule.unit == Unit.HOURS else clock.warned_from,
        clock.due_earliest,
        clock.due_on,
        clock.due_latest,
        clock.due_at,
        clock.breached_at,
    )


def arm(clock: Any, *, at: datetime, plan: Plan) -> None:
    """Set the clock's next stage after ``at``. Warnings whose time is over are left out without a
    word; a breach never is."""
    breached = clock.breached_at is not None
    clock.next_stage, clock.next_action_at = coming(schedule(clock, plan), breached=breached, at=at)


def coming(stages: Timed, *, breached: bool, at: datetime) -> tuple[str, datetime | None]:
    """Of a schedule the name and the moment of the next stage after ``at``."""
    later = [(stage, moment) for stage, moment in stages if moment > at]
    if breached:
        later = [one for one in later if one[0].is_after_breach]
    else:
        later = [one for one in stages if one[0].is_breach and one[1] <= at] or later
    return (later[0][0].stage, later[0][1]) if later else NO_STAGE


def disarm(clock: Any) -> None:
    """No stage is to come: the clock stands still or has ended."""
    clock.next_stage, clock.next_action_at = NO_STAGE


def reached(clock: Any, stages: Timed, *, at: datetime) -> list[Stage]:
    """Of the clock's schedule the armed stage and those after it whose moment has come: after an outage several at once.

    A clock may be armed for a stage that the table no longer has; then what came due since the
    moment it was armed for counts.
    """
    names = [stage.stage for stage, _ in stages]
    if clock.next_stage in names:
        stages = stages[names.index(clock.next_stage) :]
    else:
        stages = [one for one in stages if one[1] >= clock.next_action_at or one[0].is_breach]
    come = [stage for stage, moment in stages if moment <= at]
    return [stage for stage in come if not (stage.is_breach and clock.breached_at is not None)]
