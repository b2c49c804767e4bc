"""Carry out the moves that the forecast proposes, one by one, and say what came of each."""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cases import flows
from cases.codes import listed
from cases.models import Case, User
from cases.permissions import barred_by
from cases.states import Role
from cases.web.remedies import AT_ONCE
from workflow.transitions import TransitionRefused

#: Case number, whose hand it was in when the page was made, and to whom it goes.
PROPOSED = re.compile(r"([A-Za-z0-9_-]{1,30}):([0-9]{1,18}):([0-9]{1,18})")


@require_POST
def reassign(request: HttpRequest) -> HttpResponse:
    """Each case on its own: one that has changed meanwhile stops none of the others."""
    user: Any = request.user
    if not user.offices(Role.SUPERVISOR):
        raise Http404
    moves = [PROPOSED.fullmatch(one) for one in request.POST.getlist("move")[:AT_ONCE]]
    given: dict[str, list[str]] = {}
    for move in filter(None, moves):
        case = _case(user, move[1])
        if case is None:
            messages.warning(request, _("Case %(number)s is not there.") % {"number": move[1]})
            continue
        try:
            taker = hand_over(case, int(move[2]), int(move[3]), by=user)
        except TransitionRefused as refusal:
            messages.warning(request, f"{case.number}: {refusal}")
        else:
            given.setdefault(str(taker), []).append(case.number)
    for name, numbers in given.items():
        words = {"count": len(numbers), "name": name, "cases": listed(numbers)}
        said = ngettext(
            "%(count)d case is in the hand of %(name)s now: %(cases)s",
            "%(count)d cases are in the hand of %(name)s now: %(cases)s",
            len(numbers),
        )
        messages.success(request, said % words)
    if not any(moves):
        messages.warning(request, _("Nothing was chosen."))
    return redirect(f"{request.path.removesuffix('reassign/')}{_same_agency(request)}")


def hand_over(case: Any, giver: int, taker: int, *, by: Any) -> User:
    """Reassign it, if it lies where the page said and the taker may do it."""
    if case.todo_owner_id != giver:
        raise TransitionRefused(_("It is in another hand now than when the page was made."))
    person: User | None = flows.holders(case).filter(pk=taker).first()
    if person is None:
        raise TransitionRefused(_("Choose somebody who holds the role this needs."))
    if barred := barred_by(case.todo_role, case.roles_acted_by(person)):
        raise TransitionRefused(
            _("%(name)s acted as “%(role)s” on this case: another person must do this (four eyes).")
            % {"name": person, "role": Role(barred).label}
        )
    flows.reassign(case=case, to=person, by=by, at=timezone.now())
    return person


def _case(user: Any, number: str) -> Any:
    visible = flows.with_todo(Case.objects.visible_to(user)).with_places()
    return visible.filter(number=number).first()


def _same_agency(request: HttpRequest) -> str:
    """Back to the agency that was shown."""
    code = request.POST.get("agency", "")
    return f"?agency={code}" if re.fullmatch(r"[\w-]{1,30}", code) else ""
