"""Look for viruses in files that were kept while no scanner was there."""

from datetime import datetime

from django.conf import settings

from cases.models import Attachment
from cases.models.attachments import scan
from cases.uploads.clamd import ScannerAway
from workflow import audit
from workflow.units import unit_of_work

#: So many in a round: other jobs have their turn.
ROUND = 20


def scan_waiting(*, at: datetime, limit: int = ROUND) -> int:
    """How many were looked at. The scanner is asked outside of any transaction; while it is away
    nothing is done, and a file that can't be read waits for ``check_cases`` to tell of it."""
    if not settings.CLAMD:
        return 0
    done = 0
    for attachment in Attachment.objects.to_scan().select_related("case")[:limit]:
        try:
            harm = scan(attachment.pieces())
        except (ScannerAway, FileNotFoundError):
            break
        _keep(attachment, harm, at=at)
        done += 1
    return done


@unit_of_work()
def _keep(attachment: Attachment, harm: str, *, at: datetime) -> None:
    """Of two who looked at once, one writes it down."""
    state = Attachment.Scan.INFECTED if harm else Attachment.Scan.CLEAN
    mine = Attachment.objects.to_scan().filter(pk=attachment.pk)
    if mine.update(scan=state, scanned_at=at) and harm:
        audit.note(
            "file.infected",
            actor=None,
            subject=attachment.case.number,
            at=at,
            content={"attachment": attachment.pk, "virus": harm, "sha256": attachment.sha256},
        )
