"""Papers of the counter: what was applied for, what was received, what is missing."""

import json
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from django.utils.timezone import localdate

from cases.actions.papers import income_per_head, party_name
from cases.actions.phrases import (
    AGENT_KINDS,
    ID_TYPES,
    MATERIALS,
    MEANS_ANSWERS,
    STAGES,
    TOLD_BY,
    in_words,
)
from cases.conditions import bringing, means_are_exempt
from cases.eligibility import Test, waived_by
from cases.masking import masked_address, masked_number, masked_phone
from cases.models import Case, Intake
from cases.models import MeansStatement as StatedMeans
from cases.models.agreements import Purpose
from documents.kinds import ApplicationForm, ApplicationReceipt, MeansStatement, SupplementNotice
from documents.kinds.application_form import Agent, Applying
from documents.kinds.application_receipt import Received
from documents.kinds.means_statement import Belongings, Member


def registration_papers(
    case: Case, opponents: Iterable[str], *, by: Any
) -> list[ApplicationForm | MeansStatement | ApplicationReceipt]:
    """What the counter prints for a new application: to be signed, and to be taken home."""
    papers: list[ApplicationForm | MeansStatement | ApplicationReceipt] = [
        application_form(case, opponents, by=by)
    ]
    if not means_are_exempt(case):
        papers.append(means_statement(case))
    if case.materials:
        papers.append(application_receipt(case, case.materials, by=by, at=case.received_at))
    return papers


def application_form(case: Case, opponents: Iterable[str], *, by: Any) -> ApplicationForm:
    """As keyed. What was not asked for is written in by hand."""
    who, more = case.applicant, Intake.of(case)
    return ApplicationForm(
        agency=case.agency.issuer(),
        case_number=case.number,
        applicant=Applying(
            name=party_name(case),
            sex=str(who.sex),  # a member of codes.Sex where it was read from the number
            birth_on=who.birth_on,
            ethnic_group=more.ethnic_group,
            id_paper=in_words(ID_TYPES, who.id_type),
            id_no=masked_number(who.id_no, who.id_type),
            domicile=masked_address(more.domicile),
            residence=masked_address(who.address),
            employer=more.employer,
            education=more.education,
            phone=masked_phone(who.phone),
        ),
        agent=_agent_of(case),
        groups=tuple(case.groups),
        cause=case.cause,
        stage=in_words(STAGES, case.stage),
        opponents=tuple(opponents),
        means=_means_of(case),
        told=_told_on(case),
        narrative=case.claim,
        station=case.station.name,
        received_on=localdate(case.received_at),
        received_by=by.name,
    )


def _agent_of(case: Case) -> Agent:
    agent = getattr(case, "agent", None)
    if agent is None:
        return Agent()
    return Agent(
        name=agent.name,
        kind=AGENT_KINDS[agent.kind],
        relation=agent.relation,
        id_paper=in_words(ID_TYPES, agent.id_type),
        id_no=masked_number(agent.id_no, agent.id_type),
        phone=masked_phone(agent.phone),
    )


def _told_on(case: Case) -> str:
    """What the applicant signs of the handling of personal data: which edition, and the answer."""
    words = case.agreements.standing()
    if (told := words.get(Purpose.HANDLING)) is None:
        return ""
    said = f"个人信息处理告知书（第{told.edition.number}版）已向本人{TOLD_BY[told.way]}。"
    means = words.get(Purpose.MEANS_CHECK)
    return said + (MEANS_ANSWERS.get(means.answer, "") if means else "")


def _means_of(case: Case) -> Literal["stated", "not_required", "not_checked"]:
    """L32 asks for no hardship, L42 leaves it unchecked for some, the others state it (L41)."""
    rule = waived_by(case.stated_facts(), case.rules_of_its_day())
    if rule is None:
        return "stated"
    return "not_required" if rule.test is Test.WAIVER else "not_checked"


def means_statement(case: Case, stated: StatedMeans | None = None) -> MeansStatement:
    """The sums that were keyed; members, property and debts as they were stated, or left to be
    written in by hand."""
    income = case.monthly_income_yuan
    said: dict[str, Any] = {"belongings": Belongings()}
    if stated is not None:
        said = {
            "household": tuple(_member(one) for one in json.loads(stated.household)),
            "spending": stated.spending_yuan,
            "spending_on": stated.spending_on,
            "belongings": Belongings(**json.loads(stated.belongings)),
            "debts": stated.debts,
            "hardship": stated.hardship,
            "check": stated.check_by,
            "stated_on": stated.stated_on,
        }
    return MeansStatement(
        agency=case.agency.issuer(),
        case_number=case.number,
        applicant=case.applicant.name,
        sex=str(case.applicant.sex),
        id_no=masked_number(case.applicant.id_no, case.applicant.id_type),
        phone=masked_phone(case.applicant.phone),
        cause=case.cause,
        household_size=case.household_size,
        income=None if income is None else Decimal(income),
        income_per_head=income_per_head(case),
        **said,
    )


def _member(kept: dict[str, Any]) -> Member:
    """Amounts are kept as text."""
    amounts = ("wage", "business", "other")
    read = {name: None if kept[name] is None else Decimal(kept[name]) for name in amounts}
    return Member(**kept | read)


def application_receipt(
    case: Case, items: Iterable[str], *, by: Any, at: datetime
) -> ApplicationReceipt:
    """For what came at that moment, and for nothing that had a receipt before."""
    return ApplicationReceipt(
        agency=case.agency.issuer(),
        case_number=case.number,
        station=case.station.name,
        applicant=party_name(case),
        cause=case.cause,
        items=tuple(Received(name=in_words(MATERIALS, item)) for item in items),
        received_on=localdate(at),
        received_by=by.name,
    )


def supplement_notice(case: Case, *, at: datetime) -> SupplementNotice:
    """For each item what exactly is to be brought; what was typed freely stays as it is (L43)."""
    assert case.reply_by is not None
    bring = bringing(case)
    return SupplementNotice(
        agency=case.agency.issuer(),
        recipient=party_name(case),
        applied_on=localdate(case.received_at),
        cause=case.cause,
        items=tuple(_asked_for(item, bring) for item in case.papers_asked_for),
        noticed_on=localdate(at),
        reply_by=case.reply_by,
    )


def _asked_for(item: str, bring: dict[str, str]) -> str:
    """身份证明：居民身份证原件（当场核对）和复印件一份; no name stands there twice."""
    name = in_words(MATERIALS, item)
    if item not in bring:
        return name
    return bring[item] if bring[item].startswith(name) else f"{name}：{bring[item]}"
