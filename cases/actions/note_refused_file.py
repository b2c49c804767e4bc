"""A file with a virus was refused at the door: the chain keeps who brought what, the store nothing."""

from datetime import datetime
from typing import Any

from workflow import audit
from workflow.units import unit_of_work


@unit_of_work()
def note_refused_file(*, subject: str, harm: str, sha256: str, by: Any, at: datetime) -> None:
    """``subject``: the number of the case. The file's own name may hold anybody's: it stays out."""
    audit.note(
        "file.refused",
        actor=by,
        subject=subject,
        at=at,
        content={"virus": harm, "sha256": sha256},
    )
