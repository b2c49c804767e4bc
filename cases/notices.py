"""Who is told what when a limit comes near or passes (read by the tick).

Which stages there are, and whom each is told to by which channel, are rows
(:class:`workflow.models.StageRule`); here the words *turn*, *supervisor* and *city* become people
and endpoints. Inside the system a word comes exactly once; by other channels at least once, with a
key. A batch is read and written together, whatever its size.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from cases.flows import owners_of
from cases.limits import SILENT
from cases.models import (
    CLOCKS,
    Case,
    CaseClock,
    CaseMessage,
    Endpoint,
    Membership,
    Notice,
    ObjectionClock,
    Office,
)
from cases.states import AGENCY_ROLES, BUREAU_ROLES, STATION_ROLES, Role
from workflow import audit, light, quiet, rows
from workflow.channels import Reaches, channel, channels_where
from workflow.models import BREACH
from workflow.stages import Alarm
from workflow.tick import tick

#: A place and what is held there.
Post = tuple[int | None, str | None]
#: A limit of a case, or of an objection: both know their subject and how they are told.
Limit = CaseClock | ObjectionClock
Told = Sequence[tuple[Limit, Alarm]]


@dataclass(frozen=True, order=True)
class Person:
    """Somebody who can be told, and by what."""

    pk: int
    has_email: bool = field(compare=False)
    has_phone: bool = field(compare=False)

    @classmethod
    def rows(cls, found: Any, user: str) -> Any:
        """The columns of a person, out of a query that reaches the user by that name."""
        return found.annotate(
            email=F(f"{user}__email"), has_phone=Q(**{f"{user}__phone__isnull": False})
        )

    def hears_by(self, name: str) -> bool:
        return self.has_email if name == "email" else self.has_phone if name == "sms" else False


@partial(rows.ReadAmong, process=Case._meta.get_field("process"))
def _owners(process: list[Any]) -> Any:
    found = Person.rows(owners_of(process), "owner")
    return found.values_list("process_id", "owner_id", "email", "has_phone")


@partial(rows.ReadAmong, office=Office._meta.pk, role=Membership._meta.get_field("role"))
def _holders(office: list[Any], role: list[Any]) -> Any:
    held = Membership.objects.filter(office__pk__in=office, role__in=role, user__is_active=True)
    found = Person.rows(held.order_by("user_id"), "user")
    return found.values_list("office_id", "role", "user_id", "email", "has_phone")


def pass_time(*, at: datetime) -> int:
    """One tick of each kind of clock; returns how many clocks were handled."""
    return sum(tick(clocks, at=at, announce=announce) for clocks in CLOCKS)


def announce(told: Told, *, at: datetime) -> list[models.Model]:
    """Called by the tick in its transaction, once per stage of a clock; it keeps what we return."""
    # In the applicant's own time nobody here is late.
    audible = [one for one in told if one[0].code not in SILENT and one[0].due_on is not None]
    house, out = _House.around(audible), _WayOut(at)
    words: list[models.Model] = []
    for clock, alarm in audible:
        words += _words(house, out, clock, alarm)
        if alarm.is_breach:
            _note_breach(clock, at)
    return words


class _House:
    """Everybody who could be told of a batch, read by a few queries."""

    def __init__(self) -> None:
        self.owners: dict[int, Person] = {}
        self.holders: dict[Post, list[Person]] = {}
        self.endpoints: dict[int, list[Endpoint]] = {}
        self.bureaus: dict[int, int | None] = {}

    @classmethod
    def around(cls, told: Told) -> "_House":
        house = cls()
        alarms = [alarm for _clock, alarm in told]
        agencies = {clock.subject.agency_id for clock, _alarm in told}
        to_bureau = any(clock.subject.todo_role in BUREAU_ROLES for clock, _alarm in told)
        if to_bureau or any("city" in alarm.audiences for alarm in alarms):
            found = Office.objects.filter(pk__in=agencies).order_by()
            house.bureaus = dict(found.values_list("pk", "parent_id"))
        house._read_owners(
            clock.subject.process_id for clock, alarm in told if "turn" in alarm.audiences
        )
        house._read_holders(
            {post for clock, alarm in told for post in house.posts(clock.subject, alarm)}
        )
        channels = {name for alarm in alarms for name in alarm.channels}
        if channels & set(channels_where(reaches=Reaches.ENDPOINT)):
            for endpoint in (
                Endpoint.objects.in_use().filter(channel__in=channels).defer("url", "secret")
            ):
                house.endpoints.setdefault(endpoint.office_id, []).append(endpoint)
        return house

    def _read_owners(self, processes: Iterable[Any]) -> None:
        for row in _owners(process=[process for process in processes if process]):
            self.owners[row[0]] = Person(row[1], bool(row[2]), row[3])

    def _read_holders(self, posts: set[Post]) -> None:
        offices = {office for office, _role in posts if office}
        roles = {role for _office, role in posts if role}
        for row in _holders(office=[*offices], role=[*roles]):
            person = Person(row[2], bool(row[3]), row[4])
            self.holders.setdefault((row[0], row[1]), []).append(person)

    def posts(self, case: Any, alarm: Alarm) -> Iterator[Post]:
        """The offices and roles whose holders the alarm is for, but for who has the case in hand."""
        if "turn" in alarm.audiences and case.process_id not in self.owners:
            yield self._post(case, case.todo_role)
        if "supervisor" in alarm.audiences:
            yield self._post(case, Role.SUPERVISOR)
        if "city" in alarm.audiences:
            yield self._post(case, Role.BUREAU)

    def _post(self, case: Any, role: str | None) -> Post:
        if role in STATION_ROLES:
            return case.station_id, role
        if role in AGENCY_ROLES:
            return case.agency_id, role
        if role in BUREAU_ROLES:
            return self.bureaus.get(case.agency_id), role
        return None, role

    def people(self, case: Any, alarm: Alarm) -> list[Person]:
        """It is the turn of who has the to-do in hand, else of all who could take it; the
        supervisor is the head of the agency, the city the bureau over it."""
        found = {one for post in self.posts(case, alarm) for one in self.holders.get(post, ())}
        if "turn" in alarm.audiences and case.process_id in self.owners:
            found.add(self.owners[case.process_id])
        return sorted(found)

    def machines(self, case: Any, alarm: Alarm) -> Iterator[Endpoint]:
        """The endpoints of the case's station and agency; the bureau's when the city is told."""
        places = [case.station_id, case.agency_id]
        if "city" in alarm.audiences or case.todo_role in BUREAU_ROLES:
            places.append(self.bureaus.get(case.agency_id))
        for place in places:
            for endpoint in self.endpoints.get(place, ()) if place else ():
                if endpoint.channel in alarm.channels:
                    yield endpoint


class _WayOut:
    """What is the same for all messages of a moment."""

    def __init__(self, at: datetime) -> None:
        self.at, self.told_on = at, localdate(at).isoformat()
        self.is_set_up = cache(lambda name: channel(name).is_set_up())
        self.not_before = cache(lambda name: quiet.let_out(at) if channel(name).wakes else at)

    def message(self, clock: Limit, stage: str, name: str, **to: Any) -> CaseMessage:
        assert clock.due_on is not None
        message: CaseMessage = light.new(
            CaseMessage,
            channel=name,
            stage=stage,
            payload={
                "epoch": clock.epoch,
                "breach": clock.breached_at is not None,
                "due_on": clock.due_on.isoformat(),
                "told_on": self.told_on,
            },
            not_before=self.not_before(name),
            **clock.told_as(),
            **to,
        )
        return message


def _words(
    house: _House, out: _WayOut, clock: Limit, alarm: Alarm
) -> Iterator[Notice | CaseMessage]:
    """One notice for each person, and one message for each way out of the house."""
    stage = BREACH if alarm.is_breach else alarm.stage
    story = f"{clock.story}:{clock.epoch}:{alarm.stage}"
    for person in house.people(clock.subject, alarm):
        notice = f"{story}:{person.pk}"
        yield light.new(
            Notice,
            key=notice,
            user_id=person.pk,
            stage=stage,
            due_on=clock.due_on,
            at=out.at,
            **clock.noticed_as(),
        )
        for name in alarm.channels:
            if person.hears_by(name) and out.is_set_up(name):
                yield out.message(clock, stage, name, key=f"{notice}:{name}", notice_id=notice)
    for endpoint in house.machines(clock.subject, alarm):
        name = endpoint.channel
        key = f"{story}:endpoint{endpoint.pk}:{name}"
        yield out.message(clock, stage, name, key=key, endpoint_id=endpoint.pk)


def _note_breach(clock: Limit, at: datetime) -> None:
    assert clock.due_on is not None
    audit.note(
        "clock.breached",
        actor=None,
        subject=clock.subject.number,
        at=at,
        content={"clock": clock.pk, "code": clock.code, "due_on": clock.due_on.isoformat()},
    )
