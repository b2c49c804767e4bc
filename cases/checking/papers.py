"""Files: those of drawn and signed papers and those that people handed in are there and unchanged."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cases.checking.findings import Finding
from cases.models import Attachment, CasePaper
from documents import signing
from documents.models import Document, PaperDamaged, Signature

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
    yield from _signatures(files)
    handed_in = Attachment.objects.order_by("pk").select_related("case")
    # What was erased by its time is gone on purpose; while it is under way, perhaps.
    handed_in = handed_in.exclude(case__erasure__state__in=["erasing", "erased"])
    for attachment in handed_in.iterator(chunk_size=1000):
        fault = _fault(attachment.file, attachment.sha256, files)
        if fault:
            words = {
                "missing": _("A file that was handed in is gone: %s."),
                "changed": _("A file that was handed in was changed: %s."),
            }
            kind = attachment.get_kind_display()
            yield Finding(attachment.case.number, f"attachment_{fault}", words[fault] % kind)


def _signatures(read: bool) -> Iterator[Finding]:
    signed = CasePaper.objects.filter(document__signature__state=Signature.State.SIGNED)
    signed = signed.select_related("document__signature", "case").order_by("pk")
    words = {
        "missing": _("The signed file of %s is gone."),
        "changed": _("The signed file of %s is not the one that was signed."),
        "other": _("The signed file of %s does not begin with the paper that was drawn."),
        "broken": _("The signature of %s does not hold."),
    }
    for paper in signed.iterator(chunk_size=1000):
        fault = _signature_fault(paper.document, read)
        if fault:
            yield Finding(
                paper.case.number, f"signature_{fault}", words[fault] % paper.document.label
            )


def _signature_fault(document: Document, read: bool) -> str:
    """Its file and digest as for every file; besides, what a stranger could check as well."""
    signature = document.signature
    fault = _fault(signature.file, signature.sha256, read)
    if fault or not read or signature.media_type != signing.PDF:
        return fault
    content = signature.read_file()
    try:
        if not content.startswith(document.read_pdf()):
            return "other"
    except (PaperDamaged, OSError):
        pass  # found and said above, at the paper's own file
    kept = signing.verify(content).may_be_kept(by=signature.signer)
    return "" if kept else "broken"


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
