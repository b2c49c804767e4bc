"""Every address of the site, asked by nobody and by each of the cast: 200, 302 or 404 as tabled.

An address that is not in the tables fails: whoever adds a page says here who may see it.
"""

import re

import pytest
from django.apps import apps
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from cases.models import CasePaper, User
from cases.states import Role
from tests.cases.factories import NAMES, UserFactory, case_in

#: Pages for people who are not logged in.
PUBLIC = {"login": 200, "cases:source": 200, "set_language": 405}
#: The administration's own door leads on to the only one.
DOORS = ("/login/?next=", "/admin/login/?next=")

#: What a GET answers to anybody logged in, whatever the role.
FOR_ALL = {
    "cases:my_work": 200,
    "cases:cases": 200,
    "cases:search": 405,
    "cases:notices": 200,
    "cases:mark_read": 405,
    "cases:source": 200,
    "login": 302,
    "logout": 405,
    "password_change": 200,
    "set_language": 405,
}
#: Pages of one case: what they answer to who may see it. To all others: 404.
OF_A_CASE = {
    "cases:case": 200,
    "cases:claim": 405,
    "cases:give_back": 405,
    "cases:reassign": 405,
    "cases:act": {200, 403},
    "cases:paper": 202,
    "cases:download_paper": 202,
    "cases:attachment": 200,
}
#: Who sees a case of our station that is in a lawyer's hand.
IN_SIGHT = {
    "clerk",
    "second_clerk",
    "reviewer",
    "supervisor",
    "second_supervisor",
    "officer",
    "archivist",
    "secretary",
    "auditor",
    "lawyer",
}
#: Who sees a case of the other agency in the same state.
STRANGE_IN_SIGHT = {"stranger_clerk", "stranger_supervisor", "auditor", "other_lawyer"}
CLERKS = {"clerk", "second_clerk", "other_clerk", "stranger_clerk"}

#: The administration answers to the administrator; everybody else finds nothing there.
ADMIN = {
    "admin:logout": 405,
    "admin:password_change": 302,
    "admin:autocomplete": 403,
    "admin:nothing_else": 404,
    "admin:": 302,  # Django's old addresses of a row
} | {
    f"admin:{table}_delete": 403  # nothing is deleted, and the notice in question is in force
    for table in (
        "cases_office",
        "cases_user",
        "cases_firm",
        "cases_lawyer",
        "workflow_limitrule",
        "workflow_calendarnotice",
    )
}


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


def address(route, case, admin_pk=1):
    paper = CasePaper.objects.filter(case=case).first()
    attachment = case.attachments.first()
    values = {
        "number": case.number,
        "name": "close",
        "pk": paper.pk if "papers" in route else attachment.pk,
        "object_id": admin_pk,
        "id": admin_pk,
        "app_label": "cases",
        "url": "anything",
    }
    route = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route)
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), route)
    return "/" + re.sub(r"\\Z|[\^$]", "", path)


def expected(name, person, sees):
    if name == "admin:login":
        return 302  # to the one door there is
    if name.startswith("admin:"):
        return ADMIN.get(name, 200) if person == "admin" else 404
    if name == "cases:register":
        return 200 if person in CLERKS else 404
    if name == "cases:my_work" and person == "admin":
        return 302
    if name in OF_A_CASE:
        if not sees and OF_A_CASE[name] != 405:
            return 404
        return OF_A_CASE[name]
    return FOR_ALL[name]


@pytest.fixture
def ours(city):
    return case_in(city, "handling")


@pytest.fixture
def theirs(city):
    """A case of the other agency, in the hand of a lawyer of the other firm."""
    agency = city.strange_agency
    for role in (Role.REVIEWER, Role.OFFICER, Role.ARCHIVIST):
        UserFactory(roles=[(role, agency)])
    for name in ("lawyer", "colleague"):
        city.lawyers[name].active = False
        city.lawyers[name].save()
    return case_in(city, "handling", station=city.strange_station)


def test_every_address_is_in_a_table():
    names = {name for name, _route in PATTERNS if not name.startswith("admin:")}

    assert names == set(FOR_ALL) | set(OF_A_CASE) | {"cases:register"}


@pytest.mark.parametrize("person", NAMES)
def test_each_person_gets_what_the_table_says(person, city, ours, theirs, sign_in):
    client = sign_in(city.people[person])
    wrong = []
    for case, in_sight in ((ours, IN_SIGHT), (theirs, STRANGE_IN_SIGHT)):
        for name, route in PATTERNS:
            path = address(route, case, admin_pk=_a_row(name))
            answer = client.get(path)
            answer.getvalue()  # files are closed when they were read
            wanted = expected(name, person, person in in_sight)
            if answer.status_code not in (wanted if isinstance(wanted, set) else {wanted}):
                wrong.append(f"{path}: {answer.status_code}, not {wanted}")
    assert not wrong


def test_nobody_gets_past_the_door(ours):
    wrong = []
    for name, route in PATTERNS:
        path = address(route, ours)
        answer = Client().get(path)
        if name in PUBLIC:
            right = answer.status_code == PUBLIC[name]
        else:
            right = answer.status_code == 302 and answer.url.startswith(DOORS)
        if not right:
            wrong.append(f"{path}: {answer.status_code}")
    assert not wrong


@pytest.mark.parametrize("person", sorted(set(NAMES) - IN_SIGHT))
def test_who_does_not_see_a_case_moves_nothing_of_it(person, city, ours, sign_in):
    client = sign_in(city.people[person])
    before = (ours.version, ours.history.count())
    for name, route in PATTERNS:
        if name in OF_A_CASE and "number" in route:
            path = address(route, ours)
            assert client.post(path, {"version": 1, "to": 1}).status_code in {404, 405}, path
    ours.refresh_from_db()
    assert (ours.version, ours.history.count()) == before


def _a_row(name):
    """The key of some row of the table that an address of the administration speaks of."""
    found = re.fullmatch(r"admin:(cases|workflow)_(\w+)_(change|history|delete)", name)
    if found:
        return apps.get_model(found[1], found[2]).objects.first().pk
    if name == "admin:auth_user_password_change":
        return User.objects.first().pk
    return 1
