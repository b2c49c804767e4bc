"""Cases walked through the real actions: a case is never put into a state by hand.

:func:`make` makes one move as the person whose move it usually is, :func:`walk` makes several,
:func:`case_in` goes the shortest way to a status.
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from cases import notices
from cases.actions.file_objection import file_objection
from cases.models import Case, Objection, OrganDispatch, User
from cases.states import AGENCY_ROLES, STATION_ROLES, Role, Status
from tests.cases.cast import City, notified, registered, someone
from tests.cases.moves import MOVES, OBJECTION_MOVES


def who(case: Case, role: str) -> User:
    """The person of the cast who acts in this role on this case."""
    if role == Role.LAWYER:
        return User.objects.get(lawyer__cases=case)
    if role in STATION_ROLES:
        return someone(role, office=case.station)
    if role in AGENCY_ROLES:
        return someone(role, office=case.agency)
    if role == Role.BUREAU:
        return someone(role, office=case.agency.parent)
    raise AssertionError(f"Nobody acts as {role} on a case.")


#: Steps before which time must pass, and how long.
WAITS = {"deem_withdrawn": timedelta(days=9), "archive_terminated": timedelta(days=20)}

_TO_GRANTED = ("accept", "recommend", "grant")
_TO_HANDLING = (*_TO_GRANTED, "propose", "approve", "sign")
#: The shortest way to every status, and the ways round.
ROUTES: dict[str, tuple[str, ...]] = {
    Status.REGISTERED: (),
    Status.SUPPLEMENTING: ("ask_for_papers",),
    Status.ACCEPTED: ("accept",),
    Status.VERIFYING: ("accept", "ask_cooperation"),
    Status.RECOMMENDED: ("accept", "recommend"),
    Status.GRANTED: _TO_GRANTED,
    Status.PROPOSED: (*_TO_GRANTED, "propose"),
    Status.ASSIGNED: (*_TO_GRANTED, "propose", "approve"),
    Status.HANDLING: _TO_HANDLING,
    Status.CLOSED: (*_TO_HANDLING, "close"),
    Status.REPORTED: (*_TO_HANDLING, "close", "report"),
    Status.ARCHIVED: (*_TO_HANDLING, "close", "report", "archive"),
    Status.REFUSED: ("accept", "recommend", "refuse"),
    Status.WITHDRAWN: ("withdraw",),
    Status.REDIRECTED: ("redirect",),
    Status.TERMINATED: (*_TO_HANDLING, "terminate"),
    # Ways round that end in a status above
    "supplemented": ("ask_for_papers", "receive_papers"),
    "asked_twice_stage": ("accept", "ask_for_papers", "receive_papers"),
    "deemed_withdrawn": ("ask_for_papers", "deem_withdrawn"),
    "returned_to_review": ("accept", "recommend", "return_to_review"),
    "provisional": ("aid_first",),
    "provisional_while_supplementing": ("ask_for_papers", "aid_first"),
    "papers_came_later": ("aid_first", "receive_later_papers"),
    "sent_back": (*_TO_GRANTED, "propose", "send_back"),
    "declined": (*_TO_GRANTED, "propose", "approve", "decline"),
    "reassigned": (*_TO_GRANTED, "propose", "approve", "decline", "propose", "approve"),
    "replaced": (*_TO_HANDLING, "replace_lawyer"),
    "met": (*_TO_HANDLING, "log_handling"),
    "returned_report": (*_TO_HANDLING, "close", "report", "return_report"),
    "withdrawn_while_proposed": (*_TO_GRANTED, "propose", "withdraw"),
    "terminated_while_proposed": (*_TO_GRANTED, "propose", "terminate"),
    "served": (*_TO_HANDLING, "terminate", "serve_termination"),
    "ordered": ("accept", "recommend", "refuse", "object"),
    "reopened": ("accept", "recommend", "refuse", "object", "reopen_on_objection"),
    "taken_up_again": (*_TO_HANDLING, "terminate", "object", "reopen_on_objection"),
    "provisional_taken_up_again": (
        "aid_first",
        "propose",
        "approve",
        "sign",
        "terminate",
        "object",
        "reopen_on_objection",
    ),
    "archived_after_termination": (
        *_TO_HANDLING,
        "terminate",
        "serve_termination",
        "archive",
    ),
    "verified": ("accept", "ask_cooperation", "receive_cooperation"),
    "withdrawn_while_verifying": ("accept", "ask_cooperation", "withdraw"),
    # The other door: an organ notifies
    "notified": ("notify",),
    "notified_assigned": ("notify", "propose", "approve"),
    "organ_told": ("notify", "propose", "approve", "tell_organ"),
    "told_and_declined": ("notify", "propose", "approve", "tell_organ", "decline"),
    "declined_untold": ("notify", "propose", "approve", "decline"),
    "reported_untold": ("notify", "propose", "approve", "sign", "log_handling", "close", "report"),
    "notified_terminated": ("notify", "propose", "approve", "terminate"),
    "untold_taken_up_again": (
        "notify",
        "propose",
        "approve",
        "terminate",
        "object",
        "reopen_on_objection",
    ),
    "told_taken_up_again": (
        "notify",
        "propose",
        "approve",
        "tell_organ",
        "terminate",
        "object",
        "reopen_on_objection",
    ),
}


def pass_time(until: datetime) -> None:
    """What the clock runner does when it wakes up at ``until``: every stage reached by then."""
    while notices.pass_time(at=until):
        pass


def objected(
    case: Case, *, by: User | None = None, at: datetime | None = None, files: Any = (), **facts: Any
) -> Objection:
    """An objection against the case's decision, an hour after it, taken down at the counter."""
    at = at or _next_moment(case, "file")
    usual = {
        "objector": "applicant",
        "name": case.applicant.name,
        "filed_by": "counter",
        "received_at": at,
        "decision_received_on": localdate(at),
        "grounds": "工资已经停发，家庭没有其他收入。",
    }
    return file_objection(
        case_id=case.pk,
        facts=usual | facts,
        submission=f"objection:{case.number}:{case.objections.count()}",
        by=by or someone(Role.CLERK, office=case.station),
        at=at,
        files=files,
    )


def rule_on(
    objection: Objection,
    *moves: str,
    by: User | None = None,
    at: datetime | None = None,
    **facts: Any,
) -> Objection:
    """Make these moves of an objection, an hour after each other, as an officer of the bureau."""
    for move in moves:
        action, role, usual = OBJECTION_MOVES[move]
        moment = at or objection.history.latest("seq").at + timedelta(hours=1)
        case = Case.objects.get(pk=objection.case_id)
        action(
            objection_id=objection.pk,
            by=by or who(case, role),
            at=moment,
            **usual(case, moment) | facts,
        )
        objection = Objection.objects.with_places().get(pk=objection.pk)
    return objection


def make(
    case: Case, move: str, *, by: User | None = None, at: datetime | None = None, **facts: Any
) -> Case:
    """Make one move as its usual person, an hour after the one before, unless told otherwise."""
    if move == "object":  # no move of the case: taken down, examined and ruled on
        rule_on(objected(case, at=at), "examine", "correct")
        return Case.objects.with_places().get(pk=case.pk)
    action, role, usual = MOVES[move]
    at = at or _next_moment(case, move)
    if move in {"deem_withdrawn", "archive"}:
        pass_time(at)
    fresh = Case.objects.get(pk=case.pk)
    action(case_id=case.pk, by=by or who(fresh, role), at=at, **usual(fresh, at) | facts)
    return Case.objects.with_places().get(pk=case.pk)


def _next_moment(case: Case, move: str) -> datetime:
    latest = case.history.latest("seq").at
    events = [event.at for event in case.handling_events.all()]
    sent = OrganDispatch.objects.filter(letter__notice__case=case).values_list("sent_at", flat=True)
    events += [one.history.latest("seq").at for one in case.objections.all()]
    at: datetime = max([latest, *events, *sent]) + timedelta(hours=1)
    if move == "archive" and case.history.latest("seq").target == Status.TERMINATED:
        move = "archive_terminated"
    return at + WAITS.get(move, timedelta())


def walk(case: Case, *moves: str, at: datetime | None = None) -> Case:
    """Make these moves in turn; the first at ``at``, the others an hour after each other."""
    for move in moves:
        case = make(case, move, at=at)
        at = None
    return case


def case_in(city: City, where: str, **registration: Any) -> Case:
    """A case that stands in this status, or at the end of this way round (see ROUTES)."""
    route = ROUTES[where]
    if route[:1] == ("notify",):
        return walk(notified(city, **registration), *route[1:])
    return walk(registered(city, **registration), *route)
