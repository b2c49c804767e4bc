"""Record that papers were served: on whom, when and how, with the signed proof (form 22)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.actions.organ_letters import waiting_letter
from cases.models import Attachment, Case, CasePaper, Service
from cases.states import Role, Status
from workflow import audit
from workflow.transitions import TransitionRefused, refuse, refuse_if
from workflow.units import unit_of_work

#: Who hands papers out: the counter, and the agency's desk.
SERVERS = (Role.CLERK, Role.OFFICER, Role.ARCHIVIST)
#: Its service meets a limit and has a step of its own (cases.actions.serve_termination).
TERMINATION = "termination_decision"
#: Whose name the facts hold under which word, by who gets the first copy; else the recipient's.
ADDRESSEES = {"承办单位": "firm", "办案机关": "organ", "接洽单位": "to", "协作机构": "to"}


def waits_for_telling(case: Case, papers: Sequence[CasePaper]) -> bool:
    """The letter that answers a notice is among them, and nothing proves yet that it went (L36)."""
    letter = waiting_letter(case)
    return letter is not None and letter.paper_id in {paper.pk for paper in papers}


@unit_of_work()
def record_service(
    *,
    case_id: int,
    papers: Sequence[int],
    way: str,
    receiver: str,
    received_on: date,
    by: Any,
    at: datetime,
    note: str = "",
    proof: Any = None,
) -> list[Service]:
    """No move. ``papers`` are keys of the case's papers; ``proof`` an upload that passed
    ``check_upload``, one for all of them."""
    case: Case = Case.objects.locked(pk=case_id)
    if not by.roles_on(case).intersection(SERVERS):
        wanted = " / ".join(str(role.label) for role in SERVERS)
        raise TransitionRefused(_("Only this role may do it: %(roles)s.") % {"roles": wanted})
    chosen = list(case.papers.outward().filter(pk__in=papers).select_related("document", "service"))
    refuse_if(
        (
            not chosen or len(chosen) != len(set(papers)),
            _("Choose papers of this case that go out under the seal."),
        ),
        (
            any(one.document.kind == TERMINATION for one in chosen)
            and case.status == Status.TERMINATED,
            _("For this decision use “Record service of the termination”: its limit waits for it."),
        ),
        (
            waits_for_telling(case, chosen),
            _("For this letter use “Tell the organ”: its limit waits for it."),
        ),
    )
    refuse(list(_wrong(chosen, receiver, received_on, at=at)))
    return keep_services(
        case,
        chosen,
        way=way,
        receiver=receiver.strip(),
        received_on=received_on,
        note=note,
        proof=proof,
        by=by,
        at=at,
    )


def keep_services(
    case: Case, papers: Sequence[CasePaper], *, proof: Any, by: Any, at: datetime, **told: Any
) -> list[Service]:
    """One row a paper, the proof beside each, and an entry in the audit chain."""
    kept = Attachment.keep(case, Attachment.Kind.SERVICE, proof, by=by, at=at) if proof else None
    services = Service.objects.bulk_create(
        Service(paper=paper, proof=kept, by=by, at=at, **told) for paper in papers
    )
    if not services:
        return []
    audit.note(
        "papers.served",
        actor=by,
        subject=case.number,
        at=at,
        content={
            "papers": [paper.document.label for paper in papers],
            "way": told["way"],
            "on": told["received_on"].isoformat(),
        },
    )
    return services


def _wrong(
    papers: Sequence[CasePaper], receiver: str, received_on: date, *, at: datetime
) -> Iterator[Any]:
    """Each thing that can't be, in a sentence of its own."""
    if not receiver.strip():
        yield _("Say who received it.")
    if received_on > localdate(at):
        yield _("The day of service lies in the future.")
    for paper in papers:
        label, issued_on = paper.document.label, localdate(paper.document.issued_at)
        if received_on < issued_on:
            words = {"paper": label, "day": issued_on}
            yield _("%(paper)s was issued on %(day)s: it can't be served before.") % words
        if paper.served:
            words = {"paper": label, "day": paper.served.received_on}
            yield _("%(paper)s was served already, on %(day)s.") % words


def addressee(paper: CasePaper, case: Case) -> str:
    """To whom this paper goes: the firm, the organ, whoever it is addressed to, or the person whose
    case it is."""
    first = next(iter(paper.document.read_facts().receivers), "")
    named: str = paper.document.facts.get(ADDRESSEES.get(first, ""), "")
    return named or case.applicant.name
