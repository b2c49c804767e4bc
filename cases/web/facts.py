"""The facts of a case in groups, each with its label, masked where they are personal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cases.codes import ClosingPaper, Group, Material, Personal, listed
from cases.eligibility import NATIONAL_SCOPE
from cases.masking import masked_address, masked_means, masked_number, masked_phone
from cases.models import Applicant, Case, Intake
from cases.organ_codes import FORWARDING, NoticePaper
from cases.permissions import ACTING
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
        FactGroup(_("The accused") if case.notified else _("Applicant"), applicant_facts(case)),
        FactGroup(_("Agent"), agent_facts(case)),
        FactGroup(_("Organ's notice"), notice_facts(case, user))
        if case.notified
        else FactGroup(_("Application"), application_facts(case, opponents)),
    ]
    if sees_review(case, user) and not case.notified:  # whose means nobody looks at
        groups.append(FactGroup(_("Co-operation"), cooperation_facts(case)))
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
        Fact(_("The number does not fit"), _confirmation(case), wide=True),
        Fact(_("Telephone"), masked_phone(person.phone)),
        Fact(_("Address"), masked_address(person.address)),
        *intake_facts(case),
        *means_facts(case),
    )


def intake_facts(case: Case) -> list[Fact]:
    """What form 2 asks for besides, and who applies together with the applicant."""
    more = Intake.of(case)
    together = _("%(count)d persons; counted as %(counted)d") % {
        "count": more.applicants,
        "counted": more.persons_counted,
    }
    others = case.co_applicants.all() if more.applicants > 1 else ()
    return _present(
        Fact(_("Situation"), str(more.get_situation_display())),
        Fact(_("Ethnic group"), more.ethnic_group),
        Fact(_("Registered residence"), masked_address(more.domicile)),
        Fact(_("Employer"), more.employer),
        Fact(_("Education"), more.education),
        Fact(_("Apply together"), together) if more.applicants > 1 else None,
        Fact(_("Co-applicants"), words([_person(one) for one in others]), wide=True),
    )


def _confirmation(case: Case) -> str:
    """Who vouches for a number whose check digit doesn't fit."""
    doubt = getattr(case, "number_doubt", None)
    if doubt is None:
        return ""
    if doubt.is_open:
        return _("As on the paper: %(reason)s. Not confirmed yet.") % {"reason": doubt.reason}
    return _("As on the paper: %(reason)s. Confirmed by %(name)s on %(day)s: %(seen)s") % {
        "reason": doubt.reason,
        "name": doubt.confirmed_by,
        "day": words(doubt.confirmed_at),
        "seen": doubt.seen,
    }


def _person(one: Any) -> str:
    number = masked_number(one.id_no, one.id_type)
    return f"{one.name} {number}".strip()


def agent_facts(case: Case) -> list[Fact]:
    agent = getattr(case, "agent", None)
    if agent is None:
        return []
    return _present(
        Fact(_("Name"), agent.name),
        Fact(_("Kind of agent"), str(agent.get_kind_display())),
        Fact(_("Relation to the applicant"), agent.relation),
        Fact(_("Why an agent applies"), str(agent.get_ground_display())),
        Fact(agent.get_id_type_display(), masked_number(agent.id_no, agent.id_type)),
        Fact(_("Telephone"), masked_phone(agent.phone)),
    )


def means_facts(case: Case) -> list[Fact]:
    return _present(
        Fact(_("Groups"), labels_of(Group, case.groups)),
        Fact(_("Household size"), masked_means(case.household_size)),
        Fact(_("Household income a month (yuan)"), masked_means(case.monthly_income_yuan)),
    )


def whole_facts(case: Case, what: Iterable[str]) -> list[Fact]:
    """Personal values in full: only for a page that ``show_personal`` has been asked for."""
    person, income, size = case.applicant, case.monthly_income_yuan, case.household_size
    whole: dict[str, list[Fact]] = {
        Personal.ID_NO: [Fact(person.get_id_type_display(), person.id_no or person.no_id_reason)],
        Personal.PHONE: [Fact(_("Telephone"), person.phone)],
        Personal.ADDRESS: [Fact(_("Address"), person.address)],
        Personal.MEANS: [
            Fact(_("Household size"), "" if size is None else str(size)),
            Fact(_("Household income a month (yuan)"), "" if income is None else str(income)),
        ],
    }
    if agent := getattr(case, "agent", None):
        whole[Personal.ID_NO].append(Fact(_("Agent: identity number"), agent.id_no))
        whole[Personal.PHONE].append(Fact(_("Agent: telephone"), agent.phone))
    if Intake.of(case).applicants > 1:
        numbers = [Fact(one.name, one.id_no) for one in case.co_applicants.all()]
        whole[Personal.ID_NO] += numbers
    return [Fact(fact.label, fact.value or _("not given")) for one in what for fact in whole[one]]


def application_facts(case: Case, opponents: list[str]) -> list[Fact]:
    matter = str(case.get_matter_display())
    if case.matter in NATIONAL_SCOPE:
        article, item = NATIONAL_SCOPE[case.matter]
        matter = _("%(matter)s (L%(article)d(%(item)d))") % {
            "matter": matter,
            "article": article,
            "item": item,
        }
    return _present(
        _fact(case, "received_at"),
        _fact(case, "channel"),
        Fact(_("Matter"), matter),
        _fact(case, "cause"),
        _fact(case, "stage"),
        Fact(_("Organ that handles the case"), organ_of(case)),
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
        *forwarding_facts(case),
    )


def organ_of(case: Case) -> str:
    """Name or kind of the organ in whose hands the case is."""
    intake = Intake.of(case)
    return intake.organ or str(intake.get_organ_kind_display())


def notice_facts(case: Case, user: Any) -> list[Fact]:
    """What the organ told (L25, L28). Where the person is held is for who works on the case."""
    notice: Any = case.organ_notice
    works = bool(user.roles_on(case) & ACTING)
    return _present(
        Fact(_("Organ"), words([notice.organ_name, str(notice.get_organ_kind_display())])),
        Fact(_("Number of the notice"), notice.document_no),
        Fact(_("Reason by law"), str(notice.get_reason_display())),
        _fact(case, "received_at"),
        _fact(case, "channel"),
        Fact(_("Charge"), case.cause),
        _fact(case, "stage"),
        Fact(_("Life or death sentence possible"), _("Yes")) if case.life_or_death else None,
        Fact(_("Hearing at"), words(notice.hearing_at)),
        Fact(_("Place of the hearing"), notice.hearing_place),
        Fact(_("Summary or fast-track procedure"), _("Yes")) if notice.summary_procedure else None,
        Fact(_("Judge, prosecutor or officer"), notice.contact),
        Fact(_("Telephone there"), notice.contact_phone if works else ""),
        Fact(_("Held at"), notice.detained_at if works else ""),
        Fact(_("Papers that come with it"), labels_of(NoticePaper, notice.papers), wide=True),
        _fact(case, "aid_form"),
    )


def forwarding_facts(case: Case) -> list[Fact]:
    """By whom it came, and whether the 24 hours were kept (L39): their lateness, nobody's here."""
    forwarding: Any = getattr(case, "forwarding", None)
    if forwarding is None:
        return []
    clock = case.clocks.filter(code=FORWARDING[forwarding.by]).first()
    late = clock is not None and clock.breached_at is not None
    kept = _("forwarded after more than 24 hours (L39)") if late else _("forwarded in time (L39)")
    return [
        Fact(_("Forwarded by"), str(forwarding.get_by_display())),
        Fact(_("Handed to them at"), words([words(forwarding.got_at), kept])),
    ]


def cooperation_facts(case: Case) -> list[Fact]:
    """What another agency was asked, and what it found."""
    found = []
    for one in case.cooperations.all():
        asked = words([one.agency, words(localtime(one.asked_at).date()), listed(one.items)])
        found.append(Fact(_("Asked"), asked, wide=True))
        if one.received_at:
            said = words([str(one.get_result_display()), words(localtime(one.received_at).date())])
            found.append(Fact(_("Reply"), f"{said}\n{one.findings}", wide=True))
        else:
            found.append(Fact(_("Answer expected by"), words(one.reply_by)))
    return found


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
