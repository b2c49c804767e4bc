"""The cheapest remedy: first an order of work, then the fewest moves that bring a hand's cases into reach, and what no move can help.

Who is too late with something because late cases come first is told to put those off: that costs
no move. For the rest, Moore and Hodgson's rule: go through the hand in the order of the limits; when a case does not fit,
give away the longest of those before it and of itself. For one hand with free colleagues no other
choice needs fewer moves. A move is proposed only to somebody who may do the case, is in time with
it, and stays in time with everything else; and only if it brings a case into reach, or takes it
from somebody who may not do it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cases.forecast.hours import WorkingTime
from cases.forecast.reach import PUT_OFF, Desk, Entry, Hand, Line, Queue, Reach, Server, Work, reach

#: Cases that the same people may do and that take as long: if the latest of them fits nowhere, none does.
Kind = tuple[frozenset[int], int]


@dataclass(frozen=True, slots=True)
class Move:
    """Give this case from one hand to another."""

    case: str
    giver: int
    taker: int


@dataclass(frozen=True, slots=True)
class Remedy:
    """All moves together, what they bring into reach, and how things stand after them."""

    first: Mapping[int | Desk, tuple[str, ...]]  # what is in time if it goes before what is late
    moves: tuple[Move, ...]
    saved: frozenset[str]
    after: Reach


def remedy(
    works: Iterable[Work],
    times: Mapping[int, WorkingTime],
    serving: Mapping[Desk, Iterable[int]],
    time: WorkingTime,
) -> Remedy:
    """The moves for everybody whose hand is too full, the most urgent hand first."""
    works = list(works)
    found = reach(works, times, serving, time)
    before = found.out_of_reach()
    first = done_first(found)
    table = Table(reach(works, times, serving, time, first))
    for _room, person in sorted(table.givers()):
        Relief(table, person).work_through()
    taker = {move.case: move.taker for move in table.moves}
    moved = [replace(w, holder=taker[w.case]) if w.case in taker else w for w in works]
    after = reach(moved, times, serving, time, first)
    return Remedy(first, tuple(table.moves), frozenset(before - after.out_of_reach()), after)


def done_first(found: Reach) -> dict[int | Desk, tuple[str, ...]]:
    """Where it helps to do before what is late already what can still be in time: no move at all."""
    first: dict[int | Desk, tuple[str, ...]] = {}
    for person, hand in found.hands.items():
        other = Hand(hand.time, [entry.work for entry in hand.entries], PUT_OFF)
        if saved := _saved(hand.entries, other.entries):
            first[person] = saved
    for desk, queue in found.queues.items():
        again = Queue(queue.works, queue.time, PUT_OFF)
        again.reckon(found.servers(desk))
        if saved := _saved(queue.entries, again.entries):
            first[desk] = saved
    return first


def _saved(before: list[Entry], after: list[Entry]) -> tuple[str, ...]:
    late = {entry.work.case for entry in before if entry.out_of_reach}
    return tuple(
        entry.work.case for entry in after if entry.work.case in late and not entry.out_of_reach
    )


class Table:
    """All hands as they lie while moves are tried; every move can be taken back."""

    def __init__(self, found: Reach) -> None:
        self.reach = found
        self.moves: list[Move] = []
        self.taking: dict[int, Counter[int]] = {}  # how often each takes from a giver
        self.overloaded = {
            person
            for person, hand in found.hands.items()
            if any(entry.out_of_reach and not entry.stuck for entry in hand.entries)
        }
        #: What each queue has to spare beyond what it needs, for every last line in reach.
        self.spare = {
            desk: [(line, line.time - line.upto) for line in queue.in_reach]
            for desk, queue in found.queues.items()
        }

    def givers(self) -> list[tuple[int, int]]:
        """Who has something to give away, with the minute by which the first of it is due."""
        found = []
        for person, hand in self.reach.hands.items():
            wrong = [entry.work for entry in hand.entries if entry.out_of_reach or entry.stuck]
            if wrong:
                found.append((hand.room(wrong[0]), person))
        return found

    def try_move(self, work: Work, giver: int) -> bool:
        """Give it to whom it suits best, if it suits anybody."""
        for taker in self._takers(work, giver):
            before = self._gives(taker)
            self.reach.hands[taker].put(replace(work, holder=taker))
            if self._queues_lose(taker, before):
                self.reach.hands[giver].take(work)
                self.moves.append(Move(work.case, giver, taker))
                self.taking.setdefault(giver, Counter())[taker] += 1
                return True
            self.reach.hands[taker].take(work)
        return False

    def take_back(self, work: Work) -> None:
        """Undo the latest move, which was of this case."""
        move = self.moves.pop()
        self.taking[move.giver][move.taker] -= 1
        before = self._gives(move.taker)
        self.reach.hands[move.taker].take(work)
        self._queues_lose(move.taker, before)
        self.reach.hands[move.giver].put(work)

    def _takers(self, work: Work, giver: int) -> list[int]:
        """Who has the time: first who takes from this giver anyway, then who has most to spare."""
        taking = self.taking.get(giver, Counter())
        free = []
        for person in work.able - self.overloaded - {giver}:
            hand = self.reach.hands.get(person)
            if hand and (spare := hand.spare(hand.room(work))) >= work.minutes:
                free.append((not taking[person], -spare, person))
        return [person for _new, _spare, person in sorted(free)]

    def _gives(self, person: int) -> dict[Desk, list[int]]:
        """What this person has to spare for each queue, by the lines of ``spare``."""
        desks = self.reach.serves.get(person, ())
        mine = Server(person, self.reach.hands[person], len(desks))
        return {
            desk: [mine.spare(line.work) for line, _spare in self.spare[desk]] for desk in desks
        }

    def _queues_lose(self, person: int, before: dict[Desk, list[int]]) -> bool:
        """Take off what the person can spare less than before; False, and nothing, if a case that
        was in reach would no longer be."""
        now, left = self._gives(person), {}
        for desk, gives in now.items():
            left[desk] = [
                (line, spare - had // len(now) + has // len(now))
                for (line, spare), had, has in zip(
                    self.spare[desk], before[desk], gives, strict=True
                )
            ]
            if any(spare < 0 for _line, spare in left[desk]):
                return False
            for (line, _spare), has in zip(left[desk], gives, strict=True):
                if not self._somebody_fits(desk, line, person, has):
                    return False
        self.spare.update(left)
        return True

    def _somebody_fits(self, desk: Desk, line: Line, person: int, has: int) -> bool:
        """Whatever this person has no longer the time for, one of the others still has."""
        return all(
            person not in able
            or has >= minutes
            or any(
                server.spare(line.work) >= minutes
                for server in self.reach.servers(desk)
                if server.person in able
            )
            for able, minutes in line.longest.items()
        )


class Relief:
    """One hand, gone through case by case."""

    def __init__(self, table: Table, person: int) -> None:
        self.table, self.person = table, person
        self.hand: Hand = table.reach.hands[person]
        self.kept: dict[Kind, list[Work]] = {}
        self.longest_first: list[Kind] = []
        self.hopeless: set[Kind] = set()  # fits nowhere, and hands only get fuller

    def work_through(self) -> None:
        upto = 0
        for entry in list(self.hand.entries):
            work = entry.work
            if entry.stuck:
                self.table.try_move(work, self.person)
                continue
            kind = (work.able - {self.person}, work.minutes)
            if kind[0]:
                self._keep(kind, work)
            upto += work.minutes
            if entry.work.due is not None and upto > entry.time:
                upto -= self._shed(upto - entry.time)

    def _keep(self, kind: Kind, work: Work) -> None:
        if kind not in self.kept:
            self.kept[kind] = []
            self.longest_first = sorted(self.kept, key=lambda kind: (-kind[1], sorted(kind[0])))
        self.kept[kind].append(work)
        self.hopeless.discard(kind)

    def _shed(self, need: int) -> int:
        """Give away so many minutes of what came so far; all of it, or nothing."""
        shed: list[tuple[Kind, Work]] = []
        hopeless = set(self.hopeless)
        while sum(work.minutes for _kind, work in shed) < need:
            kind = self._give_longest()
            if kind is None:
                for back, work in reversed(shed):
                    self.table.take_back(work)
                    self.kept[back].append(work)
                self.hopeless = hopeless if shed else self.hopeless
                return 0
            shed.append((kind, self.kept[kind].pop()))
        return sum(work.minutes for _kind, work in shed)

    def _give_longest(self) -> Kind | None:
        for kind in self.longest_first:
            if not self.kept[kind] or kind in self.hopeless:
                continue
            if self.table.try_move(self.kept[kind][-1], self.person):
                return kind
            self.hopeless.add(kind)
        return None
