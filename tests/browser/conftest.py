"""Somebody at a screen: logs in by the form, opens cases, fills in forms and presses buttons."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.cases.factories import PASSWORD, build_city


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


@pytest.fixture
def city(transactional_db):
    """The cast, committed, so that the site's own threads see it."""
    return build_city()


@pytest.fixture
def at_screen(new_screen):
    """``clerk = at_screen(city.clerk)``: that person, logged in, at a screen of their own."""
    return lambda user, **options: Person(new_screen(**options), user).log_in()


@pytest.fixture
def scan(tmp_path):
    """A scan to upload."""
    path = tmp_path / "扫描件.pdf"
    path.write_bytes(b"%PDF-1.7\n% a scan\n%%EOF\n")
    return str(path)
