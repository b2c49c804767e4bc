"""Safe from the first page: the policy on every answer, nothing inline, nothing kept in caches."""

from html.parser import HTMLParser

import pytest
from django.test import Client

#: Pages of every kind, with who looks at them; {case} is a case in the lawyer's hand.
PAGES = [
    (None, "/login/"),
    (None, "/source/"),
    (None, "/nowhere/"),
    (None, "/check/"),
    (None, "/check/0123456789abcdef"),
    ("clerk", "/"),
    ("clerk", "/cases/"),
    ("clerk", "/cases/register/"),
    ("clerk", "/nowhere/"),
    ("clerk", "/notices/"),
    ("clerk", "/password/"),
    ("supervisor", "{case}"),
    ("lawyer", "{case}close/"),
    ("lawyer", "{case}log_handling/"),
    ("supervisor", "{case}terminate/"),
    ("clerk", "{case}close/"),
    ("admin", "/admin/"),
    ("admin", "/admin/cases/user/"),
    ("admin", "/admin/cases/user/add/"),
    ("admin", "/admin/workflow/limitrule/add/"),
    ("admin", "/admin/workflow/calendarnotice/add/"),
]


class Inline(HTMLParser):
    """Collects whatever a strict policy would refuse to run or to apply."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.labelled, self.asked = set(), []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "style" or "style" in given:
            self.found.append((tag, "style"))
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.found.append((tag, "script"))
        if any(name.startswith("on") for name in given):
            self.found.append((tag, "handler"))
        if tag == "label" and "for" in given:
            self.labelled.add(given["for"])
        if tag in {"input", "select", "textarea"} and given.get("type") not in {"hidden", "radio"}:
            self.asked.append(given.get("id"))


@pytest.fixture
def open_page(city, case_in, sign_in):
    case = case_in("handling")

    def answer(person, path):
        client = sign_in(getattr(city, person)) if person else Client()
        return client.get(path.format(case=case.get_absolute_url()))

    return answer


@pytest.mark.parametrize(("person", "path"), PAGES)
def test_every_answer_carries_the_strict_policy_and_has_nothing_inline(person, path, open_page):
    answer = open_page(person, path)
    policy = answer.headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert Inline(answer.content.decode()).found == []
    if person:
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("person", "path"), [one for one in PAGES if "admin" not in one])
def test_every_field_has_its_label_and_every_page_its_landmarks(person, path, open_page):
    page = open_page(person, path).content.decode()
    read = Inline(page)

    assert [
        one
        for one in read.asked
        if one
        and one not in read.labelled
        and "_" in one
        and not one.rpartition("_")[2].isdecimal()
    ] == []
    assert page.count("<h1>") == 1
    assert page.count("<main ") == 1
    assert "<html lang=" in page


def test_a_form_without_its_token_is_refused_on_our_own_page(clerk):
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)
    answer = client.post("/cases/search/", {"words": "x"})

    assert answer.status_code == 403
    assert "/static/cases/theme.css" in answer.content.decode()


def test_a_fault_of_ours_is_told_on_our_own_page(clerk, case, monkeypatch):
    from cases.web import cases as page

    monkeypatch.setattr(page, "page_of", lambda *args, **kwargs: 1 / 0)
    client = Client(raise_request_exception=False)
    client.force_login(clerk)
    answer = client.get(case.get_absolute_url())

    assert answer.status_code == 500
    assert "/static/cases/theme.css" in answer.content.decode()
    assert "ZeroDivisionError" not in answer.content.decode()


def test_the_source_is_offered_to_everybody(client, settings):
    assert "AGPL" in client.get("/login/").content.decode()
    assert client.get("/source/").status_code == 200
    settings.SOURCE_URL = "https://example.invalid/fayuan.tar.gz"
    assert settings.SOURCE_URL in client.get("/source/").content.decode()
