"""Other cases that may be the same application, or stand on the other side: asked of the database.

Everybody in an application counts, on both sides: main applicant, co-applicants and agent. Five
queries, however much there is; a joint case reads its co-applicants with one more. Of what the
person may not see nothing is handed on but the workstation to ask.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Subquery, Value

from cases.identity import normal
from cases.likeness import Application, Finding, Known, compare
from cases.masking import masked_name
from cases.models import (
    Agent,
    Applicant,
    Assignment,
    Case,
    CoApplicant,
    Intake,
    LookedAt,
    Opponent,
)
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
    "applicant__name", "applicant__birth_on", "agent__name",
)  # fmt: skip
#: What the database says of numbers: each is a field of ``Known``.
FLAGS = (
    "same_number", "same_phone", "other_number", "is_beside", "beside_is", "both_beside",
    "same_agent", "other_agent",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Sought:
    """The application for which others are looked for."""

    application: Application
    id_type: str
    id_no: str
    phone: str
    station: int
    beside: tuple[str, ...] = ()  # numbers of the co-applicants
    agent_type: str = ""
    agent_no: str = ""
    case: int | None = None  # when it is a case already

    @property
    def numbers(self) -> tuple[str, ...]:
        """Of everybody who asks for aid here."""
        return tuple(one for one in (self.id_no, *self.beside) if normal(one))


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
    applicant: dict[str, Any],
    matter: str,
    opponents: list[str],
    *,
    station: int,
    user: Any,
    together: Sequence[dict[str, Any]] = (),
    agent: dict[str, Any] | None = None,
) -> Lookalikes:
    """For an application that is being typed; the dictionaries have the fields of the models."""
    birth_on: date | None = applicant.get("birth_on")
    spoken_for = agent or {"name": "", "id_type": "", "id_no": ""}
    sought = Sought(
        application=Application(
            name=applicant["name"],
            birth_on=birth_on,
            matter=matter,
            opponents=frozenset(opponents),
            beside=frozenset(one["name"] for one in together),
            agent=spoken_for["name"],
        ),
        id_type=applicant["id_type"],
        id_no=applicant["id_no"],
        phone=applicant["phone"],
        station=station,
        beside=tuple(one["id_no"] for one in together if one["id_no"]),
        agent_type=spoken_for["id_type"],
        agent_no=spoken_for["id_no"],
    )
    return find(sought, user)


def of_case(case: Case, user: Any, *, opponents: list[str]) -> Lookalikes | None:
    """For a case's page while it lives; ``None`` for who is not shown such things."""
    if case.ended or not SHOWN_TO & user.roles_on(case):
        return None
    who, proposed, agent = case.applicant, case.proposed_lawyer, getattr(case, "agent", None)
    together = list(case.co_applicants.all()) if Intake.of(case).applicants > 1 else []
    sought = Sought(
        application=Application(
            name=who.name,
            birth_on=who.birth_on,
            matter=case.matter,
            opponents=frozenset(opponents),
            beside=frozenset(one.name for one in together),
            agent=agent.name if agent else "",
            firm=case.firm_id or (proposed.firm_id if proposed else None),
        ),
        id_type=who.id_type,
        id_no=who.id_no,
        phone=who.phone,
        station=case.station_id,
        beside=tuple(one.id_no for one in together if one.id_no),
        agent_type=agent.id_type if agent else "",
        agent_no=agent.id_no if agent else "",
        case=case.pk,
    )
    return find(sought, user)


def find(sought: Sought, user: Any) -> Lookalikes:
    rows = _rows(sought)
    keys = [row["pk"] for row in rows]
    opponents, beside = _names(keys)
    seen = set(Case.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    settled = LookedAt.objects.others_of(sought.case) if sought.case else set()
    by_key = {row["pk"]: row for row in rows}
    nobody: frozenset[str] = frozenset()
    known = [
        _known(row, opponents.get(row["pk"], nobody), beside.get(row["pk"], nobody)) for row in rows
    ]
    findings = [one for one in compare(sought.application, known) if one.case not in settled]
    return Lookalikes(
        here=tuple(_here(one, by_key[one.case]) for one in findings if one.case in seen),
        elsewhere=_elsewhere([one for one in findings if one.case not in seen], by_key, sought),
    )


def _rows(sought: Sought) -> list[dict[str, Any]]:
    """Cases of who may be the same person, and those in which the names stand the other way round."""
    found: dict[int, dict[str, Any]] = {}
    for keys, standing in (_same_people(sought), _other_sides(sought)):
        cases = Case.objects.filter(standing, pk__in=keys).exclude(status=Status.NEW)
        if sought.case:
            cases = cases.exclude(pk=sought.case)
        rows = cases.order_by("-pk").annotate(
            **_flags(sought),
            helping=Subquery(
                Assignment.objects.open().filter(case=OuterRef("pk")).values("firm")[:1]
            ),
        )
        for row in rows.values(*READ, *FLAGS, "helping")[:MOST]:
            found.setdefault(row["pk"], row)
    return list(found.values())


def _same_people(sought: Sought) -> tuple[Any, Q]:
    """Whoever asks for aid here asks there, each table by its own index."""
    ours = sought.application
    people = Q(id_no_index__matches=sought.numbers)
    if sought.phone:
        people |= Q(phone_index__matches=sought.phone)
    if ours.birth_on:
        people |= Q(name=ours.name, birth_on=ours.birth_on)
    main = Case.objects.filter(applicant__in=Applicant.objects.filter(people))
    beside = CoApplicant.objects.filter(id_no_index__matches=sought.numbers)
    return main.order_by().values("pk").union(beside.order_by().values("case")), Q()


def _other_sides(sought: Sought) -> tuple[Any, Q]:
    """Opponents here who are applicants or agents there, and opponents there who are anybody here.
    An agent may stand on both sides before aid is granted on either."""
    ours = sought.application
    people = {one for one in (ours.name, ours.agent, *ours.beside) if one}
    main = Case.objects.filter(applicant__in=Applicant.objects.filter(name__in=ours.opponents))
    keys = (
        main.order_by()
        .values("pk")
        .union(
            CoApplicant.objects.filter(name__in=ours.opponents).order_by().values("case"),
            Agent.objects.filter(name__in=ours.opponents).values("case"),
            Opponent.objects.filter(name__in=people).values("case"),
        )
    )
    standing = Q(status__in=RECIPIENT_IN)
    return keys, standing | ~Q(status__in=ENDS) if ours.agent else standing


def _flags(sought: Sought) -> dict[str, Any]:
    """A flag for each thing that only the indexes of numbers can tell."""
    same_number, same_agent = _is("applicant", [sought.id_no]), _is("agent", [sought.agent_no])
    same_phone = Q(applicant__phone_index__matches=sought.phone) if sought.phone else None
    conditions = {
        "same_number": same_number,
        "same_phone": same_phone,
        "other_number": _another("applicant", sought.id_type, same_number),
        "is_beside": _one_of_theirs([sought.id_no]),
        "beside_is": _is("applicant", sought.beside),
        "both_beside": _one_of_theirs(sought.beside),
        "same_agent": same_agent,
        "other_agent": _another("agent", sought.agent_type, same_agent),
    }
    return {name: _flag(condition) for name, condition in conditions.items()}


def _is(person: str, numbers: Iterable[str]) -> Q | None:
    """That person there has one of these numbers; nothing where there is none to ask for."""
    given = [one for one in numbers if normal(one)]
    return Q(**{f"{person}__id_no_index__matches": given}) if given else None


def _one_of_theirs(numbers: Iterable[str]) -> Q | None:
    given = [one for one in numbers if normal(one)]
    theirs = CoApplicant.objects.filter(case=OuterRef("pk"), id_no_index__matches=given)
    return Q(Exists(theirs)) if given else None


def _another(person: str, id_type: str, same: Q | None) -> Q | None:
    """Both have a number of the same kind, and it is another: two people."""
    if same is None:
        return None
    has_one = {f"{person}__id_no_index__isnull": False, f"{person}__id_type": id_type}
    return Q(**has_one) & ~same


def _flag(condition: Q | None) -> Any:
    if condition is None:
        return Value(False, output_field=BooleanField())
    return ExpressionWrapper(condition, output_field=BooleanField())


def _names(keys: list[int]) -> tuple[dict[int, frozenset[str]], dict[int, frozenset[str]]]:
    """Of each case the opponents, and who applies together with the applicant: one query."""
    opponents = Opponent.objects.filter(case__in=keys).annotate(beside=Value(0))
    together = CoApplicant.objects.filter(case__in=keys).annotate(beside=Value(1)).order_by()
    columns = ("case", "name", "beside")
    found: tuple[dict[int, set[str]], dict[int, set[str]]] = ({}, {})
    for case, name, beside in opponents.values_list(*columns).union(together.values_list(*columns)):
        found[beside].setdefault(case, set()).add(name)
    first, second = ({case: frozenset(who) for case, who in side.items()} for side in found)
    return first, second


def _known(row: dict[str, Any], opponents: frozenset[str], beside: frozenset[str]) -> Known:
    return Known(
        case=row["pk"],
        name=row["applicant__name"],
        birth_on=row["applicant__birth_on"],
        matter=row["matter"],
        opponents=opponents,
        open=row["status"] not in ENDS,
        is_recipient=row["status"] in RECIPIENT_IN,
        beside=beside,
        agent=row["agent__name"] or "",
        firm=row["helping"],
        **{flag: bool(row[flag]) for flag in FLAGS},
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
