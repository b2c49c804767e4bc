"""One printed page for the file: every limit of a case with its days, and what happened to it.

It names the case by number and cause alone. Who the applicant is stands elsewhere in the file, and
a page on limits proves dates to people who need not know: a bureau, a court, a reviewer. Those who
acted are named, because the file must show who did.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.codes import listed
from cases.models import Case, CasePaper, User
from cases.web.cases import visible_case
from cases.web.clocks import ShownClock, explain_clocks, read_clocks
from cases.web.explained import PAUSE, REST_DAYS, LedgerLine, folded_ledger, paper_in_words
from cases.web.facts import Fact
from workflow.models import AuditEntry, State, What
from workflow.moments import local_day

#: What the page tells of a limit's history. Warnings change no date and prove nothing.
TOLD = (
    What.STARTED,
    What.PAUSED,
    What.NOT_PAUSED,
    What.RESUMED,
    What.RECOMPUTED,
    What.BREACHED,
    What.IN_TIME_AFTER_ALL,
    What.MET,
    What.CANCELLED,
)


@dataclass(frozen=True)
class PrintedClock:
    shown: ShownClock
    facts: tuple[Fact, ...]
    ledger: tuple[LedgerLine, ...]


@dataclass(frozen=True)
class Event:
    """One line of the history. ``by`` is empty for what the clock did by itself."""

    at: datetime
    limits: str
    words: str
    by: str


@require_safe
def statement(request: HttpRequest, number: str) -> HttpResponse:
    """The page, for who may see the case; a stranger reads that there is no such page."""
    at = timezone.now()
    case = visible_case(request, number)
    return render(request, "cases/statement.html", page_of(case, at=at) | {"at": at})


def page_of(case: Case, *, at: datetime) -> dict[str, Any]:
    """The limits in the order in which they began, each with its own history's lines below."""
    every = read_clocks(case)
    clocks = [clock for clock in every if not _replaced(clock, every)]
    papers = list(CasePaper.objects.filter(case=case).select_related("document"))
    explained = explain_clocks(clocks, at=at, papers=papers)
    rest_days = _common(explained, REST_DAYS)
    spared = {PAUSE, REST_DAYS} if rest_days else {PAUSE}
    printed = [
        PrintedClock(shown, _facts(shown, spared), _folded(shown, papers)) for shown in explained
    ]
    return {
        "case": case,
        "clocks": printed,
        "rest_days": rest_days,
        "left_out": len(every) - len(clocks),
        "events": events_of(case, clocks, papers),
    }


def _replaced(clock: Any, every: list[Any]) -> bool:
    """Begun again, as a dated step is with each new date: the later one says what holds."""
    return clock.state == State.CANCELLED and any(
        other.code == clock.code and other.seq > clock.seq for other in every
    )


def _common(shown: list[ShownClock], label: Any) -> str:
    """The one answer that all limits give under this label: said once, in the head of the page."""
    said = {fact.value for one in shown for fact in one.facts if fact.label == label}
    return said.pop() if len(said) == 1 else ""


def _facts(shown: ShownClock, spared: set[Any]) -> tuple[Fact, ...]:
    """Without what stands elsewhere: pauses have their days in the ledger, their papers in the
    history."""
    return tuple(fact for fact in shown.facts if fact.label not in spared)


def _folded(shown: ShownClock, papers: list[Any]) -> tuple[LedgerLine, ...]:
    return folded_ledger(shown.explanation, papers) if shown.explanation else ()


def events_of(case: Case, clocks: list[Any], papers: list[Any]) -> list[Event]:
    """What happened to these limits, when and by whom: three queries."""
    by_key = {clock.pk: clock for clock in clocks}
    told: Any = case.clocks.model._meta.get_field("events").related_model
    found = told.objects.filter(clock__in=by_key, what__in=TOLD).order_by("at", "pk")
    people = who_acted(case)
    lines: dict[tuple[datetime, str], list[str]] = {}
    for event in found:  # what one act did to several limits alike is one line
        words = event_in_words(event, papers)
        lines.setdefault((event.at, words), []).append(by_key[event.clock_id].rule.label)
    return [
        Event(at, listed(limits), words, people.get(at, ""))
        for (at, words), limits in lines.items()
    ]


def who_acted(case: Case) -> dict[datetime, str]:
    """Who acted on the case at which moment: an act changes its limits in the same moment."""
    acts = AuditEntry.objects.filter(subject=case.number).exclude(actor_id=None).order_by("seq")
    actors = {act.at: act.actor_id or 0 for act in acts.only("at", "actor_id")}
    names = {person.pk: str(person) for person in User.objects.filter(pk__in=set(actors.values()))}
    return {at: names[actor] for at, actor in actors.items() if actor in names}


def event_in_words(event: Any, papers: list[Any]) -> str:
    """What happened, with the last day before and after where it changed, and by which paper."""
    words = {
        "what": event.get_what_display(),
        "before": event.due_before,
        "after": event.due_after,
        "note": _note(event, papers),
    }
    if event.what == What.RECOMPUTED and event.note:
        return _("recomputed: %(before)s → %(after)s, by %(note)s") % words
    if event.what == What.RECOMPUTED:
        return _("recomputed: %(before)s → %(after)s") % words
    if event.note:
        return _("%(what)s by %(note)s") % words
    if event.what in {What.STARTED, What.RESUMED} and event.due_after:
        return _("%(what)s, last day %(after)s") % words
    return str(words["what"])


def _note(event: Any, papers: list[Any]) -> str:
    if event.what in {What.PAUSED, What.NOT_PAUSED}:
        return paper_in_words(event.note, papers, on=local_day(event.at))
    return str(event.note)
