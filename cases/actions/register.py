"""Register an application: the case exists from here, and its two clocks run from its receipt."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.models import Applicant, Case, Office, Opponent
from documents import numbering
from workflow.transitions import TransitionRefused, perform
from workflow.units import unit_of_work


def register_case(
    *,
    station: Office,
    applicant: dict[str, Any],
    facts: dict[str, Any],
    opponents: Iterable[str],
    submission: str,
    by: Any,
    at: datetime,
) -> Case:
    """Take an application down. ``submission`` names the form or the imported row: the same one
    sent twice gives the same case. ``applicant`` and ``facts`` are the models' own fields."""
    sent = Case.objects.filter(submission=submission)
    if not sent.exists():
        try:
            return _register(station, applicant, facts, opponents, submission, by, at)
        except IntegrityError:
            if not sent.exists():
                raise  # it was something else than the same form at the same moment
    return sent.get()


@unit_of_work()
def _register(
    station: Office,
    applicant: dict[str, Any],
    facts: dict[str, Any],
    opponents: Iterable[str],
    submission: str,
    by: Any,
    at: datetime,
) -> Case:
    agency = station.parent
    if agency is None:
        raise TransitionRefused(_("This office is no station: an application is taken at one."))
    year = localdate(facts["received_at"]).year
    place = station.code.removeprefix("court-")
    serial = numbering.take(issuer=station.code, register="case", year=year)
    case = Case.objects.create(
        number=f"{place}-{year}-{serial:05d}",
        station=station,
        agency=agency,
        applicant=Applicant.objects.create(**applicant),
        submission=submission,
        **facts,
    )
    Opponent.objects.bulk_create(
        Opponent(case=case, name=name) for name in dict.fromkeys(opponents) if name
    )
    perform(case.register, by=by, at=at)
    return case
