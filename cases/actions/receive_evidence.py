"""Receive evidence: papers that come unasked, their originals, and files of them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.actions.papers import issue_paper
from cases.actions.papers.intake import application_receipt
from cases.codes import Material
from cases.models import Attachment, Case, OriginalSeen
from cases.states import Role, Status
from workflow import audit
from workflow.transitions import TransitionRefused, refuse_if
from workflow.units import unit_of_work

#: While the application may still be completed; after that the dossier is the lawyer's to fill.
OPEN_FOR = frozenset({Status.REGISTERED, Status.SUPPLEMENTING, Status.ACCEPTED})


def may_receive(case: Case) -> bool:
    return case.status in OPEN_FOR or (case.provisional and not case.ended)


@unit_of_work()
def receive_evidence(
    *,
    case_id: int,
    received: list[str],
    originals: list[str],
    files: Mapping[str, Iterable[Any]],
    by: Any,
    at: datetime,
) -> Case:
    """No move. ``received`` are items that are there now; a file alone doesn't make them so.
    ``files``: uploads that passed ``check_upload``, by the item that they prove. For what is newly
    there a receipt is issued (L43). What a notice asked for is ticked by ``receive_papers``, which
    lets the clocks go on."""
    case: Case = Case.objects.locked(pk=case_id)
    if not may_receive(case) or Role.CLERK not in by.roles_on(case):
        raise TransitionRefused(_("Only the clerk takes papers, and only until the decision."))
    asked = set(case.papers_asked_for) if case.status == Status.SUPPLEMENTING else set()
    new = [one for one in received if one not in case.materials]
    kept = {item: list(uploads) for item, uploads in files.items() if uploads}
    refuse_if(
        (not (new or originals or kept), _("Tick what came, or choose a file.")),
        (
            bool(asked & set(new)) or bool(case.provisional and new),
            _("What the notice asked for is ticked under “Receive papers”: it moves the clock."),
        ),
        (
            not {*new, *originals, *kept} <= set(Material.values),
            _("There is no such item on the checklist."),
        ),
    )
    stored = [
        Attachment.keep(case, Attachment.Kind.EVIDENCE, upload, item=item, by=by, at=at)
        for item, uploads in kept.items()
        for upload in uploads
    ]
    for item in originals:
        OriginalSeen.objects.get_or_create(case=case, item=item, defaults={"by": by, "at": at})
    if new:
        case.materials = [*case.materials, *new]
        case.save(update_fields=["materials"])
    audit.note(
        "evidence.received",
        actor=by,
        subject=case.number,
        at=at,
        content={
            "received": new,
            "originals": originals,
            "files": [{"attachment": one.pk, "sha256": one.sha256} for one in stored],
        },
    )
    if new:
        issue_paper(case, application_receipt(case, new, by=by, at=at), at=at)
    return case
