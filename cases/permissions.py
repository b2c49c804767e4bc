"""Who may make which move. A role is held at the case's own office; four eyes are kept per case."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.codes import Personal
from cases.states import DECIDING_ROLES, FOUR_EYES, Role
from workflow.transitions import Denied, Granted, Permission, TransitionRefused


def barred_by(role: str, acted_in: Iterable[str]) -> str | None:
    """The role already acted in on this case that forbids ``role``, if there is one."""
    for pair in FOUR_EYES:
        if role in pair:
            for other in pair - {role}:
                if other in acted_in:
                    return str(other)
    return None


def acted_already(role: str) -> Promise:
    """Why this person may not do it, in words."""
    said: Any = _(
        "You acted as “%(role)s” on this case: another person must do this (four eyes)."
    ) % {"role": Role(role).label}
    return said


class ActsAs(Permission):
    """May be made by who holds one of these roles where the case is, and acted in no other half of
    a four-eyes pair on it (procedure.md section 1; the Law's agencies decide, L12)."""

    def __init__(self, *roles: Role) -> None:
        self.roles = roles

    def ask(self, subject: Any, user: Any) -> Granted | Denied:
        held = user.roles_on(subject)
        barred: str | None = None
        for role in self.roles:
            if role not in held:
                continue
            barred = barred_by(role, subject.roles_acted_by(user))
            if barred is None:
                return Granted(role)
        if barred:
            return Denied(acted_already(barred))
        wanted = " / ".join(str(role.label) for role in self.roles)
        return Denied(_("Only this role may do it: %(roles)s.") % {"roles": wanted})


class Rules(ActsAs):
    """The same for who rules on an objection: nobody who had a part in the case's decisions (L49),
    in whatever role that was."""

    def ask(self, subject: Any, user: Any) -> Granted | Denied:
        answer = super().ask(subject, user)
        part = sorted(DECIDING_ROLES & subject.roles_acted_by(user))
        return Denied(acted_already(part[0])) if part and isinstance(answer, Granted) else answer


class AnotherPerson(ActsAs):
    """The same, but never who filed it (``filed_by`` of the subject)."""

    def ask(self, subject: Any, user: Any) -> Granted | Denied:
        if subject.filed_by_id == user.pk:
            return Denied(_("You filed it: another person must decide (four eyes)."))
        return super().ask(subject, user)


clerk = ActsAs(Role.CLERK)
clerk_or_organ = ActsAs(Role.CLERK, Role.ORGAN)
clerk_or_reviewer = ActsAs(Role.CLERK, Role.REVIEWER)
reviewer = ActsAs(Role.REVIEWER)
supervisor = ActsAs(Role.SUPERVISOR)
another_supervisor = AnotherPerson(Role.SUPERVISOR)
officer = ActsAs(Role.OFFICER)
lawyer = ActsAs(Role.LAWYER)
lawyer_or_provider = ActsAs(Role.LAWYER, Role.PROVIDER)
archivist = ActsAs(Role.ARCHIVIST)
clerk_or_bureau = ActsAs(Role.CLERK, Role.BUREAU)
bureau = Rules(Role.BUREAU)

#: Who may have a personal value shown in full, with a reason: who works on the case and needs it.
#: Means are for those who judge them; auditor, bureau and the firm's secretary see masks alone.
ACTING = frozenset(
    {Role.CLERK, Role.REVIEWER, Role.SUPERVISOR, Role.OFFICER, Role.ARCHIVIST, Role.LAWYER}
)
SHOWN_TO: dict[str, frozenset[Role]] = {
    Personal.ID_NO: ACTING,
    Personal.PHONE: ACTING,
    Personal.ADDRESS: ACTING,
    Personal.MEANS: frozenset({Role.CLERK, Role.REVIEWER, Role.SUPERVISOR}),
}


def shown_to(case: Any, user: Any) -> list[str]:
    """What this person may have shown of this case, in the order of :class:`Personal`."""
    held = user.roles_on(case)
    return [what for what, roles in SHOWN_TO.items() if held & roles]


#: Who takes down what an applicant says of their own data, and who hands them a copy of all of it.
TAKES_DOWN = frozenset({Role.CLERK, Role.REVIEWER})
HANDS_OVER = frozenset({Role.CLERK, Role.SUPERVISOR})
#: Who sets a legal hold and lifts it.
HOLDS = frozenset({Role.SUPERVISOR})


def refuse_unless(roles: frozenset[Role], case: Any, user: Any) -> None:
    """For steps that are no moves: only these roles, where the case is."""
    if not user.roles_on(case) & roles:
        wanted = " / ".join(str(role.label) for role in Role if role in roles)
        raise TransitionRefused(_("Only this role may do it: %(roles)s.") % {"roles": wanted})
