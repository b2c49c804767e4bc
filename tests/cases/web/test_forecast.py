"""The forecast's page: whose it is, what it counts, and what it says is to be done."""

import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cases import checks, flows
from cases.models import CaseClock
from cases.states import Role
from cases.web import forecast
from cases.web.loadchart import load_chart
from cases.web.remedies import duration
from cases.web.workload import limit_of, read_workload
from tests.cases.moments import FRIDAY, MONDAY, MORNING, SUNDAY, TUESDAY, moment
from tests.cases.web.conftest import NOW

ROWS = re.compile(r'<details class="due.*?</details>', re.DOTALL)
NUMBER = re.compile(r'href="/cases/([\w-]+-\d{4}-\d+)/"')
KEYS = ("today", "tomorrow", "week")


@pytest.fixture
def head(supervisor):
    """The head of the agency, by a shorter name."""
    return supervisor


@pytest.fixture
def in_english():
    """Sentences are compared in the language of the source."""
    with translation.override("en"):
        yield


@pytest.fixture
def read(head, sign_in):
    """``read()``: the page in English."""

    def look():
        client = sign_in(head)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client.get("/forecast/").content.decode()

    return look


@pytest.fixture
def groups(head, see):
    """``groups()``: the numbers under each heading of "what is due"."""

    def read():
        found = [NUMBER.findall(part) for part in ROWS.findall(see(head, "/forecast/"))]
        return dict(
            zip((*KEYS, "over") if len(found) == 4 else (*KEYS, "next", "over"), found, strict=True)
        )

    return read


def page_of(user, agency, at=NOW):
    return forecast.page_of(read_workload(agency, user, at=at), at=at)


def due_in(days, **facts):
    """Facts of a case whose promise, the earlier of its limits, ends so many days after Tuesday."""
    return {"received_at": moment(TUESDAY + timedelta(days=days - 5), 9)} | facts


# What is due


def test_a_case_stands_under_the_day_of_its_next_limit(registered, groups):
    today, tomorrow = registered(**due_in(0)), registered(**due_in(1))
    week, later = registered(**due_in(3)), registered(received_at=MORNING)

    found = groups()

    assert found == {
        "today": [today.number],
        "tomorrow": [tomorrow.number],
        "week": [week.number],
        "over": [],
    }
    assert later.number not in str(found)


def test_a_passed_promise_and_a_limit_that_can_be_kept_are_both_said(registered, groups):
    case = registered(
        **due_in(-1)
    )  # the promise ended yesterday, the law's seven days end tomorrow

    assert groups() == {"today": [], "tomorrow": [case.number], "week": [], "over": [case.number]}


def test_what_is_wholly_over_is_due_on_no_day(registered, groups):
    case = registered(received_at=moment(MONDAY - timedelta(days=20), 9))

    assert groups() == {"today": [], "tomorrow": [], "week": [], "over": [case.number]}


def test_on_a_friday_the_next_working_day_is_said(registered, groups, later):
    registered(**due_in(3))
    monday = registered(received_at=MORNING)  # ends on a Saturday, so on Monday

    with later(moment(FRIDAY, 8, 40)):
        assert groups()["next"] == [monday.number]
    with later(moment(SUNDAY, 20)):
        found = groups()
        assert "next" not in found  # the next working day is tomorrow
        assert monday.number in found["tomorrow"]


def test_limits_that_bind_somebody_outside_do_not_count(case_in, head, agency):
    case_in("supplementing")
    case_in("refused")

    page = page_of(head, agency, at=NOW + timedelta(days=90))

    assert (page["open"], page["unlimited"], page["total"].anything) == (1, 1, False)


def test_another_agencys_cases_are_not_counted(registered, city, head, stranger_supervisor):
    registered(**due_in(0))
    registered(station=city.strange_station, **due_in(0))

    assert page_of(head, city.agency)["total"].today == 1
    assert page_of(stranger_supervisor, city.strange_agency)["total"].today == 1
    assert page_of(head, city.strange_agency)["open"] == 0


def test_an_auditor_chooses_the_agency_and_presses_nothing(auditor, registered, city, see, clerk):
    ours = registered(**due_in(0))
    theirs = registered(station=city.strange_station, **due_in(0))

    page = see(auditor, "/forecast/?agency=agency-620800")
    assert ours.number in page
    assert theirs.number not in page
    assert theirs.number in see(auditor, "/forecast/?agency=agency-620100")
    assert "forecast/reassign" not in page


def test_the_way_there_is_shown_to_those_who_may_go(supervisor, auditor, clerk, see):
    assert 'href="/forecast/"' in see(supervisor, "/")
    assert 'href="/forecast/"' in see(auditor, "/")
    assert 'href="/forecast/"' not in see(clerk, "/")
    see(clerk, "/forecast/", status=404)


def test_the_page_tells_nothing_of_applicants(registered, head, see):
    case = registered(**due_in(0))
    page = see(head, "/forecast/")

    assert case.number in page
    assert case.applicant.name not in page
    assert case.applicant.id_no not in page


def test_by_workstation_and_in_all(registered, city, head):
    registered(**due_in(0))
    registered(station=city.other_station, **due_in(0))
    registered(station=city.other_station, **due_in(1))

    page = page_of(head, city.agency)

    assert [(one.label, one.today, one.tomorrow) for one in page["stations"]] == sorted(
        [
            (city.station.short_name, 1, 0),
            (city.other_station.short_name, 1, 1),
        ]
    )
    assert (page["total"].today, page["total"].tomorrow, page["untaken"]) == (2, 1, 3)


# Limits


@pytest.mark.parametrize(
    ("at", "day", "over"),
    [
        (moment(MONDAY), MONDAY, False),  # worked for from the earliest day on
        (moment(TUESDAY), date(2026, 11, 4), False),
        (moment(date(2026, 11, 5)), date(2026, 11, 6), False),
        (moment(date(2026, 11, 7)), date(2026, 11, 6), True),  # over only after the latest
    ],
)
def test_a_provisional_limit_is_worked_for_early_and_over_late(at, day, over):
    due_on = date(2026, 11, 4)
    limit = limit_of("x", "", moment(due_on, 18), due_on, MONDAY, date(2026, 11, 6), at=at)
    assert (limit.day, limit.over) == (day, over)
    assert limit.range == (MONDAY, date(2026, 11, 6))


def test_a_provisional_limit_says_its_range(registered, read):
    case = registered(**due_in(1))
    CaseClock.objects.filter(subject=case).update(
        due_latest=date(2026, 11, 12), certainty="provisional"
    )
    assert "provisional: 11-04 to 11-12" in read()


# Who may do what


def test_who_acted_in_the_other_half_of_four_eyes_can_not_be_asked(city, case_in, head, reviewer):
    reviewer.memberships.create(role=Role.SUPERVISOR, office=city.agency)
    case_in("recommended")

    (work,) = read_workload(city.agency, head, at=NOW).works

    assert work.able == {city.supervisor.pk, city.second_supervisor.pk}


def test_who_left_the_house_has_their_cases_taken_over(registered, head, clerk, second_clerk, city):
    case = registered(**due_in(0))
    flows.claim(case=case, by=second_clerk, at=NOW)
    second_clerk.is_active = False
    second_clerk.save()

    page = page_of(head, city.agency)

    assert page["total"].out == 1
    assert [(move.case, move.taker) for move in page["all_moves"]] == [(case.number, clerk.pk)]
    assert page["still_out"] == 0


def test_a_lawyers_case_is_never_handed_on(case_in, in_english, head, city, settings, lawyer):
    settings.FORECAST_EFFORT = ["assigned=9999"]
    case = case_in("assigned")

    page = page_of(head, city.agency)

    assert page["all_moves"] == ()
    (card,) = page["cards"]
    assert card.cases == [case.number]
    assert "(L55)" in card.left[-1]


def test_a_lawyer_on_leave_has_no_time(case_in, head, city):
    case_in("assigned")
    city.lawyers["lawyer"].absences.create(first_day=MONDAY, last_day=MONDAY + timedelta(days=30))

    assert page_of(head, city.agency)["total"].out == 1


# What to do


@pytest.fixture
def overloaded(registered, clerk, supervisor, settings):
    """Wang has four cases due today, each of two hours; after them come 80 minutes elsewhere."""
    settings.FORECAST_EFFORT = ["registered=120"]
    cases = [registered(**due_in(0)) for _ in range(4)]
    for case in cases:
        flows.reassign(case=case, to=clerk, by=supervisor, at=NOW)
    return cases


def test_the_remedy_is_said_in_one_sentence(overloaded, clerk, second_clerk, read):
    page = read()

    assert "2 cases will not be done in time if nothing moves." in page
    assert (
        f"Give {overloaded[2].number} and 1 more of {clerk.name}&#x27;s to {second_clerk.name}."
        in page
    )
    assert "Then both are in time." in page
    assert "brings all of it into time." in page


def test_an_order_of_work_is_said_before_any_move(
    registered, clerk, head, city, settings, in_english
):
    settings.FORECAST_EFFORT = ["registered=200"]
    late = registered(received_at=moment(MONDAY - timedelta(days=20), 9))
    case = registered(**due_in(0))
    for one in (late, case):
        flows.reassign(case=one, to=clerk, by=head, at=NOW)

    page = page_of(head, city.agency)

    (card,) = page["cards"]
    assert card.first == f"Do {case.number} before what is over already."
    assert (card.gifts, card.then, page["still_out"]) == ([], "Then it is in time.", 0)


def test_without_a_colleague_the_missing_hours_are_said(
    overloaded, in_english, head, second_clerk, city
):
    second_clerk.memberships.all().delete()

    page = page_of(head, city.agency)

    (card,) = page["cards"]
    assert (card.gifts, page["still_out"]) == ([], 2)
    assert "Nobody else may do this" in str(card.left)


def test_a_queue_that_nobody_gets_to_says_what_is_missing(
    registered, in_english, head, city, settings
):
    settings.FORECAST_EFFORT = ["registered=400"]
    registered(**due_in(0))
    registered(**due_in(0))

    page = page_of(head, city.agency)

    (card,) = page["cards"]
    assert len(card.cases) == 2
    assert "no more time to spare" in str(card.left)


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (59, "59 min"), (60, "1 h"), (200, "3 h 20 min")]
)
def test_working_time_is_said_in_hours_and_minutes(minutes, words, in_english):
    assert duration(minutes) == words


# The chart


def test_the_chart_has_ten_working_days_and_any_rest_day_with_something_due():
    working = [MONDAY + timedelta(days=n) for n in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)]
    dues = [(MONDAY, False), (MONDAY, True), (SUNDAY, False), (MONDAY + timedelta(days=30), True)]

    chart = load_chart(working, dues)

    assert [one.day for one in chart.columns] == sorted([*working, SUNDAY])
    assert [(one.total, one.out) for one in chart.columns if one.total] == [(2, 1), (1, 0)]
    assert [one.rest for one in chart.columns] == [one.day == SUNDAY for one in chart.columns]
    assert chart.fullest.out_top >= 16


def test_an_empty_chart_can_be_drawn():
    assert load_chart([MONDAY], []).total == 0


# Cost


@pytest.mark.parametrize("many", [1, 12])
def test_the_page_costs_ten_queries_however_many_cases(
    registered, clerk, supervisor, head, client, django_assert_num_queries, many, settings
):
    settings.FORECAST_EFFORT = ["registered=300"]
    for _ in range(many):
        flows.reassign(case=registered(**due_in(0)), to=clerk, by=supervisor, at=NOW)
        registered(**due_in(1))
    client.force_login(head)
    client.get("/forecast/")

    with django_assert_num_queries(COST):
        client.get("/forecast/")


#: Session, person, roles, agencies, calendar, people, limits, cases, leave, bell.
COST = 10


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_ended_cases_are_not_read(case, head, agency):
    """By the plan: the cases come through the index of agency and status, clocks by their case."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        read_workload(agency, head, at=NOW)
    plans = []
    for query in captured.captured_queries:
        if "cases_caseclock" in query["sql"] or '"viewflow_task"' in query["sql"]:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                plans.append(" ".join(row[3] for row in cursor.fetchall()))
    assert len(plans) == 2
    assert all("case_by_agency (agency_id=? AND status=?)" in plan for plan in plans), plans


def test_assumptions_that_make_no_sense_stop_the_start(settings):
    assert checks.the_forecast_can_be_reckoned(None) == []
    settings.FORECAST_HOURS, settings.FORECAST_EFFORT = ["9-5"], ["x=1"]
    assert [gap.id for gap in checks.the_forecast_can_be_reckoned(None)] == ["cases.E008"] * 2
