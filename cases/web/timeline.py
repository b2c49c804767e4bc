"""What happened to a case: its moves, the steps of handling, and limits that were dated anew; the
latest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cases.codes import HandlingKind, Material
from cases.models import Case, CaseClockEvent
from cases.states import Role
from cases.web.facts import Fact, sees_review, words
from cases.web.forms.acts import FORMS, labels
from workflow.models import What

#: Moves whose facts are the agency's own thoughts.
INTERNAL = frozenset({"recommend", "return_to_review", "send_back"})


@dataclass(frozen=True)
class Entry:
    at: datetime
    title: Any
    by: str
    role: Any
    change: tuple[str, str] | None  # from and to, as status codes
    facts: tuple[Fact, ...]


def timeline(case: Case, user: Any) -> list[Entry]:
    """Four queries: the records, the steps, the limits that were dated anew, and the lawyers who
    were proposed."""
    names = labels()
    lawyers = {
        one.lawyer_id: words([str(one.lawyer), str(one.firm)])
        for one in case.assignments.select_related("lawyer", "firm")
    }
    open_thoughts = sees_review(case, user)
    entries = [
        Entry(
            record.at,
            names[record.move],
            str(record.by),
            Role(record.role).label,
            (record.source, record.target),
            _facts(record, lawyers) if open_thoughts or record.move not in INTERNAL else (),
        )
        for record in case.history.select_related("by")
    ]
    entries += [_step(event) for event in case.handling_events.select_related("by")]
    entries += [_redated(event) for event in _redatings(case)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _facts(record: Any, lawyers: dict[int, str]) -> tuple[Fact, ...]:
    """A record's facts under the labels of the form that they were typed into."""
    found = []
    fields = FORMS[record.move].base_fields if record.move in FORMS else {}
    for name, value in record.facts.items():
        field = fields.get(name)
        shown = lawyers.get(value, "") if name == "lawyer" else _in_words(field, value)
        if shown and field:
            found.append(Fact(field.label, shown))
    if record.reason:
        found.append(Fact("", record.reason))
    return tuple(found)


def _in_words(field: Any, value: Any) -> str:
    choices = dict(Material.choices)
    choices |= {
        str(code): label
        for code, label in getattr(field, "choices", ())
        if not isinstance(label, list | tuple)
    }
    if isinstance(value, list):
        return words([str(choices.get(one, one)) for one in value])
    if isinstance(value, str):
        return str(choices.get(value, value))
    return words(value)


def _step(event: Any) -> Entry:
    facts = [Fact(labels()["log_handling"], event.note)] if event.note else []
    upcoming = words([str(HandlingKind(event.next_kind).label), words(event.next_on)])
    facts.append(Fact(event._meta.get_field("next_kind").verbose_name, upcoming))
    return Entry(
        event.at,
        words([str(event.get_kind_display()), words(event.happened_on)]),
        str(event.by),
        Role.LAWYER.label,
        None,
        tuple(facts),
    )


def _redatings(case: Case) -> Any:
    told = [What.RECOMPUTED, What.IN_TIME_AFTER_ALL]
    events = CaseClockEvent.objects.filter(clock__subject=case, what__in=told)
    return events.select_related("clock__rule").order_by("pk")


def _redated(event: Any) -> Entry:
    """A limit whose last day is another now, or that was in time after all: nobody's act."""
    titles = {
        What.RECOMPUTED: _("Limit dated anew: %(rule)s"),
        What.IN_TIME_AFTER_ALL: _("In time after all: %(rule)s"),
    }
    return Entry(
        event.at,
        titles[What(event.what)] % {"rule": event.clock.rule.label},
        _("the system"),
        "",
        None,
        (Fact("", why_redated(event)),),
    )


def why_redated(event: Any) -> str:
    """From which last day to which, and on what basis."""
    words = {
        "before": event.due_before,
        "after": event.due_after,
        "basis": event.note or _("a changed rule"),
    }
    if event.what == What.IN_TIME_AFTER_ALL:
        if not event.note:
            return _("What was handed in or posted came before the end: %(after)s.") % words
        return _("The breach is taken back: the limit ends on %(after)s. Basis: %(basis)s") % words
    if event.due_before == event.due_after:
        return _(
            "Recomputed: %(after)s stays the last day, its range changed. Basis: %(basis)s"
        ) % (words)
    return _("Recomputed: %(before)s → %(after)s. Basis: %(basis)s") % words
