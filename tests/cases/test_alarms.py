"""December without the next year's notice of rest days: who is told, on which day, how often."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils.translation import override

from cases.alarms import remind_of_calendar
from cases.models import CaseMessage, Notice
from tests.cases.moments import SHANGHAI, moment
from workflow.calendar_store import confirm
from workflow.models import CalendarDay, CalendarNotice
from workflow.outbox import relay

ADMINS = {"admin"}
HEADS = {"supervisor", "second_supervisor", "stranger_supervisor"}


def december(day, hour=9, minute=0):
    return moment(date(2026, 12, 1) + timedelta(days=day - 1), hour, minute)


def told():
    return set(Notice.objects.filter(about="calendar").values_list("user__username", flat=True))


def import_2027(*, confirmed=True):
    notice = CalendarNotice.objects.create(year=2027, digest="0" * 64)
    CalendarDay.objects.create(notice=notice, date="2027-01-01", status="off")
    if confirmed:
        confirm(notice, at=december(1))
    return notice


@pytest.mark.parametrize(
    ("at", "who"),
    [
        (december(1) - timedelta(days=1), set()),
        (december(1, 8, 29), set()),  # nobody is woken: the office opens at half past eight
        (december(1, 8, 30), ADMINS),
        (december(14), ADMINS),
        (december(15), ADMINS | HEADS),
        (december(31), ADMINS | HEADS),
        (december(32), ADMINS | HEADS),  # 1 January: the year has begun and is still missing
    ],
)
def test_administrators_hear_of_it_from_the_first_and_heads_from_the_fifteenth(city, at, who):
    assert remind_of_calendar(at=at) == len(who)
    assert told() == who


def test_everybody_is_told_once_a_day_however_often_the_job_comes(city):
    at = december(14)
    while at < december(17):
        remind_of_calendar(at=at)
        at += timedelta(hours=1)

    days = Counter(
        (notice.user.username, notice.at.astimezone(SHANGHAI).day)
        for notice in Notice.objects.select_related("user")
    )
    assert set(days.values()) == {1}
    assert {day for name, day in days if name == "admin"} == {14, 15, 16}
    assert {day for name, day in days if name == "supervisor"} == {15, 16}


def test_the_key_names_year_day_and_person(city):
    remind_of_calendar(at=december(1))

    assert Notice.objects.get().key == f"calendar:2027:2026-12-01:{city.admin.pk}"


def test_a_notice_that_waits_for_its_confirmation_does_not_end_the_alarm(city):
    notice = import_2027(confirmed=False)
    assert remind_of_calendar(at=december(2))

    confirm(notice, at=december(3))
    assert remind_of_calendar(at=december(3)) == 0


def test_who_has_left_is_told_nothing(city):
    city.admin.is_active = False
    city.admin.save()

    assert remind_of_calendar(at=december(1)) == 0


def test_the_word_goes_by_mail_too_in_the_language_of_the_person(city):
    city.admin.language = "en"
    city.admin.save()
    remind_of_calendar(at=december(1))
    relay(CaseMessage, at=december(1))

    [sent] = mail.outbox
    assert sent.to == [city.admin.email]
    assert sent.subject.startswith("The notice of rest days for 2027 is not imported")
    assert "Open the system: http" in sent.body


def test_without_an_address_the_word_stays_in_the_house(city):
    city.admin.email = ""
    city.admin.save()
    remind_of_calendar(at=december(1))

    assert told() == ADMINS
    assert not CaseMessage.objects.exists()


def test_a_death_between_notice_and_mail_leaves_neither(city, monkeypatch):
    def die(**_fields):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(CaseMessage.objects, "create", die)
        with pytest.raises(KeyboardInterrupt):
            remind_of_calendar(at=december(1))
    assert not Notice.objects.exists()

    remind_of_calendar(at=december(1))
    assert Notice.objects.count() == CaseMessage.objects.count() == 1


def test_looking_costs_one_query_in_peace_and_three_when_all_are_told(
    city, django_assert_num_queries
):
    with django_assert_num_queries(1):
        remind_of_calendar(at=december(1) - timedelta(days=1))
    remind_of_calendar(at=december(20))
    with django_assert_num_queries(3):  # notices in force, people, what they were told
        remind_of_calendar(at=december(20, 15))
    with django_assert_num_queries(0):
        remind_of_calendar(at=december(20, 3))


def test_the_clock_runner_tells_it_without_a_broker(city, time_machine):
    time_machine.move_to(december(15, 10), tick=False)
    with override("en"):
        call_command("run_clock", "--once")

    assert told() == ADMINS | HEADS
    assert not CaseMessage.objects.waiting().exists()
