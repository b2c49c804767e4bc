"""Change how an agency writes the numbers of its papers, or set numbers aside that it gave by hand.

Both hold for what comes: no number that was given changes, and none is given twice.
"""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.models import Office
from cases.states import Role
from documents import labels
from documents.models import NumberTemplate, SetAside
from documents.numbering import AlreadyGiven, next_number, registers_of, set_aside, template_of
from workflow import audit
from workflow.transitions import TransitionRefused, refuse, refuse_if
from workflow.units import unit_of_work

#: A slip of the finger must not use up a year: this can't be taken back.
AT_ONCE = 2_000
ONLY_ADMINISTRATORS = _("Only an administrator changes numbers.")


@unit_of_work()
def write_numbers(
    *, agency_id: int, register: str, template: str, valid_from: date, by: Any, at: datetime
) -> NumberTemplate:
    """From a day on, write the numbers of a register so."""
    agency = _agency(agency_id, by)
    template, before = template.strip(), template_of(agency.code, register, on=valid_from)
    refuse(labels.flaws(template))
    refuse_if(
        (valid_from < localdate(at), _("The day lies in the past: a change never reaches back.")),
        (template == before, _("Nothing would change.")),
        (
            labels.shape(template, register) in _shapes_of_others(agency.code, register),
            _("The numbers of another register are written so: one number would name two papers."),
        ),
    )
    made = NumberTemplate.objects.create(
        issuer=agency.code,
        register=register,
        template=template,
        valid_from=valid_from,
        set_by=by,
        set_at=at,
    )
    content = {"before": before, "after": template, "valid_from": valid_from.isoformat()}
    _note("numbers.written_anew", agency, register, content, by=by, at=at)
    return made


@unit_of_work()
def set_numbers_aside(
    *, agency_id: int, register: str, last: int, reason: str, by: Any, at: datetime
) -> SetAside:
    """Leave out the next numbers of this year up to ``last``: papers bear them that are not ours."""
    agency = _agency(agency_id, by)
    given = next_number(agency.code, register, on=localdate(at)) - 1
    refuse_if(
        (not reason.strip(), _("Give the reason.")),
        (
            last - given > AT_ONCE,
            _("At most %(most)d numbers are set aside at once: look whether this is the right one.")
            % {"most": AT_ONCE},
        ),
    )
    row = SetAside(
        issuer=agency.code,
        register=register,
        year=localdate(at).year,
        last=last,
        reason=reason.strip(),
        set_by=by,
        set_at=at,
    )
    try:
        set_aside(row)
    except AlreadyGiven as problem:
        raise TransitionRefused(str(problem)) from None
    content = {"year": row.year, "first": row.first, "last": row.last, "reason": row.reason}
    _note("numbers.set_aside", agency, register, content, by=by, at=at)
    return row


def _agency(agency_id: int, by: Any) -> Office:
    """Locked: two registers must not come to be written alike at the same moment."""
    refuse_if((Role.ADMIN not in by.roles, ONLY_ADMINISTRATORS))
    return Office.objects.select_for_update().get(pk=agency_id, kind=Office.Kind.AGENCY)


def _shapes_of_others(issuer: str, register: str) -> set[str]:
    """How the numbers of other registers look, were written once, or will be."""
    others = [one for one in registers_of(issuer) if one != register]
    said = NumberTemplate.objects.filter(issuer=issuer).exclude(register=register)
    return {labels.shape(labels.DEFAULT, one) for one in others} | {
        labels.shape(one.template, one.register) for one in said
    }


def _note(
    action: str, agency: Office, register: str, content: dict[str, Any], *, by: Any, at: datetime
) -> None:
    subject = f"numbers {agency.code} {register}"
    audit.note(action, actor=by, subject=subject, at=at, content=content)
