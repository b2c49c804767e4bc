"""Who may make which move. A role is held at the case's own office; four eyes are kept per case."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.states import FOUR_EYES, Role
from workflow.transitions import Denied, Granted, Permission


def barred_by(role: str, acted_in: Iterable[str]) -> str | None:
    """The role already acted in on this case that forbids ``role``, if there is one."""
    for pair in FOUR_EYES:
        if role in pair:
            for other in pair - {role}:
                if other in acted_in:
                    return str(other)
    return None


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
            return Denied(
                _("You acted as “%(role)s” on this case: another person must do this (four eyes).")
                % {"role": Role(barred).label}
            )
        wanted = " / ".join(str(role.label) for role in self.roles)
        return Denied(_("Only this role may do it: %(roles)s.") % {"roles": wanted})


clerk = ActsAs(Role.CLERK)
clerk_or_reviewer = ActsAs(Role.CLERK, Role.REVIEWER)
reviewer = ActsAs(Role.REVIEWER)
supervisor = ActsAs(Role.SUPERVISOR)
officer = ActsAs(Role.OFFICER)
lawyer = ActsAs(Role.LAWYER)
lawyer_or_provider = ActsAs(Role.LAWYER, Role.PROVIDER)
archivist = ActsAs(Role.ARCHIVIST)
