"""The papers of one case: each move has issued its own, and there is none without a move."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from cases.checking.dossiers import Dossier
from cases.checking.findings import Finding
from cases.checking.rules import rule
from cases.replay import Act
from cases.states import Status

#: The papers that a move or a step issues, but for what depends on its facts (:func:`papers_of`).
PAPERS_OF: dict[str, tuple[str, ...]] = {
    "ask_for_papers": ("supplement_notice",),
    "receive_papers": ("application_receipt",),
    "papers.later": ("application_receipt",),
    "deem_withdrawn": ("withdrawal_record",),
    "withdraw": ("withdrawal_record",),
    "redirect": ("redirection_note",),
    "ask_cooperation": ("cooperation_letter",),
    "recommend": ("review_sheet",),
    "grant": ("grant_decision",),
    "aid_first": ("grant_decision",),
    "refuse": ("refusal_decision",),
    "approve": ("assignment_notice",),
    "replace_lawyer": ("change_notice",),
    "report": ("progress_log", "closing_report"),
    "archive": ("dossier_cover", "dossier_catalogue", "closing_note"),
    "terminate": ("termination_decision",),
    "means.stated": ("means_statement",),
}
#: Those that depend on the application: none for one that was taken down on paper.
PERHAPS_OF: dict[str, tuple[str, ...]] = {
    "register": ("application_form", "means_statement", "application_receipt"),
}


def papers_of(act: Act) -> Iterator[str]:
    """The kinds that an act must have issued, but for what an earlier paper brings about."""
    yield from PAPERS_OF.get(act.name, ())
    if act.name == "archive" and Decimal(act.facts["subsidy_yuan"]) > 0:
        yield "payment_approval"
    if act.name == "approve" and act.facts.get("organ"):
        yield "letter_to_organ"
    if act.name == "letter.issued":
        yield str(act.facts["kind"])


@rule
def each_move_has_its_paper(dossier: Dossier) -> Iterator[Finding]:
    """From the first of its kind on: a house that was updated has moves from before."""
    wanted, perhaps = _wanted(dossier)
    found = Counter(dossier.papers)
    for kind in sorted((wanted - found).keys()):
        yield Finding(dossier.number, "paper_missing", _("A paper is missing: %s.") % kind)
    for kind in sorted((found - wanted - perhaps).keys()):
        yield Finding(
            dossier.number, "paper_extra", _("A paper was issued without a move: %s.") % kind
        )


def _wanted(dossier: Dossier) -> tuple[Counter[str], Counter[str]]:
    """Kinds that must be there, and those that may be, with how many of each. An organ that was
    told of the lawyer is told of the termination too."""
    first = dossier.rules.first_issued
    wanted: Counter[str] = Counter()
    perhaps: Counter[str] = Counter()
    for act in dossier.acts:
        kinds = list(papers_of(act))
        if act.name == "terminate" and wanted["letter_to_organ"]:
            kinds.append("termination_letter")
        if act.name == "reopen_on_objection" and act.source == Status.REFUSED:
            kinds.append("grant_decision")
        wanted.update(kind for kind in kinds if kind in first and act.at >= first[kind])
        perhaps.update(PERHAPS_OF.get(act.name, ()))
    wanted["objection_decision"] += dossier.rulings
    return wanted, perhaps
