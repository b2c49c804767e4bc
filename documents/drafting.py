"""Drafts: the paper as it would be issued, to be looked at before the button is pressed."""

from datetime import datetime

from documents.facts import Facts
from documents.issuing import SHANGHAI, refuse_unprintable
from documents.numbering import label_of
from documents.rendering import Imprint, paint


def draft(facts: Facts, *, at: datetime) -> bytes:
    """The PDF of a paper that is not issued: marked 草稿 on every page, with no number, no code to
    check it by, no square code and no seal. It takes nothing and keeps nothing.

    Raises what would stop the issue as well: NotPrintable or NotDrawn, fit to show to a person.
    """
    refuse_unprintable(facts)
    day, label = at.astimezone(SHANGHAI).date(), facts.file_number
    if facts.numbered_in:
        label = label_of(facts.agency, register=facts.numbered_in, number=None, on=day)
    return paint(facts, Imprint(label=label, issued_at=at, check_code="", draft=True))
