"""Somebody at a screen: logs in by the form, opens cases, fills in forms and presses buttons.

A :class:`Reader` looks at every page that they come by: one language, no wider than the screen.
"""

import re
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from cases.models import Applicant, Firm, Lawyer, Office, User
from tests.cases.factories import PASSWORD, build_city
from tests.cases.moments import TUESDAY, moment
from tests.workflow.parcels.office import NIGHTLY

LANGUAGES = ("zh-hans", "en")
#: What is no word of the reader's language, and what is written so in both: formats, codes of
#: rules, quotations.
FOREIGN = {"zh-hans": re.compile(r"[A-Za-z]{3,}"), "en": re.compile(r"[\u3400-\u9fff]+")}
IN_BOTH = re.compile(r"PDF|JPEG|PNG|JSON|ZIP|SHA-256|Ctrl|\b(GS|L\d+)-[\w-]+|“[^”]*”")
#: The words of the program on a page; what is not the page's language is marked so, or is data.
SEEN = """() => {
    const ours = "h2, h3, legend, summary, label, button, .btn, thead th, dt, .effect, .hint, .help, .status, .left, .big";
    const here = node => node.parentElement.closest("[lang]") === document.documentElement;
    const words = it => {
        const walk = document.createTreeWalker(it, NodeFilter.SHOW_TEXT), found = [];
        while (walk.nextNode()) if (here(walk.currentNode) && !walk.currentNode.parentElement.closest("option")) found.push(walk.currentNode.data);
        return found.join(" ").replace(/\\s+/g, " ").trim();
    };
    return {
        language: document.documentElement.lang,
        wide: document.documentElement.scrollWidth,
        screen: document.documentElement.clientWidth,
        words: [...document.querySelectorAll("main :is(" + ours + ")")].map(words),
    };
}"""


def played(track):
    """A track in both languages by night; by day in one, English for those of an odd number."""
    return pytest.mark.parametrize(
        "language", LANGUAGES if NIGHTLY else [LANGUAGES[track % len(LANGUAGES)]]
    )


@dataclass
class Person:
    """One person at an own screen. ``see`` and ``press`` speak of what stands on the page."""

    page: Any
    user: Any

    def log_in(self):
        self.page.goto("/login/")
        self.page.fill("[name=username]", self.user.username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("form button.btn-primary")
        self.page.wait_for_url("**/")
        return self

    def open(self, case):
        self.page.goto(case.get_absolute_url())
        return self

    def do(self, case, name, **fields):
        """The form page of one move, opened from the case's own button, filled in and sent."""
        self.open(case)
        self.page.click(f"a[href$='/{name}/']")
        self.fill(fields)
        self.page.click(".press button.btn")
        self.page.wait_for_url(f"**{case.get_absolute_url()}")
        return self

    def fill(self, fields):
        """By name: a file is uploaded, a list is ticked, a choice is chosen, the rest is typed."""
        for name, value in fields.items():
            field = self.page.locator(f"main [name={name}]")
            kind = field.first.evaluate("it => it.tagName + ':' + it.type")
            if kind == "INPUT:file":
                field.set_input_files(value)
            elif kind == "INPUT:checkbox":
                for one in [value] if isinstance(value, str) else value:
                    self.page.check(f"[name={name}][value='{one}']")
            elif kind == "INPUT:radio":
                self.page.check(f"[name={name}][value='{value}']")
            elif kind.startswith("SELECT"):
                field.select_option(str(value))
            else:
                field.fill(str(value))

    def reads(self, selector):
        return self.page.inner_text(selector)


@dataclass
class Reader(Person):
    """A person who reads one language and looks at each page before going on."""

    language: str

    def go(self, address):
        self.page.goto(address)
        return self.look()

    def open(self, case):
        return self.go(case.get_absolute_url())

    def press(self, selector):
        """A link or a button of the page's content; the page behind it is looked at."""
        with self.page.expect_event("load"):
            self.page.click(f"main {selector}")
        return self.look()

    def do(self, case, name, **fields):
        """From the case's own button, where its page is open; else straight from the form."""
        if self.page.url.endswith(case.get_absolute_url()):
            self.press(f"a[href$='/{name}/']")
        else:
            self.go(f"{case.get_absolute_url()}{name}/")
        self.fill(fields)
        self.press(".press button.btn-primary, .press button.btn-danger")
        assert self.page.url.endswith(case.get_absolute_url()), self.reads("main")
        return self

    def look(self):
        seen, foreign = self.page.evaluate(SEEN), FOREIGN[self.language]
        assert seen["language"] == self.language
        assert seen["wide"] <= seen["screen"], f"{self.page.url} is {seen['wide']} wide"
        strange = [
            words
            for words in seen["words"]
            if foreign.search(words) and foreign.search(self.own(words))
        ]
        assert not strange, f"{self.page.url}: {strange}"
        return self

    def own(self, words):
        """Without names, which are data, and what is the same in both languages."""
        for kind in (User, Office, Firm, Lawyer, Applicant):
            for name in kind.objects.values_list("name", flat=True):
                words = words.replace(name, "")
        return IN_BOTH.sub("", words)

    def finds(self, chinese, english, where="main"):
        """That sentence stands on the page, in the language of who reads it."""
        said = " ".join(self.reads(where).split())
        wanted = {"zh-hans": chinese, "en": english}[self.language]
        assert wanted in said, said
        return self


@pytest.fixture
def city(transactional_db):
    """The cast, committed, so that the site's own threads see it."""
    return build_city()


@pytest.fixture
def at_screen(new_screen):
    """``clerk = at_screen(city.clerk)``: that person, logged in, at a screen of their own."""
    return lambda user, **options: Person(new_screen(**options), user).log_in()


@pytest.fixture
def tuesday():
    """The tests' own time: a day after the ordinary case came in."""
    with time_machine.travel(moment(TUESDAY, 9), tick=True):
        yield


@pytest.fixture
def reader(tuesday, new_screen, live_server, language):
    """``clerk = reader(city.clerk)``: somebody who reads this language, behind the login. The test
    fails when the site breaks down under them, or a page complains to its console."""
    faults = []

    def answered(response):
        if response.status >= 500:
            faults.append(f"{response.status} {response.url}")

    def complained(message):
        refused = re.search(r"status of 4(03|09)", message.text)  # the page says why
        if message.type == "error" and not refused:
            faults.append(f"{message.text} {message.location}")

    def sit_down(user, **options):
        user.language = language
        user.save(update_fields=["language"])
        inside = Client()
        inside.force_login(user)
        cookies = {
            settings.SESSION_COOKIE_NAME: inside.cookies[settings.SESSION_COOKIE_NAME].value,
            settings.LANGUAGE_COOKIE_NAME: language,
        }
        page = new_screen(**options)
        page.on("response", answered)
        page.on("console", complained)
        page.context.add_cookies(
            [
                {"name": name, "value": value, "url": live_server.url}
                for name, value in cookies.items()
            ]
        )
        return Reader(page, user, language)

    yield sit_down
    assert not faults


@pytest.fixture
def scan(tmp_path):
    """A scan to upload."""
    path = tmp_path / "扫描件.pdf"
    path.write_bytes(b"%PDF-1.7\n% a scan\n%%EOF\n")
    return str(path)
