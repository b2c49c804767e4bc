"""File an objection against a refusal or a termination (L49): the bureau has five days from here."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.clockwork import next_limit
from cases.codes import Contested, FiledBy
from cases.models import Attachment, Case, CaseClock, CasePaper, Objection
from cases.states import Status
from workflow import audit, clocks
from workflow.calendar_store import current_calendar
from workflow.moments import moment_on
from workflow.rules import reckon
from workflow.transitions import TransitionRefused, perform
from workflow.units import unit_of_work

#: What is contested, and the paper that says it.
AGAINST = {
    Status.REFUSED: (Contested.REFUSAL, "refusal_decision"),
    Status.TERMINATED: (Contested.TERMINATION, "termination_decision"),
}


def file_objection(
    *,
    case_id: int,
    facts: dict[str, Any],
    submission: str,
    by: Any,
    at: datetime,
    files: Sequence[Any] = (),
) -> Objection:
    """``facts`` are the model's own fields of who objects, how it came in and why. ``submission``
    names the form: the same one sent twice gives the same objection. ``files`` are uploads that
    passed ``check_upload``."""
    sent = Objection.objects.filter(submission=submission)
    if not sent.exists():
        try:
            return _file(case_id, facts, submission, by, at, files)
        except IntegrityError:
            if not sent.exists():
                raise  # it was something else than the same form at the same moment
    return sent.select_related("case").get()


@unit_of_work()
def _file(
    case_id: int,
    facts: dict[str, Any],
    submission: str,
    by: Any,
    at: datetime,
    files: Sequence[Any],
) -> Objection:
    case: Case = Case.objects.locked(pk=case_id)
    if case.status not in AGAINST:
        raise TransitionRefused(
            _("Objections are raised against a refusal or a termination that stands (L49).")
        )
    contested = contested_paper(case)
    serial = case.objections.count() + 1
    objection = Objection(
        case=case,
        serial=serial,
        number=f"{case.number}-Y{serial}",
        submission=submission,
        against=AGAINST[Status(case.status)][0],
        contested=contested,
        contested_on=_decided_on(case, contested),
        window_on=window_after(case, facts.get("decision_received_on")),
        **facts,
    )
    if objection.filed_by != FiledBy.POST:
        objection.posted_on = None
    objection.save()
    perform(objection.file, by=by, at=at)
    for content in files:
        kept = Attachment.keep(case, Attachment.Kind.REQUEST, content, by=by, at=at)
        objection.attachments.add(kept)
    _meet_window(case, objection, by=by, at=at)
    return objection


def contested_paper(case: Case) -> CasePaper | None:
    """The decision that stands, if it is a paper of ours."""
    _what, kind = AGAINST[Status(case.status)]
    found: CasePaper | None = (
        case.papers.filter(document__kind=kind).select_related("document", "service").last()
    )
    return found


def _decided_on(case: Case, contested: CasePaper | None) -> date:
    if contested is not None:
        return localdate(contested.document.issued_at)
    return localdate(case.history.latest("seq").at)


def window_after(case: Case, received_on: date | None) -> date | None:
    """The last day of the time to object, counted from the receipt of the decision; unknown where
    that is not known, and then nobody is called late."""
    window = _window_of(case)
    if received_on is None or window is None:
        return None
    return reckon(current_calendar(), received_on, window.rule.period, []).due_on


def _window_of(case: Case) -> CaseClock | None:
    found: CaseClock | None = (
        case.clocks.filter(code="objection_window").select_related("rule").order_by("seq").last()
    )
    return found


def _meet_window(case: Case, objection: Objection, *, by: Any, at: datetime) -> None:
    """The applicant's own time is used: by the day of posting or of receipt, not of the keyboard."""
    posted_on = objection.posted_on
    as_of = moment_on(posted_on, time.min) if posted_on else objection.received_at
    with clocks.changes(case, at=at) as change:
        change.meet_event("objection_filed", as_of=as_of)
        case.next_due_at = next_limit(case, change.open())
    case.save(update_fields=["next_due_at"])
    audit.note(
        "objection.filed",
        actor=by,
        subject=case.number,
        at=at,
        content={"objection": objection.pk, "number": objection.number},
    )
