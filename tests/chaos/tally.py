"""What became of every alarm: the database's story and the sink's, laid side by side."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cases.models import CaseClock, CaseMessage, Endpoint, Membership, Notice
from cases.states import Role
from workflow import audit
from workflow.models import OPEN, What
from workflow.stages import current_plan, schedule

TELLING = {What.WARNED, What.BREACHED}


@dataclass
class Tally:
    """Figures, and a sentence for everything that is wrong."""

    clocks: int = 0
    alarms: int = 0
    messages: int = 0
    superseded: int = 0
    notices: int = 0
    lines: int = 0
    repeats: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled or self.wrong)

    def figures(self) -> dict[str, int]:
        said = {name: value for name, value in vars(self).items() if isinstance(value, int)}
        found = {name: len(value) for name, value in vars(self).items() if isinstance(value, list)}
        return said | found

    def sentences(self) -> list[str]:
        return [
            f"{kind}: {one}"
            for kind in ("lost", "doubled", "wrong")
            for one in getattr(self, kind)[:5]
        ]


def count(sink: list[dict[str, Any]], *, now: datetime) -> Tally:
    """The town is at rest: nothing is due and nothing waits. Was everybody told, and once?"""
    town = _Town(sink, now)
    tally = Tally(
        clocks=len(town.clocks),
        alarms=len(town.alarms),
        messages=len(town.messages),
        superseded=sum(1 for one in town.messages.values() if one.superseded_at),
        notices=sum(town.notices.values()),
        lines=len(sink),
        repeats=len(sink) - len(town.sink),
    )
    tally.lost = [*town.unheard(), *town.untold(), *town.unsent()]
    tally.doubled = [*town.twice()]
    tally.wrong = [*town.unlawful(), *town.unknown()]
    flaws = audit.verify()[1]
    tally.wrong += [f"the audit chain: {flaw.what}" for flaw in flaws]
    return tally


class _Town:
    """Read once, asked several questions."""

    def __init__(self, sink: list[dict[str, Any]], now: datetime) -> None:
        self.now, self.sink = now, Counter(line["key"] for line in sink)
        clocks = CaseClock.objects.select_related("rule").prefetch_related("events")
        self.clocks = {clock.pk: clock for clock in clocks}
        self.alarms = Counter(
            (clock.pk, event.epoch, event.stage, event.what)
            for clock in self.clocks.values()
            for event in clock.events.all()
            if event.what in TELLING and event.stage
        )
        self.messages = {one.key: one for one in CaseMessage.objects.select_related("clock")}
        self.notices = Counter(
            (one.clock_id, *one.key.split(":")[1:3], one.user_id) for one in Notice.objects.all()
        )
        self.endpoints = Endpoint.objects.filter(channel="file").count()
        self.supervisors = set(
            Membership.objects.filter(role=Role.SUPERVISOR).values_list("user_id", flat=True)
        )

    def unheard(self) -> Iterator[str]:
        """A stage whose moment has come on an open clock, and no tick ever spoke of it."""
        plan = current_plan()
        for clock in self.clocks.values():
            if clock.state not in OPEN:
                continue
            heard, armed_at = set(), None
            for event in clock.events.all():
                if event.epoch == clock.epoch:
                    heard |= {event.stage, *event.missed}
                if event.what in {What.STARTED, What.RESUMED, What.RECOMPUTED}:
                    armed_at = event.at
            for stage, moment in schedule(clock, plan):
                if armed_at < moment <= self.now and stage.stage not in heard:
                    yield f"clock {clock.pk}: nobody was told of {stage.stage}"

    def untold(self) -> Iterator[str]:
        """An alarm on record, without the word inside or the message outside."""
        notices = Counter((clock, epoch, stage) for clock, epoch, stage, _user in self.notices)
        messages = Counter(
            (one.clock_id, *one.key.split(":")[1:3]) for one in self.messages.values()
        )
        for clock, epoch, stage, what in self.alarms:
            story = (clock, str(epoch), stage)
            if messages[story] != self.endpoints:
                yield f"{story}: {messages[story]} of {self.endpoints} messages"
            if notices[story] < (2 if what == What.BREACHED else 1):
                yield f"{story}: {notices[story]} notices"

    def unsent(self) -> Iterator[str]:
        """A message that is neither in the sink, nor lawfully overtaken."""
        for key, message in self.messages.items():
            if message.superseded_at:
                continue
            if key not in self.sink:
                state = "marked as sent" if message.sent_at else "given up or waiting"
                yield f"{key}: {state}, and not in the sink"
            elif not message.sent_at:
                yield f"{key}: in the sink, and never marked"

    def unlawful(self) -> Iterator[str]:
        """Overtaken by events that did not happen. A real breach is never overtaken."""
        for key, message in self.messages.items():
            if message.superseded_at and not message.is_stale():
                yield f"{key}: superseded, and it is still so"

    def unknown(self) -> Iterator[str]:
        """What was said without a record of it."""
        stories = {(clock, str(epoch), stage) for clock, epoch, stage, _what in self.alarms}
        for clock, epoch, stage, _user in self.notices:
            if (clock, epoch, stage) not in stories:
                yield f"{clock}:{epoch}:{stage}: a notice without a record"
        for key in self.sink.keys() - self.messages.keys():
            yield f"{key}: left without a message"

    def twice(self) -> Iterator[str]:
        """The same thing recorded, told inside, or sent under two keys, more than once."""
        for story, times in (self.alarms + self.notices).items():
            if times > 1:
                yield f"{story}: {times} times"
        sent = Counter(
            (one.clock_id, *key.split(":")[1:3], one.endpoint_id, one.notice_id)
            for key, one in self.messages.items()
        )
        for story, times in sent.items():
            if times > 1:
                yield f"{story}: {times} keys"
