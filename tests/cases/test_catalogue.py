"""The catalogue of limits (D8.2): every row, whom it binds, and which rule a case keeps."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from django.utils import translation

from cases.codes import Bound, Channel, LimitEvent
from cases.limits import (
    BOUNDED_BY,
    COUNTER_HOURS,
    EFFECTS,
    FOLLOWED,
    OUTSIDE,
    REVOCABLE,
    SHIPPED,
    SILENT,
    STARTED,
)
from tests.cases.factories import make
from tests.cases.moments import SHANGHAI
from tests.cases.reading import clocks
from workflow.models import LimitRule

#: Typed here from the domain notes: code -> (length, unit, backward, binds, confirmed).
TODAY = {
    "review": (7, "calendar", False, "agency", True),
    "acceptance": (5, "calendar", False, "agency", True),
    "assign": (3, "calendar", False, "agency", True),
    "notify_assign": (3, "calendar", False, "agency", True),
    "organ_notify": (3, "calendar", False, "organ", True),
    "custody_forward": (24, "hours", False, "organ", True),
    "duty_forward": (24, "hours", False, "duty_lawyer", True),
    "station_forward": (1, "working", False, "station", False),
    "supplement": (None, "calendar", False, "applicant", True),
    "cooperation": (None, "calendar", False, "other_agency", False),
    "papers_later": (None, "calendar", False, "applicant", True),
    "agreement": (5, "calendar", False, "handler", True),
    "first_meeting": (3, "working", False, "handler", False),
    "milestone": (None, "calendar", False, "handler", False),
    "objection_window": (15, "calendar", False, "applicant", False),
    "objection_rule": (5, "calendar", False, "bureau", True),
    "objection_order": (None, "calendar", False, "agency", False),
    "change_decide": (5, "calendar", False, "agency", False),
    "termination_notice": (3, "calendar", False, "agency", False),
    "closing_file": (30, "calendar", False, "handler", False),
    "closing_check": (30, "calendar", False, "agency", False),
    "court_15": (15, "calendar", True, "court", True),
    "court_tell": (3, "calendar", False, "court", True),
    "meet_48": (48, "hours", False, "detention_centre", True),
    "help_notice": (3, "working", True, "organ", False),
    "help_set": (2, "working", False, "agency", False),
    "consult_web": (24, "hours", False, "adviser", False),
    "consult_letter": (7, "working", False, "adviser", False),
    "mediate": (30, "calendar", False, "mediator", True),
    "mediate_ordinary": (15, "calendar", False, "mediator", True),
    "mediate_summary": (7, "calendar", False, "mediator", True),
    "judicial_confirmation": (30, "calendar", False, "parties", True),
    "complaint_accept": (5, "working", False, "bureau", False),
    "complaint_decide": (45, "calendar", False, "bureau", False),
    "complaint_answer": (5, "working", False, "bureau", False),
}


def test_the_rows_in_force_are_those_of_the_domain_notes(db):
    day = date(2026, 11, 23)
    codes = set(LimitRule.objects.values_list("code", flat=True))
    found = {code: LimitRule.objects.in_force(code, day) for code in codes}

    assert {
        code: (rule.amount, rule.unit, rule.backward, rule.bound, rule.confirmed)
        for code, rule in found.items()
    } == TODAY


@pytest.mark.parametrize("rule", SHIPPED, ids=lambda rule: f"{rule.code} {rule.valid_from}")
def test_every_row_says_from_what_it_runs_what_meets_it_whom_it_binds_and_why(rule):
    assert rule.start_event in LimitEvent.values
    assert rule.end_event in LimitEvent.values
    assert rule.bound in Bound.values
    assert rule.basis
    assert rule.valid_to is None or rule.valid_to > rule.valid_from
    moved = rule.roll == "next_working_day"
    assert moved == (rule.unit == "calendar" and rule.amount is not None and not rule.backward)


@pytest.mark.parametrize("code", sorted(TODAY))
def test_two_rows_of_a_limit_are_never_in_force_on_one_day(code):
    rows = sorted((rule for rule in SHIPPED if rule.code == code), key=lambda rule: rule.valid_from)
    for one, other in pairwise(rows):
        assert one.valid_to == other.valid_from - timedelta(days=1)
    assert rows[-1].valid_to is None


def test_what_others_must_do_is_never_late_here():
    assert {"supplement", "papers_later", "objection_window", "cooperation"} | FOLLOWED <= OUTSIDE
    assert not OUTSIDE & {"review", "acceptance", "assign", "agreement", "objection_rule"}
    assert FOLLOWED < SILENT


def test_only_what_an_applicant_hands_in_ends_with_the_counter():
    with_hours = {rule.code for rule in SHIPPED if rule.cut_off}
    assert with_hours == COUNTER_HOURS
    assert all(rule.bound == "applicant" for rule in SHIPPED if rule.code in COUNTER_HOURS)
    ways = {way for rule in SHIPPED for way in rule.cut_off_channels}
    assert ways == {Channel.COUNTER, Channel.COURT_REFERRAL}


def test_nothing_that_a_move_starts_could_be_switched_off_but_the_promise():
    started = {code for effects in EFFECTS.values() for code in effects.starts}
    assert started < STARTED
    assert {"acceptance"} == REVOCABLE & STARTED
    assert not {rule.code for rule in SHIPPED if rule.nature == "statute"} & REVOCABLE
    assert BOUNDED_BY == {"acceptance": "review"}


def test_rows_of_an_older_table_learn_whom_they_bind(db):
    from workflow.shipped import load_shipped_rules

    LimitRule.objects.filter(code="review").update(start_event="", bound="", amount=6)
    load_shipped_rules(LimitRule)

    for rule in LimitRule.objects.filter(code="review"):
        assert (rule.start_event, rule.bound, rule.amount) == ("received", "agency", 6)


# Which rule a case keeps


def received(registered, day, **facts):
    at = datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI)
    return registered(received_at=at, **facts)


@pytest.mark.parametrize(
    ("day", "review", "promise"),
    [
        # Computed with the notices of those years: seven and five working days.
        (date(2019, 9, 27), date(2019, 10, 12), date(2019, 10, 10)),
        (date(2020, 1, 20), date(2020, 2, 6), date(2020, 2, 4)),
        (date(2021, 9, 28), date(2021, 10, 13), date(2021, 10, 11)),
        # The last day of working days, and the first of calendar days.
        (date(2021, 12, 31), date(2022, 1, 12), date(2022, 1, 10)),
        (date(2022, 1, 1), date(2022, 1, 10), date(2022, 1, 6)),
    ],
)
def test_a_case_counts_as_on_the_day_of_its_receipt(registered, day, review, promise):
    found = clocks(received(registered, day))

    assert found["review"][1] == review
    assert found["acceptance"][1] == promise


def test_a_case_keeps_its_rules_whatever_changes_while_it_is_open(registered):
    """Received under the law's first order, granted after a new promise: the old rows count."""
    case = received(registered, date(2023, 8, 30))
    at = datetime(2023, 9, 5, 10, tzinfo=SHANGHAI)
    for move in ("accept", "recommend", "grant", "propose", "approve"):
        case = make(case, move, at=at)
    agreement = case.clocks.get(code="agreement")

    assert agreement.started_on == date(2023, 9, 5)
    assert (agreement.rule.valid_to, agreement.rule.confirmed) == (date(2023, 8, 31), False)


def test_a_limit_that_was_not_there_then_counts_as_it_does_now(registered):
    """In 2021 no rule gave days for the assignment that we know of: the law's three count."""
    case = received(registered, date(2021, 12, 30))
    at = datetime(2022, 1, 5, 10, tzinfo=SHANGHAI)
    for move in ("accept", "recommend", "grant"):
        case = make(case, move, at=at)

    assert clocks(case)["assign"] == ("running", date(2022, 1, 10))


def test_papers_could_be_asked_for_in_2021_too(registered):
    case = received(registered, date(2021, 12, 29), materials=["identity", "application_form"])
    case = make(
        case,
        "ask_for_papers",
        items=["case_evidence", "means_statement"],
        at=datetime(2021, 12, 30, 10, tzinfo=SHANGHAI),
        reply_by=date(2022, 1, 7),
    )
    rule = case.clocks.get(code="supplement").rule

    assert (rule.valid_to, rule.cut_off) == (date(2021, 12, 31), None)


def test_names_and_words_are_english_sources_of_translations():
    with translation.override("en"):
        for rule in SHIPPED:
            assert rule.name.isascii() or "’" in rule.name
            assert str(LimitEvent(rule.start_event).label).isascii()
