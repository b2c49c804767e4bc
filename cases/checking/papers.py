"""Files: those of drawn papers and those that people handed in are there and unchanged."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cases.checking.findings import Finding
from cases.models import Attachment, CasePaper
from documents.models import Document

PIECE = 1024 * 1024


def look(*, files: bool = True) -> Iterator[Finding]:
    """``files=False``: only whether they are there."""
    drawn = CasePaper.objects.filter(document__state=Document.State.DRAWN).order_by("pk")
    for paper in drawn.select_related("document", "case").iterator(chunk_size=1000):
        document = paper.document
        fault = _fault(document.pdf, document.sha256, files)
        if fault:
            words = {
                "missing": _("The file of %s is gone."),
                "changed": _("The file of %s is not the one that was drawn."),
            }
            yield Finding(paper.case.number, f"file_{fault}", words[fault] % document.label)
    handed_in = Attachment.objects.order_by("pk").select_related("case")
    for attachment in handed_in.iterator(chunk_size=1000):
        fault = _fault(attachment.file, attachment.sha256, files)
        if fault:
            words = {
                "missing": _("A file that was handed in is gone: %s."),
                "changed": _("A file that was handed in was changed: %s."),
            }
            kind = attachment.get_kind_display()
            yield Finding(attachment.case.number, f"attachment_{fault}", words[fault] % kind)


def _fault(file: Any, sha256: str, read: bool) -> str:
    """``missing``, ``changed``, or nothing."""
    if not file or not file.storage.exists(file.name):
        return "missing"
    if not read:
        return ""
    digest = hashlib.sha256()
    with file.storage.open(file.name, "rb") as content:
        while piece := content.read(PIECE):
            digest.update(piece)
    return "" if digest.hexdigest() == sha256 else "changed"
