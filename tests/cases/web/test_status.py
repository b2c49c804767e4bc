"""The applicant follows the case: by the code on a paper and four digits, told nothing of anybody."""

import logging
import re
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import translation
from django.utils.html import escape

from cases.limits import STARTED
from cases.masking import has_number
from cases.models import Case
from cases.states import TURN, Status
from cases.web.status_access import FOLLOWED, plain_digits
from cases.web.status_words import EVENTS, LIMITS, STAGES, TURNS
from documents.kinds import KINDS
from tests.cases.factories import ROUTES
from tests.cases.reading import paper as newest
from tests.cases.web.conftest import NOW
from workflow.models import LimitRule
from workflow.transitions import moves_in

UNKNOWN = "0123456789abcdef"
REACHED = sorted({*Status} - {Status.NEW, Status.VERIFYING})


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["django_language"] = "en"


def code_of(case, kind="application_receipt"):
    return newest(case, kind).document.check_code


def last_four(case):
    return (case.applicant.id_no or case.applicant.phone)[-4:]


def look(client, case, *, digits=None, code=None):
    sent = {"digits": last_four(case) if digits is None else digits}
    return client.post(f"/status/{code or code_of(case)}", sent)


def said(answer):
    return answer.content.decode()


def english(words):
    """As the page has it: the pages of these tests are in English."""
    with translation.override("en"):
        return escape(str(words))


# Who gets in


def test_code_and_digits_show_how_the_case_stands(client, case):
    answer = look(client, case)
    assert answer.status_code == 200
    assert english(STAGES["registered"].stage) in said(answer)


@pytest.mark.parametrize("typed", ["{}", " {} ", "{0[0]} {0[1]}{0[2]}-{0[3]}"])
def test_digits_are_understood_however_they_are_typed(client, case, typed):
    assert look(client, case, digits=typed.format(last_four(case))).status_code == 200


def test_full_width_digits_and_a_small_x_are_the_same(client, registered):
    assert plain_digits("１２３ｘ") == plain_digits("123x") == "123X"
    assert plain_digits("12345") == plain_digits("١٢٣٤") == plain_digits("") == ""
    assert plain_digits("1234\n") == "1234"


def test_typed_by_hand_the_code_travels_in_the_body(client, case):
    in_fours = re.sub(r"(....)", r"\1 ", code_of(case).upper())
    answer = client.post("/status/", {"code": in_fours, "digits": last_four(case)})
    assert answer.status_code == 200
    assert english(STAGES["registered"].stage) in said(answer)


def test_wrong_digits_an_unknown_code_and_no_code_get_one_sentence(client, case):
    last = "1" if code_of(case)[-1] != "1" else "2"
    answers = [
        look(client, case, digits="0000"),
        look(client, case, digits=""),
        look(client, case, code=UNKNOWN),
        look(client, case, code=f"{code_of(case)[:-1]}{last}"),
    ]
    assert {answer.status_code for answer in answers} == {400}
    hidden = re.compile(r"value=\"[^\"]*\"|/status/\w+|<strong class=\"code\">[^<]*")
    bodies = [hidden.sub("", said(answer)) for answer in answers]
    assert all(one == other for one, other in pairwise(bodies))
    assert client.post("/status/", {"code": "x", "digits": "0000"}).status_code == 400


def test_the_page_that_asks_is_the_same_for_a_code_that_nobody_has(client, case):
    pages = [
        said(client.get(f"/status/{code}")).replace(code, "") for code in (code_of(case), UNKNOWN)
    ]
    bare = [re.sub(r"[0-9A-F]{4}( [0-9A-F]{4}){3}|value=\"\w{64}\"", "", one) for one in pages]
    assert bare[0] == bare[1]


def test_who_gave_no_number_takes_the_telephone_and_who_gave_neither_gets_nothing(
    client, registered
):
    nothing = {"id_type": "none", "id_no": "", "no_id_reason": "遗失"}
    with_phone = registered(applicant=nothing | {"phone": "+86 199 0000 4321"})
    without = registered(applicant=nothing | {"phone": ""})

    assert look(client, with_phone, digits="4321").status_code == 200
    for digits in ("", "0000"):
        assert look(client, without, digits=digits).status_code == 400


def test_a_telephone_opens_nothing_where_there_is_a_number(client, registered):
    case = registered(applicant={"phone": "19900004321"})
    assert look(client, case, digits="4321").status_code == 400


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_papers_by_which_one_follows_are_those_that_the_person_gets(kind):
    person = {"申请人", "受援人", "异议人"} & set(KINDS[kind].copies)
    prepared = kind == "aid_agreement"  # never issued: it bears no code
    assert (kind in FOLLOWED) == bool(person and not prepared)


def test_a_paper_of_the_file_or_of_an_organ_leads_nowhere(client, case_in):
    case = case_in("handling")
    for kind in ("application_form", "assignment_notice", "letter_to_organ"):
        assert look(client, case, code=code_of(case, kind)).status_code == 400
    assert look(client, case, code=code_of(case, "grant_decision")).status_code == 200


# Waits


def test_after_ten_wrong_answers_one_waits_and_with_the_right_one_too(client, case, later):
    answers = [look(client, case, code=UNKNOWN[::-1]).status_code for _ in range(10)]
    assert answers == [400] * 10
    waiting = look(client, case)
    assert waiting.status_code == 429
    assert "11-03 09:15" in said(waiting)
    assert look(Client(REMOTE_ADDR="192.0.2.9"), case).status_code == 200
    with later(NOW + timedelta(minutes=15)):
        assert look(client, case).status_code == 200


def test_a_code_is_locked_for_the_day_whoever_tries(case, registered, later):
    """Four digits are guessed from many addresses: the code itself counts."""
    for n in range(10):
        guesser = Client(REMOTE_ADDR=f"192.0.2.{n}")
        assert look(guesser, case, digits=f"{n:04}").status_code == 400
    other = Client(REMOTE_ADDR="192.0.2.99")
    assert look(other, case).status_code == 429
    assert look(other, registered()).status_code == 200
    with later(NOW + timedelta(hours=2)):
        assert look(other, case).status_code == 429
    with later(NOW + timedelta(days=1)):
        assert look(other, case).status_code == 200


def test_an_unknown_code_is_locked_alike(case):
    for n in range(11):
        answer = look(Client(REMOTE_ADDR=f"192.0.2.{n}"), case, code=UNKNOWN)
    assert answer.status_code == 429


def test_right_answers_may_be_asked_for_all_day(client, case):
    assert {look(client, case).status_code for _ in range(15)} == {200}


def test_a_wrong_answer_costs_the_same_whatever_is_wrong(client, case, django_assert_num_queries):
    code, right = code_of(case), last_four(case)
    for one in (code, UNKNOWN):  # the first of a span sweeps older ones out
        look(client, case, code=one, digits="0000")
    for one, digits in ((code, "0000"), (UNKNOWN, right)):
        with django_assert_num_queries(3):  # two counts, one look
            look(client, case, code=one, digits=digits)
    with django_assert_num_queries(8):  # and two counts back; the case, its clocks, its moves
        look(client, case, code=code, digits=right)


# What is told


def test_every_status_clock_and_turn_has_its_words():
    assert STAGES.keys() == {*Status} - {Status.NEW}
    assert set(TURN.values()) <= TURNS.keys()
    # Those of lawyer and archive are between them and the agency.
    silent = {"milestone", "court_15", "closing_file", "closing_check", "objection_window"}
    # Those of others, and of an objection, which its own sentence speaks of.
    silent |= {"organ_notify", "custody_forward", "duty_forward"}
    silent |= {"objection_rule", "objection_order"}
    assert STARTED - silent <= LIMITS.keys()


def test_every_move_is_told_or_is_of_the_house_alone():
    inside = {"recommend", "return_to_review", "propose", "send_back", "report", "return_report"}
    assert {edge.name for edge in moves_in(Case)} - inside <= EVENTS.keys()


@pytest.mark.parametrize("where", REACHED)
def test_every_status_says_what_it_is_and_names_nobody(client, case_in, where):
    case = case_in(where, applicant={"name": "欧阳不见", "phone": "19912345678"})
    page = said(look(client, case))

    assert english(STAGES[where].stage) in page
    assert english(STAGES[where].do) in page
    hidden = {
        case.number, "欧阳不见", "欧阳", case.applicant.id_no, "19912345678", case.applicant.address,
        "示例", case.cause, case.claim, "某某建筑", case.get_matter_display(), "妇女", "1860",
        str(case.lawyer or "no lawyer"), str(case.firm or "no firm"), last_four(case),
    }  # fmt: skip
    assert not [words for words in hidden if words in page]
    assert not has_number(page)


@pytest.mark.parametrize("where", sorted(set(ROUTES) - set(Status)))
def test_a_way_round_is_told_as_well(client, case_in, where):
    case = case_in(where)
    if case.notified:  # the organ tells the accused: nobody has a receipt to ask with
        assert not case.papers.filter(document__kind="application_receipt").exists()
    else:
        assert look(client, case).status_code == 200


def test_the_law_and_the_promise_stand_side_by_side(client, case):
    page = said(look(client, case))
    assert 'Our promise: we decide by\n            <strong class="day">2026-11-09' in page
    assert 'The law: we must decide by\n            <strong class="day">2026-11-09' in page
    assert "the workstation in the court" in page


def test_missing_papers_are_named_with_their_day_and_the_clock_stands_still(client, case_in):
    page = said(look(client, case_in("supplementing")))
    assert "Papers about the case" in page
    assert page.count("2026-11-09") >= 2
    assert page.count("(stands still)") == 2
    assert "Now it is up to: <strong>you</strong>" in page


def test_papers_that_follow_later_are_named(client, case_in):
    case = case_in("provisional", materials=["identity", "application_form"])
    assert "Papers about the case" in said(look(client, case))


def test_what_is_late_says_so(client, case, later):
    with later(NOW + timedelta(days=30)):
        page = said(look(client, case))
    assert page.count("you may complain") == 2


@pytest.mark.parametrize("where", ["refused", "terminated"])
def test_how_to_object_is_said_with_the_bureau_and_the_office_s_own_rule(client, case_in, where):
    case = case_in(where)
    page = said(look(client, case))
    assert case.agency.parent.name in page
    assert "You have 15 days" in page
    assert "by this office's own rule" in page.replace("&#x27;", "'")
    LimitRule.objects.filter(code="objection_window").update(confirmed=True)
    assert "own rule" not in said(look(client, case))


def test_only_a_decision_against_one_says_how_to_object(client, case_in):
    assert "How to object" not in said(look(client, case_in("granted")))


def test_station_and_agency_are_there_with_telephone_and_hours(client, case):
    for office, hours in ((case.station, "9:00-12:00"), (case.agency, "14:30-18:00")):
        office.hours = hours
        office.save()
    page = said(look(client, case))
    for words in (case.station.name, case.agency.name, "9:00-12:00", "14:30-18:00", "0933-0000000"):
        assert words in page


def test_decisions_have_their_days(client, case_in):
    page = said(look(client, case_in("granted")))
    assert re.search(r"2026-11-0\d</span> Decided: legal aid is given", page)
    assert re.search(r"2026-11-02</span> Application received", page)


# The way there


def test_the_page_of_the_paper_asks_for_the_digits(client, case):
    page = said(client.get(f"/check/{code_of(case)}"))
    assert f'action="/status/{code_of(case)}"' in page
    assert 'name="digits"' in page
    assert 'name="digits"' not in said(client.get(f"/check/{code_of(case, 'application_form')}"))


# What is left behind


@pytest.fixture
def answers(client, case, registered):
    return {
        "ask": client.get("/status/"),
        "ask_of": client.get(f"/status/{code_of(case)}"),
        "case": look(client, case),
        "wrong": look(client, case, digits="0000"),
        "wait": [look(client, case, code=UNKNOWN) for _ in range(11)][-1],
    }


def test_no_answer_is_kept_framed_indexed_or_told_on(answers):
    assert answers["wait"].status_code == 429
    for answer in answers.values():
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert 'content="noindex, nofollow, noarchive"' in said(answer)
    assert {name for answer in answers.values() for name in answer.cookies} <= {"csrftoken"}
    assert not answers["case"].wsgi_request.session.session_key


@pytest.mark.parametrize("where", ["registered", "refused", "archived"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_page_weighs_less_than_a_hundred_kilobytes_with_all_it_loads(case_in, where, language):
    client = Client()
    client.cookies["django_language"] = language
    answer = look(client, case_in(where))
    page = said(answer)
    parts = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page))
    weight = len(answer.content) + sum(Path(finders.find(one)).stat().st_size for one in parts)

    assert f'<html lang="{language}">' in page
    assert parts == {"cases/check.css", "cases/icon.svg"}
    assert weight < 100 * 1024
    assert weight < 25 * 1024  # what it weighs today, with room; a cheap phone pays for each
    assert "<script" not in page


def test_a_logged_in_clerk_reads_the_same_page(clerk, case, sign_in, client):
    inside = sign_in(clerk)
    inside.cookies["django_language"] = "en"
    main = re.compile(r"<main.*</main>", re.DOTALL)
    assert main.search(said(look(inside, case)))[0] == main.search(said(look(client, case)))[0]


def test_no_log_line_and_no_row_holds_a_code_or_digits(case, caplog, client):
    from documents.models import Tries

    caplog.set_level(logging.DEBUG)
    code = code_of(case)
    for _ in range(12):
        look(client, case, digits="0000")
    Client(enforce_csrf_checks=True).post(f"/status/{code}", {"digits": "0000"})
    client.put(f"/status/{code}")
    client.get(f"/status/{code}/more")
    kept = " ".join(str(one) for one in Tries.objects.values_list())

    assert "/status/…" in caplog.text
    assert code not in caplog.text + kept
    assert "127.0.0.1" not in kept


def test_without_the_token_of_the_page_nothing_is_answered(case):
    assert look(Client(enforce_csrf_checks=True), case).status_code == 403
