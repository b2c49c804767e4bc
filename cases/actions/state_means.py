"""Take down what the applicant states of the household's means, with or without a pledge (L41)."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.actions.papers import issue_paper
from cases.actions.papers.intake import means_statement
from cases.models import Case, MeansStatement
from cases.states import Role, Status
from documents.kinds.means_statement import Belongings, Member
from workflow import audit
from workflow.transitions import TransitionRefused, refuse_if
from workflow.units import unit_of_work

#: Until an opinion is given; after that the review has rested on what was stated.
STATED_IN = frozenset({Status.REGISTERED, Status.SUPPLEMENTING, Status.ACCEPTED})


@unit_of_work()
def state_means(
    *,
    case_id: int,
    household_size: int,
    monthly_income_yuan: Decimal,
    household: Sequence[Member],
    spending_yuan: Decimal | None,
    spending_on: str,
    belongings: Belongings,
    debts: str,
    hardship: str,
    check_by: str,
    stated_on: date,
    by: Any,
    at: datetime,
) -> MeansStatement:
    """No move: the case stays where it is. The sums stand on the case as before; form 4 is issued
    anew with everything that was stated."""
    case: Case = Case.objects.locked(pk=case_id)
    if case.status not in STATED_IN or Role.CLERK not in by.roles_on(case):
        raise TransitionRefused(
            _("Only a clerk of the station takes means down, before the opinion is given.")
        )
    income = sum((_income(member) for member in household), Decimal(0))
    refuse_if(
        (stated_on > localdate(at), _("The day of the statement lies in the future.")),
        (len(household) > household_size, _("More people are listed than the household has.")),
        (
            income > monthly_income_yuan,
            _("The members' incomes are more than the income of the household."),
        ),
    )
    owned = asdict(belongings)
    statement: MeansStatement = case.statements.create(
        household=json.dumps([asdict(one) for one in household], default=str, ensure_ascii=False),
        belongings=json.dumps(owned, ensure_ascii=False),
        has_belongings=any(owned.values()),
        spending_yuan=spending_yuan,
        spending_on=spending_on,
        debts=debts,
        hardship=hardship,
        check_by=check_by,
        stated_on=stated_on,
        by=by,
        at=at,
    )
    case.household_size, case.monthly_income_yuan = household_size, monthly_income_yuan
    case.save(update_fields=["household_size", "monthly_income_yuan"])
    content = {"statement": statement.pk, "check_by": check_by, "stated_on": stated_on.isoformat()}
    audit.note("means.stated", actor=by, subject=case.number, at=at, content=content)
    issue_paper(case, means_statement(case, statement), at=at)
    return statement


def _income(member: Member) -> Decimal:
    return sum((one for one in (member.wage, member.business, member.other) if one), Decimal(0))
