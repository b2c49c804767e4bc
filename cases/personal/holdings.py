"""Everything a case holds about its applicant, as rows that a program and a person can read.

Table by table, column by column, in full: what is added to a case later is in it without being
named here. Left out is what tells nothing of the person, or is the agency's own thought before it
has decided; the copy says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.models import Applicant, Case, CasePaper, CoApplicant, Correction
from cases.personal.disclosures import disclosures
from cases.personal.keeping import is_held, kept_until
from cases.personal.places import tables
from workflow.moments import local_day, local_moment
from workflow.sealed import BlindIndex

FORMAT, VERSION = "fayuan-my-data", 1

#: The course of the work, not the person: clocks, messages to staff, what the list of work is made of.
NOT_OF_THE_PERSON = frozenset(
    {
        "cases.caseclock", "cases.casepause", "cases.notice", "cases.casemessage",
        "cases.erasure", "cases.printedpaper", "cases.lookedat", "cases.objectionclock",
        "cases.objectionpause", "cases.organmessage",
        "cases.coapplicant",  # another person, who is given a copy of the own
    }
)  # fmt: skip
#: Columns of the machinery.
MACHINERY = frozenset(
    {"id", "case", "applicant", "co_applicant", "submission", "process", "acted", "version",
     "supplement_from", "terminated_from", "next_due_at", "file", "document", "follows"}
)  # fmt: skip
#: What the agency thinks before it has decided: part of the copy once the decision is there.
THOUGHTS = frozenset(
    {"person_qualifies", "scope_basis", "means", "evidence", "opinion", "opinion_reasons"}
)


@dataclass(frozen=True)
class Cell:
    name: str
    label: str
    value: Any
    shown: str


@dataclass(frozen=True)
class Section:
    """One table's rows about the person."""

    code: str
    title: str
    rows: list[list[Cell]]


def sections_of(case: Case, who: CoApplicant | None = None) -> Iterator[Section]:
    """Everything that is held about the main applicant, the person first; or about ``who`` applies
    together: the own row, the own corrections and the papers that were issued to all of them."""
    if who is not None:
        yield from _sections_beside(case, who)
        return
    known = {model._meta.label_lower: (model, way) for model, way in tables()}
    first = ["cases.applicant", "cases.case"]
    for label in [*first, *sorted(known.keys() - set(first) - NOT_OF_THE_PERSON)]:
        model, way = known[label]
        rows = _papers(case) if model is CasePaper else _rows(case, model, way)
        if rows:
            title = _plural(model)
            if model in {Applicant, Case}:
                title = model._meta.verbose_name
            yield Section(label.removeprefix("cases."), str(title), rows)


def _sections_beside(case: Case, who: CoApplicant) -> Iterator[Section]:
    for model, rows in (
        (CoApplicant, _cells(case, CoApplicant, Q(pk=who.pk))),
        (Correction, _cells(case, Correction, Q(co_applicant=who))),
        (CasePaper, _papers(case)),
    ):
        if rows:
            title = model._meta.verbose_name if model is CoApplicant else _plural(model)
            yield Section(model._meta.model_name or "", str(title), rows)


def _plural(model: Any) -> Any:
    return model._meta.verbose_name_plural


def _rows(case: Case, model: Any, way: str) -> list[list[Cell]]:
    """Of a table; what is another person's of the joint case is left out."""
    own = Q(co_applicant=None) if model is Correction else Q()
    return _cells(case, model, own & Q(**{way: case.pk}))


def _cells(case: Case, model: Any, which: Q) -> list[list[Cell]]:
    hidden = MACHINERY | (THOUGHTS if model is Case and case.decided_at is None else set())
    names = [
        field
        for field in model._meta.concrete_fields
        if field.name not in hidden and not isinstance(field, BlindIndex)
    ]
    joined = [one.name for one in names if one.is_relation]
    found = model._base_manager.filter(which).order_by("pk")
    if joined:
        found = found.select_related(*joined)
    return [[cell for field in names if (cell := _cell(row, field)) is not None] for row in found]


def _cell(row: Any, field: Any) -> Cell | None:
    value = getattr(row, field.name)
    if value is None or value == "" or value == []:
        return None
    display = getattr(row, f"get_{field.name}_display", None)
    kept = value.pk if field.is_relation and not _is_person(field) else value
    shown = str(display()) if display else _shown(value)
    return Cell(field.name, str(field.verbose_name), _jsonable(kept), shown)


def _is_person(field: Any) -> bool:
    """Staff, lawyers, firms and offices are told by their names."""
    return field.related_model._meta.model_name in {"user", "lawyer", "firm", "office"}


def _jsonable(value: Any) -> Any:
    if isinstance(value, models.Model | Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return f"{local_moment(value):%Y-%m-%d %H:%M}"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)


def _papers(case: Case) -> list[list[Cell]]:
    """The papers that were issued: what, under which number, when. The papers themselves are handed
    out as papers."""
    found = []
    for paper in case.papers.select_related("document").order_by("pk"):
        document = paper.document
        found.append(
            [
                Cell("title", _("Paper"), document.title, document.title),
                Cell("number", _("Number"), document.label, document.label),
                Cell(
                    "issued_on",
                    _("Issued on"),
                    local_day(document.issued_at).isoformat(),
                    local_day(document.issued_at).isoformat(),
                ),
            ]
        )
    return found


def held_about(
    case: Case, who: CoApplicant | None = None, *, at: datetime, others: list[str]
) -> dict[str, Any]:
    """The whole copy as JSON takes it; ``docs/reference/my-data.md`` describes it."""
    until = kept_until(case, on=local_day(at))
    return {
        "format": FORMAT,
        "version": VERSION,
        "case": case.number,
        "of": "co-applicant" if who else "applicant",
        "agency": case.agency.name,
        "made_at": at.isoformat(),
        "sections": {
            section.code: [
                {cell.name: {"label": cell.label, "value": cell.value} for cell in row}
                for row in section.rows
            ]
            for section in sections_of(case, who)
        },
        "moves": [
            {
                "at": record.at.isoformat(),
                "from": record.get_source_display(),
                "to": record.get_target_display(),
                "role": record.role,
            }
            for record in case.history.order_by("seq")
        ],
        "seen_in_full": _seen(case, who),
        "kept_until": until.isoformat() if until else None,
        "held": is_held(case.pk),
        "left_out": ["review"] if case.decided_at is None and who is None else [],
        "other_cases": others,
    }


def _seen(case: Case, who: CoApplicant | None) -> list[dict[str, Any]]:
    """Who saw something of this person's in full, the oldest first."""
    return [
        {
            "at": one.at.isoformat(),
            "action": one.action,
            "by": one.by,
            "what": list(one.what),
            "reason": one.reason,
            "words": one.words,
        }
        for one in disclosures(case)
        if one.concerns(who.pk if who else None)
    ]
