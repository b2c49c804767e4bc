"""Masked everywhere; in full for a minute, to who works on the case and says why."""

import logging
import re

import pytest
from django.db import IntegrityError
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from cases.masking import has_number, without_numbers
from cases.web.logs import MaskedLines
from tests.cases.factories import NAMES
from tests.cases.web.rights_table import IN_SIGHT
from workflow import audit
from workflow.models import AuditEntry

PHONE, ADDRESS = "13811535642", "甘肃省平凉市崆峒区什字镇西街163号"
SHOWN = {"clerk", "second_clerk", "reviewer", "supervisor", "second_supervisor", "officer"}
SHOWN |= {"archivist", "lawyer"}
JUDGES = {"clerk", "second_clerk", "reviewer", "supervisor", "second_supervisor"}


@pytest.fixture
def case(case_in):
    return case_in("handling", applicant={"phone": PHONE, "address": ADDRESS})


@pytest.fixture
def ask(sign_in, case):
    def post(person, **given):
        given = {"what": ["phone"], "reason": "contact", "words": ""} | given
        return sign_in(person).post(f"/cases/{case.number}/personal/", given)

    return post


def whole(case):
    return {
        "id_no": case.applicant.id_no,
        "phone": PHONE,
        "address": ADDRESS,
        "means": str(case.monthly_income_yuan),
    }


def entries():
    return AuditEntry.objects.filter(action="personal.shown")


@pytest.mark.parametrize("person", sorted(IN_SIGHT))
def test_the_page_of_a_case_and_every_form_show_masks_alone(person, city, case, sign_in):
    client = sign_in(city.people[person])
    for place in ("", "personal/", "limits/", "log_handling/", "terminate/"):
        page = client.get(f"/cases/{case.number}/{place}").content.decode()
        assert not [value for value in whole(case).values() if value in page]
        assert not has_number(page)


@pytest.mark.parametrize("person", NAMES)
@pytest.mark.parametrize("what", ["id_no", "phone", "address", "means"])
def test_what_is_asked_for_is_shown_to_who_works_on_the_case(person, what, city, case, ask):
    answer = ask(city.people[person], what=[what])
    page = answer.content.decode()
    allowed = person in (JUDGES if what == "means" else SHOWN)

    shown = [name for name, value in whole(case).items() if value in page]
    assert shown == ([what] if allowed else [])
    assert entries().count() == allowed
    if allowed:
        assert answer.status_code == 200
    elif person not in IN_SIGHT:
        assert answer.status_code == 404


def test_it_gives_way_after_a_minute_and_stays_nowhere(clerk, case, ask):
    answer = ask(clerk)

    assert answer.headers["Refresh"] == f"60; url=/cases/{case.number}/"
    assert answer.headers["Cache-Control"] == "no-store"


def test_by_a_get_nothing_is_shown(clerk, case, sign_in):
    page = sign_in(clerk).get(
        f"/cases/{case.number}/personal/", {"what": "phone", "reason": "contact"}
    )
    assert PHONE not in page.content.decode()
    assert not entries()


def test_the_chain_keeps_who_what_and_why_and_never_the_value(clerk, case, ask):
    ask(clerk, what=["phone", "id_no"], reason="other", words="代理词要写")

    [entry] = entries()
    assert (entry.actor_id, entry.subject) == (clerk.pk, case.number)
    assert entry.content == {
        "what": ["id_no", "phone"],
        "reason": "other",
        "words": "代理词要写",
    }
    assert audit.verify()[1] == []
    told = " ".join(str(one) for one in AuditEntry.objects.values_list("content", flat=True))
    assert not [value for value in whole(case).values() if value in told]


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"what": []}, 200),
        ({"reason": ""}, 200),
        ({"reason": "curiosity"}, 200),
        ({"reason": "other", "words": " "}, 409),
        ({"reason": "other", "words": f"打 {PHONE}"}, 409),
    ],
)
def test_without_a_good_reason_nothing_is_shown(clerk, ask, given, status):
    answer = ask(clerk, **given)

    assert answer.status_code == status
    assert "什字镇" not in answer.content.decode()
    assert not entries()


def test_the_lists_read_nothing_that_is_sealed(clerk, case, sign_in, settings):
    client = sign_in(clerk)
    settings.WORKFLOW_MASTER_KEYS = [b"w" * 32]  # a key that opens none of it

    assert client.get("/cases/").status_code == 200
    assert client.get("/").status_code == 200


# Searches


def test_a_number_that_was_searched_for_lies_sealed_in_the_session(clerk, case, sign_in):
    client = sign_in(clerk)
    for words in (PHONE, f"{PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}", case.applicant.id_no):
        client.post("/cases/search/", {"words": words})
        assert case.number in client.get("/cases/").content.decode()
        kept = str(dict(client.session))
        assert words not in kept
        assert not has_number(kept)


def test_a_search_by_a_number_asks_its_index(clerk, case):
    from cases.models import Case

    query = Case.objects.visible_to(clerk).search(case.applicant.id_no)
    assert list(query) == [case]
    assert "LIKE" not in str(query.query).upper()


# Addresses and logs


def converters(resolver=None):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield from pattern.pattern.converters
        else:
            yield from converters(pattern)


def test_no_address_takes_anything_of_a_person():
    """Codes, keys and the numbers of cases: whoever adds another says here what it is."""
    assert {name for name in converters() if name} <= {
        "agency",
        "app_label",
        "code",
        "key",  # of a draft: random
        "kind",
        "limit",
        "name",
        "number",
        "other",  # another case's number
        "serial",
        "table",
        "object_id",
        "path",
        "content_type_id",
        "pk",
        "register",
        "url",
        "year",
        "id",
    }


def test_an_identity_number_is_no_case_number(clerk, case, sign_in, log_watch):
    assert sign_in(clerk).get(f"/cases/{case.applicant.id_no}/").status_code == 404
    # Who types one into the address has it in Django's own line, which the formatter masks.
    assert len(log_watch.taken()) == 1


def test_nothing_of_a_person_is_written_into_the_log(clerk, case, ask, sign_in, caplog):
    caplog.set_level(logging.DEBUG)
    ask(clerk, what=["id_no", "phone", "address"])
    client = sign_in(clerk)
    client.post("/cases/search/", {"words": case.applicant.id_no})
    client.get("/cases/")
    client.get(f"/cases/{case.number}/")

    said = caplog.text
    assert not has_number(said)
    assert not [value for value in (ADDRESS, case.applicant.name) if value in said]


def test_what_others_write_into_the_log_is_masked_there(case):
    number = case.applicant.id_no
    record = logging.LogRecord(
        "django.request", logging.WARNING, "x", 1, "Not Found: /x/%s/%s", (number, PHONE), None
    )
    line = MaskedLines("%(message)s").format(record)

    assert line == f"Not Found: /x/{number[:4]}{'*' * 12}{number[-2:]}/138****5642"


def test_the_row_that_postgresql_refused_is_left_out_of_the_log():
    try:
        raise IntegrityError(
            "violates a rule\nDETAIL:  Failing row contains (5, 某人, x).\nHINT: y"
        )
    except IntegrityError as error:
        record = logging.LogRecord("x", logging.ERROR, "x", 1, "failed", (), None)
        record.exc_info = (IntegrityError, error, error.__traceback__)
    line = MaskedLines("%(message)s").format(record)

    assert "某人" not in line.split("DETAIL")[-1]
    assert "DETAIL: left out\nHINT: y" in line


@pytest.mark.parametrize(
    "text", ["620802198501010012345", "2026-11-22 12:00:01,138", "a13811535642", "1381153564"]
)
def test_other_rows_of_digits_are_left_alone(text):
    assert without_numbers(text) == text
    assert not re.search(r"\*", without_numbers(text))
