"""The cast: one small city, the same people in every test of the cases.

The clerk registers, the reviewer recommends, the supervisor decides, the officer proposes, the
lawyer handles. Whoever is called *other* works elsewhere in the same city, whoever is called
*stranger* belongs to another agency and must never see anything of ours.
"""

from functools import partial

import pytest

from cases.states import Role
from tests.cases import factories
from tests.cases.factories import NAMES, build_city
from tests.cases.scanner import Clamd, listening
from tests.cases.sheets import Import
from tests.documents.certificates import folder_of_keys, signing_with


@pytest.fixture
def city(db):
    """Offices, providers and people; ``city.clerk`` and so on are the people."""
    return build_city()


def _person(name):
    @pytest.fixture(name=name)
    def person(city):
        return city.people[name]

    return person


# A fixture for each of the people: ``clerk``, ``supervisor``, ``stranger_clerk``, ...
globals().update({f"_{name}": _person(name) for name in NAMES})


@pytest.fixture
def station(city):
    return city.station


@pytest.fixture
def agency(city):
    return city.agency


@pytest.fixture
def case(city):
    """A registered case of the station, its papers complete."""
    return factories.registered(city)


@pytest.fixture
def registered(city):
    """``registered(matter="work_injury", ...)``: another registered case."""
    return partial(factories.registered, city)


@pytest.fixture
def case_in(city):
    """``case_in("handling")``: a case walked to that status, or round a way of ROUTES."""
    return partial(factories.case_in, city)


@pytest.fixture
def make(city):
    """``make(case, "refuse", reasons="...")``: one move, by the person whose move it is."""
    return factories.make


@pytest.fixture
def walk(city):
    """``walk(case, "accept", "recommend")``: several moves, an hour after each other."""
    return factories.walk


@pytest.fixture
def pass_time():
    """``pass_time(moment)``: what the clock runner does at that moment."""
    return factories.pass_time


@pytest.fixture
def take(city, tmp_path):
    """``take(row(...), row(...), office="...")``: imports a file of these rows."""
    return Import(tmp_path)


@pytest.fixture
def second_admin(db):
    return factories.UserFactory(username="second_admin", name="管安", roles=[(Role.ADMIN, None)])


@pytest.fixture
def signing_on(city, settings, tmp_path):
    """The papers of our agency are signed, with a key out of a folder."""
    folder = folder_of_keys(tmp_path / "keys", city.agency.code)
    settings.DOCUMENTS_SIGNING = settings.DOCUMENTS_SIGNING | signing_with(folder)
    return folder


@pytest.fixture
def clamd(settings):
    """A scanner that answers, set up."""
    scanner = Clamd()
    with listening(scanner) as (host, port):
        settings.CLAMD, settings.CLAMD_SECONDS = f"tcp://{host}:{port}", 5
        yield scanner
