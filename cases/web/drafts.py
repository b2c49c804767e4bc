"""What a move would issue, shown before it is made.

The move is made as it would be, its papers are read, and everything is rolled back: no number, no
record, no to-do, no message is left, and what waits for the commit never runs.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from cases.models import CasePaper
from cases.web.forms.base import ActForm
from documents.facts import Facts


def papers_of_move(form: ActForm, *, by: Any, at: datetime) -> list[Facts]:
    """The facts of the papers that this form's action would issue. A refusal is raised as ever."""
    with transaction.atomic():
        earlier = set(CasePaper.objects.filter(case=form.case).values_list("pk", flat=True))
        form.carry_out(by=by, at=at)
        issued = CasePaper.objects.filter(case=form.case).exclude(pk__in=earlier)
        found = [paper.document.read_facts() for paper in issued.select_related("document")]
        transaction.set_rollback(True)
    return found
