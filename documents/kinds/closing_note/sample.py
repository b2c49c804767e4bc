"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace
from datetime import date

from documents.kinds.closing_note import ClosingNote
from documents.kinds.grant_decision.sample import AGENCY

NOTE = ClosingNote(
    agency=AGENCY,
    case_number="620802-2026-00012",
    items=14,
    pages=46,
    remarks="判决书为复印件，原件由受援人张䶮保存。",
    filed_on=date(2026, 11, 24),
    filed_by="邓洁",
)

SAMPLES = {
    "closing_note": NOTE,
    "closing_note_long": replace(
        NOTE,
        filed_by="赵赟玥",
        remarks="第12页会见笔录有水渍，不影响辨认；受援人马𠅤龙的手印清晰。\n" * 40,
    ),
    "closing_note_bare": replace(NOTE, pages=0, remarks=""),
}
