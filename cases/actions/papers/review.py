"""Papers of the review: the sheet that goes to the head."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from cases.actions.papers import income_per_head, party_name
from cases.actions.papers.trail import sheet_lines
from cases.actions.phrases import MATERIALS, STAGES, in_words
from cases.assessing import decisive_basis
from cases.models import Case, EligibilityFinding
from documents.coverage import legible
from documents.kinds import ReviewSheet


def review_sheet(
    case: Case, findings: Iterable[EligibilityFinding], *, by: Any, at: datetime
) -> ReviewSheet:
    """After the move, whose body has answered the three tests."""
    findings = list(findings)
    return ReviewSheet(
        agency=case.agency.issuer(),
        case_number=case.number,
        applicant=party_name(case),
        sex=case.applicant.sex,
        groups=tuple(case.groups),
        station=case.station.name,
        applied_on=localdate(case.received_at),
        cause=case.cause,
        stage=in_words(STAGES, case.stage),
        claim=legible(case.claim),  # keyed long ago, perhaps imported: the reviewer can't mend it
        papers=tuple(in_words(MATERIALS, item) for item in case.materials),
        person_qualifies=bool(case.person_qualifies),
        scope_basis=case.scope_basis,
        means=case.means,  # type: ignore[arg-type]  # codes.MeansTest, as the form offers it
        means_basis=decisive_basis(findings, case.means),
        findings=sheet_lines(findings),
        income=income_per_head(case),
        evidence=case.evidence,
        opinion=case.opinion,  # type: ignore[arg-type]  # codes.Opinion
        reasons=case.opinion_reasons,
        reviewed_by=by.name,
        reviewed_on=localdate(at),
    )
