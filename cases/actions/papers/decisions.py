"""Papers of the decision: aid granted, provisionally granted, refused."""

from datetime import datetime

from django.utils.timezone import localdate

from cases.actions.papers import due_day, income_per_head, is_provisional, objecting, party_name
from cases.actions.phrases import AID_FORMS, REFUSAL_GROUNDS, URGENT_GROUNDS, in_words
from cases.assessing import decisive_basis, latest_findings
from cases.models import Case, CasePaper
from documents.kinds import GrantDecision, RefusalDecision


def grant_decision(case: Case, *, at: datetime, ordered: CasePaper | None = None) -> GrantDecision:
    """Aid first rests on its urgent ground alone (L44), whatever a review found before; so does what
    the bureau has ordered (L49), with the number of its ruling."""
    rests_elsewhere = case.provisional or ordered is not None
    bureau = case.agency.parent if ordered else None
    return GrantDecision(
        agency=case.agency.issuer(),
        recipient=party_name(case),
        applied_on=localdate(case.received_at),
        cause=case.cause,
        papers_count=len(case.materials),
        means_basis="" if rests_elsewhere else _means_basis(case),
        scope_basis="" if rests_elsewhere else case.scope_basis,
        means=None if rests_elsewhere else case.means or None,  # type: ignore[arg-type]  # the move's guard knows which
        income=None if ordered else income_per_head(case),
        form_of_aid=in_words(AID_FORMS, case.aid_form),
        decided_on=localdate(at),
        assign_by=due_day(case, "assign"),
        assign_by_provisional=is_provisional(case, "assign"),
        provisional=case.provisional,
        provisional_ground=in_words(URGENT_GROUNDS, case.urgent_ground),
        bureau=bureau.name if bureau else "",
        ordered_by=ordered.document.label if ordered else "",
    )


def _means_basis(case: Case) -> str:
    """What the answer on means rests on, by the newest review."""
    return decisive_basis(latest_findings(case), case.means)


def refusal_decision(case: Case, *, at: datetime) -> RefusalDecision:
    return RefusalDecision(
        agency=case.agency.issuer(),
        recipient=party_name(case),
        applied_on=localdate(case.received_at),
        cause=case.cause,
        refusal_ground=in_words(REFUSAL_GROUNDS, case.refusal_code),
        reasons=case.decision_reasons,
        decided_on=localdate(at),
        **objecting(case),
    )
