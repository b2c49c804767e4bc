"""Change who is told what, when and by which channel, on the way of a limit to its end.

Every change locks the whole small table, so that each has a revision of its own, is written into
the audit chain, and has the open clocks armed anew.
"""

from datetime import datetime
from typing import Any

from cases.models import CLOCKS
from workflow import audit, recompute
from workflow.models import BREACH, Recompute, StageRule
from workflow.units import unit_of_work

#: What makes up a stage but its name in the table.
FACTS = ("name", "percent", "days_before", "audiences", "channels", "active")


@unit_of_work()
def change_stage(stage_id: int, *, facts: dict[str, Any], by: Any, at: datetime) -> StageRule:
    """Change one stage. The breach keeps its moment and can't be switched off."""
    row = _locked().get(pk=stage_id)
    if row.stage == BREACH:
        facts = {"audiences": facts["audiences"], "channels": facts["channels"]}
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    _follow(row, "changed", by, at)
    return row


@unit_of_work()
def add_stage(limit: str, *, facts: dict[str, Any], by: Any, at: datetime) -> StageRule:
    """Add one stage to a limit that has stages of its own, or to the general ones."""
    rows = _locked().filter(limit=limit)
    stage = _name_of(facts)
    taken = {row.stage for row in rows}
    while stage in taken:
        stage += "_2"
    row = StageRule(limit=limit, stage=stage, **facts)
    row.save()
    _follow(row, "added", by, at)
    return row


@unit_of_work()
def own_stages(limit: str, *, by: Any, at: datetime) -> None:
    """Give a limit stages of its own: a copy of the general ones, to be changed from there."""
    rows = list(_locked())
    own = {row.stage: row for row in rows if row.limit == limit}
    general = [row for row in rows if row.limit == ""]
    if not general or any(row.active for row in own.values()):
        return
    for row in general:
        copy = own.get(row.stage) or StageRule(limit=limit, stage=row.stage)
        for name in FACTS:
            setattr(copy, name, getattr(row, name))
        copy.save()
    _follow(copy, "copied", by, at)


@unit_of_work()
def general_stages(limit: str, *, by: Any, at: datetime) -> None:
    """Let a limit go by the general stages again: its own ones are put out of use, all of them.

    They are not removed, or the next version of the program would ship them once more.
    """
    own = [row for row in _locked() if row.limit == limit and row.active]
    if not limit or not own:
        return
    for row in own:
        row.active = False
        row.save()
    _follow(row, "put_out_of_use", by, at)


def _locked() -> Any:
    rows = StageRule.objects.select_for_update()
    list(rows)
    return rows


def _name_of(facts: dict[str, Any]) -> str:
    if facts.get("percent") is not None:
        return f"percent_{facts['percent']}"
    days = facts["days_before"]
    return f"before_{days}" if days >= 0 else f"after_{-days}"


def _follow(row: StageRule, what: str, by: Any, at: datetime) -> None:
    content = {name: getattr(row, name) for name in FACTS} if what in {"added", "changed"} else {}
    audit.note(
        f"stages.{what}",
        actor=by,
        subject=f"stages of {row.limit or 'every limit'}",
        at=at,
        content={"limit": row.limit, "stage": row.stage, "revision": row.revision} | content,
    )
    # The next stage of an open clock may come earlier now.
    for clocks in CLOCKS:
        recompute.request(clocks, reason=Recompute.Reason.STAGES, by=by, at=at)
