"""axe finds nothing: on every page of the site, as somebody who may open it.

The pages are those of the table of rights, so a new one is looked at without being named here; then
the form of every move, and the case page in every state. By ``FAYUAN_NIGHTLY=1`` each in Chinese and
English, wide and as on a phone; a usual run looks at every third page in one of these ways.

The site answers in this process and Chromium is handed what it said: no server, no commit.
"""

from importlib.resources import files
from itertools import cycle, product
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client

from cases.states import Status
from cases.web.forms.acts import FORMS
from tests.cases.explorer import edges_of_the_code
from tests.cases.factories import MOVES, ROUTES, build_city, case_in
from tests.cases.moments import TUESDAY, moment
from tests.cases.web.addresses import addresses, build
from tests.cases.web.expected_answers import expected
from tests.cases.web.rights_table import IN_SIGHT, PUBLIC
from tests.workflow.parcels.office import NIGHTLY

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async tags => {
    const found = await axe.run(document, {
        runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], iframes: false,
    });
    return found.violations.flatMap(one => one.nodes.map(
        node => `${one.id}: ${node.target} ${node.html.slice(0, 120)} ${node.any.map(why => why.message)[0] ?? ""}`));
}"""
WAYS = list(
    product(["zh-hans", "en"], [{"width": 1366, "height": 768}, {"width": 390, "height": 844}])
)
#: Asked in this order who may open a page: who works with it comes first.
READERS = ("clerk", "lawyer", "supervisor", "reviewer", "officer", "archivist", "bureau_officer",
           "secretary", "admin", "auditor", "liaison", "stranger_clerk")  # fmt: skip
#: Django's own pages under our frame: what axe finds there is Django's. And what is no page.
NOT_OURS = ("admin:",)
#: A case in each state, and where its page looks otherwise.
STATES = [
    *sorted({*map(str, Status)} & {*ROUTES}),
    "provisional",
    "ordered",
    "notified",
    "organ_told",
]
#: The steps that are no moves of the machine: where they stand open, and to whom.
STEPS = {
    "log_handling": (Status.HANDLING, "lawyer"),
    "write_to_organ": (Status.ASSIGNED, "officer"),
    "introduce": (Status.ASSIGNED, "officer"),
    "tell_organ": ("reported_untold", "clerk"),
    "receive_later_papers": ("provisional", "clerk"),
    "serve_termination": (Status.TERMINATED, "archivist"),
    "means": (Status.REGISTERED, "clerk"),
    "receive_evidence": (Status.REGISTERED, "clerk"),
    "confirm_number": (Status.REGISTERED, "supervisor"),  # whose number is sound: the page says why
}
#: The cast's name of who acts in a role, where it is not the role's own.
ACTS_AS = {"provider": "secretary", "bureau": "bureau_officer"}


@pytest.fixture
def pages(city_in_memory):
    """[(what it is and whose, language, size, what it said)]."""
    city, case = city_in_memory
    shown, ways, readers = [], cycle(WAYS), Readers(city)
    listed = [*of_the_table(city, case), *of_the_states(city)]
    for what, person, path in listed if NIGHTLY else listed[::3]:
        for language, size in WAYS if NIGHTLY else [next(ways)]:
            answer = readers.ask(person, path, language)
            if answer.is_page:
                shown.append((f"{what} {path} as {person}", language, size, answer))
    return shown


@pytest.fixture
def city_in_memory(db):
    with time_machine.travel(moment(TUESDAY, 9), tick=False):
        city = build_city()
        yield city, build(city)


class Answer:
    """What a page said, read to its end: a file is closed behind it."""

    def __init__(self, response):
        self.body, self.status = response.getvalue(), response.status_code
        self.kind = response.get("Content-Type", "")
        self.is_page = "text/html" in self.kind and self.status != 302


class Readers:
    """One client a person."""

    def __init__(self, city):
        self.city, self.clients = city, {None: Client()}

    def ask(self, person, path, language):
        if person not in self.clients:
            self.clients[person] = Client()
            self.clients[person].force_login(self.city.people[person])
        self.clients[person].cookies["django_language"] = language
        return Answer(self.clients[person].get(path))


def of_the_table(city, case):
    for name, path in addresses(case):
        if name.startswith(NOT_OURS):
            continue
        if PUBLIC.get(name) == 200:
            yield name, None, path
            continue
        for person in READERS:
            if person not in city.people:
                continue
            wanted = expected(name, person, person in IN_SIGHT)
            if wanted == 200 or (isinstance(wanted, set) and 200 in wanted and person != "auditor"):
                yield name, person, path
                break
    yield "nowhere", "clerk", "/nowhere/"
    yield "nowhere", None, "/check/0000000000000000"


def of_the_states(city):
    """The case page in each state, and there the form of each move that leads on from it."""
    open_at = {name: (str(where), person) for name, (where, person) in STEPS.items()}
    for edge in edges_of_the_code():
        if edge.name in FORMS:
            role = str(MOVES[edge.name][1])
            open_at.setdefault(edge.name, (str(edge.source), ACTS_AS.get(role, role)))
    assert {*open_at} == {*FORMS}, "a form that nobody looks at"
    for where in [*STATES, *sorted({at for at, _person in open_at.values()} - {*STATES})]:
        address = case_in(city, where).get_absolute_url()
        yield f"case {where}", "supervisor", address
        for name, (at, person) in open_at.items():
            if at == where:
                yield name, person, f"{address}{name}/"


def test_axe_finds_nothing_on_any_page(pages, browser):
    static, wrong, now = Client(), {}, {}

    def answer(route):
        address = urlsplit(route.request.url)
        if route.request.is_navigation_request():
            said = now["page"]
            route.fulfill(status=200, body=said.body, content_type=said.kind)
        elif address.path not in kept:
            said = Answer(static.get(address.path))
            kept[address.path] = said.body, said.kind
        if not route.request.is_navigation_request():
            body, kind = kept[address.path]
            route.fulfill(status=200, body=body, content_type=kind)

    kept = {}
    with browser.new_context(base_url="http://testserver") as context:
        page = context.new_page()
        page.route("**/*", answer)
        for what, language, size, said in pages:
            now["page"] = said
            page.set_viewport_size(size)
            page.goto("/shown/")
            page.evaluate(AXE)
            if found := page.evaluate(RUN, TAGS):
                wrong[f"{what} in {language}, {size['width']} wide"] = found
    assert len(pages) > (300 if NIGHTLY else 30)
    assert not wrong, "\n".join(
        f"{place}\n    " + "\n    ".join(found) for place, found in wrong.items()
    )
