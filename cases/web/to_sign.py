"""Forms that are printed for signing, by the state of a case: which there are, and for whom."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.actions.papers.agreement import aid_agreement, power_of_attorney
from cases.actions.papers.closing import closing_report, told_before
from cases.actions.papers.handling import change_request, progress_log
from cases.codes import AidForm
from cases.models import Case
from cases.states import Role, Status
from documents.facts import Form
from documents.kinds import AidAgreement, ChangeRequest, ClosingReport, PowerOfAttorney, ProgressLog

#: How far the lawyer's authority goes; without one the boxes are ticked by hand.
SCOPES = {"": _("authority ticked by hand"), "general": _("general"), "special": _("special")}


@dataclass(frozen=True)
class PreparedForm:
    """One form: in which state of a case, for whom, and its facts from the case and a scope."""

    kind: type[Form]
    status: Status
    facts: Callable[[Case, Any], Form]
    scoped: bool = False
    roles: frozenset[Role] = frozenset({Role.LAWYER, Role.PROVIDER})

    def offered(self, case: Case, user: Any) -> bool:
        return case.status == self.status and bool(user.roles_on(case) & self.roles)

    def scopes(self, case: Case) -> tuple[str, ...]:
        """A defender's authority is neither general nor special."""
        if not self.scoped or case.aid_form == AidForm.CRIMINAL_DEFENCE:
            return ("",)
        return tuple(SCOPES)


def draft_report(case: Case, _scope: str) -> Form:
    """With what was told before, where the report was handed in once and returned."""
    told = told_before(case)
    recovered = told.get("recovered")
    return closing_report(
        case,
        organ=told.get("organ", ""),
        summary=told.get("summary", ""),
        recovered=Decimal(recovered) if recovered else None,
    )


FORMS = {
    form.kind.kind: form
    for form in (
        PreparedForm(
            AidAgreement,
            Status.ASSIGNED,
            lambda case, scope: aid_agreement(case, scope=scope),
            scoped=True,
        ),
        PreparedForm(
            PowerOfAttorney,
            Status.ASSIGNED,
            lambda case, scope: power_of_attorney(case, scope=scope),
            scoped=True,
        ),
        PreparedForm(ProgressLog, Status.HANDLING, lambda case, scope: progress_log(case)),
        PreparedForm(
            ChangeRequest,
            Status.HANDLING,
            lambda case, scope: change_request(case),
            roles=frozenset({Role.CLERK, Role.OFFICER, Role.LAWYER}),
        ),
        PreparedForm(ClosingReport, Status.CLOSED, draft_report),
    )
}


@dataclass(frozen=True)
class ToSign:
    """A form on the page of its case, with a link for each scope."""

    title: str
    links: tuple[tuple[Any, str], ...]


def forms_to_sign(case: Case, user: Any) -> list[ToSign]:
    found = []
    for name, form in FORMS.items():
        if not form.offered(case, user):
            continue
        address = reverse("cases:prepared", args=[case.number, name])
        scopes = form.scopes(case)
        links = tuple(
            (
                SCOPES[scope] if len(scopes) > 1 else _("print"),
                f"{address}?scope={scope}" if scope else address,
            )
            for scope in scopes
        )
        found.append(ToSign(form.kind.title, links))
    return found
