"""Notices: the bell, the list, and reading them."""

from datetime import timedelta

import pytest

from cases.models import Notice
from tests.cases.moments import LATER, MONDAY, MORNING, moment


@pytest.fixture
def told(clerk, registered, pass_time):
    """Two cases of the clerk's station that have run over."""
    cases = [registered(), registered(received_at=MORNING + timedelta(hours=1))]
    pass_time(LATER)
    return cases


def test_the_bell_counts_what_was_not_read(clerk, told, see):
    count = clerk.notices.count()

    assert count > 2
    assert f'<span class="count">{count}</span>' in see(clerk, "/")


def test_the_bell_counts_to_ninety_nine(clerk, case, see):
    clock = case.clocks.first()
    Notice.objects.bulk_create(
        Notice(
            key=str(n),
            user=clerk,
            case=case,
            clock=clock,
            stage="breach",
            due_on=MONDAY,
            at=moment(MONDAY),
        )
        for n in range(120)
    )

    assert '<span class="count">99+</span>' in see(clerk, "/")


def test_a_notice_leads_to_its_case(clerk, told, see):
    page = see(clerk, "/notices/")

    for case in told:
        assert f'href="{case.get_absolute_url()}"' in page
        assert case.applicant.name not in page


def test_one_is_read_or_all_of_them(clerk, told, sign_in):
    client, one = sign_in(clerk), clerk.notices.first()
    count = clerk.notices.count()

    client.post("/notices/read/", {"notice": one.pk})
    assert clerk.notices.filter(read_at=None).count() == count - 1
    client.post("/notices/read/")
    assert not clerk.notices.filter(read_at=None).exists()
    assert 'class="count"' not in client.get("/notices/").content.decode()


def test_nobody_reads_what_was_told_to_others(clerk, supervisor, told, sign_in, see):
    theirs = supervisor.notices.first()
    sign_in(clerk).post("/notices/read/", {"notice": theirs.pk})

    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_a_case_out_of_sight_is_named_without_a_link(lawyer, case_in, make, see, pass_time):
    case = case_in("assigned")
    pass_time(LATER)
    make(case, "decline", by=lawyer, at=LATER + timedelta(hours=1))

    page = see(lawyer, "/notices/")
    assert case.number in page
    assert f'href="{case.get_absolute_url()}"' not in page


@pytest.mark.parametrize("many", [1, 60])
def test_the_list_costs_seven_queries(clerk, case, client, django_assert_num_queries, many):
    clock = case.clocks.first()
    Notice.objects.bulk_create(
        Notice(
            key=str(n),
            user=clerk,
            case=case,
            clock=clock,
            stage="breach",
            due_on=MONDAY,
            at=moment(MONDAY),
        )
        for n in range(many)
    )
    client.force_login(clerk)

    with django_assert_num_queries(7):  # session, person, roles, count, notices, cases, bell
        client.get("/notices/")
