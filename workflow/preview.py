"""What a notice would change: which open clocks, by how much, before anybody confirms it.

Asked of 100,000 open clocks while a person waits, so it looks at few of them. A clock's last day
rests on the days from its first day to its latest last day: where none of these changes, nothing
does. Clocks without pauses that agree in everything that counts are one question, put once.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from workflow import redating
from workflow.calendar_store import CalendarMissing, calendar_at, current_calendar
from workflow.calendars import ONE_DAY, Calendar, Listed, Reading, YearNotice
from workflow.models import CalendarDay, LimitRule, State
from workflow.rules import Unit

#: So many clocks are listed by name; all are counted.
LISTED = 200

#: What a clock without pauses is reckoned from, and what it has now.
ALIKE = (
    "code",
    "rule",
    "started_on",
    "cut_off",
    "given_due_on",
    "state",
    "due_earliest",
    "due_on",
    "due_latest",
    "due_at",
    "breached_at",
    "certainty",
    "calendar_rev",
)


@dataclass(frozen=True, slots=True)
class Dates:
    """A last day, and the range in which it lies while a year is unannounced."""

    earliest: date
    expected: date
    latest: date

    @property
    def firm(self) -> bool:
        return self.earliest == self.latest

    @classmethod
    def of(cls, clock: Any) -> "Dates":
        return cls(clock.due_earliest, clock.due_on, clock.due_latest)


@dataclass(frozen=True, slots=True)
class Change:
    """What would become of a clock. ``lifted``: its breach is taken back; ``late``: its limit would
    have passed."""

    before: Dates
    after: Dates
    lifted: bool
    late: bool

    @property
    def shift(self) -> int:
        """Days that the expected last day moves; 0 where only the range or the hour changes."""
        return (self.after.expected - self.before.expected).days

    @property
    def weight(self) -> tuple[int, int, int]:
        """The gravest first: what would be late, what would be late no more, the long shifts."""
        return (not self.late, not self.lifted, -abs(self.shift))


@dataclass(frozen=True, slots=True)
class Line:
    """One clock that would change."""

    clock: Any
    change: Change


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day that the notice makes another: each None or ``off`` / ``work`` as it counts."""

    date: date
    before: str
    after: str
    was_sure: bool
    occasion: str


@dataclass(slots=True)
class Tally:
    """The changes of one limit, or of all."""

    changed: int = 0
    later: int = 0
    earlier: int = 0
    firm: int = 0
    lifted: int = 0
    late: int = 0

    def add(self, change: Change, count: int) -> None:
        self.changed += count
        self.later += count * (change.shift > 0)
        self.earlier += count * (change.shift < 0)
        self.firm += count * (change.after.firm and not change.before.firm)
        self.lifted += count * change.lifted
        self.late += count * change.late

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))


@dataclass(slots=True)
class Preview:
    """Days and clocks that would change; the first lines by name."""

    open: int
    days: list[DayChange] = field(default_factory=list)
    total: Tally = field(default_factory=Tally)
    by_limit: dict[str, Tally] = field(default_factory=dict)
    by_shift: Counter[int] = field(default_factory=Counter)
    lines: list[Line] = field(default_factory=list)

    @property
    def more(self) -> int:
        """Changed clocks that are not listed."""
        return self.total.changed - len(self.lines)


def calendar_with(notice: Any) -> Calendar:
    """The calendar as it would be with this notice."""
    present = current_calendar()
    days = {
        day.date: Listed(day.status == CalendarDay.Status.WORK, day.occasion)
        for day in notice.days.all()
    }
    proposed = YearNotice(notice.year, days, notice.paper_no)
    return Calendar(
        [*present.notices.values(), proposed],
        revision=present.revision + 1,
    )


def preview(clock_model: Any, notice: Any, *, at: datetime) -> Preview:
    """What would become of the open clocks if this notice were confirmed now."""
    after = calendar_with(notice)
    found = Preview(
        open=clock_model.objects.open().count(),
        days=list(day_changes(current_calendar(), after, notice.year)),
    )
    answers: list[tuple[Change, _Question]] = []
    for question in _questions(clock_model, after):
        if change := question.answer(after, at):
            found.total.add(change, question.count)
            found.by_limit.setdefault(question.clock.rule.name, Tally()).add(change, question.count)
            found.by_shift[change.shift] += question.count
            answers.append((change, question))
    answers.sort(key=lambda answer: answer[0].weight)
    found.lines = list(_lines(clock_model, answers))
    return found


def together(found: Sequence[Preview]) -> Preview:
    """What one notice would change of several kinds of clocks, as one answer."""
    limits: dict[str, Tally] = {}
    for one in found:
        for name, tally in one.by_limit.items():
            limits[name] = limits.get(name, Tally()) + tally
    lines = sorted((line for one in found for line in one.lines), key=lambda one: one.change.weight)
    return Preview(
        open=sum(one.open for one in found),
        days=found[0].days,
        total=sum((one.total for one in found), Tally()),
        by_limit=limits,
        by_shift=sum((one.by_shift for one in found), Counter[int]()),
        lines=lines[:LISTED],
    )


def day_changes(before: Calendar, after: Calendar, year: int) -> Iterator[DayChange]:
    """The days that count otherwise, from the December before to the year's end."""
    for day in _days_of(year):
        old, new = before.day(day), after.day(day)
        surely = old.works_at_most == old.works_at_least
        if old.status != new.status or (not surely and new.because != old.because):
            yield DayChange(day, old.status, new.status, surely, new.occasion or old.occasion)


def _days_of(year: int) -> Iterator[date]:
    day = date(year - 1, 12, 1)
    while day.year <= year:
        yield day
        day += ONE_DAY


def _touched(before: Calendar, after: Calendar) -> list[date]:
    """Every day that any reading takes otherwise: only these can move a last day."""
    years = {year for calendar in (before, after) for year in calendar.years}
    changed = {year for year in years if before.notices.get(year) != after.notices.get(year)}
    days = {day for year in changed for day in _days_of(year)}
    return sorted(
        day
        for day in days
        if any(before.works(day, how) != after.works(day, how) for how in Reading)
    )


@dataclass(frozen=True, slots=True)
class _Question:
    """A clock, and how many are like it. ``key``: its primary key, or what they have in common."""

    clock: Any
    count: int
    key: Any

    def answer(self, after: Calendar, at: datetime) -> Change | None:
        """None: it keeps its dates. The clock is altered, and never saved."""
        clock, before, was_over = self.clock, Dates.of(self.clock), self.clock.is_over(at)
        pauses = [] if clock.pk is None else [pause.interval for pause in clock.pauses.all()]
        redated = redating.redate(clock, after, pauses, at=at)
        if redated is None:
            return None
        return Change(
            before, Dates.of(clock), redated.lifted, late=clock.is_over(at) and not was_over
        )


def _questions(clock_model: Any, after: Calendar) -> Iterator[_Question]:
    """All that may change, each kind once."""
    dated = clock_model.objects.open().exclude(state=State.PAUSED)
    revisions = set(dated.order_by().values_list("calendar_rev", flat=True).distinct())
    rules = LimitRule.objects.in_bulk()
    for revision in sorted(revisions):
        days = _touched(_calendar_of(revision), after)
        if not days:
            continue
        touched = dated.filter(_spans(days[0], days[-1]), calendar_rev=revision)
        alone = touched.filter(_stands_alone(clock_model))
        for clock in alone.select_related("rule").prefetch_related("pauses"):
            yield _Question(clock, 1, clock.pk)
        alike = touched.exclude(_stands_alone(clock_model)).order_by()
        for *key, count in alike.values_list(*ALIKE).annotate(count=Count("pk")):
            values = dict(zip(ALIKE, key, strict=True))
            clock = clock_model(**values | {"rule": rules[values["rule"]]})
            yield _Question(clock, count, tuple(key))


def _calendar_of(revision: int) -> Calendar:
    """What a clock was reckoned with; of an unknown revision every day may have been another."""
    try:
        return calendar_at(revision)
    except CalendarMissing:
        return Calendar([])


def _stands_alone(clock_model: Any) -> Any:
    """It was paused once, or counts from its own minute: no other clock is quite like it."""
    pauses = clock_model._meta.get_field("pauses").related_model
    return Exists(pauses.objects.filter(clock=OuterRef("pk"))) | Q(rule__unit=Unit.HOURS)


def _spans(first: date, last: date) -> Q:
    """Days between these may lie in the clock's span; a limit before an event runs backwards."""
    forward = Q(started_on__lte=last, due_latest__gte=first)
    return forward | Q(due_earliest__lte=last, started_on__gte=first)


def _lines(clock_model: Any, answers: list[tuple[Change, _Question]]) -> Iterator[Line]:
    """The gravest changes, as many as are listed by name."""
    wanted: dict[Any, Change] = {}
    left = LISTED
    for change, question in answers:
        if left > 0:
            wanted[question.key] = change
            left -= question.count
    keys = [key for key in wanted if isinstance(key, int)]
    by_key: dict[Any, list[int]] = {key: [key] for key in keys}
    for pk, key in _alike(clock_model, [key for key in wanted if not isinstance(key, int)]):
        by_key.setdefault(key, []).append(pk)
    listed = [pk for key in wanted for pk in sorted(by_key.get(key, []))][:LISTED]
    clocks = clock_model.objects.select_related("subject", "rule").in_bulk(listed)
    changes = {pk: wanted[key] for key, found in by_key.items() for pk in found}
    for pk in listed:
        yield Line(clocks[pk], changes[pk])


def _alike(clock_model: Any, keys: list[Any]) -> Iterator[tuple[int, Any]]:
    """The clocks that have one of these in common, found in one pass."""
    if not keys:
        return
    values = [dict(zip(ALIKE, key, strict=True)) for key in keys]
    near = clock_model.objects.open().filter(
        started_on__in={one["started_on"] for one in values},
        rule__in={one["rule"] for one in values},
    )
    wanted = set(keys)
    near = near.exclude(_stands_alone(clock_model)).order_by()
    for pk, *key in near.values_list("pk", *ALIKE).iterator():
        if tuple(key) in wanted:
            yield pk, tuple(key)
