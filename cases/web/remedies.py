"""What to do, in sentences: which cases to give to whom, and what no move can help."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.codes import listed
from cases.forecast.reach import Entry
from cases.forecast.remedy import Move, Remedy
from cases.states import Role
from cases.web.workload import Workload

#: So many moves are sent by one press of a button; the page shows the rest after that.
AT_ONCE = 100
#: So many cases are named one by one.
NAMED = 12


@dataclass(frozen=True)
class Gift:
    """Cases that go from one person to one other."""

    sentence: str
    moves: tuple[Move, ...]


@dataclass
class Card:
    """One person's hand, or one queue, that is not in time: what is wrong, what to do, what then."""

    title: str
    wrong: str
    first: str = ""
    gifts: list[Gift] = field(default_factory=list)
    then: str = ""
    left: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)

    @property
    def moves(self) -> list[Move]:
        return [move for gift in self.gifts for move in gift.moves][:AT_ONCE]


def duration(minutes: int) -> str:
    """Working time in hours and minutes."""
    hours, rest = divmod(max(0, minutes), 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}


def cards_of(load: Workload, before: dict[str, Entry], remedy: Remedy) -> list[Card]:
    """Hands first, the one with most to do something about in front; then queues."""
    piles: dict[tuple[int | None, Any], list[Entry]] = {}
    for entry in before.values():
        if entry.out_of_reach or (entry.stuck and entry.work.holder is not None):
            work = entry.work
            key = (work.holder, None if work.holder is not None else work.desk)
            piles.setdefault(key, []).append(entry)
    cards = [
        _hand_card(load, holder, entries, remedy)
        if holder is not None
        else _queue_card(load, desk, entries, remedy)
        for (holder, desk), entries in piles.items()
    ]
    return sorted(cards, key=lambda card: (not (card.gifts or card.first), -len(card.cases)))


def _hand_card(load: Workload, holder: int, entries: list[Entry], remedy: Remedy) -> Card:
    name = load.names[holder]
    card = Card(title=name, wrong=out_of_reach(len(entries)), cases=_numbers(entries))
    card.first = _first(remedy.first.get(holder, ()))
    gifts: dict[int, list[Move]] = {}
    for move in remedy.moves:
        if move.giver == holder:
            gifts.setdefault(move.taker, []).append(move)
    for taker, moves in gifts.items():
        card.gifts.append(Gift(give(name, load.names[taker], moves), tuple(moves)))
    given = {move.case for moves in gifts.values() for move in moves}
    still = [entry for case in card.cases if (entry := remedy.after.entries[case]).out_of_reach]
    saved = [case for case in card.cases if case in remedy.saved]
    if gifts or card.first:
        card.then = _then(name, len(saved), whole=not still)
    if still:
        card.left = _left(load, [entry for entry in still if entry.work.case not in given])
    return card


def _queue_card(load: Workload, desk: Any, entries: list[Entry], remedy: Remedy) -> Card:
    card = Card(
        title=queue_name(load, desk), wrong=out_of_reach(len(entries)), cases=_numbers(entries)
    )
    still = [entry for case in card.cases if (entry := remedy.after.entries[case]).out_of_reach]
    card.first = _first(remedy.first.get(desk, ()))
    if still:
        card.left = _left(load, still)
    elif card.first:
        card.then = _then(card.title, len(entries), whole=True)
    else:
        card.then = _("With the moves above these are in time.")
    return card


def _numbers(entries: Iterable[Entry]) -> list[str]:
    return [entry.work.case for entry in entries]


def queue_name(load: Workload, desk: Any) -> str:
    """The queue of a role at an office, as the page calls it."""
    role, office = desk
    if role == Role.LAWYER:
        return _("In no lawyer's hand")
    return _("Waiting for %(role)s, %(office)s") % {
        "role": Role(role).label,
        "office": load.places.get(office) or load.agency.short_name,
    }


def out_of_reach(count: int) -> str:
    return ngettext(
        "%(count)d case will not be done in time.",
        "%(count)d cases will not be done in time.",
        count,
    ) % {"count": count}


def give(giver: str, taker: str, moves: list[Move]) -> str:
    """One sentence, with the first case by its number."""
    words = {"case": moves[0].case, "giver": giver, "taker": taker, "more": len(moves) - 1}
    if len(moves) == 1:
        return _("Give %(case)s of %(giver)s's to %(taker)s.") % words
    return (
        ngettext(
            "Give %(case)s and %(more)d more of %(giver)s's to %(taker)s.",
            "Give %(case)s and %(more)d more of %(giver)s's to %(taker)s.",
            len(moves) - 1,
        )
        % words
    )


def _first(cases: tuple[str, ...]) -> str:
    """The order of work that helps without any move."""
    words = {"case": cases[0] if cases else "", "more": len(cases) - 1}
    if not cases:
        return ""
    if len(cases) == 1:
        return _("Do %(case)s before what is over already.") % words
    return (
        ngettext(
            "Do %(case)s and %(more)d more before what is over already.",
            "Do %(case)s and %(more)d more before what is over already.",
            len(cases) - 1,
        )
        % words
    )


def _then(name: str, saved: int, *, whole: bool) -> str:
    if not saved:
        return ""
    words = {"name": name, "count": saved}
    if whole and saved == 1:
        return _("Then it is in time.")
    if whole and saved == 2:
        return _("Then both are in time.")
    if whole:
        return _("Then all %(count)d are in time.") % words
    return (
        ngettext("Then %(count)d of them is in time.", "Then %(count)d of them are in time.", saved)
        % words
    )


def _left(load: Workload, still: list[Entry]) -> list[str]:
    """Why no move helps with these, and what does."""
    if not still:
        return []
    said = []
    if stuck := [entry for entry in still if entry.stuck]:
        said.append(_stuck(load, stuck))
    late = [entry for entry in still if not entry.stuck]
    if late:
        worst = max(late, key=lambda entry: entry.missing)
        said.append(
            ngettext(
                "%(count)d stays out of reach: %(time)s of working time are missing.",
                "%(count)d stay out of reach: %(time)s of working time are missing.",
                len(late),
            )
            % {"count": len(late), "time": duration(worst.missing)}
        )
        said.append(_what_helps(load, worst))
    return said


def _stuck(load: Workload, stuck: list[Entry]) -> str:
    work = stuck[0].work
    words = {"cases": listed(_numbers(stuck)[:NAMED])}
    if work.holder is not None:
        words["name"] = load.names[work.holder]
        return (
            _(
                "%(name)s may not do %(cases)s any more (four eyes, or the role is no longer held), "
                "and nobody who may has the time."
            )
            % words
        )
    return _("Nobody may do %(cases)s: give somebody the role, or ask another person.") % words


def _what_helps(load: Workload, entry: Entry) -> str:
    role, office = entry.work.desk
    if role == Role.LAWYER:
        return _(
            "A lawyer's case is not handed on: remind the lawyer, or replace the lawyer (L55)."
        )
    others = entry.work.able - {entry.work.holder}
    words = {
        "role": Role(role).label,
        "office": load.places.get(office) or load.agency.short_name,
        "names": listed(sorted(load.names[person] for person in others)),
    }
    if not others:
        return (
            _(
                "Nobody else may do this as %(role)s at %(office)s. What helps: so much overtime, or "
                "a second person with this role."
            )
            % words
        )
    if entry.work.holder is None:
        return (
            _(
                "Who serves this queue has no more time to spare: %(names)s. What helps: so much "
                "overtime, or another person with this role."
            )
            % words
        )
    return (
        _(
            "Who else could do it has no time to spare before the limit: %(names)s. What helps: so "
            "much overtime, or another person with this role."
        )
        % words
    )
