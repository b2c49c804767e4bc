"""The proof of service, prepared for the receiver's signature."""

from collections.abc import Iterable

from cases.actions.papers import party_name
from cases.models import Case, CasePaper
from documents.kinds import ServiceProof
from documents.kinds.service_proof import Served, Way


def service_proof(
    case: Case, papers: Iterable[CasePaper], *, way: Way = "", receiver: str = "", server: str = ""
) -> ServiceProof:
    return ServiceProof(
        agency=case.agency.issuer(),
        case_number=case.number,
        recipient=party_name(case),
        cause=case.cause,
        papers=tuple(
            Served(title=paper.document.title, label=paper.document.label) for paper in papers
        ),
        way=way,
        receiver=receiver,
        server=server,
    )
