"""How time left and personal data are shown."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from cases.masking import masked_address, masked_number, masked_phone
from cases.web.facts import words
from cases.web.timeleft import due_day, first_of, of_clock, of_days
from tests.cases.moments import MONDAY, moment


def clock(state="running", days=3, *, over=False, certainty="announced", code="review", **more):
    due_on = MONDAY + timedelta(days=days)
    return SimpleNamespace(
        state=state,
        due_on=due_on,
        due_earliest=due_on,
        due_latest=due_on,
        certainty=certainty,
        breached_at=None,
        code=code,
        pk=1,
        due_at=moment(due_on),
        is_over=lambda at: over,
        **more,
    )


@pytest.mark.parametrize(
    ("days", "tone", "said"),
    [
        (3, "ok", "3 days left"),
        (2, "soon", "2 days left"),
        (1, "soon", "1 day left"),
        (0, "today", "Due today"),
        (-1, "late", "1 day overdue"),
        (-12, "late", "12 days overdue"),
    ],
)
def test_time_left_is_a_colour_and_a_word(days, tone, said):
    with override("en"):
        assert of_days(days) == (tone, said)
        left = of_clock(clock(days=days, over=days < 0), at=moment(MONDAY))
    assert (left.tone, left.words) == (tone, said)


@pytest.mark.parametrize(
    ("state", "breached", "tone"),
    [
        ("paused", None, "paused"),
        ("met", None, "met"),
        ("met", moment(MONDAY), "late"),
        ("cancelled", None, "none"),
    ],
)
def test_a_clock_that_does_not_run_says_why(state, breached, tone):
    one = clock(state)
    one.breached_at = breached

    assert of_clock(one, at=moment(MONDAY)).tone == tone


def test_after_the_close_of_business_the_last_day_is_over():
    assert of_clock(clock(days=0, over=True), at=moment(MONDAY, 18)).tone == "late"


def test_while_the_year_is_unannounced_nobody_is_called_late_too_early():
    left = of_clock(clock(days=-1, over=False, certainty="provisional"), at=moment(MONDAY))

    assert (left.tone, left.provisional) == ("today", True)


def test_a_limit_that_ends_at_midnight_was_due_the_day_before():
    assert due_day(moment(MONDAY, 0)) == MONDAY - timedelta(days=1)
    assert due_day(moment(MONDAY, 17)) == MONDAY


def test_the_earliest_cut_off_binds_first_and_the_applicants_own_time_binds_nobody():
    late, soon = clock(days=5), clock(days=1)
    window, paused = clock(code="objection_window", days=0), clock("paused")
    paused.due_at = None

    assert first_of([late, window, soon, paused]) is soon
    assert first_of([paused, window]) is paused
    assert first_of([window]) is None


@pytest.mark.parametrize(
    ("number", "kind", "shown"),
    [
        ("62080219830104994X", "resident_id", "6208************4X"),
        ("E12345678", "passport", "E******78"),
        ("军字第0912345号", "other", "军********5号"),
        ("abc", "other", "***"),
        ("", "none", ""),
    ],
)
def test_an_identity_number_keeps_its_ends(number, kind, shown):
    assert masked_number(number, kind) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13811535678", "138****5678"),
        ("138 1153 5678", "138****5678"),
        ("0933-8212345", "093****2345"),
        ("12348", "*****"),
        ("", ""),
    ],
)
def test_a_telephone_number_loses_its_middle(phone, shown):
    assert masked_phone(phone) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("甘肃省平凉市崆峒区什字镇西街163号", "甘肃省平凉市崆峒区***"),
        ("甘肃省平凉市华亭市柳湖镇东街149号", "甘肃省平凉市华亭市***"),
        ("北京市朝阳区建国路1号", "北京市朝阳区***"),
        (
            "内蒙古自治区呼伦贝尔市鄂温克族自治旗巴彦托海镇",
            "内蒙古自治区呼伦贝尔市鄂温克族自治旗***",
        ),
        ("幸福路阳光小区3号楼", "***"),
        ("建设路12号城市花园", "***"),
        ("", ""),
    ],
)
def test_an_address_ends_at_its_county(address, shown):
    assert masked_address(address) == shown


def test_values_are_shown_as_people_read_them():
    assert words(date(2026, 11, 2)) == "2026-11-02"
    assert words(moment(MONDAY, 9, 5)) == "2026-11-02 09:05"
    assert words(None) == words("") == ""
    assert words(0) == "0"
    with override("en"):
        assert words(value=True) == "Yes"
        assert words(["a", "b"]) == "a, b"
