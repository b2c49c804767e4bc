"""Limits of others whose outcome is known when we hear of them: begun and met in one.

Nobody here works by them (``cases.limits.FOLLOWED``); the record says who was late, and by how much.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from cases.models import Case
from workflow import audit, clocks


@dataclass(frozen=True)
class Told:
    """From when a limit of somebody else ran, and when what it waits for came."""

    code: str
    on: date
    met_at: datetime
    since: datetime | None = None  # for limits in hours


def keep_outcomes(case: Case, limits: Sequence[Told], *, by: Any, at: datetime) -> None:
    """In the transaction of the move that brought them."""
    if not limits:
        return
    received = localdate(case.received_at)
    with clocks.changes(case, at=at, starting=[one.code for one in limits]) as change:
        for one in limits:
            change.start(one.code, on=one.on, since=one.since, rule_on=received)
            change.meet(one.code, as_of=one.met_at)
    audit.note(
        "limits.told",
        actor=by,
        subject=case.number,
        at=at,
        content={"limits": [[one.code, one.on.isoformat()] for one in limits]},
    )
