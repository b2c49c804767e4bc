"""Invented offices, people and providers, the city they make, and applications in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import factory

from cases.actions.notify import take_in_notice
from cases.actions.register import Beside, register_case
from cases.city.invention import identity_number
from cases.models import Case, Firm, Lawyer, Membership, Office, User
from cases.states import Role
from tests.cases.moments import MORNING

PASSWORD = "correct horse battery"  # of everybody in the tests


class OfficeFactory(factory.django.DjangoModelFactory):
    """Say ``bureau=True``, ``agency=True`` or ``station=True``; the offices above come along."""

    class Meta:
        model = Office

    class Params:
        bureau = factory.Trait(
            code=factory.Sequence(lambda n: f"bureau-{n:06d}"),
            kind="bureau",
            name=factory.Sequence(lambda n: f"第{n}司法局"),
            letter="司",
        )
        agency = factory.Trait(
            code=factory.Sequence(lambda n: f"agency-{n:06d}"),
            kind="agency",
            name=factory.Sequence(lambda n: f"第{n}法律援助中心"),
            letter="甲",
            parent=factory.SubFactory("tests.cases.factories.OfficeFactory", bureau=True),
        )
        station = factory.Trait(
            code=factory.Sequence(lambda n: f"court-{n:06d}"),
            kind="station",
            name=factory.Sequence(lambda n: f"第{n}人民法院法律援助工作站"),
            parent=factory.SubFactory("tests.cases.factories.OfficeFactory", agency=True),
        )

        organ = factory.Trait(
            code=factory.Sequence(lambda n: f"organ-{n:06d}"),
            kind="organ",
            name=factory.Sequence(lambda n: f"第{n}人民法院"),
            parent=factory.SubFactory("tests.cases.factories.OfficeFactory", station=True),
        )

    short_name = factory.LazyAttribute(lambda office: office.name[:20])
    contact = "窗口"
    phone = "0933-0000000"


class FirmFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Firm

    name = factory.Sequence(lambda n: f"甘肃甲{n}律师事务所")
    licence_no = factory.Sequence(lambda n: f"3162000{n:06d}")
    licence_until = date(2028, 12, 31)
    region = "崆峒区"

    class Params:
        grassroots = factory.Trait(
            kind="grassroots", name=factory.Sequence("乙{}法律服务所".format)
        )


class LawyerFactory(factory.django.DjangoModelFactory):
    """A lawyer who may take any civil case. Traits break one hard rule each."""

    class Meta:
        model = Lawyer

    firm = factory.SubFactory(FirmFactory)
    name = factory.Sequence(lambda n: f"律师{n}")
    licence_no = factory.Sequence(lambda n: f"1620120{n:09d}")
    licence_from = date(2015, 1, 1)
    licence_until = date(2028, 12, 31)
    practising_since = date(2015, 1, 1)
    capacity = 8

    class Params:
        expired = factory.Trait(licence_until=date(2026, 6, 30))
        retired = factory.Trait(active=False)
        defender = factory.Trait(criminal_since=date(2016, 1, 1))
        with_minors = factory.Trait(knows_minors=True)


class UserFactory(factory.django.DjangoModelFactory):
    """Somebody who logs in; ``roles=[(Role.CLERK, station)]`` gives the person what they may do."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person-{n}")
    name = factory.Sequence(lambda n: f"某人{n}")
    password = factory.django.Password(PASSWORD)
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.invalid")

    @factory.post_generation
    def roles(self, create, extracted, **kwargs):
        for role, place in extracted or ():
            membership(self, role, place).save()


def membership(user: User, role: str, place: Office | Firm | None) -> Membership:
    return Membership(
        user=user,
        role=role,
        office=place if isinstance(place, Office) else None,
        firm=place if isinstance(place, Firm) else None,
    )


@dataclass
class City:
    """The cast. Every person holds one role; ``stranger`` people belong to another agency."""

    bureau: Office
    agency: Office
    station: Office  # court-620802
    other_station: Office  # court-620821, of the same agency
    strange_agency: Office
    strange_station: Office
    firm: Firm
    other_firm: Firm
    organ: Office  # served by court-620802
    other_organ: Office  # served by the same station
    lawyers: dict[str, Lawyer] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        """``city.clerk``, ``city.supervisor``: each person by name."""
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def one_of_each(self) -> list[User]:
        """Everybody, but one where several hold the same role at the same place."""
        return [user for name, user in self.people.items() if name not in SECONDS]


#: Hold the role of somebody else at the same place.
SECONDS = {"second_clerk", "second_supervisor", "colleague"}


def build_city() -> City:
    bureau = OfficeFactory(bureau=True, code="bureau-620800", name="平凉市司法局", letter="平司")
    agency = OfficeFactory(
        agency=True, code="agency-620800", name="平凉市法律援助中心", letter="平", parent=bureau
    )
    strange_agency = OfficeFactory(
        agency=True, code="agency-620100", name="兰州市法律援助中心", letter="兰"
    )
    station = _station("court-620802", "崆峒区人民法院法律援助工作站", agency)
    city = City(
        bureau=bureau,
        agency=agency,
        station=station,
        other_station=_station("court-620821", "泾川县人民法院法律援助工作站", agency),
        strange_agency=strange_agency,
        strange_station=_station("court-620102", "城关区人民法院法律援助工作站", strange_agency),
        firm=FirmFactory(name="甘肃崆峒律师事务所"),
        other_firm=FirmFactory(name="甘肃泾水律师事务所"),
        organ=OfficeFactory(organ=True, code="organ-620802", name="崆峒区人民法院", parent=station),
        other_organ=OfficeFactory(
            organ=True, code="organ-620802-2", name="崆峒区人民检察院", parent=station
        ),
    )
    places = {
        "clerk": [(Role.CLERK, city.station)],
        "second_clerk": [(Role.CLERK, city.station)],
        "other_clerk": [(Role.CLERK, city.other_station)],
        "reviewer": [(Role.REVIEWER, agency)],
        "supervisor": [(Role.SUPERVISOR, agency)],
        "second_supervisor": [(Role.SUPERVISOR, agency)],
        "officer": [(Role.OFFICER, agency)],
        "archivist": [(Role.ARCHIVIST, agency)],
        "secretary": [(Role.PROVIDER, city.firm)],
        "bureau_officer": [(Role.BUREAU, bureau)],
        "auditor": [(Role.AUDITOR, None)],
        "admin": [(Role.ADMIN, None)],
        "liaison": [(Role.ORGAN, city.organ)],
        "other_liaison": [(Role.ORGAN, city.other_organ)],
        "stranger_clerk": [(Role.CLERK, city.strange_station)],
        "stranger_supervisor": [(Role.SUPERVISOR, city.strange_agency)],
    }
    lawyers = {"lawyer": city.firm, "colleague": city.firm, "other_lawyer": city.other_firm}
    places |= {name: [(Role.LAWYER, firm)] for name, firm in lawyers.items()}
    # Three statements instead of forty: nearly every test begins here.
    users = [UserFactory.build(username=name, name=NAMES[name]) for name in places]
    city.people |= zip(places, User.objects.bulk_create(users), strict=True)
    Membership.objects.bulk_create(
        membership(city.people[name], role, place)
        for name, held in places.items()
        for role, place in held
    )
    named = [
        LawyerFactory.build(user=city.people[name], firm=firm, name=NAMES[name], defender=True)
        for name, firm in lawyers.items()
    ]
    city.lawyers |= zip(lawyers, Lawyer.objects.bulk_create(named), strict=True)
    return city


NAMES = {
    "clerk": "柳明",
    "second_clerk": "杨柳",
    "other_clerk": "何静",
    "reviewer": "宋平",
    "supervisor": "秦岚",
    "second_supervisor": "韩越",
    "officer": "唐宁",
    "archivist": "邓洁",
    "secretary": "姚远",
    "bureau_officer": "郑重",
    "auditor": "史明",
    "admin": "管宁",
    "liaison": "梁法",
    "other_liaison": "简察",
    "stranger_clerk": "陌生",
    "stranger_supervisor": "远方",
    "lawyer": "陆正",
    "colleague": "陆方",
    "other_lawyer": "江清",
}


def _station(code: str, name: str, agency: Office) -> Office:
    return OfficeFactory(station=True, code=code, name=name, parent=agency)


# Cases

_serials = count(1)


def applicant_facts(**changes: Any) -> dict[str, Any]:
    """What a clerk keys about a person: everybody is somebody else, with a sound number."""
    serial = next(_serials)
    born = date(1970, 1, 1) + timedelta(days=serial % 9000)
    return {
        "name": f"申请人{serial}",
        "id_type": "resident_id",
        "id_no": identity_number(born, sex="女", serial=serial),
        "sex": "女",
        "birth_on": born,
        "phone": "19900000000",
        "address": "甘肃省平凉市崆峒区某镇某街1号",
    } | changes


def case_facts(**changes: Any) -> dict[str, Any]:
    """An ordinary claim for wages whose papers are complete."""
    return {
        "received_at": MORNING,
        "channel": "counter",
        "matter": "labour_pay",
        "cause": "支付劳动报酬",
        "claim": "被告拖欠3个月工资共14000元",
        "stage": "first_instance",
        "groups": ["妇女"],
        "household_size": 3,
        "monthly_income_yuan": Decimal("1860.50"),
        "materials": ["identity", "application_form", "means_statement", "case_evidence"],
    } | changes


def notice_facts(**changes: Any) -> dict[str, Any]:
    """A court's notice of a hearing in three weeks, for somebody who faces a grave sentence."""
    return {
        "organ_name": "崆峒区人民法院",
        "organ_kind": "court",
        "document_no": "（2026）甘0802刑初128号",
        "reason": "life_or_death",
        "found_on": MORNING.date(),
        "contact": "秦法官",
        "contact_phone": "0933-0003333",
        "hearing_at": MORNING + timedelta(days=21),
        "hearing_place": "第三法庭",
        "detained_at": "平凉市看守所",
        "papers": ["notice", "indictment"],
    } | changes


def notified(
    city: City,
    *,
    by: User | None = None,
    at: datetime | None = None,
    person: dict[str, Any] | None = None,
    received_at: datetime = MORNING,
    submission: str = "",
    **notice: Any,
) -> Case:
    """A notified case: taken in half an hour after its receipt, by the station's clerk."""
    unknown = {"id_type": "none", "id_no": "", "no_id_reason": "办案机关未提供身份证件号码"}
    return take_in_notice(
        station=city.station,
        person=applicant_facts(**{"phone": "", "address": ""} | unknown | (person or {})),
        facts={
            "received_at": received_at,
            "channel": "counter",
            "cause": "故意伤害罪",
            "stage": "first_instance",
        },
        notice=notice_facts(**{"organ": city.organ} | notice),
        submission=submission or f"test:{next(_serials)}",
        by=by or someone(Role.CLERK, office=city.station),
        at=at or received_at + timedelta(minutes=30),
    )


def registered(
    city: City,
    *,
    by: User | None = None,
    at: datetime | None = None,
    station: Office | None = None,
    applicant: dict[str, Any] | None = None,
    opponents: tuple[str, ...] = ("某某建筑有限公司",),
    submission: str = "",
    on_paper: bool = False,
    forwarded: dict[str, Any] | None = None,
    together: Sequence[dict[str, Any]] = (),
    agent: dict[str, Any] | None = None,
    **facts: Any,
) -> Case:
    """A registered case: taken down half an hour after its receipt, by the station's clerk."""
    facts = case_facts(**facts)
    station = station or city.station
    return register_case(
        station=station,
        applicant=applicant_facts(**(applicant or {})),
        facts=facts,
        opponents=opponents,
        submission=submission or f"test:{next(_serials)}",
        by=by or someone(Role.CLERK, office=station),
        at=at or facts["received_at"] + timedelta(minutes=30),
        on_paper=on_paper,
        beside=Beside(forwarded=forwarded, co_applicants=together, agent=agent),
    )


def someone(role: str, **place: Any) -> User:
    """The first active person who holds the role there."""
    held = Membership.objects.filter(role=role, user__is_active=True, **place)
    return held.select_related("user").order_by("pk")[0].user
