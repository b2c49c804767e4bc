"""Facts and imprint to the HTML of a paper, and to what the page shows beside words."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.template import Context

from documents import marks
from documents.facts import Facts
from documents.rendering.overlays import Overlay, engine_of
from documents.rendering.press import Asset

if TYPE_CHECKING:  # a process that draws has no database
    from documents.models import Document

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOTHING = Asset(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')


@dataclass(frozen=True, kw_only=True)
class Imprint:
    """What stands on a paper beside its facts, frozen with them when it is issued."""

    label: str
    issued_at: datetime
    check_code: str
    check_url: str = ""  # where anyone may check it; in the square code
    seal: Asset | None = None  # the agency's own; without one a sample seal is drawn
    seal_is_signed: bool = False  # the signature brings the seal: its place stays blank
    draft: bool = False  # to be looked at and never kept; says so on every page

    @classmethod
    def of(cls, document: "Document") -> "Imprint":
        seal = document.seal
        return cls(
            label=document.label,
            issued_at=document.issued_at,
            check_code=document.check_code,
            check_url=document.check_url,
            seal=Asset(bytes(seal.image), seal.media_type) if seal else None,
            seal_is_signed=document.asked_signature is not None,
        )


def html_of(facts: Facts, imprint: Imprint, overlay: Overlay) -> str:
    """The page as text; autoescaped, in no language but that of the paper."""
    said = {
        "facts": facts,
        "label": imprint.label,
        "issued_at": imprint.issued_at.astimezone(SHANGHAI).isoformat(timespec="seconds"),
        "check_code": imprint.check_code,
        "check_url": imprint.check_url,
        "sample_seal": imprint.seal is None,
        "seal_is_signed": imprint.seal_is_signed,
    }
    page = engine_of(overlay).get_template(f"kinds/{facts.kind}/page.html")
    return page.render(Context(said, autoescape=True, use_l10n=False, use_tz=False))


def assets_of(facts: Facts, imprint: Imprint) -> dict[str, Asset]:
    """The seal and the square code, under the addresses that the pages use."""
    if imprint.draft:  # whatever its page shows: a draft never looks like a paper that was issued
        return {"paper:seal": NOTHING, "paper:qr": NOTHING}
    content = imprint.check_url or f"{imprint.label} {imprint.check_code}"
    return {
        "paper:seal": imprint.seal or Asset(marks.seal(facts.agency.name)),
        "paper:qr": Asset(marks.check_mark(content)),
    }
