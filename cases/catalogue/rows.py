"""How a row of the catalogue is written, and the days on which the law changed."""

from dataclasses import replace
from datetime import date, time

from cases.codes import Bound, Channel
from workflow.rules import Roll, ShippedRule, Unit

LAW = date(2022, 1, 1)  # the Legal Aid Law: days are calendar days from here on
LAST_YEAR = date(2021, 12, 31)
REGULATION = date(2003, 9, 1)  # State Council Order 385: working days
ORDER_124 = date(2012, 7, 1)
ORDER_148 = date(2023, 9, 1)
PROMISE = date(2019, 8, 29)  # the published promise of five days
DUTY_LAWYERS = date(2020, 8, 20)
COMPLAINTS_OF_2013 = date(2014, 1, 1)
COMPLAINTS_OF_2025 = date(2025, 6, 15)

#: Who works here or for the agency. A limit of anybody else is outside: nothing of ours is late.
OUR_SIDE = frozenset(
    {
        Bound.AGENCY,
        Bound.STATION,
        Bound.HANDLER,
        Bound.BUREAU,
        Bound.DUTY_LAWYER,
        Bound.ADVISER,
        Bound.MEDIATOR,
    }
)

#: What the applicant hands in at a counter must come before it closes; the web is open until
#: 24:00, and a letter counts by its postmark (民法典 203, 民诉法 85). Agencies of Gansu close at 18:00.
COUNTER_CLOSES = time(18, 0)
AT_A_COUNTER = (Channel.COUNTER.value, Channel.COURT_REFERRAL.value)


def statute(code: str, name: str, amount: int | None, basis: str, **how: object) -> ShippedRule:
    return rule(code, name, amount, basis, **{"valid_from": LAW, "nature": "statute"} | how)


def own(code: str, name: str, amount: int | None, basis: str, **how: object) -> ShippedRule:
    """A rule of the office itself, or a standard that it follows of its own will."""
    return rule(code, name, amount, basis, **{"valid_from": LAW, "nature": "promise"} | how)


def rule(code: str, name: str, amount: int | None, basis: str, **how: object) -> ShippedRule:
    """Hours, working days, named days and limits before an event are never moved (C4, C9)."""
    moved = how.get("unit", Unit.CALENDAR) == Unit.CALENDAR and amount and not how.get("backward")
    roll = Roll.NEXT_WORKING_DAY if moved else Roll.NONE
    texts = {key: str(value) for key, value in how.items() if isinstance(value, str)}
    return ShippedRule(code, name, amount, basis, **{"roll": roll} | how | texts)  # type: ignore[arg-type]


def hours_of(rule: ShippedRule) -> ShippedRule:
    return replace(rule, cut_off=COUNTER_CLOSES, cut_off_channels=AT_A_COUNTER)
