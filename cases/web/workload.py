"""The open work of one agency, read from the database into the plain values that are reckoned with.

Three queries about cases, whatever their number: the open cases (by the index of agency and status,
so that ended ones cost nothing), their running limits, and who holds which role.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cases import flows
from cases.forecast.effort import minutes_after, read_effort
from cases.forecast.hours import FAR, Days, Hours, Leave, WorkingTime, days_of, read_hours
from cases.forecast.reach import Desk, Work
from cases.limits import OUTSIDE
from cases.models import Absence, Case, CaseClock, Membership, Office
from cases.permissions import barred_by
from cases.states import AGENCY_ROLES, STATION_ROLES, TODO, Role, Status
from cases.web.timeleft import due_day
from workflow.calendar_store import current_calendar

#: A lawyer's work waits at no office of ours.
NO_OFFICE = 0


@dataclass(frozen=True, slots=True)
class Limit:
    """One running limit as the page speaks of it. ``range`` while its last day is provisional."""

    name: str
    due_at: datetime
    over: bool
    end_event: str
    range: tuple[date, date] | None

    @property
    def day(self) -> date:
        return due_day(self.due_at)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page says of a case: nothing about its applicant."""

    number: str
    cause: str
    status: str
    station: str
    holder: str
    limit: Limit | None  # the first that can still be kept
    passed: Limit | None  # the first that has passed

    @property
    def status_label(self) -> str:
        return str(Status(self.status).label)


@dataclass
class Workload:
    """Everything the forecast of an agency rests on."""

    agency: Office
    days: Days
    time: WorkingTime
    effort: Mapping[str, int]
    hours: Hours
    works: list[Work] = field(default_factory=list)
    facts: dict[str, Facts] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    places: dict[int, str] = field(default_factory=dict)
    serving: dict[Desk, list[int]] = field(default_factory=dict)
    times: dict[int, WorkingTime] = field(default_factory=dict)

    def places_of(self, person: int) -> list[str]:
        """Each role that the person holds here; a role at a station with its place."""
        return [
            f"{Role(role).label} {self.places[office]}"
            if role in STATION_ROLES
            else str(Role(role).label)
            for (role, office), people in self.serving.items()
            if person in people
        ]


def read_workload(agency: Office, user: Any, *, at: datetime) -> Workload:
    """The open cases of the agency as this person may see them, at this moment."""
    calendar, now = current_calendar(), localtime(at)
    hours = read_hours(settings.FORECAST_HOURS)
    found = Workload(
        agency=agency,
        days=days_of(calendar, now.date()),
        time=WorkingTime(calendar, hours, now),
        effort=read_effort(settings.FORECAST_EFFORT),
        hours=hours,
    )
    _read_people(found)
    limits = _read_limits(agency, at=at)
    for row in _open_cases(agency, user):
        _add_case(found, row, limits.get(row["pk"], ()))
    leave = _read_leave(now.date())
    for person in {*found.names}:
        away = leave.get(person)
        found.times[person] = WorkingTime(calendar, hours, now, away) if away else found.time
    return found


def _open_cases(agency: Office, user: Any) -> Any:
    visible = flows.with_todo(Case.objects.visible_to(user))
    return visible.filter(agency=agency, status__in=[*TODO]).values(
        "pk",
        "number",
        "cause",
        "status",
        "acted",
        "station_id",
        "station__short_name",
        "todo_owner_id",
        "todo_owner_name",
        "lawyer__user_id",
        "lawyer__user__is_active",
    )


def _read_limits(agency: Office, *, at: datetime) -> dict[int, list[Limit]]:
    """The limits of ours that run, by case."""
    clocks: Any = (
        CaseClock.objects.open()
        .filter(subject__agency=agency, subject__status__in=[*TODO], due_at__isnull=False)
        .exclude(code__in=OUTSIDE)
        .values_list(
            "subject_id", "rule__name", "rule__end_event",
            "due_at", "due_on", "due_earliest", "due_latest",
        )
    )  # fmt: skip
    found: dict[int, list[Limit]] = {}
    for subject, name, end_event, *dates in clocks:
        found.setdefault(subject, []).append(limit_of(_(name), end_event, *dates, at=at))
    return found


def limit_of(
    name: str,
    end_event: str,
    due_at: datetime,
    due_on: date,
    earliest: date,
    latest: date,
    *,
    at: datetime,
) -> Limit:
    """A provisional limit is worked for from its earliest last day, and over after its latest."""
    moments = [due_at + timedelta(days=(day - due_on).days) for day in (earliest, due_on, latest)]
    ahead = next((moment for moment in moments if moment > at), None)
    unsure = (earliest, latest) if earliest != latest else None
    return Limit(name, ahead or moments[-1], ahead is None, end_event, unsure)


def _read_people(found: Workload) -> None:
    """Who holds which role at the agency and at its stations, and works here still."""
    agency = found.agency
    held = Membership.objects.filter(
        Q(role__in=AGENCY_ROLES, office=agency) | Q(role__in=STATION_ROLES, office__parent=agency),
        user__is_active=True,
    )
    rows = held.order_by("user__name", "user_id").values_list(
        "user_id", "user__name", "user__username", "role", "office_id", "office__short_name"
    )
    for person, name, username, role, office, place in rows:
        found.names[person] = name or username
        found.places[office] = place
        found.serving.setdefault((role, office), []).append(person)


def _read_leave(today: date) -> dict[int, list[Leave]]:
    rows = Absence.objects.filter(
        lawyer__user__isnull=False, last_day__gte=today, first_day__lte=today + FAR
    ).values_list("lawyer__user_id", "first_day", "last_day")
    found: dict[int, list[Leave]] = {}
    for person, first, last in rows:
        found.setdefault(person, []).append((first, last))
    return found


def _add_case(found: Workload, row: dict[str, Any], limits: Iterable[Limit]) -> None:
    status, role = row["status"], TODO[row["status"]]
    limit = min((one for one in limits if not one.over), key=lambda one: one.due_at, default=None)
    passed = min((one for one in limits if one.over), key=lambda one: one.due_at, default=None)
    office = row["station_id"] if role in STATION_ROLES else found.agency.pk
    desk: Desk = (role.value, NO_OFFICE if role == Role.LAWYER else office)
    holder = row["todo_owner_id"]
    if holder is not None:
        found.names.setdefault(holder, row["todo_owner_name"] or _("(no name)"))
    found.places.setdefault(row["station_id"], row["station__short_name"])
    found.works.append(
        Work(
            case=row["number"],
            desk=desk,
            minutes=found.effort[status],
            able=_able(found, row, desk),
            holder=holder,
            after=minutes_after(status, limit.end_event, found.effort) if limit else 0,
            due=limit.due_at if limit else None,
            over=passed.due_at if passed else None,
        )
    )
    found.facts[row["number"]] = Facts(
        number=row["number"],
        cause=row["cause"],
        status=status,
        station=row["station__short_name"],
        holder=found.names[holder] if holder is not None else "",
        limit=limit,
        passed=passed,
    )


def _able(found: Workload, row: dict[str, Any], desk: Desk) -> frozenset[int]:
    """Who may do it: holds the role where the case is, and four eyes do not forbid it."""
    role, acted = desk[0], row["acted"]
    if role == Role.LAWYER:
        return frozenset([row["lawyer__user_id"]] if row["lawyer__user__is_active"] else [])
    return frozenset(
        person
        for person in found.serving.get(desk, ())
        if barred_by(role, {one for one, people in acted.items() if person in people}) is None
    )
