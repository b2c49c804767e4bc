"""What each move does to the clocks, who is told of a limit, and whom it binds.

The limits themselves, with their articles, are in :mod:`cases.catalogue`. L: Legal Aid Law (2022).
P: MOJ Order 148 (2023).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.catalogue import LAW, OUR_SIDE, SHIPPED
from workflow.stages import ShippedStage

__all__ = ["EFFECTS", "LAW", "SHIPPED", "STAGES", "Effects"]

#: Who is told when (domain 8.2: at half the time and a day before; then the head; then the city).
STAGES: tuple[ShippedStage, ...] = (
    ShippedStage(
        "half", "half the time is over", percent=50, audiences=("turn",), channels=("in_app",)
    ),
    ShippedStage(
        "one_day",
        "one day left",
        days_before=1,
        audiences=("turn",),
        channels=("in_app", "email"),
    ),
    ShippedStage(
        "last_day",
        "last day",
        days_before=0,
        audiences=("turn", "supervisor"),
        channels=("in_app", "email"),
    ),
    ShippedStage(
        "breach",
        "the limit has passed",
        audiences=("turn", "supervisor"),
        channels=("in_app", "email", "sms", "webhook", "robot"),
    ),
    ShippedStage(
        "three_days_late",
        "three days over the limit",
        days_before=-3,
        audiences=("supervisor", "city"),
        channels=("in_app", "email", "webhook"),
    ),
)

#: Limits of somebody outside: half-way nobody here can do anything, a day before one may call.
STAGES += tuple(
    ShippedStage(limit=code, stage=stage, name=name, days_before=days, audiences=told, channels=by)
    for code in ("supplement", "cooperation", "papers_later")
    for stage, name, days, told, by in (
        ("one_day", "one day left", 1, ("turn",), ("in_app",)),
        ("breach", "the limit has passed", None, ("turn", "supervisor"), ("in_app", "email")),
    )
)

#: An objection is the bureau's work: of its limit the agency hears when it is missed, and of an
#: order's the bureau.
STAGES += tuple(
    ShippedStage(limit=code, stage=stage, name=name, audiences=told, channels=by, **when)
    for code, other in (("objection_rule", "supervisor"), ("objection_order", "city"))
    for stage, name, when, told, by in (
        ("half", "half the time is over", {"percent": 50}, ("turn",), ("in_app",)),
        ("one_day", "one day left", {"days_before": 1}, ("turn",), ("in_app", "email")),
        ("last_day", "last day", {"days_before": 0}, ("turn",), ("in_app", "email")),
        (
            "breach",
            "the limit has passed",
            {},
            ("turn", other),
            ("in_app", "email", "sms", "webhook", "robot"),
        ),
        (
            "three_days_late",
            "three days over the limit",
            {"days_before": -3},
            ("turn", other),
            ("in_app", "email", "webhook"),
        ),
    )
)

#: What the agency promised beyond the law: before its day, or once it is withdrawn, no clock runs.
PROMISES = frozenset({"acceptance"})

#: A promise and the limit of the law inside which it must lie: the earlier of the two binds (D9).
BOUNDED_BY = {"acceptance": "review"}

#: What may meet a promise: the published five days end with the decision, or, read more strictly,
#: with the acceptance (D9).
END_EVENTS: dict[str, tuple[str, ...]] = {"acceptance": ("decided", "accepted")}

#: What is handed in at a counter ends with its hours (民法典 203); the hour is the office's own.
COUNTER_HOURS = frozenset({"supplement", "papers_later"})

#: Limits that bind somebody outside: when they run out nothing of ours is late.
OUTSIDE = frozenset(rule.code for rule in SHIPPED if rule.bound not in OUR_SIDE)

#: Limits of other organs, kept in view for the record alone: they are nobody's work here.
FOLLOWED = frozenset({"organ_notify", "court_15", "court_tell", "meet_48", "custody_forward"})

#: Limits of which nobody is told: the applicant's own time to object, and other organs' limits.
SILENT = frozenset({"objection_window"}) | FOLLOWED

#: What a breach of these limits asks of the head of the agency, instead of "it has passed".
BREACH_SENTENCES: dict[str, str | Promise] = {
    "supplement": _(
        "Case %(number)s: the papers asked for did not come by %(day)s. It is proposed to count the "
        "application as withdrawn (L43): a head of the agency confirms it."
    ),
    "cooperation": _(
        "Case %(number)s: the other agency did not answer by %(day)s. A reviewer may go on without "
        "its answer."
    ),
}


def breach_sentence(code: str, *, number: str, due_on: date) -> str | None:
    """What is told instead of "it has passed", in the reader's language; None: nothing else."""
    words = BREACH_SENTENCES.get(code)
    return str(words) % {"number": number, "day": due_on.isoformat()} if words else None


#: Clocks whose last day is named in the move itself: code -> the move's fact.
OWN_LIMITS: dict[str, str] = {
    "supplement": "reply_by",
    "cooperation": "reply_by",
    "papers_later": "papers_by",
    "objection_order": "carry_out_by",
    "milestone": "hearing_on",
}

#: In a notified case this limit stands in the place of that of an application (L36).
WHEN_NOTIFIED = {"assign": "notify_assign"}
#: Counted from the organ's notice alone: while it is open nothing begins it anew, so that a lawyer
#: who declines gives nobody further days.
RUNS_ON = frozenset({"notify_assign"})

#: What stays owed through every state of a case in work, whichever limit the state itself has.
OWED = ("notify_assign", "papers_later")

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
    #: What else is started by the state that the move leads to, where it leads to several.
    start_in: tuple[tuple[str, tuple[str, ...]], ...] = ()
    #: What starts only where the move's facts name its last day (``OWN_LIMITS``).
    if_named: tuple[str, ...] = ()
    #: What starts again if what it ran for is still owed: an end of the case had cut it short.
    again: tuple[str, ...] = ()
    paper: str = ""

    def starting(self, target: str, facts: Mapping[str, Any]) -> tuple[str, ...]:
        """The clocks that start when the move has led there, with these facts."""
        named = (code for code in self.if_named if facts.get(OWN_LIMITS[code]))
        return (*self.start, *dict(self.start_in).get(target, ()), *named)

    @property
    def starts(self) -> tuple[str, ...]:
        """Every clock that the move may start."""
        there = (code for _state, codes in self.start_in for code in codes)
        return tuple(dict.fromkeys((*self.start, *there, *self.if_named, *self.again)))

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
    "ask_cooperation": Effects(
        pause=("review", "acceptance"), start=("cooperation",), paper="cooperation_letter"
    ),
    "receive_cooperation": Effects(event="cooperation_received", resume=("review", "acceptance")),
    "notify": Effects(start=("notify_assign",)),
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
    # The hearing that an organ's notice named is the first dated step of all.
    "sign": Effects(event="signed", start=("first_meeting",), if_named=("milestone",)),
    "replace_lawyer": Effects(
        cancel=("agreement", "first_meeting", "milestone", "court_15"), start=("assign",)
    ),
    "terminate": Effects(cancel=ALL, start=("termination_notice", "objection_window")),
    "close": Effects(cancel=("first_meeting", "milestone", "court_15"), start=("closing_file",)),
    "report": Effects(event="reported", start=("closing_check",)),
    "return_report": Effects(cancel=("closing_check",), start=("closing_file",)),
    "archive": Effects(event="archived", cancel=ALL),
    # The clock of the state that it comes back to. In hand that is the first one: after the break
    # the lawyer speaks with the recipient anew. Beside it what is owed in any state: the organ's
    # being told (L36), and the papers of aid that was given first (L44).
    "reopen_on_objection": Effects(
        cancel=ALL,
        start_in=(
            ("granted", ("assign",)),
            ("proposed", ("assign",)),
            ("assigned", ("agreement",)),
            ("handling", ("first_meeting",)),
            ("closed", ("closing_file",)),
        ),
        again=OWED,
    ),
}

#: The same for the moves of an objection, of its own clocks.
OBJECTION_EFFECTS: dict[str, Effects] = {
    "file": Effects(start=("objection_rule",)),
    "uphold": Effects(event="objection_ruled"),
    "correct": Effects(event="objection_ruled", start=("objection_order",)),
}


def effects_of(
    move: str, *, notified: bool, table: Mapping[str, Effects] = EFFECTS
) -> Effects | None:
    """The row of a move; in a notified case with the limits of that track."""
    effects = table.get(move)
    if effects is None or not notified or not WHEN_NOTIFIED.keys() & set(effects.starts):
        return effects
    return replace(
        effects,
        start=_when_notified(effects.start),
        start_in=tuple((state, _when_notified(codes)) for state, codes in effects.start_in),
    )


def _when_notified(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(WHEN_NOTIFIED.get(code, code) for code in codes)


#: Limits that are begun beside the table, and in which actions: the next step, and those of others
#: whose outcome is told with them (``cases.actions.others_limits``).
STARTED_BY_A_STEP: dict[str, tuple[str, ...]] = {
    "milestone": ("log_handling",),
    "court_15": ("log_handling", "notify"),
    "organ_notify": ("notify",),
    "custody_forward": ("register",),
    "duty_forward": ("register",),
}
#: Limits that moves and steps start. Without a rule in force they could not, save the promises.
STARTED = frozenset(STARTED_BY_A_STEP).union(
    *(effects.starts for effects in (*EFFECTS.values(), *OBJECTION_EFFECTS.values()))
)
#: What may be withdrawn: promises that no case waits for.
REVOCABLE = PROMISES | frozenset(
    rule.code for rule in SHIPPED if rule.nature == "promise" and rule.code not in STARTED
)
