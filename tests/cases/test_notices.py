"""Who hears of a limit, when, and how often."""

from datetime import timedelta

from django.core import mail

from cases import notices
from cases.actions.ask_for_papers import ask_for_papers
from cases.actions.receive_papers import receive_papers
from cases.flows import claim
from cases.models import CaseClock, CaseMessage, Notice
from cases.states import Status
from tests.cases.moments import MONDAY, MORNING, NOON, moment
from workflow.models import AuditEntry
from workflow.outbox import relay
from workflow.tick import tick

#: Received on Monday 2 November: the promise ends on Saturday 7th, rolled to Monday 9th; the
#: statute on Monday 9th as well.
LAST_DAY = MONDAY + timedelta(days=7)


def run(at):
    while tick(CaseClock, at=at, announce=notices.announce):
        pass


def heard(stage):
    rows = Notice.objects.filter(stage=stage).values_list("user__username", "clock__code")
    return sorted(rows)


def test_nothing_is_said_before_it_is_time(city, case):
    run(moment(MONDAY + timedelta(days=1), 12))

    assert not Notice.objects.exists()


def test_at_half_the_time_the_station_is_told(city, case):
    run(moment(MONDAY + timedelta(days=3), 9))

    assert heard("half") == [
        ("clerk", "acceptance"),
        ("clerk", "review"),
        ("second_clerk", "acceptance"),
        ("second_clerk", "review"),
    ]


def test_who_has_the_case_in_hand_is_told_alone(city, case):
    claim(case=case, by=city.clerk, at=NOON)
    run(moment(LAST_DAY - timedelta(days=1), 9))

    assert {name for name, _code in heard("one_day")} == {"clerk"}


def test_on_the_last_day_the_head_hears_of_it_too(city, case):
    run(moment(LAST_DAY, 9))

    assert {name for name, _code in heard("last_day")} == {
        "clerk",
        "second_clerk",
        "supervisor",
        "second_supervisor",
    }


def test_a_breach_is_told_once_however_often_the_tick_comes(city, case):
    after = moment(LAST_DAY + timedelta(days=1), 0, 1)
    run(after)
    first = heard("breach")
    run(after + timedelta(days=2))

    assert heard("breach") == first
    assert {name for name, _code in first} >= {"clerk", "supervisor"}
    assert AuditEntry.objects.filter(action="clock.breached").count() == 2


def test_days_off_give_one_word_each_and_record_what_was_passed_over(city, case):
    run(moment(LAST_DAY + timedelta(days=2), 9))

    assert set(Notice.objects.values_list("stage", flat=True)) == {"breach"}
    event = case.clocks.get(code="review").events.get(what="breached")
    assert event.missed == ["half", "one_day", "last_day"]


def test_three_days_after_the_breach_the_head_and_the_city_are_told(city, case):
    run(moment(LAST_DAY + timedelta(days=1), 9))
    run(moment(LAST_DAY + timedelta(days=3), 9))

    assert {name for name, _code in heard("three_days_late")} == {
        "bureau_officer",
        "supervisor",
        "second_supervisor",
    }
    assert not CaseClock.objects.exclude(next_stage="").exists()


def test_an_outage_over_everything_gives_one_word_to_all_who_would_have_heard(city, case):
    run(moment(LAST_DAY + timedelta(days=5), 9))

    assert {name for name, _code in heard("breach")} == {
        "bureau_officer",
        "clerk",
        "second_clerk",
        "supervisor",
        "second_supervisor",
    }
    event = case.clocks.get(code="review").events.get(what="breached")
    assert (event.stage, event.missed) == (
        "three_days_late",
        ["half", "one_day", "last_day", "breach"],
    )


def test_a_paused_clock_says_nothing(city, case):
    ask_for_papers(
        case_id=case.pk,
        items=["identity"],
        reply_by=MONDAY + timedelta(days=20),
        by=city.clerk,
        at=NOON,
    )
    run(moment(LAST_DAY + timedelta(days=5), 9))

    assert not Notice.objects.exists()


def test_the_applicants_own_time_to_object_alarms_nobody(city, case_in):
    case_in(Status.REFUSED)
    Notice.objects.all().delete()
    run(MORNING + timedelta(days=90))

    assert not Notice.objects.filter(clock__code="objection_window").exists()


def test_a_mail_goes_out_with_its_key_and_without_a_name(city, case):
    at = moment(LAST_DAY, 9)
    run(at)
    while relay(CaseMessage, at=at):
        pass

    assert len(mail.outbox) == CaseMessage.objects.count() > 0
    for message in mail.outbox:
        assert case.number in message.body
        assert case.applicant.name not in message.subject + message.body
        assert message.extra_headers["Message-ID"]


def test_a_pause_that_moves_no_day_leaves_a_waiting_warning_true(city, case):
    eve = LAST_DAY - timedelta(days=1)
    run(moment(eve, 9))
    asked = {"items": ["identity"], "reply_by": LAST_DAY + timedelta(days=20)}
    ask_for_papers(case_id=case.pk, by=city.clerk, at=moment(eve, 10), **asked)
    receive_papers(case_id=case.pk, received=["identity"], by=city.clerk, at=moment(eve, 11))
    while relay(CaseMessage, at=moment(eve, 12)):
        pass

    assert {message.stage for message in CaseMessage.objects.exclude(sent_at=None)} == {"one_day"}


def test_a_warning_is_not_sent_once_the_limit_ends_on_another_day(city, case):
    eve = LAST_DAY - timedelta(days=1)
    run(moment(eve, 9))
    asked = {"items": ["identity"], "reply_by": LAST_DAY + timedelta(days=20)}
    ask_for_papers(case_id=case.pk, by=city.clerk, at=moment(eve, 10), **asked)
    receive_papers(case_id=case.pk, received=["identity"], by=city.clerk, at=moment(LAST_DAY, 11))
    while relay(CaseMessage, at=moment(LAST_DAY, 12)):
        pass

    assert not CaseMessage.objects.exclude(sent_at=None).exists()


def test_a_warning_is_not_sent_once_the_case_has_moved_on_and_a_breach_always_is(city, case, walk):
    at = moment(LAST_DAY, 9)
    run(at)
    run(moment(LAST_DAY + timedelta(days=1), 0, 1))
    walk(case, "accept", "recommend", "grant")
    while relay(CaseMessage, at=at + timedelta(days=2)):
        pass

    sent = CaseMessage.objects.filter(sent_at__isnull=False)
    assert set(sent.values_list("notice__stage", flat=True)) == {"breach"}
    superseded = CaseMessage.objects.filter(superseded_at__isnull=False)
    assert set(superseded.values_list("notice__stage", flat=True)) == {"last_day"}
