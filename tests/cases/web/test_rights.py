"""Every address x every role x GET and POST, as the one table says (``rights_table.py``).

Each answer is looked at for more than its status: the case asked for holds a token in every personal
field, and none may stand in what somebody reads who does not see it; a whole number of a person
stands in no page at all, whoever reads it.
"""

import pytest
from django.db import transaction
from django.test import Client

from tests.cases.canary import leaks, shows_a_number, text_of
from tests.cases.factories import build_city
from tests.cases.web.addresses import PATTERNS, addresses, build, with_newcomers
from tests.cases.web.expected_answers import expected, expected_of_a_post
from tests.cases.web.rights_table import (
    ADMIN_TAKES,
    DOORS,
    FOR_ALL,
    IN_SIGHT,
    OF_A_CASE,
    OF_A_CONSULTATION,
    OF_A_ROLE,
    OF_ADMINISTRATORS,
    OF_THE_HOUSE,
    PEOPLE,
    PUBLIC,
    PUBLIC_TAKES,
    TAKES,
)
from tests.workflow.parcels.office import NIGHTLY

ONE_BY_ONE = {
    "cases:register",
    "cases:take_in_notice",
    "cases:take_consultation_down",
    "cases:forecast",
    "cases:organ_received",
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once for all the tests here; what a request does is undone behind it."""
    with django_db_blocker.unblock(), transaction.atomic():
        city = with_newcomers(build_city())
        case = build(city)
        yield city, case, addresses(case)
        transaction.set_rollback(True)


def ask(client, method, path):
    """The status and all that the answer says. A POST is undone."""
    undo = transaction.savepoint()
    answer = getattr(client, method)(path)
    said = text_of(answer)
    transaction.savepoint_rollback(undo)
    return answer, said


def test_every_address_is_in_the_table():
    names = {name for name, _route in PATTERNS if not name.startswith("admin:")}

    tables = (FOR_ALL, OF_A_CASE, OF_A_CONSULTATION, OF_A_ROLE, OF_THE_HOUSE, OF_ADMINISTRATORS)
    assert names == set().union(*tables) | ONE_BY_ONE
    assert {*TAKES, *PUBLIC, *PUBLIC_TAKES} <= names, "a form of a page that is gone"
    assert {*PUBLIC} == {*PUBLIC_TAKES}
    assert {*ADMIN_TAKES} <= {name for name, _route in PATTERNS}


@pytest.mark.django_db
@pytest.mark.parametrize("person", sorted(PEOPLE))
def test_each_person_gets_what_the_table_says_and_no_more(person, world):
    city, _case, paths = world
    client, sees = Client(), person in IN_SIGHT
    client.force_login(city.people[person])
    own = client.cookies["sessionid"].value
    wrong = []
    for method, path, wanted in questions(person, paths):
        client.cookies["sessionid"] = own  # a POST may log out, or change the language
        client.cookies.pop("django_language", None)
        answer, said = ask(client, method, path)
        if answer.status_code not in (wanted if isinstance(wanted, set) else {wanted}):
            wrong.append(f"{method} {path}: {answer.status_code}, not {wanted}")
        if not sees and (found := leaks(said)):
            wrong.append(f"{method} {path} shows {found}")
        if shows_a_number(said):
            wrong.append(f"{method} {path} shows a number")
    assert wrong == []


def questions(person, paths):
    """(method, path, what is expected) of all there is to ask. Where the person does not matter (one
    guard keeps the administration, a method that a page does not take is refused before anybody is
    looked at) each question goes to a third of the people. All to all by FAYUAN_NIGHTLY=1."""
    turn, sees = sorted(PEOPLE).index(person), person in IN_SIGHT
    for number, (name, path) in enumerate(paths):
        mine = NIGHTLY or (number + turn) % 3 == 0
        for method, wanted in (
            ("get", expected(name, person, sees)),
            ("post", expected_of_a_post(name, person)),
        ):
            alike = wanted == 405 or (name.startswith("admin:") and person != "admin")
            if mine or not alike:
                yield method, path, wanted


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_gets_past_the_door(method, world):
    _city, _case, paths = world
    table = {"get": PUBLIC, "post": PUBLIC_TAKES}[method]
    wrong = []
    for name, path in paths:
        answer, said = ask(Client(), method, path)
        if name in table:
            right = answer.status_code == table[name]
        else:
            right = answer.status_code == 302 and answer.url.startswith(DOORS)
        if not right or leaks(said) or shows_a_number(said):
            wrong.append(f"{path}: {answer.status_code}")
    assert wrong == []
