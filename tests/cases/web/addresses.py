"""Every address of the site, filled in for one case, and a row of each table that one speaks of."""

import re

from django.apps import apps
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from cases.actions.change_rules import propose_rule
from cases.actions.change_seals import propose_seal
from cases.models import CasePaper, Consultation, Endpoint, PrintJob, User
from cases.states import Role
from documents import marks
from documents.models import SealChange
from tests.cases.asking import asked
from tests.cases.canary import canary
from tests.cases.factories import UserFactory
from tests.cases.moments import FRIDAY, MORNING, TUESDAY
from workflow.models import LimitRule, RuleChange, StageRule


def walk(resolver=None, prefix="", space=""):
    """(name, route) of every pattern, names with their namespace."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            name = pattern.name or ("nothing_else" if "url" in route else "")
            yield f"{space}{name}", route
        else:
            deeper = f"{pattern.namespace}:" if pattern.namespace else space
            yield from walk(pattern, route, deeper)


PATTERNS = sorted(set(walk()))


def _a_code(route, case, paper):
    if route.startswith(("check/", "status/")):
        return paper.document.check_code
    return "review" if route.startswith("limits/") else case.agency.code


def address(route, case, admin_pk=1):
    paper = CasePaper.objects.filter(case=case).first()
    attachment = case.attachments.first()
    values = {
        "number": case.number,
        "other": case.number,
        "name": _a_name(route),
        "pk": _a_key(route, paper, attachment),
        "kind": "row",
        "serial": 1,
        "code": _a_code(route, case, paper),
        "year": 2026,
        "agency": case.agency.code,
        "register": "援决字",
        "object_id": admin_pk,
        "id": admin_pk,
        "app_label": "cases",
        "url": "anything",
        "key": "5f3a1c1e-0000-4000-8000-000000000001",
        "limit": "every",
        "table": "other",
    }
    route = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route)
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), route)
    return "/" + re.sub(r"\\Z|[\^$]", "", path)


def change_of(promise):
    """A change that somebody else has proposed."""
    found = RuleChange.objects.filter(code=promise.code).first()
    return found or propose_rule(
        rule_id=promise.pk,
        kind="row",
        effective_on=FRIDAY,
        decision_no="1",
        reason="Quicker.",
        anew={"amount": 4},
        by=UserFactory(roles=[(Role.ADMIN, None)]),
        at=MORNING,
    )


def _a_name(route):
    if route.startswith("channels/"):
        return "webhook"
    return "grant" if route.endswith("preview/") else "close"


def _a_key(route, paper, attachment):
    tables = {
        "consultations/": Consultation,
        "endpoints/": Endpoint,
        "stages/": StageRule,
        "seals/": SealChange,
        "printing/": PrintJob,
    }
    for start, table in tables.items():
        if route.startswith(start):
            return table.objects.values_list("pk", flat=True)[0]
    promise = LimitRule.objects.in_force("acceptance", TUESDAY)
    if "rules" in route:
        return promise.pk
    if "changes" in route:
        return change_of(promise).pk
    if "calendar" in route:
        return 1
    return paper.pk if "papers" in route else attachment.pk


def with_newcomers(city):
    """The people of the other agency and firm whom the cast does not have."""
    agency = city.strange_agency
    for name, role, place in (
        ("stranger_reviewer", Role.REVIEWER, agency),
        ("stranger_officer", Role.OFFICER, agency),
        ("stranger_archivist", Role.ARCHIVIST, agency),
        ("stranger_bureau", Role.BUREAU, agency.parent),
        ("other_secretary", Role.PROVIDER, city.other_firm),
    ):
        city.people[name] = UserFactory(username=name, name=f"某{name}", roles=[(role, place)])
    return city


def build(city):
    """A row of every table that an address speaks of, and a case of our station in a lawyer's hand
    whose every personal field holds a token."""
    Endpoint.objects.create(office=city.agency, channel="webhook", name="a machine")
    propose_seal(
        office_id=city.agency.pk,
        content=marks.seal("真章"),
        used_from=MORNING,
        decision_no="1",
        reason="Cut.",
        by=UserFactory(roles=[(Role.ADMIN, None)]),
        at=MORNING,
    )
    PrintJob.objects.create(office=city.station, by=city.clerk, at=MORNING)
    asked(city)
    return canary(city, "handling")


def _a_row(name):
    """The key of some row of the table that an address of the administration speaks of."""
    found = re.fullmatch(r"admin:(cases|workflow)_(\w+)_(change|history|delete)", name)
    if found:
        return apps.get_model(found[1], found[2]).objects.first().pk
    if name == "admin:auth_user_password_change":
        return User.objects.first().pk
    return 1


def addresses(case):
    """(name, path) of every pattern."""
    return [(name, address(route, case, admin_pk=_a_row(name))) for name, route in PATTERNS]
