"""Which lawyers may take a case: the hard rules, as plain Python over plain facts.

L26 and Order 148 article 26: who may face life or death needs three years of criminal defence.
L43 and Order 148 articles 24 to 26: the agency assigns a qualified provider.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Years of criminal defence for a case that may end in life or death (Order 148, article 26).
CRIMINAL_YEARS = 3


@dataclass(frozen=True, kw_only=True)
class Need:
    """What a case asks of its lawyer."""

    on: date
    criminal: bool = False
    life_or_death: bool = False
    recipient_is_minor: bool = False


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a lawyer brings, on one day, seen from one case."""

    name: str
    active: bool
    licence_from: date
    licence_until: date
    firm_active: bool
    firm_licence_until: date
    is_lawyer: bool
    criminal_since: date | None
    knows_minors: bool
    on_leave: bool
    open_cases: int
    capacity: int
    firm_on_other_side: bool


def whole_years(since: date, on: date) -> int:
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))


def obstacles(need: Need, standing: Standing) -> list[str | Promise]:
    """Every hard rule the lawyer fails, as sentences; empty when the lawyer may take the case."""
    found: list[str | Promise] = []
    if not (standing.active and standing.licence_from <= need.on <= standing.licence_until):
        found.append(_("The lawyer's licence is not valid on that day."))
    if not (standing.firm_active and need.on <= standing.firm_licence_until):
        found.append(_("The firm's licence is not valid on that day."))
    if standing.on_leave:
        found.append(_("The lawyer is on leave."))
    if standing.open_cases >= standing.capacity:
        found.append(
            _("The lawyer has no capacity left (%(open)d of %(capacity)d cases).")
            % {"open": standing.open_cases, "capacity": standing.capacity}
        )
    if standing.firm_on_other_side:
        found.append(_("The same firm acts for the other side."))
    if need.criminal and not standing.is_lawyer:
        found.append(_("Only a lawyer may defend; a grassroots legal service worker may not."))
    if need.life_or_death and (
        standing.criminal_since is None
        or whole_years(standing.criminal_since, need.on) < CRIMINAL_YEARS
    ):
        found.append(_("Three years of criminal defence are required (L26)."))
    if need.recipient_is_minor and not standing.knows_minors:
        found.append(_("The recipient is a minor: the lawyer must know work with minors."))
    return found
