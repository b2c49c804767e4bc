"""``case.json``: the facts of a paper inside its PDF, so that a program need not read the page."""

import json
from datetime import UTC
from typing import Any

from documents.facts import Facts, to_json
from documents.rendering.pages import SHANGHAI, Imprint
from documents.rendering.press import press

NAME = "case.json"
#: Raised when a name in the file changes its meaning or goes; a new one beside the others is none.
SCHEMA = 1


def case_file(facts: Facts, imprint: Imprint) -> str:
    """What the paper says, as JSON; the same facts and imprint give the same text."""
    said = {
        "schema": SCHEMA,
        "kind": facts.kind,
        "form_no": facts.form_no,
        "title": facts.title,
        "label": imprint.label,
        "issued_at": imprint.issued_at.astimezone(SHANGHAI).isoformat(timespec="seconds"),
        "check_code": imprint.check_code,
        "facts": to_json(facts),
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def enclosure(facts: Facts, imprint: Imprint) -> Any:
    """The file as an attachment, dated by the issue: without dates it would bear the present."""
    issued = imprint.issued_at.astimezone(UTC)  # WeasyPrint writes a Z after whatever it gets
    return press().weasyprint.Attachment(
        string=case_file(facts, imprint),
        name=NAME,
        description=f"{facts.title} {imprint.label}",
        created=issued,
        modified=issued,
        relationship="Data",
    )


def list_once(document: Any, pdf: Any) -> None:
    """WeasyPrint lists what is enclosed twice in ``/AF``."""
    if listed := pdf.catalog.get("AF"):
        listed[:] = dict.fromkeys(listed)
