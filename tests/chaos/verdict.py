"""Is anything lost, doubled, or said to be sent that was not? Asked of a state's own rows."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from tests.chaos.models import Word
from tests.chaos.steps import announce
from tests.chaos.world import ARMING, State, World
from tests.workflow.parcels.models import ParcelClock, ParcelClockEvent, ParcelMessage
from workflow.models import What
from workflow.outbox import BACK_OFF, relay
from workflow.stages import current_plan, schedule
from workflow.tick import tick

TELLING = {What.WARNED, What.BREACHED}


class Office:
    """What the rows say."""

    def __init__(self) -> None:
        self.clocks = {clock.pk: clock for clock in ParcelClock.objects.select_related("rule")}
        self.events = list(ParcelClockEvent.objects.all())
        self.messages = {message.key: message for message in ParcelMessage.objects.all()}
        self.stale = {key for key, one in self.messages.items() if one.is_stale()}
        self.words = Counter(Word.objects.values_list("key", flat=True))
        # A breach that an act found in passing has no stage: the act is the answer to it.
        self.plan = current_plan()
        self.told = [event for event in self.events if event.what in TELLING and event.stage]


class Judge:
    """Reads each set of rows once."""

    def __init__(self, world: World) -> None:
        self.world, self.read = world, dict[tuple, Office]()

    def verdict(self, state: State, superseded: frozenset[str]) -> "Verdict":
        if state.rows not in self.read:
            self.world.load(state)
            self.read[state.rows] = Office()
        return Verdict(self.world, self.read[state.rows], state, superseded)

    def after_recovery(self, state: State) -> list[str]:
        """Everybody dies; then the power stays: tick and relay as the house runs them. What is
        wrong when nothing is left to do?"""
        before = self.verdict(state, frozenset())
        self.world.load(state)
        sent: set[str] = set()
        later = self.world.moments[-1]
        for _ in range(10):  # more than the attempts of a message
            if not ParcelMessage.objects.waiting().exists() and later > self.world.moments[-1]:
                break
            later += timedelta(hours=3)
            while tick(ParcelClock, at=later, announce=announce):
                pass
            while relay(ParcelMessage, at=later, send=lambda message: sent.add(message.key)):
                pass
        wrong = [f"{one} waits for ever" for one in ParcelMessage.objects.waiting()]
        wrong += [f"{one} is due for ever" for one in ParcelClock.objects.due_for_action(later)]
        last, nobody = len(self.world.moments) - 1, (None,) * len(state.hands)
        after = State(self.world.taken(), last, nobody, state.sink | sent)
        return wrong + self.verdict(after, before.superseded).wrong()


class Verdict:
    """What is wrong with a state; ``superseded`` are the messages that were so before."""

    def __init__(
        self, world: World, office: Office, state: State, superseded: frozenset[str]
    ) -> None:
        self.now, self.state, self.already = world.moments[state.now], state, superseded
        self.office = office

    @property
    def superseded(self) -> frozenset[str]:
        return frozenset(key for key, one in self.office.messages.items() if one.superseded_at)

    def wrong(self) -> list[str]:
        """Sentences; empty when all is well."""
        return [*self._records(), *self._messages(), *self._alarms()]

    def _records(self) -> Iterator[str]:
        """A stage is recorded once; its record, its word and its message stand or fall together."""
        keys = Counter(
            f"{event.clock_id}:{event.epoch}:{event.stage}" for event in self.office.told
        )
        for key, count in (keys | self.office.words).items():
            if count > 1:
                yield f"{key} is told twice"
            if keys[key] != self.office.words[key] or f"{key}:file" not in self.office.messages:
                yield f"{key} is told by half"
        for key in self.office.messages:
            if not keys[key.removesuffix(":file")]:
                yield f"{key} leaves without a record"
        for key in self.state.sink - self.office.messages.keys():
            yield f"{key} left without a message"

    def _messages(self) -> Iterator[str]:
        held = {hand.message for hand in self.state.hands if hand}
        for key, message in self.office.messages.items():
            if message.sent_at and key not in self.state.sink and message.pk not in held:
                yield f"{key} is lost: marked as sent, and it never left"
            if message.dead_at and message.attempts <= len(BACK_OFF):
                yield f"{key} is lost: given up after {message.attempts} attempts"
            if message.superseded_at and key not in self.already and key not in self.office.stale:
                yield f"{key} is lost: superseded, and it is still so"

    def _alarms(self) -> Iterator[str]:
        """Each stage of each clock is told, or armed, or was over when the clock was armed."""
        plan = self.office.plan
        for clock in self.office.clocks.values():
            mine = [event for event in self.office.events if event.clock_id == clock.pk]
            armed_at = max(event.at for event in mine if event.what in ARMING)
            told = {
                stage
                for event in mine
                if event.epoch == clock.epoch
                for stage in (event.stage, *event.missed)
            }
            due = [
                (stage, moment)
                for stage, moment in schedule(clock, plan)
                if stage.stage not in told
                and (moment > armed_at or (stage.is_breach and clock.breached_at is None))
                and (clock.breached_at is None or stage.is_after_breach)
            ]
            if due and clock.is_open and not self._stale(clock):
                [stage, moment] = due[0]
                if clock.next_action_at is None or clock.next_action_at > moment:
                    yield f"{clock.pk}:{clock.epoch}:{stage.stage} is lost: nothing is armed for it"
            if clock.breached_at and not any(event.what == What.BREACHED for event in mine):
                yield f"clock {clock.pk} is breached without a record"

    def _stale(self, clock: ParcelClock) -> bool:
        """Reckoned with a calendar that is no longer in force: the next tick dates it anew, and
        what is armed now will be judged then."""
        return clock.next_action_at is not None and clock.next_action_at <= self.now
