"""Anyone checks a paper: what they learn, what they don't, and what is left behind of it."""

import hashlib
import logging
import re
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cases.masking import masked_name
from cases.web import uploads
from documents import checking, drawing, throttling
from tests.cases.reading import paper as newest
from tests.cases.web.conftest import NOW

UNKNOWN = "/check/0123456789abcdef"


@pytest.fixture
def paper(case_in):
    """The decision of a granted case, drawn."""
    case = case_in("granted", applicant={"name": "张䶮"})
    drawing.draw_pending(at=NOW)
    return newest(case, "grant_decision").document


@pytest.fixture
def content(paper):
    return paper.read_pdf()


def upload(client, content, name="决定书.pdf", **headers):
    file = SimpleUploadedFile(name, content, "application/pdf")
    return client.post("/check/file/", {"file": file}, headers=headers)


def said(answer):
    return answer.content.decode()


def address(paper):
    return f"/check/{paper.check_code}"


# By code


def test_the_address_on_a_paper_shows_what_it_is_and_whom_it_concerns_masked(client, paper):
    answer = client.get(address(paper))

    page = said(answer)
    assert answer.status_code == 200
    for words in ("给予法律援助决定书", paper.label, "2026-11-02", "平凉市法律援助中心", "张*"):
        assert words in page
    assert 'class="verdict good"' in page
    assert "张䶮" not in page


def test_nothing_else_of_the_case_is_told(client, paper):
    page = said(client.get(address(paper)))
    case = paper.case_paper.case

    told = {case.number, case.cause, case.station.name, case.applicant.id_no}
    assert not [words for words in told if words and words in page]


def test_a_typed_code_leads_to_the_address_that_the_square_code_holds(client, paper):
    in_fours = re.sub(r"(....)", r"\1 ", paper.check_code.upper())
    answer = client.post("/check/", {"code": in_fours})

    assert (answer.status_code, answer.url) == (302, address(paper))


def test_what_is_no_code_keeps_what_was_typed_and_says_what_a_code_is(client, db):
    answer = client.post("/check/", {"code": '张䶮"><b>'})

    assert answer.status_code == 400
    assert 'role="alert"' in said(answer)
    assert "张䶮&quot;&gt;&lt;b&gt;" in said(answer)


def test_a_code_in_capitals_is_the_same_code(client, paper):
    assert client.get(f"/check/{paper.check_code.upper()}").status_code == 200


def test_an_unknown_code_and_a_near_miss_get_one_answer(client, paper):
    last = "0" if paper.check_code[-1] != "0" else "1"
    answers = [
        client.get(path) for path in (UNKNOWN, f"{address(paper)[:-1]}{last}", f"/check/{'f' * 16}")
    ]

    assert {answer.status_code for answer in answers} == {404}
    bodies = [re.sub(r"value=\"[^\"]*\"", "", said(answer)) for answer in answers]
    assert all(one == other for one, other in pairwise(bodies))


@pytest.mark.parametrize(
    ("move", "where", "kind"),
    [
        ("withdraw", "granted", "grant_decision"),
        ("decline", "assigned", "assignment_notice"),
        ("terminate", "handling", "grant_decision"),
    ],
)
def test_a_paper_that_no_longer_stands_says_so_and_since_when(
    client, case_in, make, move, where, kind
):
    case = make(case_in(where), move, at=NOW)
    document = case.papers.get(document__kind=kind).document

    page = said(client.get(address(document)))
    assert 'class="verdict bad"' in page
    assert "2026-11-03" in page


def test_a_replaced_paper_names_the_one_in_its_place(client, case_in):
    case = case_in("reassigned")
    first, second = (
        paper.document
        for paper in case.papers.filter(document__kind="assignment_notice").order_by("pk")
    )

    assert second.label in said(client.get(address(first)))
    assert first.label not in said(client.get(address(second)))


def test_a_paper_that_another_has_ended_names_that_one(client, case_in):
    case = case_in("assigned")
    ended, other = (newest(case, kind).document for kind in ("grant_decision", "assignment_notice"))
    ended.standings.create(what="ended", at=NOW, by_document=other)

    page = said(client.get(address(ended)))
    assert 'class="verdict bad"' in page
    assert other.label in page


@pytest.mark.parametrize("what", ["objected", "upheld", "changed"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_standing_has_its_sentence(paper, what, language):
    paper.standings.create(what=what, at=NOW)
    client = Client()
    client.cookies["django_language"] = language
    tone = {"objected": "open", "upheld": "good", "changed": "bad"}[what]

    assert f'class="verdict {tone}"' in said(client.get(address(paper)))


def test_in_english_the_kind_is_said_in_english_as_well(paper):
    client = Client()
    assert "Decision to grant legal aid" not in said(client.get(address(paper)))
    client.post("/language/", {"language": "en", "next": address(paper)})

    page = said(client.get(address(paper)))
    assert "给予法律援助决定书" in page
    assert "Decision to grant legal aid" in page


@pytest.mark.parametrize(
    ("name", "masked"),
    [("张䶮", "张*"), ("王喆堃", "王**"), ("买买提·吐尔逊", "买**·***"), ("", ""), ("𠅤", "𠅤")],
)
def test_of_a_name_the_first_character_is_shown(name, masked):
    assert masked_name(name) == masked


# By file


def test_the_very_file_is_known(client, paper, content):
    answer = upload(client, content)

    assert answer.status_code == 200
    assert paper.label in said(answer)
    assert 'class="verdict good"' in said(answer)


def test_a_changed_file_is_not_ours_and_nothing_of_the_paper_is_told(client, paper, content):
    answer = upload(client, content + b"%")

    assert answer.status_code == 200
    assert 'class="verdict bad"' in said(answer)
    assert paper.label not in said(answer)
    assert said(upload(client, b"%PDF-1.7 another")).count("verdict bad") == 1


def test_what_is_no_pdf_or_nothing_at_all_is_told_so(client, db):
    answers = [
        upload(client, b"MZ"),
        upload(client, b""),
        client.post("/check/file/", {}),
    ]

    assert [answer.status_code for answer in answers] == [400] * 3
    assert all('role="alert"' in said(answer) for answer in answers)


def test_a_file_may_have_twenty_megabytes_and_no_more(client, db, monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 200_000)
    at_most = b"%PDF-".ljust(200_000, b"0")

    assert upload(client, at_most).status_code == 200
    assert upload(client, at_most + b"0").status_code == 400


def test_a_file_is_hashed_while_it_comes_and_lies_nowhere(
    client, db, settings, tmp_path, monkeypatch
):
    """No folder may be written to, and no handler keeps the content in memory."""
    settings.FILE_UPLOAD_TEMP_DIR = settings.MEDIA_ROOT = tmp_path
    looked_for = []
    monkeypatch.setattr(checking, "paper_with_file", looked_for.append)
    content = b"%PDF-".ljust(5_000_000, b"7")

    request = upload(client, content).wsgi_request
    assert looked_for == [hashlib.sha256(content).hexdigest()]
    assert list(tmp_path.iterdir()) == []
    assert not request.FILES
    [handler] = request.upload_handlers
    assert len(handler.seen.start) == 5


def test_a_file_without_the_token_of_the_page_is_refused(db):
    client = Client(enforce_csrf_checks=True)
    assert upload(client, b"%PDF-1.7").status_code == 403
    client.get("/check/")
    token = client.cookies["csrftoken"].value
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.7", "application/pdf")

    answer = client.post("/check/file/", {"file": file, "csrfmiddlewaretoken": token})
    assert answer.status_code == 200


# Waits


def test_after_ten_wrong_codes_one_waits_and_is_told_until_when(client, paper, later):
    answers = [client.get(UNKNOWN).status_code for _ in range(10)]
    locked = client.get(UNKNOWN)

    assert answers == [404] * 10
    assert locked.status_code == 429
    assert "09:15" in said(locked)
    assert client.get(address(paper)).status_code == 429  # the right one as well
    assert Client(REMOTE_ADDR="192.0.2.9").get(address(paper)).status_code == 200
    with later(NOW + timedelta(minutes=15)):
        assert client.get(address(paper)).status_code == 200


def test_right_codes_may_be_asked_for_all_day(client, paper):
    assert {client.get(address(paper)).status_code for _ in range(15)} == {200}


def test_files_are_counted_right_or_wrong(client, paper, content):
    assert {upload(client, content).status_code for _ in range(10)} == {200}
    assert upload(client, content).status_code == 429
    assert client.get(address(paper)).status_code == 200


def test_who_waits_has_no_file_read(client, db, monkeypatch):
    monkeypatch.setitem(throttling.LIMITS, "file", throttling.Limit(each=0, together=9))
    monkeypatch.setattr(uploads.DigestHandler, "new_file", lambda *args, **kwargs: 1 / 0)

    assert upload(client, b"%PDF-1.7").status_code == 429


# What is left behind


@pytest.fixture
def answers(client, paper, content):
    return {
        "ask": client.get("/check/"),
        "paper": client.get(address(paper)),
        "unknown": client.get(UNKNOWN),
        "file": upload(client, content),
        "changed": upload(client, b"%PDF-1.7"),
        "wrong": client.post("/check/", {"code": "x"}),
    }


def test_no_answer_is_kept_framed_indexed_or_told_on(answers):
    for answer in answers.values():
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["X-Frame-Options"] == "DENY"
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script-src" not in policy


def test_only_the_token_s_cookie_is_set(answers):
    assert {name for answer in answers.values() for name in answer.cookies} <= {"csrftoken"}
    assert not answers["paper"].wsgi_request.session.session_key


def test_a_page_weighs_less_than_sixty_kilobytes_with_all_it_loads(answers):
    for name, answer in answers.items():
        page = said(answer)
        parts = re.findall(r'(?:href|src)="/static/([^"]+)"', page)
        weight = len(answer.content) + sum(
            Path(finders.find(part)).stat().st_size for part in set(parts)
        )
        assert weight < 60 * 1024, name
        assert "<script" not in page


def test_no_log_line_holds_a_code_or_a_file_name(paper, content, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    client = Client(raise_request_exception=False)
    strict = Client(enforce_csrf_checks=True)
    path = address(paper)
    for _ in range(11):
        client.get(UNKNOWN)
    client.get(path)
    client.get(f"{path}/")
    client.post(path)
    strict.post(path)
    upload(client, content, name="张䶮.pdf")
    upload(strict, content, name="张䶮.pdf")
    monkeypatch.setattr(checking, "paper_with_code", lambda code: 1 / 0)
    assert Client(raise_request_exception=False, REMOTE_ADDR="::1").get(path).status_code == 500

    assert len(caplog.records) >= 4
    assert "Internal Server Error: /check/…" in caplog.text
    for word in (paper.check_code, UNKNOWN, "张䶮"):
        assert word not in caplog.text


def test_no_address_is_kept_of_who_asks(client, db):
    client.get(UNKNOWN)

    from documents.models import Tries

    kept = " ".join(str(row) for row in Tries.objects.values_list())
    assert "127.0.0.1" not in kept


def test_a_code_costs_five_queries_and_an_unknown_one_two(client, paper, django_assert_num_queries):
    client.get(UNKNOWN)
    with django_assert_num_queries(5):  # the try, the paper, what became of it, closed?, back
        client.get(address(paper))
    with django_assert_num_queries(2):  # the try, no paper
        client.get(UNKNOWN)


def test_the_pages_can_be_read_in_both_languages(client, paper):
    for language in ("zh-hans", "en"):
        with translation.override(language):
            client.cookies["django_language"] = language
            for path in (reverse("cases:check"), address(paper), UNKNOWN):
                assert f'<html lang="{language}">' in said(client.get(path))


def test_a_logged_in_person_reads_the_same_page(clerk, paper, sign_in):
    of_a_colleague, of_anyone = (
        re.search(r"<dl>.*</dl>", said(one.get(address(paper))), re.DOTALL).group()
        for one in (sign_in(clerk), Client())
    )

    assert paper.label in of_a_colleague
    assert of_a_colleague == of_anyone
