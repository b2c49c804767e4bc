"""Take in an organ's notice: the case begins as granted, and three days run (L25, L28, L36)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.actions.others_limits import Told, keep_outcomes
from cases.codes import Matter
from cases.models import Applicant, Attachment, Case, Office, OrganNotice
from cases.organ_codes import OrganKind
from documents import numbering
from workflow.transitions import TransitionRefused, perform, refuse_if
from workflow.units import unit_of_work


def take_in_notice(
    *,
    station: Office,
    person: dict[str, Any],
    facts: dict[str, Any],
    notice: dict[str, Any],
    submission: str,
    by: Any,
    at: datetime,
    files: Sequence[Any] = (),
) -> Case:
    """By the station's clerk, or by the organ itself. ``person``, ``facts`` and ``notice`` are the
    models' own fields; ``files`` uploads that passed ``check_upload``. The same ``submission`` sent
    twice gives the same case."""
    sent = Case.objects.filter(submission=submission)
    if not sent.exists():
        try:
            return _take_in(station, person, facts, notice, submission, by, at, files)
        except IntegrityError:
            if not sent.exists():
                raise  # it was something else than the same form at the same moment
    return sent.get()


@unit_of_work()
def _take_in(
    station: Office,
    person: dict[str, Any],
    facts: dict[str, Any],
    notice: dict[str, Any],
    submission: str,
    by: Any,
    at: datetime,
    files: Sequence[Any],
) -> Case:
    if station.parent is None:
        raise TransitionRefused(_("This office is no station: a notice is taken in at one."))
    received = facts["received_at"]
    refuse_if(*_wrong(notice, received))
    place, year = station.code.removeprefix("court-"), localdate(received).year
    serial = numbering.take(issuer=station.code, register="case", year=year)
    case = Case.objects.create(
        number=f"{place}-{year}-{serial:05d}",
        station=station,
        agency=station.parent,
        applicant=Applicant.objects.create(**person),
        matter=Matter.OTHER,
        notified=True,
        submission=submission,
        **facts,
    )
    kept: OrganNotice = OrganNotice.objects.create(case=case, **notice)
    perform(
        case.notify,
        by=by,
        at=at,
        ground=kept.reason,
        organ=kept.organ_name,
        document_no=kept.document_no,
    )
    keep_outcomes(case, limits_of(kept, received=received), by=by, at=at)
    for one in files:
        Attachment.keep(case, Attachment.Kind.NOTICE, one, by=by, at=at)
    return case


def _wrong(notice: dict[str, Any], received: datetime) -> list[tuple[bool, Any]]:
    hearing, found = notice.get("hearing_at"), notice.get("found_on")
    return [
        (
            hearing is not None and hearing <= received,
            _("The hearing lies before the receipt of the notice: look at both again."),
        ),
        (
            found is not None and found > localdate(received),
            _("The reason was found after the notice came: look at both days again."),
        ),
    ]


def limits_of(notice: OrganNotice, *, received: datetime) -> list[Told]:
    """What the law asks of the organ itself: to notify within three days of finding the reason
    (L36), and a court fifteen days before the hearing, save in summary procedure (刑诉法解释 49)."""
    found = []
    if notice.found_on is not None:
        found.append(Told("organ_notify", notice.found_on, met_at=received))
    of_court = notice.organ_kind == OrganKind.COURT and not notice.summary_procedure
    if of_court and notice.hearing_at is not None:
        found.append(Told("court_15", localdate(notice.hearing_at), met_at=received))
    return found
