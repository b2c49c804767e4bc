"""Which channels a word goes by: people by what they have, machines once, quiet hours kept."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import notices
from cases.flows import claim
from cases.models import CaseClock, CaseMessage, Endpoint, Membership, Notice, User
from cases.states import Role
from tests.cases.moments import MONDAY, NOON, moment
from tests.workflow.channels.conftest import receiver  # noqa: F401 - a fixture
from workflow.models import BREACH, AuditEntry, StageRule
from workflow.outbox import relay
from workflow.tick import tick

LAST_DAY = MONDAY + timedelta(days=7)
AFTER = moment(LAST_DAY + timedelta(days=1), 0, 1)
THREE_DAYS_LATE = moment(LAST_DAY + timedelta(days=4), 0, 1)
GATEWAY = '{"url": "https://sms.example/?{number}{text}", "success": "OK"}'


def run(at):
    while tick(CaseClock, at=at, announce=notices.announce):
        pass


def endpoint(office, channel="webhook", **fields):
    given = {"name": f"{channel} of {office.short_name}", "url": "https://oa.example/hook"}
    return Endpoint.objects.create(office=office, channel=channel, **given | fields)


def all_channels():
    for row in StageRule.objects.all():
        row.channels = ["in_app", "email", "sms", "webhook", "robot", "file"]
        row.save()


def test_an_endpoint_is_told_once_whatever_number_of_people(city, case):
    there = endpoint(city.agency)
    run(AFTER)

    messages = CaseMessage.objects.filter(endpoint=there, stage=BREACH)
    clocks = case.clocks.filter(breached_at__isnull=False)
    assert sorted(messages.values_list("key", flat=True)) == sorted(
        f"{clock.pk}:{clock.epoch}:breach:endpoint{there.pk}:webhook" for clock in clocks
    )
    assert Notice.objects.filter(stage=BREACH).count() > messages.count() == 2


def test_stations_and_agencies_hear_of_their_own_cases_and_nobody_else(city, case):
    told = {endpoint(office).pk for office in (city.station, city.agency)}
    for office in (city.other_station, city.strange_agency, city.strange_station, city.bureau):
        endpoint(office)
    endpoint(city.agency, active=False)
    run(AFTER)

    assert (
        set(CaseMessage.objects.exclude(endpoint=None).values_list("endpoint", flat=True)) == told
    )


def test_the_bureaus_endpoint_hears_when_the_city_is_told(city, case):
    there = endpoint(city.bureau)
    run(AFTER)
    assert not CaseMessage.objects.filter(endpoint=there).exists()
    run(THREE_DAYS_LATE)

    assert set(CaseMessage.objects.filter(endpoint=there).values_list("stage", flat=True)) == {
        "three_days_late"
    }
    assert Notice.objects.filter(stage="three_days_late", user=city.bureau_officer).exists()


def test_a_channel_that_the_stage_does_not_name_is_silent(city, case):
    endpoint(city.agency)
    StageRule.objects.update(channels=["in_app"])
    StageRule.objects.first().save()
    run(AFTER)

    assert Notice.objects.exists()
    assert not CaseMessage.objects.exists()


def test_people_are_reached_by_what_they_have(city, case, settings):
    all_channels()
    settings.WORKFLOW_SMS_GATEWAY = GATEWAY
    User.objects.update(email="")
    User.objects.filter(pk=city.clerk.pk).update(phone="13800000000")
    User.objects.filter(pk=city.second_clerk.pk).update(email="second@court.example")
    run(AFTER)

    ways = CaseMessage.objects.order_by().values_list("notice__user__username", "channel")
    assert set(ways) == {("clerk", "sms"), ("second_clerk", "email")}
    assert {message.address() for message in CaseMessage.objects.all()} == {
        "13800000000",
        "second@court.example",
    }


def test_without_a_gateway_no_short_message_is_written(city, case):
    all_channels()
    User.objects.update(phone="13800000000")
    run(AFTER)

    assert set(CaseMessage.objects.values_list("channel", flat=True)) == {"email"}


def test_the_holders_are_told_when_the_one_who_had_it_in_hand_has_left(city, case):
    claim(case=case, by=city.clerk, at=NOON)
    User.objects.filter(pk=city.clerk.pk).update(is_active=False)
    run(moment(LAST_DAY - timedelta(days=1), 9))

    assert set(Notice.objects.values_list("user__username", flat=True)) == {"second_clerk"}


def test_who_holds_two_roles_is_told_once(city, case):
    Membership.objects.create(user=city.supervisor, role=Role.CLERK, office=city.station)
    run(AFTER)

    clock = case.clocks.get(code="review")
    assert Notice.objects.filter(clock=clock, user=city.supervisor, stage=BREACH).count() == 1


def test_a_notice_and_a_message_that_are_there_already_stay_alone(city, case):
    endpoint(city.agency)
    run(AFTER)
    before = Notice.objects.count(), CaseMessage.objects.count()
    events = AuditEntry.objects.filter(action="clock.breached").count()
    CaseClock.objects.update(
        breached_at=None, state="running", next_stage=BREACH, next_action_at=AFTER
    )
    run(AFTER)

    assert (Notice.objects.count(), CaseMessage.objects.count()) == before
    assert events == 2


def test_at_night_people_and_groups_wait_and_machines_and_notices_do_not(city, case, settings):
    settings.WORKFLOW_QUIET_HOURS = (time(21), time(7, 30))
    all_channels()
    for channel in ("webhook", "robot", "file"):
        endpoint(city.agency, channel)
    run(AFTER)

    morning = moment(LAST_DAY + timedelta(days=1), 7, 30)
    held = dict(CaseMessage.objects.order_by().values_list("channel", "not_before").distinct())
    assert held == {"email": morning, "robot": morning, "webhook": AFTER, "file": AFTER}
    assert set(Notice.objects.values_list("at", flat=True)) == {AFTER}
    assert case.clocks.get(code="review").breached_at is not None


def test_a_machine_gets_the_sentence_in_the_languages_of_the_site_and_the_facts(city, case):
    endpoint(city.agency, secret="sixteen characters")
    run(AFTER)
    message = CaseMessage.objects.filter(clock__code="review").exclude(endpoint=None).get()

    subject, body = message.subject_and_body()
    assert case.number in subject
    assert case.get_absolute_url() in body
    assert case.applicant.name not in subject + body
    assert message.facts() == {
        "case": case.number,
        "limit": "review",
        "stage": "breach",
        "due_on": LAST_DAY.isoformat(),
        "breached": True,
        "link": f"http://127.0.0.1:8000{case.get_absolute_url()}",
    }
    assert (message.address(), message.secret()) == (
        "https://oa.example/hook",
        "sixteen characters",
    )


def test_a_machine_learns_of_a_warning_only_while_it_is_true(city, case, walk):
    all_channels()
    endpoint(city.agency)
    at, sent = moment(LAST_DAY, 9), []
    run(at)
    run(AFTER)
    walk(case, "accept", "recommend", "grant")
    while relay(CaseMessage, at=AFTER + timedelta(days=2), send=lambda m: sent.append(m.stage)):
        pass

    assert set(sent) == {BREACH}
    assert set(
        CaseMessage.objects.filter(superseded_at__isnull=False).values_list("stage", flat=True)
    ) == {"last_day"}


@pytest.mark.parametrize("many", [2, 12])
def test_a_batch_costs_the_same_number_of_queries_whatever_its_size(
    city, registered, many, django_assert_max_num_queries
):
    endpoint(city.agency)
    for _ in range(many):
        registered()
    with CaptureQueriesContext(connection) as spent:
        assert tick(CaseClock, at=AFTER, announce=notices.announce) == 2 * many

    # looked, savepoint, clocks, clocks' new step, events, owners, holders, endpoints, notices,
    # messages (fifty a statement), head, entries, head, savepoint
    rows = CaseMessage.objects.count() + Notice.objects.count()
    assert len(spent) <= 14 + rows // 50 + 2


def test_a_machine_that_was_down_gets_the_repeat_with_the_same_key(city, case, receiver):  # noqa: F811
    """From the tick over the outbox to a server that answers 503, hangs up on nobody, then 200."""
    endpoint(city.agency, url=receiver.url, secret="sixteen characters")
    run(AFTER)
    waiting = CaseMessage.objects.filter(channel="webhook")
    CaseMessage.objects.exclude(channel="webhook").delete()
    receiver.status = 503
    relay(CaseMessage, at=AFTER)
    assert set(waiting.values_list("last_error", "attempts", "sent_at")) == {
        ("status 503", 1, None)
    }
    receiver.status = 200
    relay(CaseMessage, at=AFTER + timedelta(minutes=1))
    assert relay(CaseMessage, at=AFTER + timedelta(hours=1)) == 0

    assert set(waiting.values_list("last_error", "sent_at")) == {("", AFTER + timedelta(minutes=1))}
    keys = [request.headers["Idempotency-Key"] for request in receiver.got]
    assert len(keys) == 4
    assert sorted(keys[:2]) == sorted(keys[2:])
    assert len(set(keys)) == 2
    assert {request.json["case"] for request in receiver.got} == {case.number}
    assert case.applicant.name not in "".join(request.body.decode() for request in receiver.got)
