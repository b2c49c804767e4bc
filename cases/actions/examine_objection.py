"""Examine an objection: the bureau takes it up and asks the agency for its file and its view (L49)."""

from datetime import datetime
from typing import Any

from cases.actions.objections import lock_objection
from cases.models import Objection
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def examine_objection(
    *, objection_id: int, by: Any, at: datetime, asked: str = "", expect: int | None = None
) -> Objection:
    """``asked``: what the agency is asked for; it reads that on the page of its case."""
    objection = lock_objection(objection_id)
    perform(objection.examine, by=by, at=at, expect=expect, asked=asked)
    return objection
