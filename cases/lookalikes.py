"""Other cases that may be the same application, or stand on the other side: asked of the database.

Five queries, however much there is. Of what the person may not see nothing is handed on but the
workstation to ask.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, Subquery, Value

from cases.identity import normal
from cases.likeness import Application, Finding, Known, compare
from cases.masking import masked_name
from cases.models import Applicant, Assignment, Case, LookedAt, Opponent
from cases.states import ENDS, Role, Status

#: Aid is or was given there.
RECIPIENT_IN = (
    Status.GRANTED,
    Status.PROPOSED,
    Status.ASSIGNED,
    Status.HANDLING,
    Status.CLOSED,
    Status.REPORTED,
    Status.ARCHIVED,
    Status.TERMINATED,
)
#: Of a name that hundreds bear only so many are compared, the newest first.
MOST = 50
#: Who is shown what resembles a case: who registers, reviews and decides.
SHOWN_TO = frozenset({Role.CLERK, Role.REVIEWER, Role.SUPERVISOR})
READ = (
    "pk", "number", "status", "received_at", "matter", "station_id", "station__name",
    "applicant__name", "applicant__birth_on",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Sought:
    """The application for which others are looked for."""

    application: Application
    id_type: str
    id_no: str
    phone: str
    station: int
    case: int | None = None  # when it is a case already


@dataclass(frozen=True, kw_only=True)
class Lookalike:
    """A case in sight, as much of it as helps to recognise it."""

    finding: Finding
    number: str
    name: str  # masked
    status: str
    received_at: datetime

    @property
    def asks(self) -> bool:
        return self.finding.asks


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """Another workstation has an open case: which one, and nothing of the case."""

    station: str
    asks: bool
    key: int


@dataclass(frozen=True, kw_only=True)
class Lookalikes:
    here: tuple[Lookalike, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.here or self.elsewhere)

    @property
    def asking(self) -> "Lookalikes":
        """Only those so like that nobody registers without having looked."""
        return Lookalikes(
            here=tuple(one for one in self.here if one.asks),
            elsewhere=tuple(one for one in self.elsewhere if one.asks),
        )


def of_form(
    applicant: dict[str, Any], matter: str, opponents: list[str], *, station: int, user: Any
) -> Lookalikes:
    """For an application that is being typed; ``applicant`` has the fields of the model."""
    birth_on: date | None = applicant.get("birth_on")
    sought = Sought(
        application=Application(
            name=applicant["name"],
            birth_on=birth_on,
            matter=matter,
            opponents=frozenset(opponents),
        ),
        id_type=applicant["id_type"],
        id_no=applicant["id_no"],
        phone=applicant["phone"],
        station=station,
    )
    return find(sought, user)


def of_case(case: Case, user: Any, *, opponents: list[str]) -> Lookalikes | None:
    """For a case's page while it lives; ``None`` for who is not shown such things."""
    if case.ended or not SHOWN_TO & user.roles_on(case):
        return None
    who, proposed = case.applicant, case.proposed_lawyer
    sought = Sought(
        application=Application(
            name=who.name,
            birth_on=who.birth_on,
            matter=case.matter,
            opponents=frozenset(opponents),
            firm=case.firm_id or (proposed.firm_id if proposed else None),
        ),
        id_type=who.id_type,
        id_no=who.id_no,
        phone=who.phone,
        station=case.station_id,
        case=case.pk,
    )
    return find(sought, user)


def find(sought: Sought, user: Any) -> Lookalikes:
    rows = _rows(sought)
    keys = [row["pk"] for row in rows]
    opponents = _opponents(keys)
    seen = set(Case.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    settled = LookedAt.objects.others_of(sought.case) if sought.case else set()
    by_key = {row["pk"]: row for row in rows}
    known = [_known(row, opponents.get(row["pk"], frozenset())) for row in rows]
    findings = [one for one in compare(sought.application, known) if one.case not in settled]
    return Lookalikes(
        here=tuple(_here(one, by_key[one.case]) for one in findings if one.case in seen),
        elsewhere=_elsewhere([one for one in findings if one.case not in seen], by_key, sought),
    )


def _rows(sought: Sought) -> list[dict[str, Any]]:
    """Cases of who may be the same person, and those in which the names stand the other way round."""
    ours = sought.application
    same_number = Q(applicant__id_no_index__matches=sought.id_no) if normal(sought.id_no) else None
    same_phone = Q(applicant__phone_index__matches=sought.phone) if sought.phone else None
    person = Q(applicant__name=ours.name, applicant__birth_on=ours.birth_on)
    people = Q(pk__in=[])
    for one in (same_number, same_phone, person if ours.birth_on else None):
        people |= one if one is not None else Q(pk__in=[])
    against = Opponent.objects.filter(name=ours.name).values("case")
    sides = Q(status__in=RECIPIENT_IN) & (
        Q(applicant__in=Applicant.objects.filter(name__in=ours.opponents)) | Q(pk__in=against)
    )
    found: dict[int, dict[str, Any]] = {}
    for question in (people, sides):
        cases = Case.objects.filter(question).exclude(status=Status.NEW).order_by("-pk")
        if sought.case:
            cases = cases.exclude(pk=sought.case)
        rows = cases.annotate(
            same_number=_flag(same_number),
            same_phone=_flag(same_phone),
            other_number=_flag(_other_number(sought, same_number)),
            helping=Subquery(
                Assignment.objects.open().filter(case=OuterRef("pk")).values("firm")[:1]
            ),
        )
        columns = (*READ, "same_number", "same_phone", "other_number", "helping")
        for row in rows.values(*columns)[:MOST]:
            found.setdefault(row["pk"], row)
    return list(found.values())


def _flag(condition: Q | None) -> Any:
    if condition is None:
        return Value(False, output_field=BooleanField())
    return ExpressionWrapper(condition, output_field=BooleanField())


def _other_number(sought: Sought, same_number: Q | None) -> Q | None:
    """Both have a number of the same kind, and it is another: two people."""
    if same_number is None:
        return None
    has_one = Q(applicant__id_no_index__isnull=False, applicant__id_type=sought.id_type)
    return has_one & ~same_number


def _opponents(keys: list[int]) -> dict[int, frozenset[str]]:
    names: dict[int, set[str]] = {}
    for case, name in Opponent.objects.filter(case__in=keys).values_list("case", "name"):
        names.setdefault(case, set()).add(name)
    return {case: frozenset(found) for case, found in names.items()}


def _known(row: dict[str, Any], opponents: frozenset[str]) -> Known:
    return Known(
        case=row["pk"],
        name=row["applicant__name"],
        birth_on=row["applicant__birth_on"],
        matter=row["matter"],
        opponents=opponents,
        open=row["status"] not in ENDS,
        is_recipient=row["status"] in RECIPIENT_IN,
        same_number=bool(row["same_number"]),
        other_number=bool(row["other_number"]),
        same_phone=bool(row["same_phone"]),
        firm=row["helping"],
    )


def _here(finding: Finding, row: dict[str, Any]) -> Lookalike:
    return Lookalike(
        finding=finding,
        number=row["number"],
        name=masked_name(row["applicant__name"]),
        status=str(Status(row["status"]).label),
        received_at=row["received_at"],
    )


def _elsewhere(
    findings: list[Finding], rows: dict[int, dict[str, Any]], sought: Sought
) -> tuple[Elsewhere, ...]:
    """Each workstation once, and only for what is open there."""
    found: dict[int, Elsewhere] = {}
    for one in findings:
        row = rows[one.case]
        if row["status"] in ENDS or row["station_id"] == sought.station:
            continue
        earlier = found.get(row["station_id"])
        found[row["station_id"]] = Elsewhere(
            station=row["station__name"],
            asks=one.asks or bool(earlier and earlier.asks),
            key=max(one.case, earlier.key if earlier else 0),
        )
    return tuple(found.values())
