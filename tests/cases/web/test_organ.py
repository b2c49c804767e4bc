"""The pages of an organ's liaison, and what is never told there."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from cases.city.scans import scan
from cases.models import Case, OrganLetter, OrganNotice
from cases.organ_codes import OrganKind
from cases.web.cases import told_before_or_after
from tests.cases.factories import make, notified, registered, walk
from tests.cases.moments import MONDAY, MORNING, moment
from tests.cases.web.test_register import application

TYPED = {
    "submission": "00000000-0000-4000-8000-000000000001",
    "organ_kind": "court",
    "document_no": "（2026）甘0802刑初9号",
    "name": "马某",
    "id_type": "resident_id",
    "no_id_reason": "身份不明",
    "cause": "盗窃罪",
    "stage": "first_instance",
    "reason": "minor",
    "contact": "秦法官",
    "hearing_at": "2026-12-20T09:00",
    "papers": ["notice", "indictment"],
}


@pytest.fixture
def read(sign_in):
    """``read(liaison, "/organ/")``: the page in English, as text; it must be there."""

    def look(person, path):
        client = sign_in(person)
        client.cookies["django_language"] = "en"
        answer = client.get(path)
        assert answer.status_code == 200
        return answer.content.decode()

    return look


@pytest.fixture
def case(city):
    return notified(city, by=city.liaison)


@pytest.fixture
def assigned(case):
    return walk(case, "propose", "approve", at=moment(MONDAY, 15))


def page(case, name="organ_notice", *more):
    return reverse(f"cases:{name}", args=[case.number, *more])


def test_the_door_leads_to_the_organs_own_pages(city, sign_in):
    answer = sign_in(city.liaison).get("/", follow=True)
    assert answer.redirect_chain == [("/organ/", 302)]
    assert "/organ/new/" in answer.content.decode()


def test_an_organ_sees_its_own_notices_and_no_others(city, case, see):
    assert case.organ_notice.document_no in see(city.liaison, "/organ/")
    assert case.organ_notice.document_no not in see(city.other_liaison, "/organ/")
    see(city.other_liaison, page(case), status=404)


@pytest.mark.parametrize("name", ["clerk", "supervisor", "lawyer", "auditor", "admin"])
def test_the_organs_pages_are_nobody_elses(city, case, see, name):
    for path in ("/organ/", "/organ/new/", page(case)):
        see(city.people[name], path, status=404)


def test_a_notice_is_handed_in_and_the_three_days_begin(city, sign_in):
    client = sign_in(city.liaison)
    files = [scan("notice.pdf", "Notice"), scan("indictment.pdf", "Indictment")]
    answer = client.post("/organ/new/", TYPED | {"scans": files})

    case = Case.objects.get()
    assert answer.url == page(case)
    assert (case.status, case.organ_notice.organ, case.channel) == ("granted", city.organ, "web")
    assert (case.received_at, case.station) == (case.decided_at, city.station)
    assert case.clocks.get(code="notify_assign").state == "running"
    [first, _second] = case.attachments.all()
    handed_back = client.get(page(case, "organ_file", first.pk))
    assert handed_back.content.startswith(b"%PDF")
    client.post("/organ/new/", TYPED)
    assert Case.objects.count() == 1


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(city, sign_in):
    client = sign_in(city.liaison)
    answer = client.post("/organ/new/", TYPED | {"no_id_reason": "", "cause": ""})
    text = answer.content.decode()
    assert "（2026）甘0802刑初9号" in text
    assert answer.context["form"].errors.keys() == {"no_id_reason", "cause"}

    answer = client.post("/organ/new/", TYPED | {"hearing_at": "2026-11-01T09:00"})
    assert answer.status_code == 409
    assert not Case.objects.exists()


def test_the_letter_and_its_data_are_there_and_received_with_a_press(city, assigned, sign_in):
    client = sign_in(city.liaison)
    letter = OrganLetter.objects.get()
    shown = client.get(page(assigned)).content.decode()
    assert assigned.lawyer.name in shown
    assert page(assigned, "organ_received", letter.pk) in shown

    data = client.get(page(assigned, "organ_json", letter.pk))
    assert data["Content-Type"].startswith("application/json")
    assert json.loads(data.content)["assignment"]["lawyer"] == assigned.lawyer.name
    assert client.get(page(assigned, "organ_letter", letter.pk)).status_code == 202  # being drawn
    assert client.get(page(assigned, "organ_letter", letter.pk) + "?unsealed=1").status_code == 202

    client.post(page(assigned, "organ_received", letter.pk))
    shown = client.get(page(assigned)).content.decode()
    assert page(assigned, "organ_received", letter.pk) not in shown
    assert assigned.clocks.get(code="notify_assign").state == "met"


def test_letters_are_the_own_organs_alone(city, assigned, sign_in):
    letter = OrganLetter.objects.get()
    stranger = sign_in(city.other_liaison)
    for name in ("organ_letter", "organ_json"):
        assert stranger.get(page(assigned, name, letter.pk)).status_code == 404
    assert stranger.post(page(assigned, "organ_received", letter.pk)).status_code == 404
    assert assigned.clocks.get(code="notify_assign").state == "running"


def test_a_changed_data_file_is_not_handed_out(city, assigned, sign_in):
    letter = OrganLetter.objects.get()
    OrganLetter.objects.filter(pk=letter.pk).update(content=letter.content + " ")
    assert sign_in(city.liaison).get(page(assigned, "organ_json", letter.pk)).status_code == 404


def test_of_the_house_itself_nothing_is_told(city, assigned, see):
    """No opinion, no staff, no number of the person, no case that is not notified."""
    case = make(assigned, "decline", code="conflict", at=moment(MONDAY, 16))
    text = see(city.liaison, page(case)) + see(city.liaison, "/organ/")
    for word in ("唐宁", "秦岚", "利益冲突", "Conflict", case.applicant.no_id_reason):
        assert word not in text
    other = registered(city)
    see(city.liaison, page(other), status=404)
    assert other.number not in text


def test_a_file_that_is_not_the_organs_own_is_not_there(city, assigned, see):
    signed = make(assigned, "sign", at=moment(MONDAY, 16))
    agreement = signed.attachments.get(kind="agreement")
    see(city.liaison, page(signed, "organ_file", agreement.pk), status=404)


def test_where_it_stands_is_said_at_every_step(city, case, read):
    said = {}
    for move in (
        "",
        "propose",
        "approve",
        "tell_organ",
        "sign",
        "log_handling",
        "close",
        "terminate",
    ):
        case = make(case, move) if move else case
        said.setdefault(case.status, read(city.liaison, page(case)))

    assert "A lawyer is being chosen." in said["granted"]
    assert "You are told who it is by 2026-11-05 (L36)." in said["proposed"]
    assert "A letter waits for you" in said["assigned"]
    assert case.lawyer.name in said["assigned"]
    assert "A lawyer is assigned." in said["handling"]
    assert "The lawyer&#x27;s work has ended." in said["closed"]
    assert "Legal aid was ended." in said["terminated"]
    assert case.lawyer.name not in said["closed"]


def test_forwarded_applications_are_shown_with_their_hours(city, see):
    told = {"forwarded_by": "custody", "got_at": MORNING - timedelta(hours=30), "organ": city.organ}
    case = registered(city, forwarded=told)

    text = see(city.liaison, "/organ/")
    assert case.number in text
    assert case.applicant.name not in text
    assert case.number not in see(city.other_liaison, "/organ/")


def test_an_organs_name_says_its_kind():
    names = {
        "崆峒区人民法院": "court",
        "平凉市人民检察院": "procuratorate",
        "平凉市公安局": "police",
        "甲": "other",
    }
    assert {name: OrganKind.guess(name).value for name in names} == names


# The station's own page


def test_the_clerk_takes_in_a_letter_from_an_organ_with_or_without_a_page(city, sign_in):
    client = sign_in(city.clerk)
    typed = TYPED | {
        "station": city.station.pk,
        "received_at": "2026-11-02T10:00",
        "channel": "letter",
    }
    answer = client.post(
        "/intake/notice/", typed | {"organ_name": "平凉市公安局", "organ_kind": "police"}
    )
    case = Case.objects.get()
    assert answer.url == case.get_absolute_url()
    assert (case.organ_notice.organ, case.organ_notice.organ_name) == (None, "平凉市公安局")

    again = typed | {"organ": city.organ.pk, "submission": "00000000-0000-4000-8000-000000000002"}
    client.post("/intake/notice/", again)
    assert OrganNotice.objects.filter(organ=city.organ, organ_name=city.organ.name).count() == 1
    nameless = typed | {"submission": "00000000-0000-4000-8000-000000000003"}
    assert client.post("/intake/notice/", nameless).context["form"].errors.keys() == {"organ_name"}


def test_the_case_page_shows_the_notice_instead_of_means(city, assigned, see):
    text = see(city.clerk, assigned.get_absolute_url())
    assert "（2026）甘0802刑初128号" in text
    assert "平凉市看守所" in text
    assert "看守所" not in see(city.auditor, assigned.get_absolute_url())
    assert reverse("cases:act", args=[assigned.number, "tell_organ"]) in text


def test_the_pages_cost_a_fixed_number_of_queries(
    city, assigned, sign_in, django_assert_num_queries
):
    client = sign_in(city.liaison)
    client.get("/organ/")
    with django_assert_num_queries(
        8
    ):  # session, person, roles, notice, letters, ways, links, files
        client.get(page(assigned))


# The counter's form


def test_the_counters_form_asks_who_passed_an_application_on(city, sign_in):
    client = sign_in(city.clerk)
    typed = application(city.station, forwarded_by="duty_lawyer")
    answer = client.post("/cases/register/", typed)
    assert answer.context["form"].errors.keys() == {"forwarded_got_at"}

    client.post("/cases/register/", typed | {"forwarded_got_at": "2026-11-02T08:00"})
    assert Case.objects.get().forwarding.by == "duty_lawyer"


def test_of_an_accused_no_application_and_no_means_are_missing(city, assigned, see):
    """Who was notified of by an organ has applied for nothing: no paper is asked for (L36)."""
    for person in (city.clerk, city.officer, city.supervisor):
        page = see(person, assigned.get_absolute_url())
        assert 'class="item-missing"' not in page
        assert 'class="checklist"' not in page
    assert 'id="evidence"' in page  # the head still reads who opened which file


def test_a_contact_without_a_telephone_ends_in_no_comma(city, see):
    case = notified(city, by=city.liaison, contact_phone="")
    assert "<dd>秦法官</dd>" in see(city.liaison, page(case))


# The person refused the lawyer, and the organ tells of it once more: a case of its own


@pytest.fixture
def told_twice(city, case, sign_in):
    """The first case, ended; the second, handed in on the organ's page with the first's number."""
    make(walk(case, "propose", "approve"), "terminate", ground="requested")
    again = TYPED | {"name": case.applicant.name, "follows": f" {case.number} "}
    answer = sign_in(city.liaison).post("/organ/new/", again)
    assert answer.status_code == 302
    return case, Case.objects.exclude(pk=case.pk).get()


def test_a_second_notice_is_a_case_of_its_own_tied_to_the_first(city, told_twice, see):
    first, second = told_twice

    assert second.organ_notice.follows == first.organ_notice
    assert second.status == "granted"
    for here, other in (told_twice, told_twice[::-1]):
        link = f'href="{reverse("cases:case", args=[other.number])}"'
        assert link in see(city.clerk, here.get_absolute_url())
        assert link in see(city.supervisor, here.get_absolute_url())
        assert page(other) in see(city.liaison, page(here))


def test_who_may_not_see_the_other_learns_nothing_of_it(city, told_twice):
    first, second = told_twice
    shown = {
        name: [one.case for one in told_before_or_after(second, city.people[name])]
        for name in ("clerk", "officer", "stranger_supervisor", "other_lawyer", "liaison")
    }

    assert shown == {
        "clerk": [first], "officer": [first],
        "stranger_supervisor": [], "other_lawyer": [], "liaison": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("number", "name", "said"),
    [
        ("none", "马某", "There is no earlier notice under this case number."),
        ("", "另一人", "The notice under this case number is of somebody else."),
    ],
)
def test_a_wrong_number_ties_nothing(city, case, sign_in, number, name, said):
    client = sign_in(city.liaison)
    client.cookies["django_language"] = "en"
    answer = client.post("/organ/new/", TYPED | {"name": name, "follows": number or case.number})

    assert said in answer.content.decode()
    assert Case.objects.count() == 1


def test_another_organ_cannot_tie_its_notice_to_it(city, case, sign_in):
    client = sign_in(city.other_liaison)
    client.cookies["django_language"] = "en"
    typed = TYPED | {"name": case.applicant.name, "follows": case.number}
    answer = client.post("/organ/new/", typed)

    assert "There is no earlier notice under this case number." in answer.content.decode()


def test_the_clerk_ties_it_at_the_station(city, case, sign_in):
    typed = TYPED | {
        "name": case.applicant.name, "follows": case.number, "station": city.station.pk,
        "received_at": "2026-11-02T10:00", "channel": "letter", "organ_name": "平凉市人民检察院",
    }  # fmt: skip
    answer = sign_in(city.clerk).post(reverse("cases:take_in_notice"), typed)

    assert answer.status_code == 302
    assert Case.objects.exclude(pk=case.pk).get().organ_notice.follows == case.organ_notice
