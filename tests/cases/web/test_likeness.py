"""Before an application is kept twice: the clerk is asked, loses nothing, and may go on."""

import re
from html import unescape

import pytest

from cases.models import Case, LookedAt
from tests.cases.web.test_register import NUMBER, PATH, application, said

OTHERS = {"name": "梁金凤", "id_no": NUMBER, "phone": "13982418944"}


@pytest.fixture
def send(sign_in, clerk, station):
    def post(**changes):
        return sign_in(clerk).post(PATH, application(station, **changes))

    return post


def box(answer):
    found = re.search(r'name="anyway" id="id_anyway" value="(\w+)"', answer.content.decode())
    return found and found[1]


def test_the_same_application_is_asked_about_and_nothing_typed_is_lost(send, clerk):
    first = send()
    again = send(claim="拖欠工资14000元，另有加班费")

    page = unescape(again.content.decode())
    assert (again.status_code, Case.objects.count()) == (409, 1)
    assert f'href="{first.url}"' in page
    assert "梁**" in page
    assert "另有加班费" in page
    assert NUMBER in page  # in its own field, as it was typed
    assert re.findall(r'<input[^>]* name="(\w+)"[^>]* autofocus', page) == ["anyway"]


def test_who_has_looked_registers_it_anyway(send):
    send()
    second = send(anyway=box(send()))

    assert second.status_code == 302
    assert Case.objects.count() == 2
    assert any(level == "warning" for level, _text in said(second))


def test_a_tick_is_good_only_for_what_was_in_view(send):
    send()
    tick = box(send())
    send(anyway=tick)
    third = send(anyway=tick)

    assert third.status_code == 409
    assert box(third) != tick


def test_the_same_form_sent_twice_is_no_likeness(send):
    key = "6f7d5f3e-6f0e-4c36-b1d5-3f0e1f7d5f3e"

    assert send(submission=key).url == send(submission=key).url


def test_of_another_workstation_only_its_name_is_on_the_page(send, city, registered):
    theirs = registered(applicant=OTHERS, station=city.other_station, opponents=("谢坤",))
    answer = send()

    page = answer.content.decode()
    assert answer.status_code == 409
    assert city.other_station.name in page
    assert theirs.number not in page
    assert "梁**" not in page


def test_what_is_only_a_little_like_is_told_after_it_is_kept(send):
    first = send()
    answer = send(matter="traffic_injury", opponents="某人", cause="交通事故")

    assert answer.status_code == 302
    [text] = [text for level, text in said(answer) if level == "warning"]
    assert first.url.split("/")[2] in text


def test_clerk_and_reviewer_see_the_card_and_the_reviewer_tells_apart(
    registered, clerk, reviewer, lawyer, see, sign_in
):
    first, second = registered(applicant=OTHERS), registered(applicant=OTHERS)
    path = f"{second.get_absolute_url()}apart/{first.number}/"

    assert first.number in see(clerk, second.get_absolute_url())
    assert path not in see(clerk, second.get_absolute_url())
    assert path in see(reviewer, second.get_absolute_url())
    see(clerk, path, status=404)
    assert sign_in(reviewer).post(path, {"reason": ""}).status_code == 200
    assert sign_in(reviewer).post(path, {"reason": "139 1234 5678 13912345678"}).status_code == 409
    assert not LookedAt.objects.exists()
    assert sign_in(reviewer).post(path, {"reason": "同名的两个人"}).status_code == 302
    assert first.number not in see(clerk, second.get_absolute_url())


def test_the_reviewer_reads_it_before_giving_an_opinion(registered, walk, reviewer, see):
    first = registered(applicant=OTHERS)
    case = walk(registered(applicant=OTHERS), "accept")

    assert first.number in see(reviewer, f"{case.get_absolute_url()}recommend/")
    assert first.number not in see(reviewer, f"{case.get_absolute_url()}ask_for_papers/")
