"""A court, procuratorate or police notifies: the other door into a case (L25, L28, L36)."""

from datetime import date, timedelta

import pytest

from cases.city.scans import scan
from cases.codes import Group
from cases.models import Case
from cases.organ_codes import BASES, NoticeReason
from cases.states import Status
from tests.cases.factories import LawyerFactory, make, notified, pass_time
from tests.cases.moments import LATER, MONDAY, MORNING, NOON, moment
from tests.cases.reading import clocks, last, papers, refused, todo
from workflow.models import AuditEntry


def test_a_notice_begins_as_granted_with_three_days_and_no_test_of_means(city):
    case = notified(city)

    assert last(case) == ("notify", "new", "granted", "clerk", city.clerk)
    assert case.history.get().facts == {
        "ground": "life_or_death",
        "organ": "崆峒区人民法院",
        "document_no": "（2026）甘0802刑初128号",
    }
    assert (case.criminal, case.life_or_death, case.notified) == (True, True, True)
    assert (case.decided_at, case.aid_form) == (case.history.get().at, "criminal_defence")
    assert case.scope_basis.endswith("第二十五条第一款第（四）项")
    assert case.means == ""
    assert clocks(case)["notify_assign"] == ("running", date(2026, 11, 5))
    assert todo(case) == [(Status.GRANTED, None)]
    assert papers(case) == []  # the letter answers; no decision and no statement are written


def test_the_days_run_from_the_receipt_not_from_the_typing(city):
    case = notified(city, received_at=MORNING, at=NOON + timedelta(days=2))

    assert clocks(case)["notify_assign"] == ("running", date(2026, 11, 5))
    assert case.clocks.get(code="notify_assign").started_on == MONDAY


def test_the_organ_itself_hands_it_in(city):
    case = notified(city, by=city.liaison)

    assert last(case)[3:] == ("organ", city.liaison)
    assert list(Case.objects.visible_to(city.liaison)) == []


@pytest.mark.parametrize("name", ["other_liaison", "stranger_clerk", "supervisor", "auditor"])
def test_nobody_else_takes_it_in(city, name):
    with refused("Only this role may do it: Station clerk / Organ liaison."):
        notified(city, by=city.people[name])
    assert not Case.objects.exists()


def test_each_reason_has_its_article(city):
    for reason in NoticeReason:
        case = notified(city, reason=reason.value)

        assert case.scope_basis == BASES[reason]
        assert case.life_or_death == (reason in {"life_or_death", "death_review"})
        assert (case.aid_form == "criminal_agency") == (reason == "treatment")


def test_a_minor_whose_birth_is_not_told_still_needs_who_knows_minors(city):
    case = notified(city, reason="minor", person={"birth_on": None})
    lawyer = LawyerFactory(firm=city.firm, defender=True)

    assert case.groups == [Group.MINOR]
    assert case.obstacles(lawyer, on=MONDAY)
    assert not case.obstacles(
        LawyerFactory(firm=city.firm, defender=True, with_minors=True), on=MONDAY
    )


def test_the_identity_may_be_unknown_with_a_reason_and_not_without(city):
    assert notified(city, person={"no_id_reason": "自报姓名，身份不明"}).applicant.id_no == ""
    with pytest.raises(Exception, match="an_applicant_has_a_number_or_a_reason"):
        notified(city, person={"no_id_reason": ""})


def outcome(case, code):
    clock = case.clocks.get(code=code)
    return clock.state, clock.due_on, clock.breached_at is not None


def test_what_the_law_asks_of_the_organ_is_recorded_and_nobodys_work_here(city):
    """Found on the Thursday before, three days end on the Monday; the hearing is in ten days."""
    case = notified(
        city, found_on=MONDAY - timedelta(days=4), hearing_at=MORNING + timedelta(days=10)
    )

    assert outcome(case, "organ_notify") == ("met", MONDAY, False)
    assert outcome(case, "court_15") == ("met", date(2026, 10, 28), True)
    assert case.next_due_at == moment(date(2026, 11, 6), 0)
    [told] = AuditEntry.objects.filter(action="limits.told")
    assert told.content == {"limits": [["organ_notify", "2026-10-29"], ["court_15", "2026-11-12"]]}


def test_an_organ_that_was_slow_to_notify_is_seen_to_have_been(city):
    case = notified(city, found_on=MONDAY - timedelta(days=10))
    assert outcome(case, "organ_notify")[0::2] == ("met", True)


@pytest.mark.parametrize(
    "changes",
    [{"hearing_at": None}, {"summary_procedure": True}, {"organ_kind": "procuratorate"}],
)
def test_the_fifteen_days_are_the_courts_in_ordinary_procedure_alone(city, changes):
    assert not notified(city, **changes).clocks.filter(code="court_15").exists()


def test_dates_that_cannot_be_are_refused(city):
    with refused("The hearing lies before the receipt of the notice: look at both again."):
        notified(city, hearing_at=MORNING)
    with refused("The reason was found after the notice came: look at both days again."):
        notified(city, found_on=MONDAY + timedelta(days=1))
    with refused("The time of receipt lies in the future."):
        notified(city, at=MORNING - timedelta(minutes=1), hearing_at=None, found_on=None)
    assert not Case.objects.exists()


def test_the_same_form_sent_twice_is_one_case(city):
    assert notified(city, submission="x") == notified(city, submission="x")
    assert Case.objects.count() == 1


def test_the_papers_that_came_with_it_are_kept(city):
    from cases.actions.notify import take_in_notice
    from tests.cases.factories import applicant_facts, notice_facts

    case = take_in_notice(
        station=city.station,
        person=applicant_facts(),
        facts={
            "received_at": MORNING,
            "channel": "letter",
            "cause": "盗窃罪",
            "stage": "prosecution",
        },
        notice=notice_facts(organ_kind="procuratorate", hearing_at=None),
        files=[scan("a.pdf", "Notice"), scan("b.pdf", "Indictment")],
        submission="x",
        by=city.clerk,
        at=NOON,
    )
    assert [one.kind for one in case.attachments.all()] == ["notice", "notice"]


def test_the_limit_of_a_notified_case_can_be_missed_before_anybody_is_assigned(city):
    case = notified(city)
    pass_time(LATER)
    case.refresh_from_db()

    assert clocks(case)["notify_assign"][0] == "breached"
    assert make(case, "propose", at=LATER).status == Status.PROPOSED


def test_who_is_held_where_and_the_telephone_are_sealed(city):
    from django.db import connection

    notified(city)
    with connection.cursor() as cursor:
        cursor.execute("SELECT detained_at, contact_phone FROM cases_organnotice")
        [row] = cursor.fetchall()
    assert all(bytes(value)[:1] == b"\x01" for value in row)
