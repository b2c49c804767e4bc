"""Every limit with its article, and what each move does to the clocks, in two tables.

``SHIPPED`` is loaded into ``LimitRule`` rows, which an administrator may date on. A rule that the
domain notes mark as recalled is shipped ``confirmed=False`` and shown as a local rule until an
administrator has read the article. L: Legal Aid Law (2022). P: MOJ Order 148 (2023).
"""

from dataclasses import dataclass
from datetime import date

from workflow.rules import ShippedRule

LAW = date(2022, 1, 1)  # the Legal Aid Law: days are calendar days from here on
ORDER_148 = date(2023, 9, 1)
ORDER_124 = date(2012, 7, 1)
PROMISE = date(2019, 8, 29)  # the published promise of five days

SHIPPED: tuple[ShippedRule, ...] = (
    ShippedRule(
        code="review",
        name="Review of the application",
        amount=7,
        basis="法律援助法第四十三条",
        valid_from=LAW,
        end_event="decided",
    ),
    ShippedRule(
        code="review",
        name="Review of the application",
        amount=7,
        unit="working",
        roll="none",
        basis="办理法律援助案件程序规定（司法部令第124号）第十三条",
        valid_from=ORDER_124,
        valid_to=date(2021, 12, 31),
        end_event="decided",
    ),
    ShippedRule(
        code="acceptance",
        name="Promised time for acceptance",
        amount=5,
        basis="本机构公开承诺：一般性案件受理时限5天",
        valid_from=PROMISE,
        end_event="decided",
        nature="promise",
    ),
    ShippedRule(
        code="supplement",
        name="Reply to the request for papers",
        amount=None,
        roll="none",
        basis="法律援助法第四十三条",
        valid_from=LAW,
        end_event="papers_received",
    ),
    ShippedRule(
        code="cooperation",
        name="Reply of the other agency",
        amount=None,
        roll="none",
        basis="司法部令第148号第十六条、第十七条",
        valid_from=ORDER_148,
        end_event="cooperation_received",
        confirmed=False,
    ),
    ShippedRule(
        code="assign",
        name="Assignment of a lawyer",
        amount=3,
        basis="法律援助法第四十三条",
        valid_from=LAW,
        end_event="assigned",
    ),
    ShippedRule(
        code="notify_assign",
        name="Assignment on notification",
        amount=3,
        basis="法律援助法第三十六条",
        valid_from=LAW,
        end_event="assigned",
    ),
    ShippedRule(
        code="papers_later",
        name="Papers after aid first",
        amount=None,
        roll="none",
        basis="法律援助法第四十四条",
        valid_from=LAW,
        end_event="later_papers_received",
    ),
    ShippedRule(
        code="agreement",
        name="Agreement with the recipient",
        amount=5,
        basis="司法部令第148号第二十七条",
        valid_from=ORDER_148,
        end_event="signed",
    ),
    ShippedRule(
        code="first_meeting",
        name="First meeting with the recipient",
        amount=3,
        unit="working",
        roll="none",
        basis="本机构规则",
        valid_from=LAW,
        end_event="met",
        nature="promise",
        confirmed=False,
    ),
    ShippedRule(
        code="milestone",
        name="Next dated step",
        amount=None,
        roll="none",
        basis="本机构规则",
        valid_from=LAW,
        end_event="step_done",
        nature="promise",
        confirmed=False,
    ),
    ShippedRule(
        code="closing_file",
        name="Closing file",
        amount=30,
        basis="司法部令第148号第四十条",
        valid_from=ORDER_148,
        end_event="reported",
        confirmed=False,
    ),
    ShippedRule(
        code="closing_check",
        name="Check of the closing file",
        amount=30,
        basis="司法部令第148号第四十一条",
        valid_from=ORDER_148,
        end_event="archived",
        confirmed=False,
    ),
    ShippedRule(
        code="termination_notice",
        name="Notice of termination",
        amount=3,
        basis="司法部令第148号第三十九条",
        valid_from=ORDER_148,
        end_event="termination_served",
        confirmed=False,
    ),
    ShippedRule(
        code="objection_window",
        name="Time to object",
        amount=15,
        basis="司法部令第148号第二十二条",
        valid_from=ORDER_148,
        end_event="objection_filed",
        confirmed=False,
    ),
    ShippedRule(
        code="objection_rule",
        name="Ruling on an objection",
        amount=5,
        basis="法律援助法第四十九条",
        valid_from=LAW,
        end_event="objection_ruled",
    ),
)

#: Order 148 rules before its own day: cases of 2022 and 2023 still need a limit. The older order
#: had none of these numbers, so the new ones count, marked as unconfirmed.
SHIPPED += tuple(
    ShippedRule(
        code=rule.code,
        name=rule.name,
        amount=rule.amount,
        unit=rule.unit,
        roll=rule.roll,
        basis=rule.basis,
        valid_from=LAW,
        valid_to=date(2023, 8, 31),
        end_event=rule.end_event,
        nature=rule.nature,
        confirmed=False,
    )
    for rule in SHIPPED
    if rule.valid_from == ORDER_148
)

#: What the agency promised beyond the law: before its day, or once it is withdrawn, no clock runs.
PROMISES = frozenset({"acceptance"})

#: Limits that bind somebody outside: when they run out nothing of ours is late.
OUTSIDE = frozenset({"supplement", "cooperation", "objection_window", "papers_later"})

#: Clocks whose last day is named in the move itself: code -> the move's fact.
OWN_LIMITS: dict[str, str] = {"supplement": "reply_by", "papers_later": "papers_by"}

ALL = ("*",)


@dataclass(frozen=True)
class Effects:
    """What one move does to the clocks. ``event`` meets every clock whose rule ends with it,
    ``meet`` these clocks whatever their rule waits for."""

    event: str = ""
    meet: tuple[str, ...] = ()
    cancel: tuple[str, ...] = ()
    pause: tuple[str, ...] = ()
    resume: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    paper: str = ""

    @property
    def cancels_all(self) -> bool:
        return self.cancel == ALL


#: The column "clocks" of procedure.md section 3. A move not named here leaves the clocks alone.
EFFECTS: dict[str, Effects] = {
    "register": Effects(start=("review", "acceptance")),
    "ask_for_papers": Effects(
        pause=("review", "acceptance"), start=("supplement",), paper="supplement_notice"
    ),
    "receive_papers": Effects(event="papers_received", resume=("review", "acceptance")),
    "deem_withdrawn": Effects(cancel=ALL),
    "withdraw": Effects(cancel=ALL),
    "redirect": Effects(cancel=ALL),
    "accept": Effects(event="accepted"),
    "grant": Effects(event="decided", start=("assign",)),
    "refuse": Effects(event="decided", start=("objection_window",)),
    "aid_first": Effects(
        event="decided",
        meet=("acceptance",),  # also where its rule waits for an accepting that is now passed over
        cancel=("supplement",),
        start=("assign", "papers_later"),
    ),
    "approve": Effects(event="assigned", start=("agreement",)),
    "decline": Effects(cancel=("agreement",), start=("assign",)),
    "sign": Effects(event="signed", start=("first_meeting",)),
    "replace_lawyer": Effects(
        cancel=("agreement", "first_meeting", "milestone"), start=("assign",)
    ),
    "terminate": Effects(cancel=ALL, start=("termination_notice", "objection_window")),
    "close": Effects(cancel=("first_meeting", "milestone"), start=("closing_file",)),
    "report": Effects(event="reported", start=("closing_check",)),
    "return_report": Effects(cancel=("closing_check",), start=("closing_file",)),
    "archive": Effects(event="archived", cancel=ALL),
}
