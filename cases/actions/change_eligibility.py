"""Change who is eligible: one administrator enters a line of hardship or a decision on a rule with
its paper, another confirms or rejects it.

A line may begin in the past, as the province's paper says: it counts for reviews from now on, and
nothing that was decided changes. A rule never reaches back (:class:`cases.models.RuleDecision`).
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.eligibility import SHIPPED, Rule
from cases.eligibility.table import changed
from cases.models import HardshipLine, RuleDecision
from cases.models.eligibility import decided_changes
from cases.states import Role
from workflow import audit
from workflow.transitions import TransitionRefused, refuse_if
from workflow.units import unit_of_work

ONLY_ADMINISTRATORS = _("Only an administrator changes lines and rules of eligibility.")
Entered = HardshipLine | RuleDecision


@unit_of_work()
def enter_line(
    *,
    region: str,
    amount: Decimal,
    valid_from: date,
    valid_to: date | None,
    basis: str,
    reason: str = "",
    by: Any,
    at: datetime,
) -> HardshipLine:
    """Hand a line in; it is in force nowhere until another administrator has confirmed it."""
    same = HardshipLine.objects.filter(region=region)
    refuse_if(
        (Role.ADMIN not in by.roles, ONLY_ADMINISTRATORS),
        (not basis.strip(), _("Name the paper by which the line is set.")),
        (
            same.waiting().exists(),
            _("Another line of this region waits already: it is decided first."),
        ),
        (
            same.confirmed().filter(valid_from=valid_from, amount=amount).exists(),
            _("This line is in force from that day on already."),
        ),
    )
    line = HardshipLine(
        region=region,
        amount=amount,
        valid_from=valid_from,
        valid_to=valid_to,
        basis=basis.strip(),
        reason=reason.strip(),
        entered_by=by,
        entered_at=at,
    )
    return _keep(line, by=by, at=at)


@unit_of_work()
def propose_rule_decision(
    *,
    kind: str,
    code: str,
    basis: str,
    valid_from: date,
    by: Any,
    at: datetime,
    reason: str = "",
    **says: Any,
) -> RuleDecision:
    """Hand in that an article is confirmed, that a rule ends, or a rule of the agency's own.

    ``says``: test, says, matters, groups, proof, region, valid_to of a rule of one's own."""
    known = {rule.code: rule for rule in rules_now()}
    adding = kind == RuleDecision.Kind.ADD
    confirming = kind == RuleDecision.Kind.CONFIRM
    refuse_if(
        (Role.ADMIN not in by.roles, ONLY_ADMINISTRATORS),
        (not basis.strip(), _("Name the paper in which it was read.")),
        (adding == (code in known), _("There is no such rule, or it is there already.")),
        (
            confirming and code in known and known[code].confirmed,
            _("Its article is confirmed already."),
        ),
        (
            adding and not (says.get("matters") or says.get("groups")),
            _("Name the matters or the groups that the rule speaks of."),
        ),
        (
            RuleDecision.objects.waiting().filter(code=code).exists(),
            _("Another decision on this rule waits already."),
        ),
    )
    row = RuleDecision(
        kind=kind,
        code=code,
        basis=basis.strip(),
        reason=reason.strip(),
        valid_from=max(valid_from, _first_day(at)),
        entered_by=by,
        entered_at=at,
        **says,
    )
    return _keep(row, by=by, at=at)


@unit_of_work()
def decide_entry(
    *, table: type[Entered], pk: int, accept: bool, by: Any, at: datetime, note: str = ""
) -> Entered:
    """Confirm or reject what another administrator has entered."""
    row: Any = table.objects.select_for_update().get(pk=pk)
    refuse_if(
        (Role.ADMIN not in by.roles, ONLY_ADMINISTRATORS),
        (not row.is_pending, _("This change is decided already.")),
        (
            by.pk == row.entered_by_id,
            _("You proposed it: another administrator must decide (four eyes)."),
        ),
        (not accept and not note.strip(), _("Say why it is rejected.")),
    )
    row.outcome = row.Decision.ACCEPTED if accept else row.Decision.REJECTED
    row.decided_by, row.decided_at, row.note = by, at, note.strip()
    if accept and isinstance(row, RuleDecision):
        row.valid_from = max(row.valid_from, _first_day(at))
    row.save()
    _note("confirmed" if accept else "rejected", row, by=by, at=at)
    return row


def rules_now() -> tuple[Rule, ...]:
    """All rules, with what is decided about them."""
    return changed(SHIPPED, decided_changes())


def free_code() -> str:
    """The name of the next rule of the agency's own."""
    taken = RuleDecision.objects.filter(kind=RuleDecision.Kind.ADD)
    return f"own-{taken.count() + 1}"


def _first_day(at: datetime) -> date:
    """A decision on a rule never reaches into a day that has begun."""
    return localdate(at) + timedelta(days=1)


def _keep(row: Any, *, by: Any, at: datetime) -> Any:
    try:
        row.full_clean(exclude=["decided_by", "decided_at"])
    except ValidationError as problem:
        raise TransitionRefused(*_sentences(problem)) from None
    row.save()
    _note("entered", row, by=by, at=at)
    return row


def _sentences(problem: ValidationError) -> Iterable[str]:
    return list(dict.fromkeys(problem.messages))


def _note(what: str, row: Entered, *, by: Any, at: datetime) -> None:
    content: dict[str, Any] = {
        "pk": row.pk,
        "basis": row.basis,
        "reason": row.reason,
        "note": row.note,
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
    }
    if isinstance(row, HardshipLine):
        name, subject = "line", f"hardship line {row.region}"
        content |= {"region": row.region, "amount": str(row.amount)}
    else:
        name, subject = "rule", f"eligibility rule {row.code}"
        content |= {"kind": row.kind, "code": row.code, "test": row.test, "says": row.says}
        content |= {"matters": row.matters, "groups": row.groups, "region": row.region}
    audit.note(f"eligibility.{name}_{what}", actor=by, subject=subject, at=at, content=content)
