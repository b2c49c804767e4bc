"""Say how long is kept: one administrator enters a period with its basis, another confirms it."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.models import RetentionRule
from cases.states import Role
from workflow import audit
from workflow.transitions import refuse_if
from workflow.units import unit_of_work


@unit_of_work()
def enter_retention(
    *, ending: str, years: int, basis: str, valid_from: date, by: Any, at: datetime
) -> RetentionRule:
    """Nothing is erased by it before another administrator has read the basis."""
    refuse_if(
        (Role.ADMIN not in by.roles, _("Only an administrator may do this.")),
        (years < 1, _("Give the years: one at least.")),
        (not basis.strip(), _("Name the rule or the decision that sets the period.")),
        (valid_from < localdate(at), _("The day lies in the past: a change never reaches back.")),
    )
    rule = RetentionRule.objects.create(
        ending=ending, years=years, basis=basis.strip(), valid_from=valid_from, by=by, at=at
    )
    _note("retention.entered", rule, by=by, at=at)
    return rule


@unit_of_work()
def confirm_retention(*, rule_id: int, by: Any, at: datetime) -> RetentionRule:
    rule = RetentionRule.objects.select_for_update().get(pk=rule_id)
    refuse_if(
        (Role.ADMIN not in by.roles, _("Only an administrator may do this.")),
        (rule.confirmed_at is not None, _("This period is confirmed already.")),
        (
            rule.by_id == by.pk,
            _("You entered it: another administrator must confirm it (four eyes)."),
        ),
    )
    rule.confirmed_by, rule.confirmed_at = by, at
    rule.save(update_fields=["confirmed_by", "confirmed_at"])
    _note("retention.confirmed", rule, by=by, at=at)
    return rule


def _note(action: str, rule: RetentionRule, *, by: Any, at: datetime) -> None:
    audit.note(
        action,
        actor=by,
        subject=f"retention {rule.pk}",
        at=at,
        content={
            "ending": str(rule.ending),
            "years": rule.years,
            "basis": rule.basis,
            "valid_from": rule.valid_from.isoformat(),
        },
    )
