"""Channels and endpoints: kept masked, tried by a button, told in words."""

import json
from smtplib import SMTPAuthenticationError

import pytest
from django.core import mail

from cases.models import Endpoint, Notice, User
from tests.workflow.channels.conftest import receiver  # noqa: F401 - a fixture
from workflow.models import AuditEntry

URL = "https://qyapi.example/cgi-bin/webhook/send?key=token-4711"


@pytest.fixture
def robot(agency):
    """An endpoint as the form keeps it."""
    return Endpoint.objects.create(
        office=agency,
        channel="robot",
        name="值班群",
        url=URL,
        config={"kind": "wecom", "host": "https://qyapi.example/…"},
    )


def try_it(client, path):
    answer = client.post(path, follow=True)
    return answer.content.decode()


def test_the_page_lists_every_channel_and_says_what_is_missing(admin, robot, see, settings):
    settings.WORKFLOW_SMS_GATEWAY = ""
    page = see(admin, "/channels/")

    for name in ("in_app", "email", "sms", "robot", "webhook", "file"):
        assert f'id="channel-{name}"' in page
    assert "FAYUAN_SMS_GATEWAY_FILE" in page
    assert "值班群" in page
    assert "https://qyapi.example/…" in page
    assert "token-4711" not in page


def test_an_endpoint_is_added_by_its_channels_own_form(admin, agency, sign_in):
    client = sign_in(admin)
    typed = {
        "office": agency.pk,
        "name": "值班群",
        "kind": "dingtalk",
        "url": URL,
        "secret": "SEC1",
    }
    answer = client.post("/channels/robot/new/", typed, follow=True)

    kept = Endpoint.objects.get()
    assert (kept.office, kept.channel, kept.name) == (agency, "robot", "值班群")
    assert (kept.url, kept.secret, kept.active) == (URL, "SEC1", True)
    assert kept.config == {"kind": "dingtalk", "host": "https://qyapi.example/…"}
    assert "token-4711" not in answer.content.decode()
    entry = AuditEntry.objects.get(action="endpoint.added")
    assert entry.content["fields"] == ["config", "name", "office", "secret", "url"]
    assert "4711" not in json.dumps(entry.content)


def test_what_is_left_empty_stays_and_what_is_typed_replaces_it(admin, robot, sign_in):
    client = sign_in(admin)
    page = client.get(f"/endpoints/{robot.pk}/").content.decode()
    assert "token-4711" not in page
    assert "https://qyapi.example/…" in page

    typed = {"office": robot.office_id, "name": "新群", "kind": "wecom", "url": "", "secret": ""}
    client.post(f"/endpoints/{robot.pk}/", typed)
    kept = Endpoint.objects.get()
    assert (kept.name, kept.url, kept.secret) == ("新群", URL, None)
    assert kept.config == {"kind": "wecom", "host": "https://qyapi.example/…"}

    client.post(f"/endpoints/{robot.pk}/", typed | {"url": "https://new.example/x?key=1"})
    kept = Endpoint.objects.get()
    assert kept.url == "https://new.example/x?key=1"
    assert kept.masked_url == "https://new.example/…"


def test_a_wrong_address_is_refused_and_not_given_back(admin, agency, sign_in):
    typed = {"office": agency.pk, "name": "OA", "url": "http://oa.example/token-4711", "secret": ""}
    page = sign_in(admin).post("/channels/webhook/new/", typed).content.decode()

    assert not Endpoint.objects.exists()
    assert "https://" in page
    assert "token-4711" not in page


def test_an_endpoint_is_put_out_of_use_and_back(admin, robot, sign_in):
    client = sign_in(admin)
    for active in (False, True):
        client.post(f"/endpoints/{robot.pk}/use/", {"active": "1" if active else "0"})
        robot.refresh_from_db()
        assert robot.active is active
    assert AuditEntry.objects.filter(action="endpoint.changed").count() == 2


@pytest.mark.parametrize("path", ["email/new/", "in_app/new/", "pigeon/new/"])
def test_only_a_machine_has_an_address_of_its_own(admin, sign_in, path):
    assert sign_in(admin).get(f"/channels/{path}").status_code == 404


# Tests of a channel


def test_a_mail_is_tried_on_oneself(admin, sign_in):
    page = try_it(sign_in(admin), "/channels/email/test/")

    [sent] = mail.outbox
    assert sent.to == [admin.email]
    assert "alert-success" in page
    entry = AuditEntry.objects.get(action="channel.tested")
    assert (entry.actor_id, entry.content) == (admin.pk, {"channel": "email", "outcome": "sent"})


def test_a_notice_is_tried_on_oneself(admin, sign_in):
    client = sign_in(admin)
    try_it(client, "/channels/in_app/test/")

    notice = Notice.objects.get()
    assert (notice.user, notice.about) == (admin, "test")
    assert notice.sentence() in client.get("/notices/").content.decode()


def test_a_short_message_without_a_gateway_says_how_to_set_one_up(admin, sign_in):
    page = try_it(sign_in(admin), "/channels/sms/test/")

    assert "alert-danger" in page
    assert page.count("FAYUAN_SMS_GATEWAY_FILE") == 2  # the answer, and the page itself
    assert AuditEntry.objects.get(action="channel.tested").content["outcome"] == "not_set_up"


def test_a_short_message_reaches_the_gateway(admin, sign_in, settings, receiver):  # noqa: F811
    settings.WORKFLOW_SMS_GATEWAY = json.dumps(
        {"url": receiver.url, "body": {"to": "{number}", "c": "{text}"}, "success": {"code": 0}}
    )
    receiver.answers({"code": 0})
    client = sign_in(admin)
    assert "Administration" in try_it(client, "/channels/sms/test/") or receiver.got == []

    User.objects.filter(pk=admin.pk).update(phone="13800000000")
    page = try_it(client, "/channels/sms/test/")
    assert receiver.only.json["to"] == "13800000000"
    assert "alert-success" in page
    assert "13800000000" not in page


def test_a_robot_that_refuses_is_told_in_words(admin, robot, sign_in, receiver):  # noqa: F811
    robot.url = receiver.url
    robot.save()
    receiver.answers({"errcode": 93000, "errmsg": "invalid webhook url"})
    page = try_it(sign_in(admin), f"/endpoints/{robot.pk}/test/")

    assert "93000" in page
    assert "robot-key" not in page
    entry = AuditEntry.objects.get(action="channel.tested")
    assert entry.content == {"channel": "robot", "outcome": "refused 93000"}
    assert entry.subject == f"endpoint {robot.pk}"


def test_a_webhook_gets_a_signed_test(admin, agency, sign_in, receiver):  # noqa: F811
    from tests.workflow.channels.test_webhook import checked

    there = Endpoint.objects.create(
        office=agency, channel="webhook", name="OA", url=receiver.url, secret="sixteen characters"
    )
    page = try_it(sign_in(admin), f"/endpoints/{there.pk}/test/")

    assert checked(receiver.only, "sixteen characters")[0]
    assert receiver.only.json["stage"] == "test"
    assert "alert-success" in page


def test_a_mail_server_that_refuses_is_told_without_its_words(admin, sign_in, monkeypatch):
    def refuse(message):
        raise SMTPAuthenticationError(535, b"no such user clock@court.example")

    monkeypatch.setattr("workflow.channels.email.transport.send", refuse)
    page = try_it(sign_in(admin), "/channels/email/test/")

    assert "clock@court.example" not in page
    outcome = AuditEntry.objects.get(action="channel.tested").content["outcome"]
    assert outcome == "SMTPAuthenticationError"


def test_a_broken_seal_is_told_and_stops_no_page(admin, robot, sign_in, settings, see):
    client = sign_in(admin)
    settings.WORKFLOW_MASTER_KEYS = [b"k" * 32]

    assert "值班群" in client.get("/channels/").content.decode()
    try_it(client, f"/endpoints/{robot.pk}/test/")
    assert AuditEntry.objects.get(action="channel.tested").content["outcome"] == "SealBroken"


@pytest.mark.parametrize("name", ["clerk", "supervisor", "auditor", "bureau_officer"])
def test_nobody_else_finds_these_pages(city, robot, name, sign_in):
    client = sign_in(city.people[name])
    for path in (
        f"/endpoints/{robot.pk}/",
        f"/endpoints/{robot.pk}/use/",
        f"/endpoints/{robot.pk}/test/",
        "/channels/robot/new/",
        "/channels/email/test/",
    ):
        assert client.post(path, {"active": "0"}).status_code == 404, path
    robot.refresh_from_db()
    assert robot.active
    assert mail.outbox == []


# A person's mobile number, in the administration


def person_form(user, **typed):
    form = {"username": user.username, "name": user.name, "email": user.email}
    inline = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    return form | {"language": user.language, "is_active": "on"} | inline | typed


def test_a_mobile_number_is_typed_shown_masked_kept_and_taken_away(admin, clerk, sign_in):
    client, path = sign_in(admin), f"/admin/cases/user/{clerk.pk}/change/"
    client.post(path, person_form(clerk, new_phone="138 0000 5678"))
    assert User.objects.get(pk=clerk.pk).phone == "13800005678"

    page = client.get(path).content.decode()
    assert "138****5678" in page
    assert "13800005678" not in page
    client.post(path, person_form(clerk, new_phone=""))
    assert User.objects.get(pk=clerk.pk).phone == "13800005678"
    client.post(path, person_form(clerk, no_phone="on"))
    assert User.objects.get(pk=clerk.pk).phone is None
    assert "5678" not in json.dumps(list(AuditEntry.objects.values_list("content", flat=True)))
