"""Long pauses, and what is proposed to the head of agency: to count an application as withdrawn."""

from datetime import timedelta

import pytest
from django.utils import translation

from cases.models import Notice
from tests.cases.factories import make, pass_time
from tests.cases.moments import TUESDAY, moment
from tests.cases.web.conftest import NOW

AFTER = moment(TUESDAY + timedelta(days=40), 9)


@pytest.fixture
def overdue(registered, later):
    """Papers were asked for; their date has passed and the clock has seen it."""

    def one(**facts):
        case = make(registered(**facts), "ask_for_papers", items=["group_proof"], at=NOW)
        pass_time(AFTER)
        return case

    return one


def test_the_head_finds_what_may_be_counted_as_withdrawn(overdue, supervisor, see, later, press):
    case = overdue()
    with later(AFTER):
        page = see(supervisor, "/")
        assert f'href="{case.get_absolute_url()}deem_withdrawn/"' in page
        case.refresh_from_db()
        assert case.status == "supplementing"  # nothing happens by itself
        press(supervisor, case, "deem_withdrawn")
        case.refresh_from_db()
        assert case.status == "withdrawn"
        assert "deem_withdrawn/" not in see(supervisor, "/")


def test_its_record_is_looked_at_before(overdue, supervisor, sign_in, later):
    case = overdue()
    with later(AFTER):
        path = f"{case.get_absolute_url()}deem_withdrawn/preview/"
        answer = sign_in(supervisor).post(path, {"version": case.version})

    assert answer.headers["Content-Type"] == "application/pdf"
    assert not case.papers.filter(document__kind="withdrawal_record").exists()


@pytest.mark.parametrize("person", ["clerk", "reviewer", "stranger_supervisor"])
def test_nobody_else_is_offered_it(overdue, city, see, later, person):
    overdue()
    with later(AFTER):
        assert "deem_withdrawn/" not in see(city.people[person], "/")


def test_nor_is_it_before_the_day_has_passed(registered, supervisor, see):
    make(registered(), "ask_for_papers", items=["group_proof"], at=NOW)
    assert "deem_withdrawn/" not in see(supervisor, "/")


def test_the_notice_says_what_is_proposed(overdue, supervisor):
    case = overdue()
    notice = Notice.objects.get(user=supervisor, clock__code="supplement")
    with translation.override("en"):
        assert notice.sentence() == (
            f"Case {case.number}: the papers asked for did not come by {notice.due_on}. It is "
            "proposed to count the application as withdrawn (L43): a head of the agency confirms "
            "it."
        )


@pytest.mark.parametrize("many", [1, 5])
def test_the_pile_costs_the_same_however_high_it_is(
    overdue, supervisor, client, later, django_assert_num_queries, many
):
    for _ in range(many):
        overdue()
    with later(AFTER):
        client.force_login(supervisor)
        # session, person, roles, hand, queue, pile and its clocks, orders of the bureau, bell
        with django_assert_num_queries(9):
            assert client.get("/").status_code == 200


def test_the_page_of_long_pauses_is_a_dry_run(registered, supervisor, see, later):
    case = make(registered(), "ask_for_papers", items=["group_proof"], at=NOW)
    with later(AFTER):
        page = see(supervisor, "/pauses/")
        assert page.count(case.number) >= 2  # review and promise
        assert "（平）援补字〔2026〕第1号" in page
        assert "2026-12-21" in page
        assert case.number not in see(supervisor, "/pauses/?days=90")
    assert case.number not in see(supervisor, "/pauses/")
    assert case.number in see(supervisor, "/pauses/?days=0")


def test_a_head_sees_those_of_the_own_agency(registered, stranger_supervisor, see, later):
    case = make(registered(), "ask_for_papers", items=["group_proof"], at=NOW)
    with later(AFTER):
        assert case.number not in see(stranger_supervisor, "/pauses/")


def test_an_odd_number_of_days_is_not_believed(supervisor, see):
    for days in ("abc", "-3", "99999"):
        see(supervisor, f"/pauses/?days={days}")


def test_a_case_whose_limitation_ends_is_flagged_in_the_lists(registered, clerk, see):
    near, far = TUESDAY + timedelta(days=5), TUESDAY + timedelta(days=8)
    registered(limitation_on=far)
    assert "时效" not in see(clerk, "/")
    registered(limitation_on=near)
    assert see(clerk, "/").count("时效") == 1
    assert see(clerk, "/cases/").count("时效") == 1
