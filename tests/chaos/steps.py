"""Everything that can happen next in the small parcel office: each step is the real function.

A step may die at every failpoint that it passes, and, in the thorough search, before each of its
statements. A relay is taken apart at its failpoints: between two of its parts anything else may
happen, for as long as one likes.
"""

from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from django.db import connection

from tests.chaos.models import Word
from tests.chaos.world import Hand, State, World
from tests.chaos.wrong import after_commit, deliver_marking_first
from tests.workflow.parcels.models import Parcel, ParcelClock, ParcelMessage
from workflow import clocks, outbox
from workflow.calendar_store import confirm
from workflow.failpoints import Crash, watched
from workflow.models import CalendarNotice
from workflow.tick import tick
from workflow.units import unit_of_work

Passing = Callable[[str], None]
Run = Callable[..., Any]


class Suspend(BaseException):
    """The relay stops here for a while, and goes on later."""


def announce(told, *, at):
    """The parcel office tells: a word inside, a line outside."""
    for clock, alarm in told:
        key = f"{clock.pk}:{clock.epoch}:{alarm.stage}"
        payload = {"epoch": clock.epoch, "breach": clock.breached_at is not None}
        line = {"key": f"{key}:file", "channel": "file", "payload": payload, "not_before": at}
        yield Word(clock=clock, key=key)
        yield ParcelMessage(clock=clock, **line)


announce_after_commit = after_commit(announce)


#: The parts of a relay: what each is called, and the failpoint it stops at; and how it delivers.
RIGHT = ((("check", "message_checked"), ("send", "message_sent"), ("mark", "")), outbox._deliver)
MARKS_FIRST = (
    (("check", "message_checked"), ("mark", "message_marked"), ("send", "")),
    deliver_marking_first,
)


class Effect(NamedTuple):
    """What one run of the real code left: rows, the relay's hand, what has left the house, and the
    places that it passed on its way."""

    rows: tuple
    hand: Hand | None
    sent: frozenset[str]
    passed: tuple[str, ...]


class Steps:
    """The steps that a state allows, and what each of them leads to.

    What the code does depends on the rows, the moment and the relay's hand. Each such run is made
    once and remembered: most states differ in what somebody else holds.
    """

    def __init__(self, world: World, *, relay=RIGHT, tell=announce, thorough: bool = False):
        self.world, self.tell, self.thorough = world, tell, thorough
        self.parts, self.deliver = relay
        self.runs: dict[tuple, Effect] = {}

    def after(self, state: State) -> Iterator[tuple[str, State]]:
        """Every (what happened, state that follows)."""
        if state.now + 1 < len(self.world.moments):
            yield "time goes on", replace(state, now=state.now + 1)
        yield from self._with_deaths("tick", state, None, self._tick)
        for act in dict.fromkeys(state.acts):
            left = list(state.acts)
            left.remove(act)
            run = getattr(self, f"_{act}")
            yield from self._with_deaths(act, replace(state, acts=tuple(left)), None, run)
        for number, hand in enumerate(state.hands):
            if hand is None:
                yield from self._with_deaths("lease", state, number, self._lease)
            else:
                yield f"relay {number} dies", state.with_hand(number, None)
                yield from self._go_on(state, number, hand)

    def _with_deaths(
        self, name: str, state: State, number: int | None, run: Run
    ) -> Iterator[tuple[str, State]]:
        """The step done, and the step cut off at each place it passes."""
        whole = self._run(name, state, number, run)
        by = name if number is None else f"relay {number}: {name}"
        if whole.rows == state.rows and not whole.hand:
            return  # nothing to do
        yield by, self._follow(state, number, whole)
        for place, where in enumerate(whole.passed):
            died = self._run(f"{name} {place}", state, number, run, _DieAt(place))
            yield f"{by}, dies at {where}", self._follow(state, number, died)

    def _go_on(self, state: State, number: int, hand: Hand) -> Iterator[tuple[str, State]]:
        names = ["leased", *(name for name, _ in self.parts)]
        part, stop = self.parts[names.index(hand.phase)]
        for broken in (False, True) if part == "send" and stop else (False,):
            name = f"can't {part}" if broken else part
            run = partial(self._part, part=part, stop=stop, broken=broken)
            yield (
                f"relay {number}: {name}",
                self._follow(state, number, self._run(name, state, number, run, _ignore)),
            )

    def _follow(self, state: State, number: int | None, effect: Effect) -> State:
        after = replace(state, rows=effect.rows, sink=state.sink | effect.sent)
        return after if number is None else after.with_hand(number, effect.hand)

    def _run(
        self, name: str, state: State, number: int | None, run: Run, passing: Passing | None = None
    ) -> Effect:
        held = None if number is None else state.hands[number]
        key = (name, state.rows, state.now, held)
        if key not in self.runs:
            passed: list[str] = []
            passing = passing or passed.append
            self.world.load(state)
            hand, sent = None, frozenset()
            with suppress(Crash), watched(passing), self._statements(passing):
                hand, sent = run(self.world.moments[state.now], state.now, held) or (None, sent)
            self.runs[key] = Effect(self.world.taken(), hand, sent, tuple(passed))
        return self.runs[key]

    def _statements(self, passing: Passing):
        """In the thorough search every statement that writes is a place to die at."""
        if not self.thorough:
            return nullcontext()

        def wrapper(execute, sql, params, many, context):
            if not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE")):
                passing(" ".join(sql.replace('"', "").split()[:3]))
            return execute(sql, params, many, context)

        return connection.execute_wrapper(wrapper)

    # The office

    def _tick(self, at, now, hand):
        tick(ParcelClock, at=at, announce=self.tell, limit=1)

    def _meet(self, at, now, hand):
        self._act(lambda parcel: clocks.meet(parcel, "deliver", at=at))

    def _pause(self, at, now, hand):
        self._act(lambda parcel: clocks.pause(parcel, "deliver", on=at.date(), at=at))

    def _resume(self, at, now, hand):
        self._act(lambda parcel: clocks.resume(parcel, "deliver", on=at.date(), at=at))

    def _act(self, act: Callable[[Parcel], list]) -> None:
        with unit_of_work():
            act(Parcel.objects.select_for_update().order_by("pk")[0])

    def _import(self, at, now, hand):
        """The notice of rest days is confirmed; the ticks re-date what it changes."""
        with unit_of_work():
            confirm(CalendarNotice.objects.get(paper_no="chaos"), at=at)

    # The relays

    def _lease(self, at, now, hand):
        if not ParcelMessage.objects.ready(at).exists():
            return None
        [message] = outbox._lease(ParcelMessage, at, 1)
        return Hand("leased", now, message.pk, message.attempts), frozenset()

    def _part(self, at, now, hand, *, part: str, stop: str, broken: bool):
        """Deliver again from the start, with what is done already left out, up to the stop."""
        names = [name for name, _ in self.parts]
        done = names[: names.index(part)]
        message = ParcelMessage.objects.get(pk=hand.message)
        message.attempts = hand.attempts
        if "check" in done:
            message.is_stale = lambda: False
        sent: set[str] = set()

        def send(message):
            if broken:
                raise ConnectionError
            if "send" not in done:
                sent.add(message.key)

        def passing(name):
            if name == stop:
                raise Suspend

        after = None
        try:
            with watched(passing):
                self.deliver(message, self.world.moments[hand.since], send)
        except Suspend:
            after = hand._replace(phase=part)
        return after, frozenset(sent)


def _ignore(name: str) -> None:
    """A part of a relay dies by being left: that is a step of its own."""


class _DieAt:
    """Dies when it is told of the nth place."""

    def __init__(self, place: int) -> None:
        self.left = place

    def __call__(self, name: str) -> None:
        if self.left == 0:
            raise Crash(name)
        self.left -= 1
