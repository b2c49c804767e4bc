"""Which case somebody may follow: the code on a paper that the applicant got, and four digits.

The code can't be guessed (``documents.issuing.check_code``). The digits keep out who merely sees
the paper; they are compared in constant time, and against nothing where there is no such paper, so
that neither the answer nor its time tells an unknown code from wrong digits.
"""

import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from cases.identity import bare_phone, normal
from cases.models import CasePaper
from documents import throttling
from documents.kinds import KINDS

#: The papers by whose code a case can be followed: those that its person gets.
FOLLOWED = frozenset(kind.kind for kind in KINDS.values() if kind.followed)
DIGITS = 4


@dataclass(frozen=True)
class Asked:
    """What came of a question: a case, a time to come again, or neither: code or digits are wrong."""

    case_id: int | None = None
    again_at: datetime | None = None


def plain_digits(typed: str) -> str:
    """Four characters of a number as it is kept: narrow, a capital X; empty when they are none."""
    bare = normal(unicodedata.normalize("NFKC", typed))
    return bare if re.fullmatch(r"[0-9A-Z]{4}", bare) else ""


def ask(code: str, digits: str, *, address: str, at: datetime) -> Asked:
    """``code`` and ``digits`` in their plain forms; what is empty is wrong. Each try is counted
    before it is made, of who asks and of the code, and taken off again when it was right."""
    tries = {
        "status": throttling.client_of(address),
        "case_code": throttling.code_client(code),
    }
    for kind, client in tries.items():
        if again_at := throttling.take(kind, client=client, at=at):
            return Asked(again_at=again_at)
    case_id, wanted = _wanted(code)
    if not hmac.compare_digest(_digest(digits), _digest(wanted)) or case_id is None:
        return Asked()
    for kind, client in tries.items():
        throttling.give_back(kind, client=client, at=at)
    return Asked(case_id)


def _wanted(code: str) -> tuple[int | None, str]:
    """The case of the paper with this code and its applicant's last four; else four that nobody has."""
    papers = CasePaper.objects.filter(document__check_code=code, document__kind__in=FOLLOWED)
    known = papers.order_by("pk").values_list(
        "case_id", "case__applicant__id_no", "case__applicant__phone"
    )
    for case_id, id_no, phone in known[:1]:
        last = (normal(id_no) or bare_phone(phone))[-DIGITS:]
        if len(last) == DIGITS:
            return case_id, last
    return None, secrets.token_hex(DIGITS)


def _digest(text: str) -> bytes:
    """One length for all, whatever was typed."""
    return hmac.digest(b"last four", text.encode(), "sha256")
