"""A file that somebody handed in is opened: recorded before the first byte leaves."""

from datetime import datetime
from typing import Any

from cases.models import Attachment
from workflow import audit
from workflow.units import unit_of_work

#: What the chain calls it.
READ = "file.read"


@unit_of_work()
def read_file(attachment: Attachment, *, by: Any, at: datetime) -> None:
    audit.note(
        READ,
        actor=by,
        subject=attachment.case.number,
        at=at,
        content={"attachment": attachment.pk, "what": attachment.item or attachment.kind},
    )
