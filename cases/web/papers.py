"""How a paper is told of: on its case's page, and to anyone who checks it."""

from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.models import Case, CasePaper, Service
from documents.kinds import KINDS
from documents.models import Document, Standing

SENTENCES = {
    Standing.What.REPLACED: _("Replaced by %(number)s on %(day)s."),
    Standing.What.WITHDRAWN: _("Withdrawn by the agency on %(day)s."),
    Standing.What.ENDED: _("No longer in force since %(day)s."),
    Standing.What.OBJECTED: _("Under objection since %(day)s."),
    Standing.What.UPHELD: _("In force: upheld on objection on %(day)s."),
    Standing.What.CHANGED: _("Changed on objection on %(day)s."),
}


@dataclass(frozen=True)
class ShownStanding:
    """Whether a paper is in force, in a sentence; ``event`` is empty while nothing became of it."""

    sentence: str
    in_force: bool
    event: str = ""


def standing_of(document: Document) -> ShownStanding:
    """Read from what :meth:`DocumentQuerySet.with_standing` has brought."""
    event = document.latest_standing()
    if event is None:
        return ShownStanding(str(_("In force.")), in_force=True)
    if event.what == Standing.What.ENDED and event.by_document:
        sentence = _("No longer in force since %(day)s, by %(number)s.")
    else:
        sentence = SENTENCES[Standing.What(event.what)]
    said = {"day": localdate(event.at).isoformat(), "number": event.by_document or ""}
    return ShownStanding(str(sentence) % said, event.in_force, event.what)


def english_of(document: Document) -> str:
    """What the kind means, for a page in English; papers themselves are Chinese."""
    return KINDS[document.kind].english if get_language() == "en" else ""


@dataclass(frozen=True)
class PaperRow:
    """A line of the papers of a case."""

    paper: CasePaper
    english: str
    goes_to: str  # in the paper's own words
    standing: ShownStanding

    @property
    def served(self) -> Service | None:
        return self.paper.served

    @property
    def document(self) -> Document:
        return self.paper.document


def read_papers(case: Case) -> list[CasePaper]:
    """The case's papers in the order of their issue, with what became of each: two queries."""
    papers = list(
        CasePaper.objects.filter(case=case).select_related("document__signature", "service")
    )
    events = Standing.objects.select_related("by_document")
    prefetch_related_objects(papers, Prefetch("document__standings", queryset=events))
    return papers


def rows_of(papers: list[CasePaper]) -> list[PaperRow]:
    """A line for each of them."""
    return [
        PaperRow(
            paper,
            english_of(paper.document),
            "、".join(KINDS[paper.document.kind].copies),
            standing_of(paper.document),
        )
        for paper in papers
    ]
