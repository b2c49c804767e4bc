"""The forecast of an agency: what will be late if nothing moves, and the moves that help."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.codes import listed
from cases.forecast.reach import Entry, Reach, reach
from cases.forecast.remedy import remedy
from cases.models import Case, Office
from cases.states import Role, Status
from cases.web.loadchart import load_chart
from cases.web.remedies import AT_ONCE, cards_of, duration, queue_name
from cases.web.timeleft import TimeLeft, of_days
from cases.web.workload import Facts, Workload, read_workload

#: A list of the page is cut here and says so; the list of cases has the rest.
SHOWN = 15
#: So many lines of each person's sum are shown.
SUMMED = 10
URGENT = frozenset({"today", "tomorrow"})
GROUPS = ("over", "today", "tomorrow", "week", "next")


@dataclass
class Tally:
    """Cases counted by when they are due. One may be over by one limit and due by another."""

    label: str
    over: int = 0
    today: int = 0
    tomorrow: int = 0
    week: int = 0
    next: int = 0
    out: int = 0

    def count(self, groups: Iterable[str], *, out: bool) -> None:
        for group in groups:
            if group in GROUPS:
                setattr(self, group, getattr(self, group) + 1)
        self.out += out

    @property
    def anything(self) -> bool:
        return any(getattr(self, name) for name in (*GROUPS, "out"))


@dataclass
class Pile(Tally):
    """A hand or a queue: its counts, where it is tightest, and the sum line by line."""

    place: str = ""
    queue: bool = False
    lawyer: bool = False
    tightest: "Line | None" = None
    lines: list["Line"] = field(default_factory=list)
    more: int = 0

    @property
    def load(self) -> int:
        """Work as percent of the time there is, where it is tightest; the bar ends at 200."""
        return min(200, round(self.tightest.entry.load * 100)) if self.tightest else 0


@dataclass(frozen=True)
class Line:
    """One case of a list: its facts, its sum, and the words for both."""

    facts: Facts
    entry: Entry
    left: TimeLeft
    groups: tuple[str, ...]

    @property
    def url(self) -> str:
        return Case(number=self.facts.number).get_absolute_url()

    @property
    def minutes(self) -> str:
        return duration(self.entry.work.minutes)

    @property
    def after(self) -> str:
        return duration(self.entry.work.after) if self.entry.work.after else ""

    @property
    def upto(self) -> str:
        return duration(self.entry.upto)

    @property
    def time(self) -> str:
        return duration(self.entry.time)

    @property
    def missing(self) -> str:
        return duration(self.entry.missing)


@dataclass(frozen=True)
class Group:
    """The cases of one heading of "what is due"."""

    key: str
    title: str
    until: date | None
    lines: list[Line]
    total: int
    out: int

    @property
    def more(self) -> int:
        return self.total - len(self.lines)


@require_safe
def forecast(request: HttpRequest) -> HttpResponse:
    """The page: what to do, what is due, who gets to it, by workstation and by person."""
    at, agencies = timezone.now(), agencies_of(request.user)
    wanted = request.GET.get("agency", "")
    agency = next((one for one in agencies if one.code == wanted), agencies[0])
    load = read_workload(agency, request.user, at=at)
    page = page_of(load, at=at)
    return render(
        request,
        "cases/forecast.html",
        page
        | {"agencies": agencies, "may_move": Role.SUPERVISOR in _roles_at(request.user, agency)},
    )


def agencies_of(user: Any) -> list[Office]:
    """Whose forecast this person may read: the own agencies; an auditor all. Nobody else: 404."""
    agencies = Office.objects.filter(kind=Office.Kind.AGENCY).order_by("code")
    if Role.AUDITOR not in user.roles:
        agencies = agencies.filter(pk__in=user.offices(Role.SUPERVISOR))
    if not (found := list(agencies)):
        raise Http404
    return found


def _roles_at(user: Any, agency: Office) -> set[str]:
    return {role for role, office, _firm in user.held if office == agency.pk}


def page_of(load: Workload, *, at: datetime) -> dict[str, Any]:
    """Everything the template shows, counted and put into words."""
    found = reach(load.works, load.times, load.serving, load.time)
    cure = remedy(load.works, load.times, load.serving, load.time)
    lines = {case: line_of(load, entry) for case, entry in found.entries.items()}
    stations, piles = tallies(load, found, lines)
    cards = cards_of(load, found.entries, cure)
    dues = [
        (max(line.facts.limit.day, load.days.today), line.entry.out_of_reach)
        for line in lines.values()
        if line.facts.limit
    ]
    total = Tally("")
    for line in lines.values():
        total.count(line.groups, out=line.entry.out_of_reach)
    return {
        "at": at,
        "agency": load.agency,
        "days": load.days,
        "left_today": duration(load.time.through(load.days.today)),
        "left_week": duration(load.time.through(load.days.week_end)),
        "open": len(load.works),
        "unlimited": len(load.works) - len(found.entries),
        "total": total,
        "saved": len(cure.saved),
        "untaken": sum(
            line.entry.work.holder is None and not URGENT.isdisjoint(line.groups)
            for line in lines.values()
        ),
        "still_out": len(cure.after.out_of_reach()),
        "all_moves": cure.moves[:AT_ONCE],
        "cards": cards,
        "groups": due_groups(load, lines),
        "chart": load_chart(load.days.working, dues),
        "stations": stations,
        "staff": [pile for pile in piles if pile.anything and not pile.lawyer],
        "lawyers": [pile for pile in piles if pile.anything and pile.lawyer],
        "idle": [pile for pile in piles if not (pile.anything or pile.lawyer or pile.queue)],
        "effort": [(Status(status).label, duration(m)) for status, m in load.effort.items()],
        "hours": listed(f"{a:%H:%M}–{b:%H:%M}" for a, b in load.hours),
    }


def line_of(load: Workload, entry: Entry) -> Line:
    facts = load.facts[entry.work.case]
    limit = facts.limit or facts.passed
    assert limit is not None  # only cases with a limit are reckoned with
    days = (limit.day - load.days.today).days
    if limit.over and days == 0:
        tone, words = "late", _("Overdue since today")
    else:
        tone, words = of_days(days if limit.over else max(0, days))
    left = TimeLeft(tone, words, limit.day, limit.range is not None)
    return Line(facts, entry, left, groups_of(load, facts))


def groups_of(load: Workload, facts: Facts) -> tuple[str, ...]:
    """Under which headings a case stands: that it is over, and when its next limit is due."""
    passed = ("over",) if facts.passed else ()
    return (*passed, load.days.bucket(facts.limit.day)) if facts.limit else passed


def due_groups(load: Workload, lines: dict[str, Line]) -> list[Group]:
    """The lists of "what is due", the next first and what is over at the end."""
    days = load.days
    heads: tuple[tuple[str, str, date | None], ...] = (
        ("today", _("Today"), days.today),
        ("tomorrow", _("Tomorrow"), None),
        ("week", _("Later this week"), days.week_end),
        ("next", _("On the next working day"), days.after_week),
        ("over", _("Over already"), None),
    )
    sorted_lines = sorted(lines.values(), key=urgency)
    found = []
    for key, title, until in heads:
        mine = [line for line in sorted_lines if key in line.groups]
        if key == "next" and days.after_week is None:
            continue
        out = sum(line.entry.out_of_reach for line in mine)
        found.append(Group(key, title, until, mine[:SHOWN], len(mine), out))
    return found


def urgency(line: Line) -> tuple[Any, ...]:
    limit = line.facts.limit or line.facts.passed
    assert limit is not None
    return (limit.due_at, not line.entry.out_of_reach, line.facts.number)


def tallies(load: Workload, found: Reach, lines: dict[str, Line]) -> tuple[list[Tally], list[Pile]]:
    """By workstation and by person, queues among the people."""
    stations: dict[str, Tally] = {}
    for line in lines.values():
        station = stations.setdefault(line.facts.station, Tally(line.facts.station))
        station.count(line.groups, out=line.entry.out_of_reach)
    piles = []
    for person, hand in found.hands.items():
        pile = pile_of(load, load.names[person], hand.entries, lines)
        pile.place = " / ".join(load.places_of(person))
        pile.lawyer = not pile.place and any(
            entry.work.desk[0] == Role.LAWYER for entry in hand.entries
        )
        piles.append(pile)
    for desk, queue in found.queues.items():
        pile = pile_of(load, queue_name(load, desk), queue.entries, lines)
        pile.queue = True
        piles.append(pile)
    piles.sort(key=lambda pile: (-pile.out, -pile.load, pile.label))
    return sorted(stations.values(), key=lambda one: (-one.out, -one.today, one.label)), piles


def pile_of(load: Workload, label: str, entries: list[Entry], lines: dict[str, Line]) -> Pile:
    pile = Pile(label)
    shown = []
    for entry in entries:
        line = lines[entry.work.case]
        pile.count(line.groups, out=entry.out_of_reach)
        if entry.out_of_reach or line.groups != ("later",):
            shown.append(line)
        if line.facts.limit and not entry.stuck:
            pile.tightest = max(pile.tightest or line, line, key=lambda one: one.entry.load)
    pile.lines, pile.more = shown[:SUMMED], max(0, len(shown) - SUMMED)
    return pile
