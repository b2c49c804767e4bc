"""The page of one case: where is it, whose turn, by when and why, what can I do now."""

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from cases import flows
from cases.actions.record_service import SERVERS, TERMINATION
from cases.conditions import evidence_of, number_is_doubted
from cases.lookalikes import of_case
from cases.models import Case, OrganLetter, OrganNotice
from cases.permissions import shown_to
from cases.states import Role, Status
from cases.web.clocks import read_clocks, show_clocks
from cases.web.evidence import lines_of, readings_of
from cases.web.facts import facts_of
from cases.web.forms.acts import acts_of
from cases.web.objection_lists import objections_of
from cases.web.papers import read_papers, rows_of
from cases.web.personal_data import data_panel
from cases.web.phases import phases_of
from cases.web.timeleft import first_of, of_clock
from cases.web.timeline import timeline
from cases.web.to_sign import forms_to_sign

#: Less than so many days before a limitation ends, aid may be given first (L44).
URGENT_DAYS = 7
#: Read together with a case that is shown, or acted on.
BESIDE = (
    "proposed_lawyer__firm",
    "agent",
    "intake",
    "number_doubt__by",
    "organ_notice",
    "forwarding",
    "erasure",
    "number_doubt__confirmed_by",
)
UNDECIDED = (Status.REGISTERED, Status.SUPPLEMENTING, Status.ACCEPTED)


def visible_case(request: HttpRequest, number: str) -> Case:
    """The case, if this person may know of it; a stranger reads that there is no such page."""
    cases = flows.with_todo(Case.objects.visible_to(request.user)).with_places()
    case: Case | None = cases.select_related(*BESIDE).filter(number=number).first()
    if case is None:
        raise Http404
    return case


@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    at = timezone.now()
    shown = visible_case(request, number)
    return render(request, "cases/case.html", page_of(shown, request.user, at=at))


def page_of(case: Case, user: Any, *, at: datetime) -> dict[str, Any]:
    clocks = read_clocks(case)
    papers = read_papers(case)
    now, past = show_clocks(clocks, at=at, papers=papers)
    first = None if case.ended else first_of([clock for clock in clocks if clock.is_open])
    acts, entries = acts_of(case, user), timeline(case, user)
    opponents = opponents_of(case)
    files = list(case.attachments.select_related("by"))
    return {
        "case": case,
        "phases": phases_of(case),
        "first": first,
        "left": of_clock(first, at=at) if first else None,
        "clocks": now,
        "past_clocks": past,
        "acts": [act for act in acts if act.allowed],
        "not_now": [act for act in acts if not act.allowed],
        "todo": todo_of(case, user),
        "urgent_days": urgent_days(case, today=localdate(at)),
        "number_doubted": number_is_doubted(case),
        "may_show": bool(shown_to(case, user)),
        "fact_groups": facts_of(case, user, opponents=opponents),
        "likenesses": of_case(case, user, opponents=opponents),
        "may_tell_apart": Role.REVIEWER in user.roles_on(case),
        "data": data_panel(case),
        "papers": rows_of(papers),
        "letters": letters_told(case),
        "linked_notices": told_before_or_after(case, user),
        "may_serve": bool(user.roles_on(case).intersection(SERVERS)),
        # Its service is a step of its own, among the acts.
        "own_step": TERMINATION if case.status == Status.TERMINATED else "",
        "to_sign": forms_to_sign(case, user),
        "attachments": [file for file in files if not file.item],
        "evidence": lines_of(case, evidence_of(case), files=files),
        "readings": readings_of(case, user, files),
        "entries": entries,
        "since": next((entry.at for entry in entries if entry.change), None),
        "open_objection": None,
    } | objections_of(case, user, at=at)


def told_before_or_after(case: Case, user: Any) -> list[OrganNotice]:
    """The organ's other notices of this person that are tied to this one, where one may see them."""
    if not case.notified:
        return []
    linked = OrganNotice.objects.linked_to(case.organ_notice).select_related("case")
    return list(linked.filter(case__in=Case.objects.visible_to(user)).order_by("pk"))


def letters_told(case: Case) -> list[Any]:
    """The letters that answer an organ's notice, each with the ways it went and their proof."""
    if not case.notified:
        return []
    letters = OrganLetter.objects.filter(notice__case=case).select_related("paper__document")
    return list(letters.prefetch_related("dispatches__message"))


def todo_of(case: Any, user: Any) -> dict[str, Any]:
    """Who has the open to-do, and which of claim, give back and reassign this person may press."""
    roles, role = user.roles_on(case), case.todo_role
    owner = case.todo_owner_id
    supervises = Role.SUPERVISOR in roles and role is not None and role != Role.LAWYER
    return {
        "open": role is not None,
        "owner": case.todo_owner_name,
        "mine": owner == user.pk and owner is not None,
        "may_claim": role is not None and owner is None and role in roles,
        "may_give_back": owner == user.pk and owner is not None and role != Role.LAWYER,
        "people": flows.holders(case) if supervises else [],
    }


def opponents_of(case: Case) -> list[str]:
    return list(case.opponents.order_by("pk").values_list("name", flat=True))


def urgent_days(case: Case, *, today: date) -> int | None:
    """Days to the end of the limitation, when so few that aid may come first (L44)."""
    if case.limitation_on is None or case.status not in UNDECIDED:
        return None
    days = (case.limitation_on - today).days
    return days if days < URGENT_DAYS else None
