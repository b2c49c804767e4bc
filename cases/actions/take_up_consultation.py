"""A case was registered from a consultation: the consultation shows it from now on.

Called for every registration by the ``moved`` signal, in its transaction. What ties the two is the
draft: its key is the form's, and its origin names the consultation.
"""

import uuid
from datetime import datetime
from typing import Any

from cases.actions.draft_from_consultation import ORIGIN
from cases.models import Case, Consultation, IntakeDraft
from workflow.transitions import moves_of, perform

#: How a form's key stands in what a case was registered by (cases.actions.keep_draft).
BY_FORM = "web:"


def take_up_consultation(
    *, subject: Case, record: Any, by: Any, at: datetime, **kwargs: Any
) -> None:
    """Nothing is asked of the database for a case that no form has brought. A consultation that
    became another case meanwhile keeps that one."""
    if record.move != "register" or not subject.submission.startswith(BY_FORM):
        return
    key = _key_of(subject.submission)
    if key is None:
        return
    origins = IntakeDraft.objects.visible_to(by).filter(key=key, origin__startswith=ORIGIN)
    for origin in origins.values_list("origin", flat=True):
        pk = int(origin.removeprefix(ORIGIN))
        if not Consultation.objects.visible_to(by).filter(pk=pk).exists():
            continue
        consultation: Consultation = Consultation.objects.locked(pk=pk)
        if any(one.name == "take_up" and one.allowed for one in moves_of(consultation, by)):
            perform(consultation.take_up, by=by, at=at, case=subject)


def _key_of(submission: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(submission.rpartition(":")[2])
    except ValueError:
        return None
