"""Where a case holds something about people: each table and column, and what erasing leaves of it.

Sealed columns are found by themselves; a plain column of text is named here as erased or as kept,
and the tests fail for one that is neither.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from cases.models import Applicant, Case
from workflow.models import ClockEvent, TransitionRecord
from workflow.sealed import BlindIndex, SealedField

#: Stands where a name or a text was. It is data, so it is in one language.
ERASED = "（已删除）"

#: Plain columns that tell of a person, and what stands there afterwards.
PLAIN: dict[str, dict[str, Any]] = {
    "cases.applicant": {"name": ERASED, "no_id_reason": ERASED, "sex": "", "birth_on": None},
    "cases.case": {
        "claim": ERASED,
        "note": "",
        "evidence": "",
        "opinion_reasons": "",
        "decision_reasons": "",
        "end_reason": "",
    },
    "cases.handlingevent": {"note": ""},
    "cases.service": {"receiver": ERASED, "note": ""},
    "cases.attachment": {"name": ERASED},
    "cases.agreement": {"guardian_relation": ""},
    "cases.correction": {"why": ERASED, "reasons": ERASED},
    "cases.agent": {"name": ERASED, "relation": ""},
    "cases.coapplicant": {"name": ERASED},
    "cases.intake": {"ethnic_group": "", "employer": ""},
    "cases.numberdoubt": {"seen": ERASED},
    "cases.consultation": {"name": ERASED, "sex": ""},
    "cases.question": {"question": ERASED, "answer": ERASED},
    "cases.cooperation": {"findings": ERASED},
    "cases.organletter": {"content": ERASED},
    "cases.organdispatch": {"receiver": ERASED},
    "cases.organnotice": {"contact": ERASED},
    "cases.objection": {
        "name": ERASED,
        "agent_name": ERASED,
        "grounds": ERASED,
        "finding": ERASED,
        "order": ERASED,
    },
}
#: Names of which a case may have several, each other than the rest.
NUMBERED: dict[str, str] = {"cases.opponent": "name"}

#: Plain columns of text that tell nothing of a person, or are the law's and the agency's own: codes,
#: numbers of papers, articles, reasons that are written without names.
KEPT: dict[str, frozenset[str]] = {
    "cases.applicant": frozenset({"id_type"}),
    "cases.case": frozenset(
        {
            "status", "number", "channel", "matter", "cause", "stage", "submission",
            "supplement_from", "scope_basis", "means", "opinion", "aid_form", "urgent_ground",
            "refusal_code", "closing_event", "result", "termination_ground", "terminated_from",
            "redirected_to",
        }
    ),
    "cases.agreement": frozenset({"purpose", "answer", "way", "language"}),
    "cases.assignment": frozenset({"state", "reason_code"}),
    "cases.agent": frozenset({"kind", "ground", "id_type"}),
    "cases.attachment": frozenset({"kind", "item", "content_type", "sha256", "file", "scan"}),
    "cases.casemessage": frozenset({"key", "channel", "stage", "last_error", "error"}),
    "cases.coapplicant": frozenset({"id_type"}),
    "cases.consultation": frozenset(
        {"status", "number", "way", "id_type", "redirected_to", "submission"}
    ),
    "cases.cooperation": frozenset({"agency", "region", "result"}),
    "cases.eligibilityfinding": frozenset({"test", "proposed", "found", "basis", "reason"}),
    "cases.forwarding": frozenset({"by"}),
    "cases.intake": frozenset(
        {"cause_code", "cause_edition", "organ_kind", "organ", "situation", "education"}
    ),
    "cases.lookedat": frozenset({"reason"}),
    "cases.meansstatement": frozenset({"check_by"}),
    "cases.numberdoubt": frozenset({"reason"}),
    "cases.objection": frozenset(
        {"status", "number", "submission", "against", "objector", "filed_by"}
    ),
    "cases.objectionclock": frozenset(
        {"code", "state", "certainty", "met_by", "next_stage", "channel"}
    ),
    "cases.objectionpause": frozenset({"reason", "notice"}),
    "cases.organmessage": frozenset({"key", "channel", "last_error"}),
    "cases.organdispatch": frozenset({"way", "reference"}),
    "cases.organletter": frozenset({"sha256"}),
    "cases.organnotice": frozenset(
        {"organ_name", "organ_kind", "document_no", "reason", "hearing_place"}
    ),
    "cases.originalseen": frozenset({"item"}),
    "cases.question": frozenset({"matter"}),
    "cases.caseclock": frozenset({"code", "state", "certainty", "met_by", "next_stage", "channel"}),
    "cases.casepause": frozenset({"reason", "notice"}),
    "cases.correction": frozenset({"status", "what"}),
    "cases.erasure": frozenset({"state"}),
    "cases.handlingevent": frozenset({"kind", "next_kind"}),
    "cases.legalhold": frozenset({"reason", "lifted_because"}),
    "cases.notice": frozenset({"key", "about", "stage"}),
    "cases.service": frozenset({"way"}),
}  # fmt: skip


def is_append_only(model: Any) -> bool:
    """Records that nobody can change: what a move was told stays in them, and the chain vouches for
    it. Their texts are written without names and numbers
    (docs/decisions/0024-rights-of-the-applicant.md)."""
    return issubclass(model, TransitionRecord | ClockEvent)


@cache
def way_to_case(model: Any) -> str | None:
    """The lookup that leads from a table to its case, by its foreign keys; None: it has none."""
    if model is Case:
        return "pk"
    if model is Applicant:
        return "cases"
    keys = [
        (field.name, field.related_model)
        for field in model._meta.concrete_fields
        if field.many_to_one or field.one_to_one
    ]
    ours = [(name, other) for name, other in keys if other._meta.app_label == "cases"]
    for name, other in ours:
        if other is Case:
            return str(name)
    for name, other in ours:
        if other is not model and other is not Case and (way := way_to_case(other)):
            return f"{name}__{way}"
    return None


def tables() -> Iterator[tuple[Any, str]]:
    """Every table that belongs to a case, with the way to it."""
    for model in apps.get_models():
        label = model._meta.label_lower
        if not label.startswith("cases.") or is_append_only(model) or model._meta.proxy:
            continue
        if way := way_to_case(model):
            yield model, way


def sealed_columns(model: Any) -> dict[str, Any]:
    """Its sealed columns and blind indexes, with what an empty one is."""
    found: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, SealedField):
            found[field.name] = None if field.null else ""
        elif isinstance(field, BlindIndex):
            found[field.name] = None
    return found


def plain_texts(model: Any) -> set[str]:
    """Columns that could hold words about a person."""
    kinds = (models.CharField, models.TextField, models.FileField)
    return {one.name for one in model._meta.concrete_fields if isinstance(one, kinds)}
