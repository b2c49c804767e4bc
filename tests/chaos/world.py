"""A parcel office small enough to be looked at whole: database, moment, relays, sink, acts left.

The database is a real one, SQLite in memory. A state of it is the rows of the few tables that
change; it is taken down and put back by rows, which is far quicker than building it again.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db import connection, models, transaction

from tests.chaos.models import Word
from tests.workflow.parcels.limits import SHIPPED
from tests.workflow.parcels.models import (
    Parcel,
    ParcelClock,
    ParcelClockEvent,
    ParcelMessage,
    ParcelPause,
)
from tests.workflow.parcels.office import at
from workflow import clocks
from workflow.calendar_store import digest_of
from workflow.models import (
    AuditEntry,
    CalendarDay,
    CalendarNotice,
    ChainHead,
    LimitRule,
    StageRule,
)
from workflow.shipped import load_shipped_calendar, load_shipped_rules, load_shipped_stages
from workflow.stages import ShippedStage

MONDAY = date(2026, 11, 23)
START = at("2026-11-23T12:00")

#: The one limit is due on Monday, 30 November; told a day before, at the end, and a day over it.
#: A lease ends after 5 minutes; the first two back-offs are over after 6, the third after 30.
WARNED = at("2026-11-29T08:30")
OVER = at("2026-12-01T00:00")
LATE = at("2026-12-02T00:30")
MINUTES = timedelta(minutes=1)
SHORT = (WARNED, WARNED + 6 * MINUTES, OVER, OVER + 6 * MINUTES)
LONG = (WARNED, WARNED + 6 * MINUTES, WARNED + 40 * MINUTES, OVER, OVER + 6 * MINUTES, LATE)
STAGES = (
    ShippedStage("one_day", "one day left", days_before=1),
    ShippedStage("breach", "the limit has passed"),
    ShippedStage("late", "one day over the limit", days_before=-1),
)
CHANGING = (ParcelClock, ParcelPause, ParcelClockEvent, ParcelMessage, Word, CalendarNotice)
FIXED = (get_user_model(), LimitRule, CalendarDay, StageRule, AuditEntry, ChainHead, Parcel)


class Hand(NamedTuple):
    """What a relay holds: how far it got with the message, since when, at which attempt."""

    phase: str
    since: int
    message: int
    attempts: int


@dataclass(frozen=True)
class State:
    """Everything that decides what can happen next."""

    rows: tuple
    now: int = 0
    hands: tuple[Hand | None, ...] = ()
    sink: frozenset[str] = frozenset()
    acts: tuple[str, ...] = ()

    def with_hand(self, number: int, hand: Hand | None) -> "State":
        hands = (*self.hands[:number], hand, *self.hands[number + 1 :])
        return replace(self, hands=hands)


class World:
    """The one database, and which state it is in."""

    def __init__(self, *, parcels: int = 1, moments: tuple[datetime, ...] = SHORT) -> None:
        assert connection.vendor == "sqlite"
        self.moments = moments
        if connection.connection is not None:  # a world before this one
            connection.connection.close()
            connection.connection = None
        with connection.schema_editor() as editor:
            for model in (*FIXED, *CHANGING):
                editor.create_model(model)
        load_shipped_calendar(CalendarNotice, CalendarDay)
        load_shipped_rules(LimitRule, SHIPPED)
        load_shipped_stages(StageRule, STAGES)
        self._prepare_a_notice()
        for number in range(parcels):
            with transaction.atomic():
                parcel = Parcel.objects.create(label=f"P{number}")
                clocks.start(parcel, "deliver", on=MONDAY, at=START)
        self.raw = connection.connection
        self.columns = [_Columns(model) for model in CHANGING]
        self.known: dict[tuple, tuple] = {}
        self.loaded = self.taken()

    def _prepare_a_notice(self) -> None:
        """A notice that would make the last day a rest day: not in force before its confirmation."""
        days = [(date(2026, 11, 30), "off", "x"), (date(2026, 12, 1), "off", "x")]
        notice = CalendarNotice.objects.create(
            year=2026, paper_no="chaos", published_on=MONDAY, digest=digest_of(days)
        )
        for day, status, occasion in days:
            CalendarDay.objects.create(notice=notice, date=day, status=status, occasion=occasion)

    def rows(self) -> tuple:
        """The changing tables as they are."""
        return tuple(tuple(self.raw.execute(columns.select)) for columns in self.columns)

    def load(self, state: State) -> None:
        """Put the tables back to what they were in that state."""
        if state.rows == self.loaded:
            return
        self.raw.execute("BEGIN")
        self.raw.execute("PRAGMA defer_foreign_keys = ON")
        for columns, rows, there in zip(self.columns, state.rows, self.loaded, strict=True):
            if rows != there:
                self.raw.execute(columns.delete)
                self.raw.executemany(columns.insert, rows)
        self.raw.execute("COMMIT")
        self.loaded = state.rows

    def taken(self) -> tuple:
        """The rows as they now are; equal rows are the same object."""
        rows = self.rows()
        self.loaded = self.known.setdefault(rows, rows)
        return self.loaded

    def shape(self, state: State) -> tuple:
        """The state without what makes no difference: keys, moments that are over, how a message
        that has ended came to its end, which of two equal relays it is."""
        now = _text(self.moments[state.now])
        rows = tuple(
            tuple(columns.shape(row, now) for row in rows)
            for columns, rows in zip(self.columns, state.rows, strict=True)
        )
        places = {row[0]: place for place, row in enumerate(state.rows[MESSAGES])}
        hands = sorted(
            ()
            if hand is None
            else (hand.phase, places[hand.message])
            if hand.phase == "send"  # it has left: whenever that was marked, it is marked the same
            else (hand.phase, places[hand.message], hand.since, hand.attempts)
            for hand in state.hands
        )
        return (rows, state.now, tuple(hands), state.sink, state.acts)


MESSAGES = CHANGING.index(ParcelMessage)


def _text(moment: datetime) -> str:
    """As SQLite keeps it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


class _Columns:
    """How one table is read, emptied, filled and abstracted."""

    def __init__(self, model: type[models.Model]) -> None:
        fields = model._meta.local_concrete_fields
        table = model._meta.db_table
        names = ", ".join(f'"{field.column}"' for field in fields)
        # The plus sign keeps Python's converters away: the rows are put back as they are.
        plain = ", ".join(f'+"{field.column}"' for field in fields)
        self.select = f'SELECT {plain} FROM "{table}" ORDER BY "{model._meta.pk.column}"'
        self.delete = f'DELETE FROM "{table}"'
        places = ", ".join("?" * len(fields))
        self.insert = f'INSERT INTO "{table}" ({names}) VALUES ({places})'
        self.model, self.names = model, [field.name for field in fields]

    def shape(self, row: tuple, now: str) -> tuple:
        said = dict(zip(self.names, row, strict=True))
        if self.model is ParcelMessage:
            ended = [name for name in ("sent_at", "dead_at", "superseded_at") if said[name]]
            if ended:
                return said["key"], *ended
            times = (_ahead(said["not_before"], now), _ahead(said["lease_until"], now))
            return said["key"], *times, said["attempts"]
        if self.model is ParcelClockEvent and said["what"] not in ARMING:
            del said["at"]
        for name in NO_DIFFERENCE & said.keys():
            del said[name]
        return tuple(said.values())


#: The events that set a clock's next stage: what was over by then is left out without a word.
ARMING = {"started", "resumed", "recomputed"}
NO_DIFFERENCE = {"id", "digest", "fingerprint", "confirmed_at", "met_at"}


def _ahead(text: str | None, now: str) -> str:
    """A moment that is over is over, whenever it was."""
    return text if text and text > now else ""
