"""Who gets to what in time. Work is done in the order of its limits, first due first.

A case is out of reach when the minutes of work up to and including it are more than the minutes
there are: for a case in somebody's hand the working time before its limit, for one that waits in a
queue what all who serve the queue can spare before its limit.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from cases.forecast.hours import WorkingTime

#: A role at an office: whoever holds it there serves its queue.
Desk = tuple[str, int]
#: Stands before every limit that can still be kept: what is late already is done first.
LATE = -(10**9)
UNLIMITED = 10**9
#: Stands after every limit: where what is late already is put off until the rest is done.
PUT_OFF = 10**8


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is to be done next on one case."""

    case: str
    desk: Desk
    minutes: int
    able: frozenset[int]  # who may do it: holds the role there, is not barred, still works here
    holder: int | None = None
    after: int = 0  # minutes that the desks after this one need before the limit
    due: datetime | None = None  # the first limit that can still be kept
    over: datetime | None = None  # the first limit that has passed

    @property
    def stuck(self) -> bool:
        """It lies with somebody who may not do it, or nobody may."""
        return not self.able if self.holder is None else self.holder not in self.able


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the sum: the work up to and including this case, and the time there is."""

    work: Work
    upto: int
    time: int
    stuck: bool = False

    @property
    def out_of_reach(self) -> bool:
        return self.work.due is not None and (self.stuck or self.upto > self.time)

    @property
    def load(self) -> float:
        """The work up to this case as a part of the time before its limit."""
        return self.upto / self.time if self.time > 0 else UNLIMITED

    @property
    def missing(self) -> int:
        """Minutes by which the time is too short."""
        return max(0, self.upto - self.time) if self.work.due and not self.stuck else 0


def in_order(
    works: Iterable[Work], time: WorkingTime, late: int = LATE
) -> list[tuple[int, str, Work]]:
    """First due first; what is late already before all, or after all."""
    return sorted((room_for(work, time, late), work.case, work) for work in works)


def room_for(work: Work, time: WorkingTime, late: int = LATE) -> int:
    """By which minute of the working time the work has to be done."""
    return time.until(work.due) - work.after if work.due is not None else late


class Hand:
    """What one person has in hand, and what the person can spare."""

    def __init__(self, time: WorkingTime, works: Iterable[Work] = (), late: int = LATE) -> None:
        self.time, self.late = time, late
        self._order = in_order(works, time, late)
        self._entries: list[Entry] | None = None

    @property
    def entries(self) -> list[Entry]:
        """The lines of the sum, first due first."""
        if self._entries is None:
            self._entries = self._reckon()
        return self._entries

    def room(self, work: Work) -> int:
        """By which minute of this person's working time the work has to be done."""
        return room_for(work, self.time, self.late)

    def put(self, work: Work) -> None:
        insort(self._order, (self.room(work), work.case, work))
        self._entries = None

    def take(self, work: Work) -> None:
        del self._order[bisect_left(self._order, (self.room(work), work.case))]
        self._entries = None

    def _reckon(self) -> list[Entry]:
        entries: list[Entry] = []
        self._rooms: list[int] = []
        self._sums: list[int] = [0]
        for room, _case, work in self._order:
            if not work.stuck:
                self._rooms.append(room)
                self._sums.append(self._sums[-1] + work.minutes)
            entries.append(Entry(work, self._sums[-1], room, stuck=work.stuck))
        # From the last line to the first: the least that any later case leaves over.
        self._spare, least = [UNLIMITED], UNLIMITED
        for room, upto in zip(reversed(self._rooms), reversed(self._sums), strict=False):
            least = least if room in (LATE, PUT_OFF) else min(least, room - upto)
            self._spare.append(least)
        self._spare.reverse()
        return entries

    def spare(self, room: int) -> int:
        """Minutes the person can give to something due by then, and stay in time with the rest."""
        if self._entries is None:
            self._entries = self._reckon()
        place = bisect_right(self._rooms, room)
        ahead = UNLIMITED if room in (LATE, PUT_OFF) else room - self._sums[place]
        return max(0, min(ahead, self._spare[place]))


class Server(NamedTuple):
    """Somebody who serves a queue, and how many queues there are that share this person's time."""

    person: int
    hand: Hand
    share: int

    def spare(self, work: Work) -> int:
        """Minutes before the limit of this case that the person can give."""
        return self.hand.spare(self.hand.room(work)) if work.due is not None else 0


@dataclass(slots=True)
class Line:
    """The last case in reach of one limit: what is needed for all up to it, and what there is."""

    work: Work
    upto: int
    time: int
    longest: dict[frozenset[int], int]  # the longest case of this limit, by who may do it


class Queue:
    """What waits for a role at an office, in nobody's hand; all who serve it count together."""

    def __init__(self, works: Iterable[Work], time: WorkingTime, late: int = LATE) -> None:
        self.works, self.time, self.late = list(works), time, late
        self.entries: list[Entry] = []
        self.in_reach: list[Line] = []

    def reckon(self, servers: Iterable[Server]) -> None:
        """Add up. One of those who may do a case must have the time for all of it."""
        servers, upto = list(servers), 0
        times: dict[tuple[datetime | None, int], int] = {}
        most: dict[tuple[datetime | None, int, frozenset[int]], int] = {}
        lines: dict[tuple[datetime | None, int], Line] = {}
        for _room, _case, work in in_order(self.works, self.time, self.late):
            upto += 0 if work.stuck else work.minutes
            key, who = (work.due, work.after), (work.due, work.after, work.able)
            if key not in times:
                times[key] = sum(server.spare(work) // server.share for server in servers)
            if who not in most:
                mine = [server.spare(work) for server in servers if server.person in work.able]
                most[who] = max(mine, default=0)
            time = times[key] if most[who] >= work.minutes else min(times[key], most[who])
            entry = Entry(work, upto, time, stuck=work.stuck)
            self.entries.append(entry)
            if not entry.out_of_reach and not work.stuck and work.due is not None:
                line = lines.setdefault(key, Line(work, upto, time, {}))
                line.work, line.upto = work, upto
                line.longest[work.able] = max(work.minutes, line.longest.get(work.able, 0))
        self.in_reach = list(lines.values())


@dataclass
class Reach:
    """The answer: every case's line, by hand and by queue."""

    hands: dict[int, Hand]
    queues: dict[Desk, Queue]
    serves: dict[int, list[Desk]]  # the queues with something in them, by person
    entries: dict[str, Entry] = field(default_factory=dict)

    def servers(self, desk: Desk) -> list[Server]:
        return [
            Server(person, self.hands[person], len(desks))
            for person, desks in self.serves.items()
            if desk in desks
        ]

    def out_of_reach(self) -> set[str]:
        return {case for case, entry in self.entries.items() if entry.out_of_reach}


def reach(
    works: Iterable[Work],
    times: Mapping[int, WorkingTime],
    serving: Mapping[Desk, Iterable[int]],
    time: WorkingTime,
    put_off: Collection[int | Desk] = (),
) -> Reach:
    """Put every case into its hand or queue and add up.

    ``times`` is the working time of each person, ``serving`` who holds the role of each desk, and
    ``time`` the working time of somebody who is never away. The people and queues of ``put_off``
    do what is late already after all that can still be in time.
    """
    held: dict[int, list[Work]] = {person: [] for person in times}
    waiting: dict[Desk, list[Work]] = {}
    for work in works:
        if work.due is None and work.over is None:
            continue  # no limit of ours runs: it can wait for all the others
        if work.holder is None:
            waiting.setdefault(work.desk, []).append(work)
        else:
            held.setdefault(work.holder, []).append(work)
    late = dict.fromkeys(put_off, PUT_OFF)
    hands = {
        person: Hand(times.get(person, time), mine, late.get(person, LATE))
        for person, mine in held.items()
    }
    serves: dict[int, list[Desk]] = {}
    for desk in sorted(waiting):
        for person in serving.get(desk, ()):
            serves.setdefault(person, []).append(desk)
    queues = {desk: Queue(mine, time, late.get(desk, LATE)) for desk, mine in waiting.items()}
    found = Reach(hands, queues, serves)
    for desk, queue in found.queues.items():
        queue.reckon(found.servers(desk))
    piles: list[Hand | Queue] = [*hands.values(), *found.queues.values()]
    for pile in piles:
        found.entries.update((entry.work.case, entry) for entry in pile.entries)
    return found
