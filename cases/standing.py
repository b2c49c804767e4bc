"""Which papers stop standing at which move, and which paper takes another's place.

Two tables. A move may end papers by itself, and then nothing but its day is known; or a paper that
is issued ends an earlier one, and then its number is known too. Both are carried out in the
transaction of the move. docs/reference/papers.md shows them. An objection says of the
decision that it is raised, then that it was upheld or changed; a reopened case has its own papers back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.models import Case, Objection
from cases.states import Status
from documents.models import Document, Standing

WITHDRAWN, ENDED, REPLACED = (
    Standing.What.WITHDRAWN,
    Standing.What.ENDED,
    Standing.What.REPLACED,
)
#: What a ruling says of the contested decision.
RULED = {"upheld": Standing.What.UPHELD, "corrected": Standing.What.CHANGED}


@dataclass(frozen=True)
class End:
    """What becomes of the case's papers of a kind."""

    kind: str
    what: str
    out_of: Status | None = None  # only when the move is made out of this state


#: By a move, of what still stands.
ENDS: dict[str, tuple[End, ...]] = {
    # What was asked for is now asked for by the decision (L44), or by nobody.
    "aid_first": (End("supplement_notice", ENDED, out_of=Status.SUPPLEMENTING),),
    "deem_withdrawn": (End("supplement_notice", ENDED),),
    "withdraw": (
        End("supplement_notice", ENDED, out_of=Status.SUPPLEMENTING),
        End("cooperation_letter", ENDED, out_of=Status.VERIFYING),
        End("grant_decision", ENDED),
    ),
    "decline": (End("assignment_notice", WITHDRAWN),),
    "replace_lawyer": (End("assignment_notice", WITHDRAWN),),
}

#: By the issue of a paper of this kind: it ends what still stands, and replaces all earlier ones that
#: no other paper has replaced.
ENDS_BY_PAPER: dict[str, tuple[End, ...]] = {
    # Also of the notice that its lawyer declined: only now is it known what took its place.
    "assignment_notice": (End("assignment_notice", REPLACED),),
    # For the time to come (L48): what was done under them until then was rightly done.
    "termination_decision": (End("grant_decision", ENDED), End("assignment_notice", ENDED)),
}


def follow_move(*, subject: Case, record: Any, at: datetime, **kwargs: Any) -> None:
    """After a move, in its transaction: end the papers that its row names."""
    for end in ENDS.get(record.move, ()):
        if end.out_of in {None, record.source}:
            standing = _papers(subject).standing().filter(kind=end.kind)
            _note(standing, end.what, at=at)


def follow_paper(case: Case, document: Document, *, at: datetime) -> None:
    """After its issue, in its transaction: say of earlier papers that this one has ended them."""
    for end in ENDS_BY_PAPER.get(document.kind, ()):
        earlier = _papers(case).filter(kind=end.kind, pk__lt=document.pk)
        if end.what == REPLACED:
            found = earlier.exclude(standings__by_document__isnull=False)
        else:
            found = earlier.standing()
        _note(found, end.what, at=at, by=document)


def follow_objection(*, subject: Objection, record: Any, at: datetime, **kwargs: Any) -> None:
    """The contested decision is under objection from here; it stays in force."""
    if record.move == "file" and subject.contested is not None:
        _note([subject.contested.document], Standing.What.OBJECTED, at=at)


def follow_ruling(objection: Objection, *, at: datetime) -> None:
    """After its issue, in its transaction: the decision stands, or this paper has changed it."""
    assert objection.ruling is not None
    if objection.contested is not None:
        document = objection.contested.document
        _note([document], RULED[objection.status], at=at, by=objection.ruling.document)


def restore(objection: Objection, *, at: datetime) -> None:
    """Aid goes on: what the termination alone had ended is in force again, by the bureau's ruling."""
    if objection.contested is None or objection.ruling is None:
        return
    ended = Standing.objects.filter(by_document=objection.contested.document, what=ENDED)
    papers = Document.objects.filter(pk__in=ended.values("document"))
    _note(papers, Standing.What.UPHELD, at=at, by=objection.ruling.document)


def _papers(case: Case) -> Any:
    return Document.objects.filter(case_paper__case=case)


def _note(
    papers: Iterable[Document], what: str, *, at: datetime, by: Document | None = None
) -> None:
    Standing.objects.bulk_create(
        Standing(document=paper, what=what, at=at, by_document=by) for paper in papers
    )
