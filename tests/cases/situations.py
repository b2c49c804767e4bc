"""One situation that the explorer can stand in, what a move makes of it, and the case it stands for."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from cases.eligibility import Facts, in_force
from cases.states import Status
from tests.cases.moments import MORNING

#: Typed here, not read from the code.
UNDECIDED = {"registered", "supplementing", "accepted", "verifying", "recommended"}
DECIDED = {
    "granted", "proposed", "assigned", "handling", "closed", "reported", "archived", "refused",
    "terminated",
}  # fmt: skip
DECISIONS = {"grant", "refuse", "aid_first", "notify"}


@dataclass(frozen=True)
class Situation:
    status: str = "new"
    clocks: frozenset[tuple[str, str]] = frozenset()  # (code, running | paused | breached)
    acted: frozenset[tuple[str, str]] = frozenset()  # (person, role), of people with two roles
    papers_there: bool = True
    asked: bool = False
    came_from: str = ""
    supported: bool = False  # the review found all three tests passed
    recommended_by: str = ""
    proposed_by: str = ""
    lawyer: str = ""
    decided: bool = False
    notified: bool = False
    served: bool = False
    ended_from: str = ""  # the state before a termination
    proposed_before: str = ""  # who had proposed, when it was terminated
    owed: frozenset[str] = frozenset()  # what a termination cut short and is still to come
    objection: str = ""  # the status of the last one; carried out: none

    def open(self, code: str) -> str | None:
        return dict(self.clocks).get(code)


def facts_after(move: str, here: Situation, target: str, person: str) -> dict[str, Any]:
    """What a move sets on the case, as far as a guard or a sentence looks at it.

    What matters in one status alone is forgotten with the next, so that like situations are one.
    """
    facts: dict[str, Any] = {
        "decided": here.decided or move in DECISIONS,
        "notified": here.notified or move == "notify",
        "asked": here.asked or move == "ask_for_papers",
        "came_from": here.status if move == "ask_for_papers" else "",
        "papers_there": here.papers_there or move == "receive_papers",
        "supported": move == "recommend",
        "recommended_by": person if move == "recommend" else "",
        "proposed_by": person if move == "propose" else "",
    }
    if target in DECIDED:  # no guard asks about its papers any more
        facts |= {"asked": False, "papers_there": True}
    if move in {"approve", "decline", "replace_lawyer"}:
        facts["lawyer"] = "Lu" if move == "approve" else ""
    if move == "terminate":
        facts |= {"ended_from": here.status, "proposed_before": here.proposed_by}
    if target == "archived":  # an end, however it was come to
        facts |= {"ended_from": "", "proposed_before": "", "objection": "", "owed": frozenset()}
    if move == "reopen_on_objection":
        again = here.proposed_before if target == "proposed" else ""
        facts |= {"ended_from": "", "proposed_before": "", "proposed_by": again}
        facts |= {"served": False, "objection": "", "owed": frozenset()}
    return facts


def stand_in(here: Situation) -> Any:
    """A case as guards and permissions see it."""
    papers = ["identity", "application_form", "means_statement", "case_evidence"]
    return SimpleNamespace(
        status=here.status,
        notified=here.notified or here.status == "new",
        organ_notice="a notice",
        applicant=SimpleNamespace(
            id_no="x", no_id_reason="", id_type="resident_id", is_minor=lambda on: False
        ),
        received_at=MORNING,
        matter="labour_pay",
        groups=[],
        stated_facts=lambda: Facts(matter="labour_pay", received_on=date(2026, 11, 2)),
        rules_of_its_day=lambda: in_force(date(2026, 11, 2), "620800"),
        materials=papers if here.papers_there else papers[:1],
        papers_asked_at=date(2026, 11, 2) if here.asked else None,
        proposed_lawyer_id=here.proposed_by or None,
        termination_served_on=date(2026, 11, 2) if here.served else None,
        person_qualifies=here.supported,
        scope_basis="31" if here.supported else "",
        means="met" if here.supported else "not_met",
        clocks=_Clocks(here),
        objections=_Objections(here),
        acted={"bureau": []} if here.objection not in {"", "filed"} else {},
        # What the lawyer signs is handed in by the same act.
        attachments=SimpleNamespace(
            values_list=lambda *names, **flat: ["agreement", "power_of_attorney"]
        ),
        roles_acted_by=lambda user: {role for person, role in here.acted if person == user.pk},
    )


def objection_in(case: Any) -> Any:
    """An objection on it, as its guards and permissions see it."""
    return SimpleNamespace(pk=1, case=case, roles_acted_by=case.roles_acted_by)


class _Objections:
    """The one that counts, or none; of several the others are done."""

    def __init__(self, here: Situation) -> None:
        self.here = here

    def filter(self, *, carried_out_at: None, status: str = "", status__in: Any = ()) -> Any:
        found = self.here.objection in {status, *status__in} - {""}
        return SimpleNamespace(
            exists=lambda: found,
            exclude=lambda pk: SimpleNamespace(exists=lambda: found and self.here.objection == ""),
        )


class _Clocks:
    def __init__(self, here: Situation) -> None:
        self.here = here

    def filter(self, *, code: str, state: str = "", state__in: Any = ()) -> Any:
        found = self.here.open(code) in {state, *state__in}
        return SimpleNamespace(exists=lambda: found)


assert {str(status) for status in Status} == UNDECIDED | DECIDED | {
    "new",
    "withdrawn",
    "redirected",
}
