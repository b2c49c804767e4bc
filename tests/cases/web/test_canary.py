"""The canary crawl: no page, error, header, search, count, message or line of the log shows to
another office what a case of this one holds, and to nobody a whole number of a person.

That every address answers a stranger 404 or as if the case were not there is the table's business
(``test_rights.py``), which looks at each answer for the same tokens.
"""

import re
from collections import Counter

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve

from cases.models import CasePaper
from documents.models import Document
from tests.cases.canary import (
    NUMBER,
    PHONE,
    WORD,
    canary,
    flock,
    leaks,
    links_of,
    shows_a_number,
    text_of,
)
from tests.cases.factories import build_city, case_in
from tests.cases.web.addresses import with_newcomers
from tests.cases.web.rights_table import IN_SIGHT, PEOPLE
from tests.cases.web.test_register import application
from tests.loglines import LogWatch, watching

#: So many addresses of one pattern are opened, per person: a calendar has no end.
OF_A_PATTERN = 1
#: Where the forms and the moves are pages of their own, each of them.
EVERY = {"cases:case": 2, "cases:act": 3, "cases:prepared": 2}
LEAVING = {"logout"}
#: Who sees something of the flock in masks: the case, the objection, the own notice.
COLLEAGUES = sorted({*PEOPLE} & IN_SIGHT | {"bureau_officer", "liaison"})
#: Everybody else of the table of rights.
STRANGERS = sorted({*PEOPLE} - {*COLLEAGUES})


def another_office(city):
    """The other agency, with all its people, and a case of theirs to look at."""
    with_newcomers(city)
    for name in ("lawyer", "colleague"):
        city.lawyers[name].active = False
        city.lawyers[name].save()
    theirs = case_in(city, "handling", station=city.strange_station)
    for name in ("lawyer", "colleague"):
        city.lawyers[name].active = True
        city.lawyers[name].save()
    return theirs


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once for all tests here: a canary of our station, a case of the other agency."""
    with django_db_blocker.unblock(), transaction.atomic():
        city = build_city()
        theirs = another_office(city)
        flock(city)
        ours = canary(city)
        yield city, ours, theirs
        transaction.set_rollback(True)


def enter(user):
    client = Client()
    client.force_login(user)
    return client


def crawl(client, *starts):
    """(path, what it says) of every page that links lead to, the first of each kind."""
    waiting, seen, opened = [*starts], set(starts), Counter()
    while waiting:
        path = waiting.pop(0)
        name = resolve(path.partition("?")[0]).view_name
        opened[name] += 1
        if name in LEAVING or opened[name] > EVERY.get(name, OF_A_PATTERN):
            continue
        said = text_of(answer := client.get(path))
        assert answer.status_code < 500, path
        yield path, said
        if answer.status_code == 302 and answer.url.startswith("/"):
            said += f'<a href="{answer.url}">'
        for link in links_of(said):
            if link not in seen and not link.startswith("/static/"):
                seen.add(link)
                waiting.append(link)


@pytest.mark.django_db
@pytest.mark.parametrize("person", STRANGERS)
def test_no_link_leads_a_stranger_to_a_word_of_it(person, world):
    city, ours, theirs = world
    starts = ["/", theirs.get_absolute_url()]
    with watching(LogWatch([WORD])) as watch:
        pages = dict(crawl(enter(city.people[person]), *starts))

    assert len(pages) >= 4
    assert {path: found for path, said in pages.items() if (found := leaks(said))} == {}
    assert [path for path, said in pages.items() if ours.number in said] == []
    assert watch.taken() == []


@pytest.mark.django_db
@pytest.mark.parametrize("person", COLLEAGUES)
def test_no_page_shows_a_whole_number_to_anybody(person, world):
    city, ours, _theirs = world
    pages = dict(crawl(enter(city.people[person]), "/", ours.get_absolute_url()))

    assert [path for path, said in pages.items() if shows_a_number(said)] == []
    assert any(WORD in said for said in pages.values()), "or the crawl proves nothing"


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["stranger_clerk", "stranger_supervisor", "other_clerk"])
def test_a_search_finds_for_a_stranger_what_nonsense_finds(person, world):
    city, ours, _theirs = world
    client = enter(city.people[person])

    def answer_to(words):
        client.post("/cases/search/", {"words": words})
        page = client.get("/cases/?status=all").content.decode()
        return without_tokens(page).replace(words, "…")

    nonsense = answer_to("查无此人")
    for words in (f"{WORD}某", WORD, NUMBER, PHONE, f"{WORD}有限公司", ours.number):
        assert answer_to(words) == nonsense, words


def without_tokens(page):
    return re.sub(r"name=\"csrfmiddlewaretoken\" value=\"\w+\"", "", page)


@pytest.mark.django_db
def test_who_registers_the_same_person_elsewhere_learns_that_there_is_a_case_and_no_more(world):
    city, ours, _theirs = world
    typed = application(city.strange_station, id_no=NUMBER, phone=PHONE, name="某某")
    answer = enter(city.people["stranger_clerk"]).post("/cases/register/", typed, follow=True)
    said = text_of(answer)
    for own in (NUMBER, PHONE, "1987-06-05"):  # typed, or read from the number that was
        said = said.replace(own, "")

    assert answer.status_code in {200, 409}
    assert leaks(said) == []
    assert ours.number not in said


@pytest.mark.django_db
def test_no_paper_holds_a_whole_number_of_the_applicant(world):
    city, _ours, _theirs = world
    for where in ("archived", "refused", "withdrawn", "redirected", "served", "replaced"):
        canary(city, where)
    papers = Document.objects.filter(pk__in=CasePaper.objects.values("document"))
    said = {document.kind: str(document.facts) for document in papers}

    assert len(said) > 15
    assert [kind for kind, facts in said.items() if shows_a_number(facts)] == []
    assert WORD in said["application_form"], "or there is nothing to look for"


@pytest.mark.django_db
def test_the_check_page_of_a_paper_masks_the_name_and_shows_no_number(world):
    _city, ours, _theirs = world
    for paper in ours.papers.select_related("document"):
        said = text_of(Client().get(f"/check/{paper.document.check_code}"))
        assert leaks(said) == []
        assert not shows_a_number(said)


@pytest.mark.django_db
def test_no_table_of_jobs_or_sessions_holds_a_token(world):
    """What the worker is told, and what a session keeps: never a person's words in the open."""
    city, ours, _theirs = world
    client = enter(city.people["clerk"])
    client.post("/cases/search/", {"words": NUMBER})
    assert ours.number in client.get("/cases/?status=all").content.decode()
    said = []
    with connection.cursor() as cursor:
        for table in ("django_session", "cases_casemessage", "cases_notice"):
            cursor.execute(f"SELECT * FROM {table}")
            said += [str(row) for row in cursor.fetchall()]
    assert [row for row in said if leaks(row) or shows_a_number(row)] == []
