"""Short messages: whatever request the gateway wants, from a template; what success is, too."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.workflow.channels.conftest import Letter
from workflow.channels import NotDelivered, channel, idempotency_key
from workflow.channels.sms.form import Form
from workflow.channels.sms.gateway import Gateway, GatewayUnusable
from workflow.channels.sms.transport import send
from workflow.checks import the_sms_gateway_can_be_asked


@pytest.fixture
def gateway(settings, receiver):
    """``gateway(body={...})``: the setting for the listening server."""

    def choose(**template):
        usual = {
            "url": receiver.url,
            "headers": {"Authorization": "Bearer 4711"},
            "body": {"mobile": "{number}", "content": "{text}", "extra": {"id": ["{id}"]}, "n": 1},
            "success": {"code": 0},
        }
        template = {name: value for name, value in (usual | template).items() if value is not None}
        settings.WORKFLOW_SMS_GATEWAY = json.dumps(template)

    return choose


def letter(**more):
    given = {"to": "13800000000", "channel": "sms", "subject": '期限"明天"到期 {text} \\ {0}'}
    return Letter(**given | more)


def test_a_json_body_gets_its_places_filled(gateway, receiver):
    gateway()
    receiver.answers({"code": 0})
    send(letter())

    assert receiver.only.json == {
        "mobile": "13800000000",
        "content": '期限"明天"到期 {text} \\ {0}',
        "extra": {"id": [idempotency_key(letter())]},
        "n": 1,
    }
    assert receiver.only.headers["Authorization"] == "Bearer 4711"
    assert receiver.only.headers["Content-Type"] == "application/json; charset=utf-8"


def test_a_form_body_is_encoded(gateway, receiver):
    gateway(format="form", body={"m": "{number}", "c": "【法援】{text}&x=1"}, success="OK")
    receiver.body = b"OK:1"
    send(letter(subject="a=b&c"))

    assert parse_qs(receiver.only.body.decode()) == {
        "m": ["13800000000"],
        "c": ["【法援】a=b&c&x=1"],
    }


def test_a_get_request_is_quoted_into_the_address(gateway, receiver):
    url = receiver.url + "&to={number}&text={text}"
    gateway(method="GET", url=url, body=None, success="OK")
    receiver.body = b"OK"
    send(letter(subject="到期&to=999 #1"))

    assert receiver.only.method == "GET"
    asked = parse_qs(urlsplit(receiver.only.path).query)
    assert asked["text"] == ["到期&to=999 #1"]
    assert asked["to"] == ["13800000000"]


def test_no_line_break_slips_into_a_header(gateway, receiver):
    gateway(headers={"X-Text": "{id} {text}"})
    receiver.answers({"code": 0})
    send(letter(subject="one\r\nX-Evil: 1"))

    assert "X-Evil" not in receiver.only.headers


@pytest.mark.parametrize(
    ("success", "answer", "outcome"),
    [
        ({"code": 0}, b'{"code": 0}', None),
        ({"code": 0}, b'{"code": "0", "msg": "x"}', None),
        ({"code": 0, "status": "ok"}, b'{"code": 0}', "no_success"),
        ({"code": 0}, b'{"code": 15}', "no_success"),
        ({"code": 0}, b"[]", "no_success"),
        ({"code": 0}, b"oops", "unreadable"),
        ("success", b"<r>success</r>", None),
        ("success", b"<r>failure</r>", "no_success"),
    ],
)
def test_the_template_says_what_success_is(gateway, receiver, success, answer, outcome):
    gateway(success=success)
    receiver.body = answer
    if outcome is None:
        send(letter())
    else:
        with pytest.raises(NotDelivered, match=outcome):
            send(letter())


@pytest.mark.parametrize("setting", ["", "{", '{"url": "https://sms.example/"}'])
def test_without_a_usable_gateway_nothing_is_sent_and_the_channel_says_how(settings, setting):
    settings.WORKFLOW_SMS_GATEWAY = setting

    assert not channel("sms").is_set_up()
    assert "FAYUAN_SMS_GATEWAY_FILE" in str(channel("sms").how_to_set_up)
    with pytest.raises(NotDelivered, match="not_set_up"):
        send(letter())


def test_a_template_that_can_not_work_is_a_warning_at_the_start(settings, gateway):
    gateway()
    assert the_sms_gateway_can_be_asked(None) == []
    settings.WORKFLOW_SMS_GATEWAY = "{"
    [warning] = the_sms_gateway_can_be_asked(None)
    assert (warning.id, warning.is_serious()) == ("workflow.W002", False)


def test_somebody_without_a_number_can_not_be_reached(gateway):
    gateway()

    assert channel("sms").is_set_up()
    with pytest.raises(NotDelivered, match="no_address"):
        send(letter(to=""))


@pytest.mark.parametrize(
    "template",
    [
        {"url": "http://sms.example/?{number}{text}", "success": "OK"},
        {"url": "https://sms.example/?{number}", "success": "OK"},
        {"url": "https://sms.example/?{text}", "success": "OK"},
        {"url": "https://sms.example/?{number}{text}"},
        {"url": "https://sms.example/?{number}{text}", "success": "OK", "method": "DELETE"},
        {"url": "https://sms.example/?{number}{text}", "success": "OK", "format": "xml"},
        {"url": "https://sms.example/?{number}{text}", "success": "OK", "retries": 3},
        [],
    ],
)
def test_a_template_that_can_not_work_is_refused_with_a_sentence(template):
    with pytest.raises(GatewayUnusable, match=r"\w"):
        Gateway.of(json.dumps(template))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800000000", "13800000000"),
        ("+86 138-0000-0000", "13800000000"),
        ("86 13800000000", "13800000000"),
        ("12800000000", None),
        ("1380000000", None),
        ("0933-8200000", None),
        ("１３８００００００００", None),
    ],
)
def test_a_mobile_number_is_kept_as_its_eleven_digits(typed, kept):
    form = Form({"phone": typed})

    assert form.is_valid() is (kept is not None)
    assert form.cleaned_data.get("phone") == kept
