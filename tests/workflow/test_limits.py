"""The tables of rules and rest days: what they refuse, and how the calendar is read from them."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction

from tests.workflow.parcels.limits import SHIPPED
from tests.workflow.parcels.office import CALENDAR, at, on
from workflow import calendar_store
from workflow.calendar_store import (
    CalendarMissing,
    calendar_at,
    confirm,
    current_calendar,
    digest_of,
)
from workflow.models import CalendarDay, CalendarNotice, LimitRule
from workflow.rules import Period, Roll, Unit
from workflow.shipped import load_shipped_calendar, load_shipped_rules


def rule(**fields):
    defaults = {"code": "x", "name": "X", "amount": 1, "valid_from": date(2022, 1, 1)}
    return LimitRule.objects.create(**defaults | fields)


def notice_of(year, *days):
    """An imported notice: not yet in force."""
    notice = CalendarNotice.objects.create(
        year=year, digest=digest_of((on(day), status, "") for day, status in days)
    )
    CalendarDay.objects.bulk_create(
        CalendarDay(notice=notice, date=on(day), status=status) for day, status in days
    )
    return notice


@pytest.mark.parametrize(
    ("day", "unit"),
    [
        ("2012-07-01", "working"),
        ("2021-12-31", "working"),
        ("2022-01-01", "calendar"),
        ("2026-11-23", "calendar"),
    ],
)
def test_the_rule_of_a_day_is_the_one_in_force_then(rules, day, unit):
    assert LimitRule.objects.in_force("deliver", on(day)).unit == unit


def test_of_two_rules_in_force_the_later_one_holds(rules):
    rule(code="deliver", amount=6, valid_from=date(2026, 1, 1))
    assert LimitRule.objects.in_force("deliver", on("2026-01-01")).amount == 6
    assert LimitRule.objects.in_force("deliver", on("2025-12-31")).amount == 7


@pytest.mark.parametrize(("code", "day"), [("deliver", "2012-06-30"), ("nothing", "2026-11-23")])
def test_a_day_without_a_rule_is_an_error(rules, code, day):
    with pytest.raises(LimitRule.DoesNotExist, match=f"No rule {code} was in force on {day}"):
        LimitRule.objects.in_force(code, on(day))


def test_a_rule_says_how_to_count(rules):
    old = LimitRule.objects.in_force("deliver", on("2020-01-01"))
    assert old.period == Period(7, Unit.WORKING, Roll.NEXT_WORKING_DAY)
    with pytest.raises(ValueError, match="customs has no length"):
        _ = LimitRule.objects.in_force("customs", on("2026-01-01")).period


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("one_rule_of_a_code_starts_on_a_day", {"code": "deliver"}),
        ("a_limit_is_at_least_one_long", {"amount": 0}),
        ("a_rule_ends_after_it_begins", {"valid_to": date(2021, 12, 31)}),
        ("a_limit_has_a_known_unit", {"unit": "weeks"}),
        ("a_limit_has_a_known_roll", {"roll": "back"}),
        ("hours_are_neither_moved_nor_cut_off", {"unit": "hours"}),
        (
            "hours_are_neither_moved_nor_cut_off",
            {"unit": "hours", "roll": "none", "cut_off": time(17)},
        ),
    ],
)
def test_the_database_refuses_an_impossible_rule(rules, name, fields):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        rule(**fields)
    assert name in str(refusal.value) or "limitrule.code" in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("a_notice_in_use_has_its_fingerprint", {"revision": 99}),
        ("a_notice_in_use_has_its_fingerprint", {"fingerprint": "f"}),
    ],
)
def test_the_database_refuses_a_notice_half_in_force(rules, name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        CalendarNotice.objects.create(year=2030, digest="d", **fields)


@pytest.mark.parametrize(
    "days",
    [[("2030-05-02", "off"), ("2030-05-02", "work")], [("2030-05-02", "half")]],
)
def test_the_database_refuses_a_day_listed_twice_or_half_worked(rules, days):
    with pytest.raises(IntegrityError), transaction.atomic():
        notice_of(2030, *days)


def test_what_is_shipped_is_loaded_once(rules):
    assert load_shipped_calendar(CalendarNotice, CalendarDay) == 0
    assert load_shipped_rules(LimitRule, SHIPPED) == 0
    assert CalendarNotice.objects.count() == 8
    assert CalendarDay.objects.count() == 293
    newest = CalendarNotice.objects.get(year=2026)
    assert (newest.revision, newest.published_on) == (8, on("2025-11-04"))
    assert newest.confirmed


def test_a_changed_rule_is_not_put_back_by_loading_again(rules):
    LimitRule.objects.filter(code="chill").update(amount=12)
    load_shipped_rules(LimitRule, SHIPPED)
    assert LimitRule.objects.get(code="chill").amount == 12


def test_the_domains_own_rules_are_loaded_by_the_setting(db, settings):
    settings.WORKFLOW_SHIPPED_RULES = "tests.workflow.parcels.limits.SHIPPED"
    assert load_shipped_rules(LimitRule) == len(SHIPPED)


def test_the_stored_calendar_is_the_shipped_one(rules):
    stored = current_calendar()
    for year in range(2018, 2028):
        for month in range(1, 13):
            for day in range(1, 29):
                d = date(year, month, day)
                assert stored.day(d) == CALENDAR.day(d)


def test_reading_the_calendar_again_costs_one_query(rules, django_assert_num_queries):
    first = current_calendar()
    with django_assert_num_queries(1):
        assert current_calendar() is first


def test_a_process_that_has_read_nothing_yet_reads_the_whole_calendar(rules, monkeypatch):
    monkeypatch.setattr(calendar_store, "_kept", type(calendar_store._kept)())
    assert current_calendar().revision == 8


def test_an_imported_notice_is_not_in_force_before_it_is_confirmed(rules):
    notice = notice_of(2027, ("2027-02-09", "off"))
    assert not notice.confirmed
    assert 2027 not in current_calendar().years
    confirm(notice, at=at("2026-11-20T10:00"))
    calendar = current_calendar()
    assert (calendar.revision, 2027 in calendar.years) == (9, True)
    assert not calendar.works(on("2027-02-09"))


def test_the_calendar_of_an_earlier_revision_can_still_be_read(rules):
    confirm(notice_of(2027, ("2027-02-09", "off")), at=at("2026-11-20T10:00"))
    assert calendar_at(8).works(on("2027-02-09"))
    assert not calendar_at(9).works(on("2027-02-09"))
    with pytest.raises(CalendarMissing, match="no revision 10"):
        calendar_at(10)


def test_an_amended_notice_holds_from_its_revision_on(rules):
    confirm(notice_of(2026, ("2026-12-25", "off")), at=at("2026-11-20T10:00"))
    assert not current_calendar().works(on("2026-12-25"))
    assert current_calendar().works(on("2026-10-01"))


def test_a_confirmation_that_was_rolled_back_is_not_remembered(rules):
    for day in ("2027-02-09", "2027-02-10"):
        with transaction.atomic():
            confirm(notice_of(2027, (day, "off")), at=at("2026-11-20T10:00"))
            assert not current_calendar().works(on(day))
            transaction.set_rollback(True)
        assert current_calendar().revision == 8


def test_old_calendars_are_forgotten(rules, monkeypatch):
    monkeypatch.setattr(calendar_store, "KEPT", 2)
    for day in ("2027-02-09", "2027-02-10", "2027-02-11"):
        confirm(notice_of(2027, (day, "off")), at=at("2026-11-20T10:00"))
        current_calendar()
    assert len(calendar_store._kept) == 2


def test_without_any_notice_nothing_is_reckoned(db):
    CalendarDay.objects.all().delete()
    CalendarNotice.objects.all().delete()
    with pytest.raises(CalendarMissing, match=r"manage\.py migrate"):
        current_calendar()


def test_a_day_of_a_confirmed_notice_stands(rules):
    day = CalendarDay.objects.first()
    day.status = "work"
    with pytest.raises(ValueError, match="import an amended notice"):
        day.save()
    draft = notice_of(2027, ("2027-02-09", "off")).days.get()
    draft.occasion = "Spring Festival"
    draft.save()


def test_rows_of_the_tables_have_names(rules):
    assert str(LimitRule.objects.in_force("chill", on("2026-01-01"))) == "chill 2022-01-01"
    assert LimitRule.objects.in_force("chill", on("2026-01-01")).label == "Cold chain"
    assert str(CalendarNotice.objects.get(year=2026)) == "2026 国办发明电〔2025〕7号"
    assert str(CalendarDay.objects.get(date="2026-10-01")) == "2026-10-01 off"
