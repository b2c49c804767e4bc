"""Drafts at the counter: nothing typed is lost, whatever happens to browser, session or server."""

import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from cases.models import Case, IntakeDraft
from cases.web.drafts_of_intake import token_of
from tests.cases.web.conftest import NOW
from tests.cases.web.test_register import PATH, application, said

SAVE = "/cases/register/save/"
DRAFTS = "/cases/register/drafts/"


@pytest.fixture
def typed(station):
    """What a page sends: the form half filled in, with the marks of a whole form."""

    def typed(**changes):
        half = {"name": "梁金凤", "claim": "拖欠", "id_no": "", "matter": "", "stage": ""}
        marks = {"whole": "1", "revision": "0"}
        return application(station, **half) | marks | changes

    return typed


@pytest.fixture
def save(sign_in, clerk, typed):
    def save(by=clerk, **changes):
        return sign_in(by).post(SAVE, typed(**changes))

    return save


def address(key):
    return f"{PATH}?draft={key}"


def test_what_the_page_saves_is_there_again(save, see, clerk):
    key = str(uuid.uuid4())
    answer = save(submission=key).json()

    assert (answer["revision"], answer["address"]) == (1, address(key))
    assert "09:00" in answer["saved"]
    page = see(clerk, address(key))
    assert 'value="梁金凤"' in page
    assert "泰麒麟科技有限公司" in page
    assert 'value="妇女" class="choices" id="id_groups_0" checked' in page.replace("  ", " ")
    assert not Case.objects.exists()


def test_on_coming_back_the_page_says_that_a_draft_of_0900_is_there(save, see, clerk, second_clerk):
    key = str(uuid.uuid4())
    save(submission=key)

    page = see(clerk, PATH)
    assert "09:00" in page
    assert f'href="{address(key)}"' in page
    assert f"{DRAFTS}{key}/discard/" in page
    assert "梁金凤" in see(clerk, DRAFTS)
    for path in (PATH, DRAFTS):
        assert "梁金凤" not in see(second_clerk, path)


def test_a_draft_is_discarded_by_its_author_alone(save, sign_in, clerk, second_clerk):
    key = str(uuid.uuid4())
    save(submission=key)

    sign_in(second_clerk).post(f"{DRAFTS}{key}/discard/")
    assert IntakeDraft.objects.exists()
    sign_in(clerk).post(f"{DRAFTS}{key}/discard/")
    assert not IntakeDraft.objects.exists()


def test_anothers_draft_opens_nothing(save, sign_in, second_clerk):
    key = str(uuid.uuid4())
    save(submission=key)

    answer = sign_in(second_clerk).get(address(key), follow=True)
    assert "梁金凤" not in answer.content.decode()


def test_the_button_without_script_saves_and_registers_nothing(sign_in, clerk, typed):
    key = str(uuid.uuid4())
    answer = sign_in(clerk).post(PATH, typed(submission=key, save="draft"))

    assert (answer.status_code, answer.url) == (302, address(key))
    assert not Case.objects.exists()


def test_an_error_keeps_a_draft_and_every_kind_of_field(sign_in, clerk, typed, see):
    key = str(uuid.uuid4())
    rows = {"co_name": ["冯一", "冯二"], "co_id_no": ["", "110"]}
    more = {"agent_name": "王秀英", "situation": "detained", "save": ""}
    answer = sign_in(clerk).post(PATH, typed(submission=key, **rows, **more))

    pages = [answer.content.decode(), see(clerk, address(key))]
    assert not Case.objects.exists()
    for page in pages:
        assert all(f'value="{one}"' in page for one in ("冯一", "冯二", "110", "王秀英"))
        assert '<option value="detained" selected>' in page
        assert "谢坤" in page


def test_what_is_sent_after_the_sessions_end_is_there_after_logging_in(client, clerk, typed, see):
    key = str(uuid.uuid4())
    answer = client.post(PATH, typed(submission=key, owner=token_of(clerk)))

    assert answer.status_code == 302
    assert answer.url.startswith("/login/?next=")
    assert str(key) in answer.url
    assert "梁金凤" in see(clerk, address(key))


def test_what_is_typed_after_the_sessions_end_is_saved_and_the_page_asks_to_log_in(
    client, clerk, typed
):
    key = str(uuid.uuid4())
    answer = client.post(SAVE, typed(submission=key, owner=token_of(clerk))).json()

    assert answer["login"].startswith("/login/?next=")
    assert IntakeDraft.objects.get().by == clerk
    assert "warnings" not in answer  # nothing is told to who isn't logged in


@pytest.mark.parametrize("owner", ["", "1", "1:abc:def"])
def test_a_stranger_saves_nothing(client, typed, owner):
    assert client.post(SAVE, typed(owner=owner)).status_code == 404
    assert client.post(PATH, typed(owner=owner)).url.startswith("/login/")
    assert not IntakeDraft.objects.exists()


def test_somebody_who_is_no_clerk_saves_nothing(city, sign_in, typed):
    assert sign_in(city.reviewer).post(SAVE, typed()).status_code == 404
    assert sign_in(city.reviewer).get(DRAFTS).status_code == 404


def test_a_second_window_is_told_kindly_and_may_register_on_the_second_press(
    sign_in, clerk, station, save
):
    key = str(uuid.uuid4())
    save(submission=key)
    assert save(submission=key, revision="1", claim="新").json()["revision"] == 2
    refused = save(submission=key, revision="1", claim="旧")
    assert refused.status_code == 409
    assert "09:00" in refused.json()["refused"]

    whole = application(station, submission=key, whole="1", revision="1")
    answer = sign_in(clerk).post(PATH, whole)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'name="revision" value="2"' in page
    assert "拖欠工资14000元" in page
    assert sign_in(clerk).post(PATH, whole | {"revision": "2"}).status_code == 302
    assert Case.objects.count() == 1
    assert not IntakeDraft.objects.exists()


def test_a_window_that_is_left_over_leads_to_the_case(sign_in, clerk, station, save):
    key = str(uuid.uuid4())
    sign_in(clerk).post(PATH, application(station, submission=key))
    case = Case.objects.get()

    assert case.number in save(submission=key).json()["refused"]
    answer = sign_in(clerk).get(address(key))
    assert answer.url == case.get_absolute_url()
    assert [level for level, _text in said(answer)] == ["info"]


def test_the_page_is_told_what_the_number_says_before_anything_is_sent(save):
    from tests.cases.web.test_register import NUMBER

    right = save(id_no=NUMBER).json()
    unfit = NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")
    wrong = save(id_no=unfit, phone="10086").json()

    assert right["filled"] == {"id_type": "resident_id", "sex": "女", "birth_on": "1983-01-04"}
    assert wrong["filled"] == {}
    assert wrong["errors"]["id_no"]
    assert wrong["errors"]["phone"]


def test_drafts_are_removed_after_the_days_that_the_setting_names(save, settings, capsys):
    save()
    settings.INTAKE_DRAFT_DAYS = 3
    IntakeDraft.objects.update(saved_at=NOW - timedelta(days=3))
    call_command("forget_drafts")
    assert IntakeDraft.objects.count() == 1

    IntakeDraft.objects.update(saved_at=NOW - timedelta(days=3, seconds=1))
    call_command("forget_drafts")
    assert not IntakeDraft.objects.exists()
    assert "1" in capsys.readouterr().out


def test_a_partial_draft_keeps_the_forms_own_defaults(clerk, station, see):
    """As a consultation makes one: what it says nothing of is as in an empty form."""
    from cases.actions.keep_draft import keep_draft

    draft = keep_draft(
        key=uuid.uuid4(),
        station=station,
        content={"name": ["马桂英"], "groups": ["老年人"]},
        by=clerk,
        at=NOW,
        origin="consultation:1",
    )
    page = see(clerk, address(draft.key))
    assert 'value="2026-11-03T09:00"' in page
    assert page.count(" checked") == 2  # the group, and the application form


@pytest.fixture
def strict(clerk):
    """A browser whose page was made before the person logged in anew: its token no longer fits."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)
    return client


def test_a_page_from_before_a_new_login_loses_nothing(strict, clerk, typed, see):
    key = str(uuid.uuid4())
    answer = strict.post(PATH, typed(submission=key, owner=token_of(clerk)))

    assert (answer.status_code, answer.url) == (302, address(key))
    assert "梁金凤" in see(clerk, address(key))
    told = strict.post(SAVE, typed(submission=key, owner=token_of(clerk)))
    assert (told.status_code, told.json()["address"]) == (409, address(key))


def test_a_forged_form_is_refused_as_ever(strict, clerk, second_clerk, typed):
    for owner in ("", token_of(second_clerk)):
        for path in (PATH, SAVE):
            assert strict.post(path, typed(owner=owner)).status_code == 403
    assert strict.post("/cases/search/", {"owner": token_of(clerk)}).status_code == 403
    assert not IntakeDraft.objects.exists()
