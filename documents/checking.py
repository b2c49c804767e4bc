"""Is this paper ours? Answered by the code on it, or by the digest of its file."""

import re
import unicodedata

from django.db.models import Q

from documents.models import Document

#: Digits and letters from a to f: no o, i or l is in a code, so these are misread figures.
MISREAD = str.maketrans("oil", "011")


def plain_code(typed: str) -> str:
    """The sixteen digits as they are kept, however they were typed; empty when they are none.

    In fours, with hyphens, in capitals, in full-width characters of a Chinese keyboard.
    """
    folded = unicodedata.normalize("NFKC", typed).lower().translate(MISREAD)
    code = re.sub(r"[\s\-‐-―·.]", "", folded)
    return code if re.fullmatch(r"[0-9a-f]{16}", code) else ""


def paper_with_code(code: str) -> Document | None:
    """The issued paper that bears this code."""
    return Document.objects.with_standing().filter(check_code=code).order_by("pk").first()


def paper_with_file(sha256: str) -> Document | None:
    """The paper whose kept file has this digest: the very file, to the last byte."""
    drawn = Document.objects.with_standing().filter(state=Document.State.DRAWN)
    ours = Q(sha256=sha256) | Q(signature__sha256=sha256)  # as it was drawn, or as it was signed
    return drawn.filter(ours).order_by("pk").first()
