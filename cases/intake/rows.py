"""One row of the file, checked: an application ready to be registered, or what is wrong with it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cases import codes, identity
from cases.intake import doubts, values
from cases.intake.applications import Application
from cases.intake.findings import Findings
from cases.intake.places import Place, Places
from cases.intake.table import Row
from cases.intake.values import Wrong
from cases.models import Applicant, Case, Opponent

Value = TypeVar("Value")


class Reading:
    """The cells of a row, read one after another; what can't be read is found and left out."""

    def __init__(self, row: Row) -> None:
        self.cells = row.cells
        self.findings = Findings(row.label)

    def take(
        self, column: str, read: Callable[..., Value], *args: Any, **options: Any
    ) -> Value | None:
        try:
            return read(self.cells.get(column, ""), *args, **options)
        except Wrong as wrong:
            self.findings.error(column, wrong.sentence)
            return None

    def line(self, column: str, model: Any, name: str) -> str:
        """Text that fits the model's own field."""
        longest = model._meta.get_field(name).max_length
        return self.take(column, values.text, longest=longest) or ""

    def needed(self, column: str, found: str, sentence: str) -> str:
        if not found and not any(one.column == column for one in self.findings.found):
            self.findings.error(column, sentence)
        return found


def check(row: Row, *, places: Places, at: datetime) -> tuple[Application | None, Findings]:
    """The row's application, if it has no errors, and everything found about it."""
    reading = Reading(row)
    if row.fault:
        reading.findings.error("", row.fault)
        return None, reading.findings
    place = _place(reading, places)
    received_at = reading.take("received_at", values.moment)
    if received_at is not None:
        _check_receipt(reading, received_at, places, at)
    today = localdate(at)
    applicant = _applicant(reading, today)
    facts = _facts(reading, received_at)
    opponents = _opponents(reading)
    if reading.findings.errors or place is None:
        return None, reading.findings
    application = Application(row.label, place, applicant, facts, opponents)
    doubts.look_at(application, reading.findings, calendar=places.calendar, today=today)
    return application, reading.findings


def _place(reading: Reading, places: Places) -> Place | None:
    try:
        return places.find(reading.cells.get("office", ""))
    except Wrong as wrong:
        reading.findings.error("office", wrong.sentence)
        return None


def _check_receipt(reading: Reading, received_at: datetime, places: Places, at: datetime) -> None:
    if received_at > at:
        reading.findings.error(
            "received_at", _("The time of receipt lies in the future: look at the date again.")
        )
    elif localdate(received_at) < places.limits_from:
        reading.findings.error(
            "received_at",
            _("No limit was in force on that day: applications are taken from %(day)s on.")
            % {"day": places.limits_from.isoformat()},
        )


def _applicant(reading: Reading, today: date) -> dict[str, Any]:
    name = reading.line("applicant_name", Applicant, "name")
    found: dict[str, Any] = {
        "name": reading.needed(
            "applicant_name", name, _("The name is missing: ask the applicant.")
        ),
        "sex": reading.take("sex", values.code, codes.Sex) if reading.cells["sex"] else "",
        "birth_on": reading.take("birth_on", values.day),
        "phone": reading.line("phone", Applicant, "phone"),
        "address": reading.line("address", Applicant, "address"),
    }
    born = found["birth_on"]
    if born is not None and not (born.year >= identity.FIRST_YEAR and born <= today):
        reading.findings.error("birth_on", _("This day of birth is not possible."))
        found["birth_on"] = None
    return found | _identity(reading, found, today)


def _identity(reading: Reading, person: dict[str, Any], today: date) -> dict[str, Any]:
    """The paper and its number; sex and birth from the number where the row leaves them out."""
    id_type = reading.take("id_type", values.code, codes.IdType) or ""
    number = identity.normal(reading.line("id_no", Applicant, "id_no"))
    reason = reading.line("no_id_reason", Applicant, "no_id_reason")
    told: dict[str, Any] = {"id_type": id_type, "id_no": number, "no_id_reason": ""}
    if id_type == codes.IdType.NONE:
        return told | _no_paper(reading, number, reason)
    if id_type and not number:
        reading.findings.error(
            "id_no", _("The number is missing: type it, or put “none” into id_type and say why.")
        )
    elif id_type in identity.NUMBERED and not any(
        one.column == "id_no" for one in reading.findings.found
    ):
        told |= _numbered(reading, person, id_type, number, today)
    return told


def _no_paper(reading: Reading, number: str, reason: str) -> dict[str, Any]:
    if number:
        reading.findings.error(
            "id_no", _("There is a number although id_type says “none”: correct one of the two.")
        )
    elif not reason:
        reading.findings.warning(
            "id_no",
            _("No identity paper: ask the applicant why, and add the reason to the case."),
        )
        reason = _("Not stated in the imported file; to be asked for.")
    return {"no_id_reason": reason}


def _numbered(
    reading: Reading, person: dict[str, Any], id_type: str, number: str, today: date
) -> dict[str, Any]:
    try:
        read = identity.parse(number, today)
    except identity.IdentityProblem as problem:
        reading.findings.error("id_no", problem.sentence)
        return {}
    if read.kind != id_type:
        reading.findings.error(
            "id_type",
            _("The number belongs to another paper: %(kind)s.") % {"kind": read.kind.value},
        )
    if person["sex"] and person["sex"] != read.sex:
        reading.findings.warning(
            "sex", _("The sex disagrees with the identity number: look at the paper again.")
        )
    if person["birth_on"] and person["birth_on"] != read.birth_on:
        reading.findings.warning(
            "birth_on",
            _("The day of birth disagrees with the identity number: look at the paper again."),
        )
    return {
        "id_no": read.number,
        "sex": person["sex"] or str(read.sex.value),
        "birth_on": person["birth_on"] or read.birth_on,
    }


def _facts(reading: Reading, received_at: datetime | None) -> dict[str, Any]:
    cause = reading.line("cause", Case, "cause")
    claim = reading.take("claim", values.text, lines=True) or ""
    return {
        "received_at": received_at,
        "channel": reading.take("channel", values.code, codes.Channel),
        "matter": reading.take("matter", values.code, codes.Matter),
        "cause": reading.needed("cause", cause, _("The cause is missing: name what it is about.")),
        "claim": reading.needed("claim", claim, _("The claim is missing: say what is asked for.")),
        "stage": reading.take("stage", values.code, codes.Stage),
        "groups": reading.take("groups", values.codes, codes.Group) or [],
        "household_size": reading.take("household_size", values.number, most=99),
        "monthly_income_yuan": reading.take("monthly_income_yuan", values.yuan),
        "limitation_on": reading.take("limitation_on", values.day),
        "materials": reading.take("papers", values.codes, codes.Material) or [],
        "note": reading.take("note", values.text, lines=True) or "",
    }


def _opponents(reading: Reading) -> list[str]:
    longest = Opponent._meta.get_field("name").max_length
    found = []
    for one in values.split(reading.cells.get("opposing_party", ""), values.PARTIES):
        try:
            found.append(values.text(one, longest=longest))
        except Wrong as wrong:
            reading.findings.error("opposing_party", wrong.sentence)
    return list(dict.fromkeys(found))
