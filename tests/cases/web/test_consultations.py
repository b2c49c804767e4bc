"""The screens of consultations: who finds them, how quickly one is taken down, what they show."""

import re

import pytest
from django.urls import reverse

from cases.masking import has_number
from cases.models import Consultation, IntakeDraft
from tests.cases.asking import (
    ANSWER,
    ASKER,
    CLERKS,
    IN,
    INJURY,
    PHONE,
    READERS,
    READERS_ANYWHERE,
    WAGES,
    answered,
    asked,
    taken_up,
)
from tests.cases.factories import NAMES

ALL_CLERKS = CLERKS | {"other_clerk", "stranger_clerk"}
#: Each address of one consultation: what a GET and a POST answer to its clerk, to another reader,
#: and to the auditor.
OF_ONE = {
    "": ((200, 405), (200, 405), (200, 405)),
    "record/": ((200, 405), (200, 405), (200, 405)),
    "answer/": ((405, 200), (405, 200), (405, 200)),
    "book/": ((405, 200), (405, 200), (405, 200)),
    "apply/": ((405, 302), (405, 409), (405, 409)),
    "personal/": ((200, 200), (200, 200), (403, 403)),
}
TYPED = {
    "submission": "5e4b3c7e-9f0a-4f7c-8d49-0d5d0a6b7a01",
    "way": "visit",
    "asked_at": "2026-11-03T08:55",
    "name": "申小满",
    "phone": PHONE,
    "matter_1": "labour_pay",
    "question_1": WAGES["question"],
    "answer_1": ANSWER,
    "handling": ["answered"],
}
NEW = "/consultations/new/"


@pytest.fixture(autouse=True)
def _drawing_is_not_what_is_looked_at(monkeypatch):
    monkeypatch.setattr("cases.web.consultation.prepare", lambda facts, at: b"%PDF-1.7")


def take(client, station, **changes):
    return client.post(NEW, {"station": station.pk} | TYPED | changes)


# Rights


def test_every_address_answers_every_person_as_tabled(city, sign_in):
    consultation = asked(city)
    for person in NAMES:
        client = sign_in(city.people[person])
        assert client.get("/consultations/").status_code == (
            200 if person in READERS_ANYWHERE else 404
        )
        assert client.get(NEW).status_code == (200 if person in ALL_CLERKS else 404)
        search = client.post("/consultations/search/", {"words": "x"}).status_code
        assert search == (302 if person in READERS_ANYWHERE else 404)
        for place, answers in OF_ONE.items():
            got = tuple(
                send(f"{consultation.get_absolute_url()}{place}").status_code
                for send in (client.get, client.post)
            )
            if person in READERS:
                at = 0 if person in CLERKS else 2 if person == "auditor" else 1
                assert got == answers[at], (person, place)
            else:
                assert set(got) <= {404, 405}, (person, place)
                assert 404 in got, (person, place)
    assert Consultation.objects.get().version == 1


@pytest.mark.parametrize("person", ["reviewer", "auditor"])
def test_who_reads_is_refused_what_a_clerk_does(city, sign_in, person):
    consultation = asked(city)
    client = sign_in(city.people[person])
    path = consultation.get_absolute_url()

    sent = {"version": 1, "answer_1": ANSWER, "handling": ["answered"]}
    assert client.post(f"{path}answer/", sent).status_code == 409
    booked = {"version": 1, "appointment_at": "2026-11-09T10:00"}
    assert client.post(f"{path}book/", booked).status_code == 409
    assert "<textarea" not in client.get(path).content.decode()
    assert Consultation.objects.get().version == 1
    assert not IntakeDraft.objects.exists()


def test_a_list_shows_the_own_stations_alone(city, see):
    ours = asked(city)
    strange = asked(city, station=city.strange_station, by=city.stranger_clerk)
    for person, seen in ((city.clerk, ours), (city.stranger_clerk, strange)):
        page = see(person, "/consultations/")
        assert [one.number for one in (ours, strange) if one.number in page] == [seen.number]


# Taking down


def test_one_is_taken_down_with_seven_fields_and_answered_at_once(city, sign_in):
    answer = take(sign_in(city.clerk), city.station)

    taken = Consultation.objects.get()
    assert answer.url == taken.get_absolute_url()
    assert (taken.status, taken.name, taken.way) == ("answered", "申小满", "visit")
    page = sign_in(city.clerk).get(answer.url).content.decode()
    for words in ("申小满", "199****1234", WAGES["question"], ANSWER, taken.number):
        assert words in page
    assert PHONE not in page


def test_sent_twice_it_is_one(city, sign_in):
    client = sign_in(city.clerk)
    assert take(client, city.station).url == take(client, city.station).url
    assert Consultation.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"unnamed": "on"},
        {"question_1": ""},
        {"matter_1": ""},
        {"handling": []},
        {"answer_1": ""},
        {"handling": ["elsewhere"]},
        {"question_2": "二问"},
        {"answer_3": "三答"},
        {"id_no": "620802199001011234"},
        {"asked_at": "2026-11-03T09:05"},
        {"appointment_at": "2026-11-03T08:00"},
        {"question_1": "\ue000"},
    ],
    ids=str,
)
def test_an_error_says_so_and_loses_nothing(city, sign_in, changes):
    answer = take(sign_in(city.clerk), city.station, **changes)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "errorlist" in page
    assert PHONE in page
    assert not Consultation.objects.exists()


def test_a_station_that_is_not_one_s_own_can_t_be_chosen(city, sign_in):
    take(sign_in(city.clerk), city.other_station)
    assert not Consultation.objects.exists()


def test_who_gives_no_name_and_asks_three_things_is_taken_down(city, sign_in):
    more = {f"{name}_{n}": one for n in (2, 3) for name, one in (INJURY | {"answer": ""}).items()}
    typed = {"name": "", "unnamed": "on", "answer_1": "", "handling": [], "way": "phone"}
    take(sign_in(city.clerk), city.station, **more, **typed)

    taken = Consultation.objects.get()
    assert (taken.unnamed, taken.status, taken.questions.count()) == (True, "open", 3)


# One consultation


def test_it_is_answered_on_its_page(city, sign_in):
    consultation = asked(city)
    client = sign_in(city.clerk)
    page = client.get(consultation.get_absolute_url()).content.decode()
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    sent = {"version": version, "answer_1": ANSWER, "handling": ["answered", "drafted"]}

    answer = client.post(f"{consultation.get_absolute_url()}answer/", sent)
    assert answer.url == consultation.get_absolute_url()
    consultation.refresh_from_db()
    assert consultation.handling == ["answered", "drafted"]
    again = client.post(f"{consultation.get_absolute_url()}answer/", sent)
    assert again.status_code == 409  # somebody was quicker


def test_it_is_put_off_to_an_appointment(city, sign_in):
    consultation = asked(city, way="visit")
    sent = {"version": 1, "appointment_at": "2026-11-05T15:00"}
    client = sign_in(city.clerk)
    assert client.post(f"{consultation.get_absolute_url()}book/", sent).status_code == 302
    assert "2026-11-05 15:00" in client.get(consultation.get_absolute_url()).content.decode()
    past = sent | {"version": 2, "appointment_at": "2026-11-01T15:00"}
    assert client.post(f"{consultation.get_absolute_url()}book/", past).status_code == 409


def test_one_press_opens_the_register_screen_with_a_draft(city, sign_in):
    consultation = answered(city)
    answer = sign_in(city.clerk).post(f"{consultation.get_absolute_url()}apply/")

    draft = IntakeDraft.objects.get()
    assert answer.url == f"{reverse('cases:register')}?draft={draft.key}"
    assert (draft.by, draft.station) == (city.clerk, city.station)


def test_what_became_a_case_shows_its_number_and_offers_no_second(city, see):
    consultation = taken_up(city)
    page = see(city.clerk, consultation.get_absolute_url())
    assert consultation.case.get_absolute_url() in page
    assert "apply/" not in page
    assert "引导申请" in page or "Guided to an application" in page


@pytest.mark.parametrize("standing", IN)
def test_no_page_shows_a_number_in_full(city, see, standing):
    consultation = IN[standing](city)
    for person in READERS:
        for path in ("/consultations/", consultation.get_absolute_url()):
            page = see(city.people[person], path)
            assert not has_number(page)
            assert ASKER["address"] not in page


def test_numbers_are_shown_for_a_minute(city, sign_in):
    consultation = asked(city)
    path = f"{consultation.get_absolute_url()}personal/"
    client = sign_in(city.clerk)
    assert PHONE not in client.get(path).content.decode()
    answer = client.post(path, {"what": ["phone"], "reason": "contact", "words": ""})
    assert PHONE in answer.content.decode()
    assert consultation.id_no not in answer.content.decode()
    assert answer.headers["Refresh"] == f"60; url={consultation.get_absolute_url()}"
    assert client.post(path, {"what": ["phone"], "reason": "other"}).status_code == 409


# The list


def test_words_are_searched_for_by_post_and_lie_sealed_in_the_session(city, sign_in):
    consultation = asked(city)
    other = asked(city, asker={"name": "另一人"})
    client = sign_in(city.clerk)
    for words in (PHONE, "申小满", consultation.id_no):
        answer = client.post("/consultations/search/", {"words": words})
        assert answer.url == "/consultations/"
        page = client.get(answer.url).content.decode()
        assert consultation.number in page
        assert other.number not in page
        assert words not in str(dict(client.session))
    client.post("/consultations/search/", {"words": ""})
    assert other.number in client.get("/consultations/").content.decode()


def test_filters_narrow_and_the_counts_follow(city, see):
    asked(city, questions=[WAGES, INJURY])
    letter = asked(city, way="letter")
    page = see(city.clerk, "/consultations/?way=letter&status=open")
    assert letter.number in page
    assert len(re.findall(r"620802-ZX-2026-\d+</a>", page)) == 1
    counts = re.findall(r"<strong>(\d+)</strong>", see(city.clerk, "/consultations/"))
    assert counts == ["2", "1", "2", "3"]  # waiting, late (the web's 24 hours), people, items


def test_the_screens_cost_a_known_number_of_queries(city, client, django_assert_num_queries):
    for _ in range(3):
        answered(city)
    consultation = asked(city)
    client.force_login(city.clerk)
    # session, person, roles, bell, alarms; stations of the filter
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/consultations/")
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(consultation.get_absolute_url())
    with django_assert_num_queries(FORM_QUERIES):
        client.get(NEW)


LIST_QUERIES, PAGE_QUERIES, FORM_QUERIES = 9, 7, 5


def test_the_whole_way_from_the_press_to_the_case_on_the_consultation(city, sign_in):
    """The register screen opens with what is known; registering it takes the consultation up."""
    consultation = answered(city)
    client = sign_in(city.clerk)
    opened = client.post(f"{consultation.get_absolute_url()}apply/").url
    form = client.get(opened).context["form"]
    content = {one.html_name: one.value() for one in form if one.value() is not None}
    for name, value in {"name": "申小满", "phone": PHONE, "matter": "labour_pay"}.items():
        assert content[name] in (value, [value]), name
    typed = {"cause": "支付劳动报酬", "stage": "not_started", "materials": ["application_form"]}
    sent = {name: value for name, value in (content | typed).items() if value != ""}

    answer = client.post(reverse("cases:register"), sent)
    assert answer.status_code == 302, re.findall(r"errorlist.*", answer.content.decode())
    consultation.refresh_from_db()
    assert consultation.status == "taken_up"
    assert answer.url.startswith(consultation.case.get_absolute_url())
    page = client.get(consultation.get_absolute_url()).content.decode()
    assert consultation.case.number in page
