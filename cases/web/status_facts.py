"""What the status page shows of a case: nothing that names or describes anybody."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from cases.codes import Material
from cases.conditions import missing_materials
from cases.models import Case, CaseClock, Office
from cases.states import Status
from cases.web.status_words import EVENTS, LIMITS, NOBODY, OWN, STAGES, TURNS, Words
from workflow.models import State
from workflow.rules import Certainty


@dataclass(frozen=True)
class Limit:
    """By when, in words; ``day`` is empty while the clock stands still."""

    words: Any
    day: date | None
    passed: bool
    own: bool
    may_move: bool  # the rest days of that year are not announced yet


@dataclass(frozen=True)
class Event:
    words: Any
    day: date


@dataclass(frozen=True)
class Objection:
    """Where one may object, and until when (L49)."""

    bureau: Office | None
    days: int | None
    until: date | None
    passed: bool
    confirmed: bool
    basis: str


@dataclass(frozen=True)
class Shown:
    words: Words
    turn: Any
    limits: list[Limit]
    missing: list[str]
    reply_by: date | None
    events: list[Event]
    objection: Objection | None
    redirected_to: str
    offices: list[Office]


def shown(case: Case, *, at: datetime) -> Shown:
    """Three queries: the clocks with their rules, the moves, the bureau."""
    words, today = STAGES[case.status], localdate(at)
    clocks = list(
        CaseClock.objects.filter(subject=case)
        .open()
        .select_related("rule")
        .order_by("due_at", "pk")
    )
    by_code = {clock.code: clock for clock in clocks}
    return Shown(
        words=words,
        turn=TURNS[case.turn] if case.turn else NOBODY,
        limits=[limit_of(clock, at=at) for clock in clocks if clock.code in LIMITS],
        missing=missing_of(case, by_code),
        reply_by=_last_day(by_code),
        events=events_of(case),
        objection=objection_of(case, by_code, today=today) if words.may_object else None,
        redirected_to=case.redirected_to if case.status == Status.REDIRECTED else "",
        offices=[case.station, case.agency],
    )


def limit_of(clock: Any, *, at: datetime) -> Limit:
    still = clock.state == State.PAUSED
    return Limit(
        words=LIMITS[clock.code],
        day=None if still else clock.due_on,
        passed=not still and clock.is_over(at),
        own=clock.code in OWN,
        may_move=clock.certainty == Certainty.PROVISIONAL,
    )


def missing_of(case: Case, by_code: dict[str, Any]) -> list[str]:
    """The kinds of the papers still to come. What a clerk typed freely is shown as it was asked."""
    if case.status == Status.SUPPLEMENTING:
        asked = case.papers_asked_for
    else:
        asked = missing_materials(case) if "papers_later" in by_code else []
    names = dict(Material.choices)
    return [str(names.get(one, one)) for one in asked]


def _last_day(by_code: dict[str, Any]) -> date | None:
    days = [by_code[code].due_on for code in sorted(OWN) if code in by_code]
    return days[0] if days else None


def events_of(case: Case) -> list[Event]:
    """What was decided and done, the latest first; the day of receipt is the case's own."""
    said = []
    for one in case.history.order_by("-seq").values("move", "at"):
        if one["move"] in EVENTS:
            at = case.received_at if one["move"] in {"register", "notify"} else one["at"]
            said.append(Event(EVENTS[one["move"]], localdate(at)))
    return said


def objection_of(case: Case, by_code: dict[str, Any], *, today: date) -> Objection:
    clock = by_code.get("objection_window")
    rule = clock.rule if clock else None
    until = clock.due_on if clock else None
    return Objection(
        bureau=case.agency.parent,
        days=rule.amount if rule else None,
        until=until,
        passed=bool(clock is None or (until and until < today)),
        confirmed=bool(rule and rule.confirmed),
        basis=rule.basis if rule else "",
    )
