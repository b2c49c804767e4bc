"""Change a limit: one administrator proposes it, signed and dated; another confirms or rejects it.

A limit of the law is neither lengthened, shortened nor switched off here: a changed law comes with
a release of the program. A promise may be changed and withdrawn, from a day on that is not past.
Of the law's limits two things are the office's own: that somebody has read the article, and when
its counter closes. No row is ever edited; cases keep the rules of the day of their receipt.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.foresight import Foreseen, foresee
from cases.limits import COUNTER_HOURS, END_EVENTS, REVOCABLE
from cases.states import Role
from workflow import audit
from workflow.models import LimitRule, RuleChange
from workflow.transitions import Sentence, TransitionRefused, refuse_if
from workflow.units import unit_of_work

Kind = RuleChange.Kind

#: What each kind of change may say anew.
SAYS_ANEW: dict[str, tuple[str, ...]] = {
    Kind.ROW: ("amount", "unit", "roll", "exclude_first", "end_event", "basis"),
    Kind.HOURS: ("cut_off",),
}


def kinds_for(rule: LimitRule, *, today: date) -> list[RuleChange.Kind]:
    """What may be proposed for this row: nothing that touches what the law itself says."""
    newest = not _later_rows(rule).exists()
    in_force = rule.valid_to is None or rule.valid_to >= today
    offered = {
        Kind.ROW: newest and not rule.is_statute,
        Kind.END: newest and in_force and rule.code in REVOCABLE,
        Kind.HOURS: newest and rule.code in COUNTER_HOURS,
        Kind.CONFIRM: not rule.confirmed,
    }
    return [kind for kind, may in offered.items() if may]


def draft(*, rule: LimitRule, kind: str, effective_on: date, anew: dict[str, Any]) -> RuleChange:
    """The change as it would be proposed, not saved: what may be said anew, the rest as it is."""
    said = rule.said() | {name: anew[name] for name in SAYS_ANEW.get(kind, ()) if name in anew}
    if said["unit"] != RuleChange.Units.CALENDAR and said["unit"] != RuleChange.Units.MONTHS:
        said["roll"] = RuleChange.Rolls.NONE.value  # hours and working days are never moved (C4)
    if said["unit"] == RuleChange.Units.HOURS:
        said["cut_off"], said["cut_off_channels"] = None, []
    return RuleChange(kind=kind, present=rule, effective_on=effective_on, **said)


def foreseen(change: RuleChange, *, today: date) -> Foreseen | None:
    """Where the new promise would end after the law."""
    if change.kind != Kind.ROW:
        return None
    return foresee(change, on=max(change.effective_on, today), today=today)


@unit_of_work()
def propose_rule(
    *,
    rule_id: int,
    kind: str,
    effective_on: date,
    decision_no: str,
    reason: str,
    by: Any,
    at: datetime,
    anew: dict[str, Any] | None = None,
    warning_read: bool = False,
) -> RuleChange:
    """Propose it; nothing changes yet."""
    rule = LimitRule.objects.select_for_update().get(pk=rule_id)
    today = localdate(at)
    change = draft(rule=rule, kind=kind, effective_on=effective_on, anew=anew or {})
    change.decision_no, change.reason = decision_no.strip(), reason.strip()
    refuse_if(
        (Role.ADMIN not in by.roles, ONLY_ADMINISTRATORS),
        *_flaws(change, rule, today),
        (not change.decision_no, _("Give the number of the decision.")),
        (not change.reason, _("Give the reason.")),
        (
            RuleChange.objects.waiting().filter(code=rule.code).exists(),
            _("A change of this limit waits already: it is decided first."),
        ),
    )
    seen = foreseen(change, today=today)
    _warn(change, seen, read=warning_read)
    if seen:
        change.warning = {"proposed": seen.as_json()}
    change.proposed_by, change.proposed_at = by, at
    change.save()
    _note("rule.change_proposed", change, by=by, at=at)
    return change


@unit_of_work()
def decide_rule(
    *,
    change_id: int,
    accept: bool,
    by: Any,
    at: datetime,
    note: str = "",
    warning_read: bool = False,
) -> RuleChange:
    """Confirm or reject what another administrator has proposed."""
    change = RuleChange.objects.select_for_update().get(pk=change_id)
    rule = LimitRule.objects.select_for_update().get(pk=change.present_id)
    refuse_if(
        (Role.ADMIN not in by.roles, ONLY_ADMINISTRATORS),
        (not change.is_pending, _("This change is decided already.")),
        (
            by.pk == change.proposed_by_id,
            _("You proposed it: another administrator must decide (four eyes)."),
        ),
        (not accept and not note.strip(), _("Say why it is rejected.")),
    )
    change.outcome = RuleChange.Outcome.ACCEPTED if accept else RuleChange.Outcome.REJECTED
    change.decided_by, change.decided_at, change.note = by, at, note.strip()
    if accept:
        today = localdate(at)
        refuse_if(*_flaws(change, rule, today))
        seen = foreseen(change, today=today)
        _warn(change, seen, read=warning_read)
        if seen:
            change.warning = change.warning | {"decided": seen.as_json()}
        _put_into_force(change, rule)
    change.save()
    _note("rule.change_confirmed" if accept else "rule.change_rejected", change, by=by, at=at)
    return change


ONLY_ADMINISTRATORS = _("Only an administrator changes limits.")


def _later_rows(rule: LimitRule) -> Any:
    return LimitRule.objects.filter(code=rule.code, valid_from__gt=rule.valid_from)


def _flaws(change: RuleChange, rule: LimitRule, today: date) -> list[tuple[bool, Sentence]]:
    """Why this may not be: asked when it is proposed, and again when it is confirmed."""
    if change.kind == Kind.CONFIRM:
        return [(rule.confirmed, _("This article is confirmed already."))]
    if rule.is_statute and change.kind != Kind.HOURS:
        return [(True, THE_LAW)]
    flaws: list[tuple[bool, Sentence]] = [
        (change.effective_on < today, _("The day lies in the past: a change never reaches back.")),
        (
            change.effective_on <= rule.valid_from,
            _("The new rule must begin after the present one."),
        ),
        (_later_rows(rule).exists(), _("A later rule of this limit is set already: change that.")),
    ]
    return flaws + {Kind.ROW: _row_flaws, Kind.END: _end_flaws, Kind.HOURS: _hours_flaws}[
        Kind(change.kind)
    ](change, rule)


#: Said to whoever tries.
THE_LAW = _(
    "A limit of the law is neither lengthened, shortened nor switched off here: a changed law comes "
    "with a release of this program."
)


def _row_flaws(change: RuleChange, rule: LimitRule) -> list[tuple[bool, Sentence]]:
    names = (*SAYS_ANEW[Kind.ROW], "cut_off")
    ends = END_EVENTS.get(rule.code, (rule.end_event,))
    return [
        ((change.amount is None) != (rule.amount is None), _("Give the length.")),
        (change.amount is not None and change.amount < 1, _("Give the length.")),
        (change.end_event not in ends, _("This limit is not met by that.")),
        (
            change.said(*names) == rule.said(*names) and _runs_on(change, rule),
            _("Nothing would change."),
        ),
    ]


def _runs_on(change: RuleChange, rule: LimitRule) -> bool:
    return rule.valid_to is None or rule.valid_to >= change.effective_on


def _end_flaws(change: RuleChange, rule: LimitRule) -> list[tuple[bool, Sentence]]:
    return [
        (
            rule.code not in REVOCABLE,
            _("Cases wait for this limit: it can be changed, not withdrawn."),
        ),
        (not _runs_on(change, rule), _("It has ended by then.")),
    ]


def _hours_flaws(change: RuleChange, rule: LimitRule) -> list[tuple[bool, Sentence]]:
    return [
        (rule.code not in COUNTER_HOURS, _("This limit does not end with the counter's hours.")),
        (change.cut_off == rule.cut_off, _("Nothing would change.")),
    ]


def _warn(change: RuleChange, seen: Foreseen | None, *, read: bool) -> None:
    """A promise that ends after the law is worth nothing there: who wants it must have seen it."""
    change.warned = seen is not None and seen.warns
    if change.warned and not read:
        raise TransitionRefused(
            _("In some cases the promise would end after the law: read the warning and tick it.")
        )
    change.warning_read = change.warned


def _put_into_force(change: RuleChange, rule: LimitRule) -> None:
    """A new row, an end, or a tick; what was stays as it was."""
    if change.kind == Kind.CONFIRM:
        rule.confirmed = True
        rule.save(update_fields=["confirmed"])
    elif change.kind == Kind.END:
        last = change.effective_on - timedelta(days=1)
        runs_on = Q(valid_to=None) | Q(valid_to__gt=last)
        LimitRule.objects.filter(runs_on, code=rule.code).update(valid_to=last)
    else:
        made = change.as_rule()
        made.confirmed = rule.confirmed or change.kind == Kind.ROW
        made.save()
        change.made = made


def _note(action: str, change: RuleChange, *, by: Any, at: datetime) -> None:
    """With both values: what was, and what is to be."""
    present = change.present
    audit.note(
        action,
        actor=by,
        subject=f"limit {change.code}",
        at=at,
        content={
            "change": change.pk,
            "kind": change.kind,
            "effective_on": change.effective_on.isoformat(),
            "decision_no": change.decision_no,
            "reason": change.reason,
            "note": change.note,
            "warned": change.warned,
            "before": _values(present) | {"valid_from": present.valid_from.isoformat()},
            "after": _values(change),
            "rule": change.made_id,
        },
    )


def _values(said: Any) -> dict[str, Any]:
    values: dict[str, Any] = said.said(*LimitRule.COUNTED_BY, "end_event", "basis", "nature")
    values["cut_off"] = values["cut_off"].isoformat() if values["cut_off"] else None
    return values
