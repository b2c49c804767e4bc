"""Invented offices, people and providers, and cases walked through the real actions.

A case is never put into a state by hand: :func:`make` makes one move as the person whose move it
usually is, :func:`walk` makes several, :func:`case_in` goes the shortest way to a status.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import factory
from django.utils.timezone import localdate

from cases import notices
from cases.actions import (
    accept,
    aid_first,
    approve,
    archive,
    ask_for_papers,
    close,
    decline,
    deem_withdrawn,
    grant,
    log_handling,
    propose,
    receive_later_papers,
    receive_papers,
    recommend,
    redirect,
    refuse,
    register,
    replace_lawyer,
    report,
    return_report,
    return_to_review,
    send_back,
    serve_termination,
    sign,
    terminate,
    withdraw,
)
from cases.city.invention import identity_number
from cases.city.scans import scan
from cases.codes import ClosingPaper, Material
from cases.models import Case, CaseClock, Firm, Lawyer, Membership, Office, User
from cases.states import AGENCY_ROLES, STATION_ROLES, Role, Status
from tests.cases.moments import MORNING
from workflow.tick import tick

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
        grassroots = factory.Trait(kind="grassroots", name=factory.Sequence("乙{}法律服务所".format))


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
            self.memberships.create(
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
    lawyers: dict[str, Lawyer] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        """``city.clerk``, ``city.supervisor``: each person by name."""
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None


def build_city() -> City:
    bureau = OfficeFactory(bureau=True, code="bureau-620800", name="平凉市司法局")
    agency = OfficeFactory(
        agency=True, code="agency-620800", name="平凉市法律援助中心", letter="平", parent=bureau
    )
    strange_agency = OfficeFactory(
        agency=True, code="agency-620100", name="兰州市法律援助中心", letter="兰"
    )
    city = City(
        bureau=bureau,
        agency=agency,
        station=_station("court-620802", "崆峒区人民法院法律援助工作站", agency),
        other_station=_station("court-620821", "泾川县人民法院法律援助工作站", agency),
        strange_agency=strange_agency,
        strange_station=_station("court-620102", "城关区人民法院法律援助工作站", strange_agency),
        firm=FirmFactory(name="甘肃崆峒律师事务所"),
        other_firm=FirmFactory(name="甘肃泾水律师事务所"),
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
        "stranger_clerk": [(Role.CLERK, city.strange_station)],
        "stranger_supervisor": [(Role.SUPERVISOR, city.strange_agency)],
    }
    for name, roles in places.items():
        staff = {"is_staff": name == "admin", "is_superuser": name == "admin"}
        city.people[name] = UserFactory(username=name, name=NAMES[name], roles=roles, **staff)
    for name, firm in {
        "lawyer": city.firm,
        "colleague": city.firm,
        "other_lawyer": city.other_firm,
    }.items():
        user = UserFactory(username=name, name=NAMES[name], roles=[(Role.LAWYER, firm)])
        city.people[name] = user
        city.lawyers[name] = LawyerFactory(user=user, firm=firm, name=NAMES[name], defender=True)
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


def registered(
    city: City,
    *,
    by: User | None = None,
    at: datetime | None = None,
    station: Office | None = None,
    applicant: dict[str, Any] | None = None,
    opponents: tuple[str, ...] = ("某某建筑有限公司",),
    submission: str = "",
    **facts: Any,
) -> Case:
    """A registered case: taken down half an hour after its receipt, by the station's clerk."""
    facts = case_facts(**facts)
    station = station or city.station
    return register.register_case(
        station=station,
        applicant=applicant_facts(**(applicant or {})),
        facts=facts,
        opponents=opponents,
        submission=submission or f"test:{next(_serials)}",
        by=by or someone(Role.CLERK, office=station),
        at=at or facts["received_at"] + timedelta(minutes=30),
    )


def someone(role: str, **place: Any) -> User:
    """The first active person who holds the role there."""
    held = Membership.objects.filter(role=role, user__is_active=True, **place)
    return held.select_related("user").order_by("pk")[0].user


def who(case: Case, role: str) -> User:
    """The person of the cast who acts in this role on this case."""
    if role == Role.LAWYER:
        return User.objects.get(lawyer__cases=case)
    if role in STATION_ROLES:
        return someone(role, office=case.station)
    if role in AGENCY_ROLES:
        return someone(role, office=case.agency)
    raise AssertionError(f"Nobody acts as {role} on a case.")


def free_lawyer(case: Case, at: datetime) -> int:
    """The first lawyer with an account who may take the case."""
    for lawyer in Lawyer.objects.filter(user__isnull=False).select_related("firm").order_by("pk"):
        if not case.obstacles(lawyer, on=localdate(at)):
            return lawyer.pk
    raise AssertionError("No lawyer may take this case.")


#: Each move: its action, who makes it, and its usual facts from the case and the moment.
MOVES: dict[str, tuple[Any, Role, Any]] = {
    "ask_for_papers": (
        ask_for_papers.ask_for_papers,
        Role.CLERK,
        lambda case, at: {
            "items": [Material.CASE_EVIDENCE.value],
            "reply_by": localdate(at) + timedelta(days=7),
        },
    ),
    "receive_papers": (
        receive_papers.receive_papers,
        Role.CLERK,
        lambda case, at: {"received": list(case.papers_asked_for)},
    ),
    "deem_withdrawn": (deem_withdrawn.deem_withdrawn, Role.SUPERVISOR, lambda case, at: {}),
    "withdraw": (
        withdraw.withdraw_case,
        Role.CLERK,
        lambda case, at: {"request": "对方已经支付，申请撤回。"},
    ),
    "redirect": (
        redirect.redirect_case,
        Role.CLERK,
        lambda case, at: {"to": "西峰区法律援助中心", "why": "办案机关在西峰区。"},
    ),
    "accept": (accept.accept_case, Role.CLERK, lambda case, at: {}),
    "recommend": (
        recommend.recommend,
        Role.REVIEWER,
        lambda case, at: {
            "person_qualifies": True,
            "scope_basis": "《中华人民共和国法律援助法》第三十一条第（五）项",
            "means": "met",
            "evidence": "工资表、经济困难状况说明表。",
            "opinion": "grant",
            "reasons": "符合法律援助条件。",
        },
    ),
    "return_to_review": (
        return_to_review.return_to_review,
        Role.SUPERVISOR,
        lambda case, at: {"why": "请核实家庭收入。"},
    ),
    "grant": (
        grant.grant_case,
        Role.SUPERVISOR,
        lambda case, at: {"aid_form": "civil_litigation"},
    ),
    "refuse": (
        refuse.refuse_case,
        Role.SUPERVISOR,
        lambda case, at: {"code": "no_hardship", "reasons": "家庭人均收入高于标准。"},
    ),
    "aid_first": (
        aid_first.grant_aid_first,
        Role.SUPERVISOR,
        lambda case, at: {
            "ground": "limit_near",
            "ground_on": localdate(at) + timedelta(days=3),
            "aid_form": "civil_litigation",
            "papers_by": localdate(at) + timedelta(days=10),
        },
    ),
    "propose": (
        propose.propose_lawyer,
        Role.OFFICER,
        lambda case, at: {"lawyer_id": free_lawyer(case, at)},
    ),
    "send_back": (
        send_back.send_back,
        Role.SUPERVISOR,
        lambda case, at: {"why": "请另派一名律师。"},
    ),
    "approve": (approve.approve_assignment, Role.SUPERVISOR, lambda case, at: {}),
    "decline": (decline.decline_case, Role.LAWYER, lambda case, at: {"code": "workload"}),
    "sign": (
        sign.sign_agreement,
        Role.LAWYER,
        lambda case, at: {
            "agreement": scan("agreement.pdf", f"Agreement {case.number}"),
            "power_of_attorney": scan("poa.pdf", f"Power of attorney {case.number}"),
        },
    ),
    "replace_lawyer": (
        replace_lawyer.replace_lawyer,
        Role.SUPERVISOR,
        lambda case, at: {"code": "unable", "why": "受援人申请更换。"},
    ),
    "terminate": (
        terminate.terminate_case,
        Role.SUPERVISOR,
        lambda case, at: {"ground": "own_lawyer", "reasons": "受援人另行委托了律师。"},
    ),
    "close": (
        close.close_case,
        Role.LAWYER,
        lambda case, at: {"closed_on": localdate(at), "event": "judgment", "result": "won"},
    ),
    "report": (
        report.report_case,
        Role.LAWYER,
        lambda case, at: {"papers": [one.value for one in ClosingPaper]},
    ),
    "return_report": (
        return_report.return_report,
        Role.ARCHIVIST,
        lambda case, at: {"missing": "缺少会见笔录。"},
    ),
    "archive": (
        archive.archive_case,
        Role.ARCHIVIST,
        lambda case, at: {"subsidy_yuan": Decimal("1500.00")},
    ),
    # Not moves: the steps between
    "log_handling": (
        log_handling.log_handling,
        Role.LAWYER,
        lambda case, at: {
            "kind": "meeting",
            "happened_on": localdate(at),
            "note": "会见受援人。",
            "next_kind": "hearing",
            "next_on": localdate(at) + timedelta(days=14),
        },
    ),
    "receive_later_papers": (
        receive_later_papers.receive_later_papers,
        Role.CLERK,
        lambda case, at: {"received": [Material.CASE_EVIDENCE.value]},
    ),
    "serve_termination": (
        serve_termination.serve_termination,
        Role.ARCHIVIST,
        lambda case, at: {"served_on": localdate(at)},
    ),
}

#: Steps before which time must pass, and how long.
WAITS = {"deem_withdrawn": timedelta(days=9), "archive_terminated": timedelta(days=20)}

_TO_GRANTED = ("accept", "recommend", "grant")
_TO_HANDLING = (*_TO_GRANTED, "propose", "approve", "sign")
#: The shortest way to every status, and the ways round.
ROUTES: dict[str, tuple[str, ...]] = {
    Status.REGISTERED: (),
    Status.SUPPLEMENTING: ("ask_for_papers",),
    Status.ACCEPTED: ("accept",),
    Status.RECOMMENDED: ("accept", "recommend"),
    Status.GRANTED: _TO_GRANTED,
    Status.PROPOSED: (*_TO_GRANTED, "propose"),
    Status.ASSIGNED: (*_TO_GRANTED, "propose", "approve"),
    Status.HANDLING: _TO_HANDLING,
    Status.CLOSED: (*_TO_HANDLING, "close"),
    Status.REPORTED: (*_TO_HANDLING, "close", "report"),
    Status.ARCHIVED: (*_TO_HANDLING, "close", "report", "archive"),
    Status.REFUSED: ("accept", "recommend", "refuse"),
    Status.WITHDRAWN: ("withdraw",),
    Status.REDIRECTED: ("redirect",),
    Status.TERMINATED: (*_TO_HANDLING, "terminate"),
    # Ways round that end in a status above
    "supplemented": ("ask_for_papers", "receive_papers"),
    "asked_twice_stage": ("accept", "ask_for_papers", "receive_papers"),
    "deemed_withdrawn": ("ask_for_papers", "deem_withdrawn"),
    "returned_to_review": ("accept", "recommend", "return_to_review"),
    "provisional": ("aid_first",),
    "provisional_while_supplementing": ("ask_for_papers", "aid_first"),
    "papers_came_later": ("aid_first", "receive_later_papers"),
    "sent_back": (*_TO_GRANTED, "propose", "send_back"),
    "declined": (*_TO_GRANTED, "propose", "approve", "decline"),
    "reassigned": (*_TO_GRANTED, "propose", "approve", "decline", "propose", "approve"),
    "replaced": (*_TO_HANDLING, "replace_lawyer"),
    "met": (*_TO_HANDLING, "log_handling"),
    "returned_report": (*_TO_HANDLING, "close", "report", "return_report"),
    "withdrawn_while_proposed": (*_TO_GRANTED, "propose", "withdraw"),
    "terminated_while_proposed": (*_TO_GRANTED, "propose", "terminate"),
    "served": (*_TO_HANDLING, "terminate", "serve_termination"),
    "archived_after_termination": (
        *_TO_HANDLING, "terminate", "serve_termination", "archive",
    ),
}


def pass_time(until: datetime) -> None:
    """What the clock runner does when it wakes up at ``until``: every stage reached by then."""
    while tick(CaseClock, at=until, announce=notices.announce):
        pass


def make(case: Case, move: str, *, by: User | None = None, at: datetime | None = None, **facts: Any) -> Case:
    """Make one move as its usual person, an hour after the one before, unless told otherwise."""
    action, role, usual = MOVES[move]
    at = at or _next_moment(case, move)
    if move in {"deem_withdrawn", "archive"}:
        pass_time(at)
    fresh = Case.objects.get(pk=case.pk)
    action(
        case_id=case.pk, by=by or who(fresh, role), at=at, **usual(fresh, at) | facts
    )
    return Case.objects.with_places().get(pk=case.pk)


def _next_moment(case: Case, move: str) -> datetime:
    latest = case.history.latest("seq").at
    events = [event.at for event in case.handling_events.all()]
    at: datetime = max([latest, *events]) + timedelta(hours=1)
    if move == "archive" and case.history.latest("seq").target == Status.TERMINATED:
        move = "archive_terminated"
    return at + WAITS.get(move, timedelta())


def walk(case: Case, *moves: str, at: datetime | None = None) -> Case:
    """Make these moves in turn; the first at ``at``, the others an hour after each other."""
    for move in moves:
        case = make(case, move, at=at)
        at = None
    return case


def case_in(city: City, where: str, **registration: Any) -> Case:
    """A case that stands in this status, or at the end of this way round (see ROUTES)."""
    return walk(registered(city, **registration), *ROUTES[where])
