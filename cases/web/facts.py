"""The facts of a case in groups, each with its label, masked where they are personal."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cases.codes import SCOPE, ClosingPaper, Group, Material, listed
from cases.masking import masked_address, masked_number, masked_phone
from cases.models import Applicant, Case
from cases.states import PROVIDER_ROLES


@dataclass(frozen=True)
class Fact:
    label: Any
    value: Any
    wide: bool = False


@dataclass(frozen=True)
class FactGroup:
    title: str
    facts: list[Fact]


def words(value: Any) -> str:
    """A value as a person reads it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return listed(value)
    return str(formats.localize(value))


def labels_of(choices: Any, codes: list[str]) -> str:
    """The labels of stored codes; what is no code is text that somebody typed."""
    names = dict(choices.choices)
    return words([names.get(code, code) for code in codes])


def sees_review(case: Case, user: Any) -> bool:
    """The agency's own opinion is not for the lawyer or the firm."""
    return not user.roles_on(case) <= PROVIDER_ROLES


def facts_of(case: Case, user: Any, *, opponents: list[str]) -> list[FactGroup]:
    groups = [
        FactGroup(_("Applicant"), applicant_facts(case)),
        FactGroup(_("Application"), application_facts(case, opponents)),
    ]
    if sees_review(case, user):
        groups.append(FactGroup(_("Review and decision"), review_facts(case)))
    groups.append(FactGroup(_("Lawyer"), lawyer_facts(case)))
    groups.append(FactGroup(_("End"), end_facts(case)))
    return [group for group in groups if group.facts]


def _fact(case: Case, name: str, value: Any = None, *, wide: bool = False) -> Fact | None:
    """The case's own field under its own label; None when there is nothing to show."""
    if value is None:
        display = getattr(case, f"get_{name}_display", None)
        value = display() if display else getattr(case, name)
    text = words(value)
    field: Any = case._meta.get_field(name)
    return Fact(field.verbose_name, text, wide) if text else None


def _present(*facts: Fact | None) -> list[Fact]:
    return [fact for fact in facts if fact is not None and fact.value]


def applicant_facts(case: Case) -> list[Fact]:
    person: Applicant = case.applicant
    number = masked_number(person.id_no, person.id_type) or person.no_id_reason
    return _present(
        Fact(_("Name"), person.name),
        Fact(
            _("Sex, date of birth"), words([str(person.get_sex_display()), words(person.birth_on)])
        )
        if person.sex and person.birth_on
        else Fact(_("Sex"), str(person.get_sex_display())),
        Fact(person.get_id_type_display(), number),
        Fact(_("Telephone"), masked_phone(person.phone)),
        Fact(_("Address"), masked_address(person.address)),
        *means_facts(case),
    )


def means_facts(case: Case) -> list[Fact]:
    income = case.monthly_income_yuan
    return _present(
        Fact(_("Groups"), labels_of(Group, case.groups)),
        _fact(case, "household_size"),
        Fact(_("Household income a month (yuan)"), "" if income is None else str(income)),
    )


def application_facts(case: Case, opponents: list[str]) -> list[Fact]:
    article, item = SCOPE[case.matter]
    matter = _("%(matter)s (L%(article)d(%(item)d))") % {
        "matter": case.get_matter_display(),
        "article": article,
        "item": item,
    }
    return _present(
        _fact(case, "received_at"),
        _fact(case, "channel"),
        Fact(_("Matter"), matter),
        _fact(case, "cause"),
        _fact(case, "stage"),
        Fact(_("Opposing parties"), words(opponents)),
        _fact(case, "limitation_on"),
        Fact(
            _("Criminal case"),
            _("Life or death sentence possible") if case.life_or_death else _("Yes"),
        )
        if case.criminal
        else None,
        _fact(case, "claim", wide=True),
        Fact(_("Papers there"), labels_of(Material, case.materials), wide=True),
        Fact(_("Papers asked for"), labels_of(Material, case.papers_asked_for), wide=True),
        _fact(case, "reply_by"),
        _fact(case, "note", wide=True),
    )


def review_facts(case: Case) -> list[Fact]:
    return _present(
        _fact(case, "person_qualifies"),
        _fact(case, "scope_basis"),
        _fact(case, "means"),
        _fact(case, "opinion"),
        _fact(case, "evidence", wide=True),
        _fact(case, "opinion_reasons", wide=True),
        _fact(case, "decided_at"),
        _fact(case, "aid_form"),
        _fact(case, "provisional") if case.provisional else None,
        _fact(case, "urgent_ground"),
        _fact(case, "refusal_code"),
        _fact(case, "decision_reasons", wide=True),
    )


def lawyer_facts(case: Case) -> list[Fact]:
    proposed = case.proposed_lawyer
    return _present(
        Fact(_("Lawyer"), str(case.lawyer or "")),
        Fact(_("Law firm"), str(case.firm or "")),
        Fact(_("Proposed"), words([str(proposed), str(proposed.firm)])) if proposed else None,
    )


def end_facts(case: Case) -> list[Fact]:
    reason = case.end_reason
    if reason == "deemed_withdrawn":
        reason = _("The papers asked for did not come by their date.")
    return _present(
        _fact(case, "closed_on"),
        _fact(case, "closing_event"),
        _fact(case, "result"),
        Fact(_("Closing file"), labels_of(ClosingPaper, case.closing_papers), wide=True),
        Fact(_("Subsidy (yuan)"), "" if case.subsidy_yuan is None else str(case.subsidy_yuan)),
        _fact(case, "redirected_to"),
        _fact(case, "termination_ground"),
        _fact(case, "termination_served_on"),
        _fact(case, "end_reason", reason, wide=True) if reason else None,
    )
