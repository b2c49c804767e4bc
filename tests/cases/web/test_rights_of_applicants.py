"""The applicant's own data on the screens: told, a copy, a correction, a hold, and how long."""

import io
import json
import re
import zipfile
from datetime import date, timedelta

import pytest

from cases.actions.apply_retention import erase_confirmed, list_overdue
from cases.actions.change_retention import confirm_retention, enter_retention
from cases.actions.export_personal import export_personal
from cases.actions.file_correction import file_correction
from cases.actions.show_personal import show_personal
from cases.masking import has_number
from cases.models import Case, Correction, Erasure, NoticeEdition, RetentionRule
from tests.cases.moments import MONDAY, MORNING, NOON, TUESDAY, moment
from tests.cases.reading import refused
from tests.cases.web.conftest import NOW
from tests.cases.web.rights_table import IN_SIGHT
from tests.cases.web.test_register import application
from workflow import audit
from workflow.models import AuditEntry

PHONE, ADDRESS = "13811535642", "甘肃省平凉市崆峒区什字镇西街163号"
ASKED = {"asked_by": "applicant", "identity_seen": "on", "words": "本人到窗口要求"}
THEN = moment(date(2033, 12, 20))


@pytest.fixture
def case(registered):
    return registered(applicant={"phone": PHONE, "address": ADDRESS}, note="内部备注")


@pytest.fixture
def send(sign_in, case):
    def post(person, where, **typed):
        return sign_in(person).post(f"/cases/{case.number}/data/{where}/", typed)

    return post


def opened(answer):
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        assert file.namelist() == ["my-data.html", "my-data.json"]
        return file.read("my-data.html").decode(), json.loads(file.read("my-data.json"))


# What everybody in sight reads


def test_everybody_in_sight_reads_the_page_with_masks_alone(city, case_in, sign_in):
    case = case_in("handling", applicant={"phone": PHONE, "address": ADDRESS})
    for person in sorted(IN_SIGHT):
        page = sign_in(city.people[person]).get(f"/cases/{case.number}/data/").content.decode()
        assert not has_number(page)
        assert "什字镇" not in page


def test_the_case_says_that_nobody_told_the_applicant_yet(clerk, case, see, send):
    words = "尚未告知|Not told yet"
    assert re.search(words, see(clerk, case.get_absolute_url()))
    answer = send(clerk, "agreement", said="handling:told", way="read_out", language="mandarin")
    assert answer.status_code == 302
    assert not re.search(words, see(clerk, case.get_absolute_url()))
    assert case.agreements.get().purpose == "handling"


def test_a_wrong_word_loses_nothing_typed(clerk, send):
    answer = send(
        clerk, "agreement", said="means_check:withdrawn", way="read", language="dialect",
        guardian="林芳",
    )  # fmt: skip
    assert answer.status_code == 409
    assert 'value="林芳"' in answer.content.decode()


# The register


def test_the_register_takes_the_notice_down_with_a_box_and_a_choice(clerk, station, sign_in):
    client = sign_in(clerk)
    typed = application(station, means_answer="pledged")
    assert client.post("/cases/register/", typed).status_code == 200  # read it out first
    assert not Case.objects.exists()
    client.post("/cases/register/", typed | {"told_notice": "on"})
    case = Case.objects.get()
    assert [one.answer for one in case.agreements.all()] == ["told", "pledged"]


# A copy


def test_the_copy_holds_everything_in_full_and_who_saw_it(clerk, reviewer, case, send):
    show_personal(case, what=["phone"], reason="contact", words="", by=reviewer, at=MORNING)
    case.opponents.create(name="某某公司")
    answer = send(clerk, "copy", **ASKED)
    page, held = opened(answer)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert case.applicant.name not in str(answer.headers)
    for value in (case.applicant.id_no, PHONE, ADDRESS, "1860.50", case.claim, "某某公司"):
        assert value in page
        assert value in json.dumps(held, ensure_ascii=False)
    assert (held["format"], held["version"], held["case"]) == ("fayuan-my-data", 1, case.number)
    seen, copied = held["seen_in_full"]
    assert (seen["by"], seen["what"], seen["reason"]) == (reviewer.name, ["phone"], "contact")
    assert (copied["by"], copied["what"]) == (clerk.name, ["everything"])
    numbers = {row["number"]["value"] for row in held["sections"]["casepaper"]}
    assert numbers == {paper.document.label for paper in case.papers.all()}
    assert reviewer.name in page


def test_the_copy_is_in_the_chain_without_a_value(clerk, case, send):
    send(clerk, "copy", **ASKED)

    [entry] = AuditEntry.objects.filter(action="personal.exported")
    assert (entry.actor_id, entry.subject) == (clerk.pk, case.number)
    assert entry.content == {
        "what": ["everything"], "reason": "applicant", "words": "本人到窗口要求",
    }  # fmt: skip
    assert audit.verify()[1] == []


def test_who_gets_no_copy(city, case, send):
    for person in set(city.people) - {"clerk", "second_clerk", "supervisor", "second_supervisor"}:
        answer = send(city.people[person], "copy", **ASKED)
        assert answer.status_code in {403, 404}
        assert PHONE not in answer.content.decode()
    assert not AuditEntry.objects.filter(action="personal.exported").exists()


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"identity_seen": ""}, 200),
        ({"words": " "}, 200),
        ({"words": f"电话 {PHONE}"}, 409),
        ({"asked_by": "neighbour"}, 200),
    ],
)
def test_without_a_good_reason_there_is_no_copy(clerk, send, given, status):
    answer = send(clerk, "copy", **ASKED | given)
    assert answer.status_code == status
    assert "什字镇" not in answer.content.decode()
    assert not AuditEntry.objects.filter(action="personal.exported").exists()


def test_the_rule_holds_behind_the_form_too(clerk, case):
    with refused(
        "Look at the identity paper of who asks, and tick that you did.",
        "Say in a few words how it was asked for.",
    ):
        export_personal(
            case_id=case.pk,
            asked_by="applicant",
            identity_seen=False,
            words=" ",
            by=clerk,
            at=NOON,
        )


def test_before_the_decision_the_review_is_left_out_and_the_copy_says_so(clerk, case_in, sign_in):
    for where, there in (("recommended", False), ("granted", True)):
        case = case_in(where)
        page, held = opened(sign_in(clerk).post(f"/cases/{case.number}/data/copy/", ASKED))
        assert ("opinion_reasons" in held["sections"]["case"][0]) is there
        assert (held["left_out"] == []) is there
        assert ("符合法律援助条件" in page) is there


def test_other_cases_of_the_same_number_are_named_within_sight(city, clerk, case, registered, send):
    number = case.applicant.id_no
    again = registered(applicant={"id_no": number})
    registered(applicant={"id_no": number}, station=city.strange_station)  # not in sight
    _page, held = opened(send(clerk, "copy", **ASKED))
    assert held["other_cases"] == [again.number]


# A correction


def test_from_the_counter_to_the_head_and_back(clerk, supervisor, case, send, sign_in):
    answer = send(clerk, "correction", what="phone", value="13900001111", why="少抄一位")
    assert answer.status_code == 302
    asked = Correction.objects.get()
    page = sign_in(supervisor).get(f"/cases/{case.number}/data/corrections/{asked.pk}/")
    said = page.content.decode()
    assert "138****5642" in said
    assert "139****1111" in said
    assert not has_number(said)
    done = send(
        supervisor, f"corrections/{asked.pk}", version=asked.version, answer="accept", reasons=""
    )
    assert done.status_code == 302
    assert Case.objects.get(pk=case.pk).applicant.phone == "13900001111"


def test_a_refusal_is_shown_with_the_way_to_complain(clerk, supervisor, case, send, see):
    asked = file_correction(
        case_id=case.pk, what="phone", value="13900001111", why="错", by=clerk, at=NOON
    )
    where = f"corrections/{asked.pk}"
    empty = send(supervisor, where, version=asked.version, answer="refuse", reasons="")
    assert empty.status_code == 409
    send(supervisor, where, version=asked.version, answer="refuse", reasons="与证件一致。")
    page = see(clerk, f"/cases/{case.number}/data/{where}/")
    assert "与证件一致。" in page
    assert case.agency.parent.name in page


def test_only_a_head_decides_and_only_within_the_case(city, clerk, case, registered, send):
    asked = file_correction(
        case_id=case.pk, what="phone", value="13900001111", why="错", by=clerk, at=NOON
    )
    for person in set(city.people) - {"supervisor", "second_supervisor"}:
        answer = send(
            city.people[person], f"corrections/{asked.pk}", version=asked.version, answer="accept"
        )
        assert answer.status_code == 404
    assert Correction.objects.get().status == "filed"
    assert send(clerk, "corrections/999999").status_code == 404


# Holding and keeping


def test_a_hold_is_set_and_lifted_on_one_page(supervisor, clerk, case, send, see):
    assert send(clerk, "hold", reason="诉讼").status_code == 403
    send(supervisor, "hold", reason="诉讼未结")
    assert case.holds.filter(lifted_at=None).exists()
    assert "诉讼未结" in see(clerk, f"/cases/{case.number}/data/")
    send(supervisor, "hold", reason="诉讼已结")
    assert not case.holds.filter(lifted_at=None).exists()


def test_two_administrators_make_a_period(admin, second_admin, sign_in, see):
    assert re.search("未设置|not configured", see(admin, "/retention/"))
    given = {"ending": "withdrawn", "years": 7, "basis": "规定", "valid_from": "2026-11-03"}
    sign_in(admin).post("/retention/enter/", given)
    rule = RetentionRule.objects.get()
    sign_in(admin).post(f"/retention/{rule.pk}/confirm/")
    assert not RetentionRule.objects.in_force(TUESDAY)
    sign_in(second_admin).post(f"/retention/{rule.pk}/confirm/")
    assert RetentionRule.objects.in_force(TUESDAY)
    late = sign_in(admin).post("/retention/enter/", given | {"valid_from": "2026-11-01"})
    assert late.status_code == 200
    assert "规定" in late.content.decode()


def test_a_head_sees_its_own_list_confirms_it_and_the_papers_are_closed(
    city, admin, second_admin, case_in, sign_in, see, later
):
    case = case_in("withdrawn", applicant={"name": "欧阳金丝雀"})
    rule = enter_retention(
        ending="withdrawn", years=7, basis="规定", valid_from=MONDAY, by=admin, at=MORNING
    )
    confirm_retention(rule_id=rule.pk, by=second_admin, at=MORNING)
    with later(THEN):
        list_overdue(at=THEN)
        assert case.number in see(city.supervisor, "/retention/")
        assert case.number not in see(city.stranger_supervisor, "/retention/")
        key = Erasure.objects.get().pk
        sign_in(city.stranger_supervisor).post("/retention/erase/", {"erasure": key})
        assert Erasure.objects.get().state == "listed"
        sign_in(city.supervisor).post("/retention/erase/", {"erasure": [key, "x"]})
        assert list(erase_confirmed(at=THEN)) == [case.number]
        for place in ("", "data/"):
            page = see(city.supervisor, f"{case.get_absolute_url()}{place}")
            assert "金丝雀" not in page
            assert re.search("封存|closed", page)
        paper = case.papers.first()
        for path in (f"/papers/{paper.pk}/", f"/papers/{paper.pk}/download/"):
            assert sign_in(city.archivist).get(path).status_code == 410
        for step in ("copy", "correction", "agreement"):
            assert sign_in(city.clerk).get(f"/cases/{case.number}/data/{step}/").status_code == 200


# The notice


def test_the_counter_reads_the_notice_and_an_administrator_renews_it(clerk, admin, sign_in, see):
    assert "个人信息保护法" in see(clerk, "/data-notice/")
    given = {"text_zh": "新告知书。", "text_en": "A new notice.", "valid_from": "2026-11-03"}
    assert sign_in(clerk).post("/data-notice/", given).status_code == 404
    assert sign_in(admin).post("/data-notice/", given).status_code == 302
    assert NoticeEdition.objects.in_force(TUESDAY).text_zh == "新告知书。"
    assert "新告知书。" in see(clerk, "/data-notice/")


# Searches by number


def test_searches_by_number_are_counted_and_recorded_without_the_number(
    clerk, second_clerk, case, sign_in, settings, later
):
    settings.CASES_NUMBER_SEARCHES = 3
    client, number = sign_in(clerk), case.applicant.id_no
    for words in (number, PHONE, f"张三 {number}"):
        assert client.post("/cases/search/", {"words": words}).status_code == 302
    for words in ("张三", case.number, "工资"):
        assert client.post("/cases/search/", {"words": words}).status_code == 302
    refusal = client.post("/cases/search/", {"words": number})
    assert refusal.status_code == 429
    assert f'value="{number}"' in refusal.content.decode()  # what was typed is not lost
    assert "10:00" in refusal.content.decode()
    assert sign_in(second_clerk).post("/cases/search/", {"words": number}).status_code == 302

    entries = AuditEntry.objects.filter(action="person.searched")
    assert [entry.actor_id for entry in entries] == [clerk.pk] * 3 + [second_clerk.pk]
    assert not has_number(str(list(entries.values_list("content", "subject"))))
    with later(NOW + timedelta(hours=1, seconds=1)):
        assert client.post("/cases/search/", {"words": number}).status_code == 302
