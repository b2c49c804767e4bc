"""Objections at the justice bureau (L49): taken down, examined, ruled on."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from cases import checking
from cases.city.scans import scan
from cases.models import Case, Notice, Objection, Office
from cases.states import Role
from tests.cases.factories import UserFactory, case_in, make, objected, pass_time, rule_on
from tests.cases.moments import SHANGHAI, moment
from tests.cases.reading import clocks, own_clocks, said_of
from workflow.transitions import DirectMove, TransitionRefused, perform
from workflow.units import unit_of_work

refused = pytest.raises


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


# Filed


def test_filing_starts_the_bureaus_five_days_and_uses_up_the_applicants_own(city):
    case = case_in(city, "refused")
    objection = objected(case)

    assert (objection.number, objection.against) == (f"{case.number}-Y1", "refusal")
    assert own_clocks(objection) == {
        "objection_rule": ("running", date(2026, 11, 9))
    }  # 7th: Saturday
    assert clocks(case)["objection_window"][0] == "met"
    assert said_of(case, "refusal_decision") == ["objected"]
    [record] = objection.history.all()
    assert (record.move, record.source, record.target, record.role) == (
        "file", "new", "filed", "clerk",
    )  # fmt: skip


def test_before_2022_the_five_days_are_working_days(city):
    """The rule of the day of receipt counts (Order 385): an objection of then is entered late."""
    long_ago = datetime(2021, 11, 22, 9, tzinfo=SHANGHAI)  # a Monday
    case = case_in(city, "refused")
    objection = Objection.objects.create(
        case=case, serial=1, number="old-Y1", submission="old", against="refusal",
        contested_on=long_ago.date(), objector="applicant", name="某人", filed_by="counter",
        received_at=long_ago, grounds="家庭没有收入。",
    )  # fmt: skip
    with unit_of_work():
        perform(objection.file, by=city.clerk, at=long_ago)

    [clock] = objection.clocks.all()
    assert (clock.rule.unit, clock.due_on) == ("working", date(2021, 11, 29))


def test_an_objection_that_comes_late_is_taken_down_and_marked(city):
    case = case_in(city, "refused")
    at = moment(date(2026, 12, 7), 9)
    objection = objected(case, at=at, decision_received_on=date(2026, 11, 6))

    assert objection.window_on == date(2026, 11, 23)  # fifteen days end on a Saturday
    assert objection.late
    assert objection.status == "filed"


def test_the_postmark_counts_for_a_letter(city):
    case = case_in(city, "refused")
    at = moment(date(2026, 11, 25), 9)
    received = {"at": at, "decision_received_on": date(2026, 11, 6), "filed_by": "post"}
    objection = objected(case, posted_on=date(2026, 11, 20), **received)

    assert not objection.late
    assert objection.handed_in_on == date(2026, 11, 20)


def test_without_the_day_of_receipt_nobody_is_called_late(city):
    case = case_in(city, "refused")
    objection = objected(case, at=moment(date(2027, 3, 1)), decision_received_on=None)

    assert (objection.window_on, objection.late) == (None, False)


def test_what_was_handed_in_lies_with_the_case_and_the_objection(city):
    case = case_in(city, "refused")
    objection = objected(case, files=[scan("异议书.pdf", "objection")])

    [kept] = objection.attachments.all()
    assert (kept.case_id, kept.kind, kept.name) == (case.pk, "request", "异议书.pdf")


def test_the_same_form_sent_twice_is_one_objection(city):
    from cases.actions.file_objection import file_objection

    case = case_in(city, "refused")
    one = objected(case)
    again = file_objection(
        case_id=case.pk, facts={}, submission=one.submission, by=city.clerk, at=one.received_at
    )
    assert again.pk == one.pk
    assert Objection.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"grounds": " "}, "Say what the objection rests on."),
        ({"received_at": moment(date(2027, 1, 1))}, "The time of receipt lies in the future."),
        ({"received_at": moment(date(2026, 11, 1))}, "before the decision that it is about"),
        (
            {"filed_by": "post", "posted_on": date(2026, 11, 1)},
            "must lie between the decision and the receipt",
        ),
        (
            {"decision_received_on": date(2026, 11, 1)},
            "between its own day and that of the objection",
        ),
    ],
)
def test_what_can_t_be_is_refused_in_words(city, facts, sentence):
    case = case_in(city, "refused")
    with refused(TransitionRefused, match=sentence):
        objected(case, **facts)
    assert not Objection.objects.exists()
    assert clocks(case)["objection_window"][0] == "running"


@pytest.mark.parametrize("where", ["registered", "granted", "archived_after_termination"])
def test_only_a_refusal_or_a_termination_that_stands_can_be_contested(city, where):
    with refused(TransitionRefused, match="against a refusal or a termination"):
        objected(case_in(city, where))


def test_one_objection_at_a_time(city):
    case = case_in(city, "refused")
    objected(case)
    with refused(TransitionRefused, match="Another objection on this case is open"):
        objected(case)


def test_after_an_upheld_one_another_may_be_taken_down(city):
    case = case_in(city, "refused")
    rule_on(objected(case), "examine", "uphold")

    assert objected(Case.objects.get(pk=case.pk)).serial == 2


# Ruled on


def test_upholding_leaves_the_decision_in_force_and_issues_paper_20_by_the_bureau(city):
    case = case_in(city, "refused")
    objection = rule_on(objected(case), "examine", "uphold")

    document = objection.ruling.document
    facts = document.facts
    assert (document.kind, document.issuer, document.label) == (
        "objection_decision", "bureau-620800", "（平司）援异字〔2026〕第1号",
    )  # fmt: skip
    assert (facts["ruling"], facts["decided_by"]) == ("upheld", city.agency.name)
    assert facts["contested_number"].startswith("（平）援不决字")
    assert own_clocks(objection)["objection_rule"][0] == "met"
    assert said_of(case, "refusal_decision") == ["objected", "upheld"]
    assert Case.objects.get(pk=case.pk).status == "refused"
    assert not objection.waits


def test_a_correction_changes_the_paper_and_gives_the_head_a_day(city):
    case = case_in(city, "refused")
    objection = rule_on(objected(case), "examine")
    objection = rule_on(objection, "correct", carry_out_by=date(2026, 11, 5))

    assert own_clocks(objection)["objection_order"] == ("running", date(2026, 11, 5))
    assert objection.todo_role == Role.SUPERVISOR
    assert said_of(case, "refusal_decision") == ["objected", "changed"]
    assert list(Objection.objects.to_carry_out(city.supervisor)) == [objection]
    assert not Objection.objects.to_carry_out(city.stranger_supervisor).exists()


def test_a_bureau_without_its_letter_reads_who_enters_it(city):
    case = case_in(city, "refused")
    objection = rule_on(objected(case), "examine")
    Office.objects.filter(pk=city.bureau.pk).update(letter="")

    with refused(TransitionRefused, match="an administrator enters it under"):
        rule_on(objection, "uphold")
    assert Objection.objects.get(pk=objection.pk).status == "examining"
    city.bureau.letter = ""
    with refused(ValidationError, match="A bureau needs the letter"):
        city.bureau.full_clean()


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SUPERVISOR, Role.OFFICER])
def test_who_had_a_part_in_the_decision_rules_on_nothing(city, role):
    """Whatever office they hold now; others of the bureau may."""
    person = UserFactory(roles=[(role, city.agency), (Role.BUREAU, city.bureau)])
    acts = {"reviewer": "recommend", "supervisor": "refuse", "officer": "propose"}
    ways = {"officer": ["accept", "recommend", "grant", "propose", "terminate"]}
    case = case_in(city, "registered")
    for move in ways.get(role, ["accept", "recommend", "refuse"]):
        case = make(case, move, by=person if move == acts[role] else None)
    objection = objected(case)

    with refused(TransitionRefused, match="You acted as “.*” on this case"):
        rule_on(objection, "examine", by=person)
    assert rule_on(objection, "examine").status == "examining"


# Told


def told(objection):
    """Who was told of which stage of the objection's limits."""
    found = Notice.objects.filter(about="objection", objection_clock__subject=objection)
    return {(one.stage, one.user.username) for one in found.select_related("user")}


def test_the_bureau_hears_of_its_limit_and_the_head_when_it_is_missed(city):
    objection = objected(case_in(city, "refused"))
    pass_time(moment(date(2026, 11, 9), 9))
    assert told(objection) == {("last_day", "bureau_officer")}
    pass_time(moment(date(2026, 11, 10), 9))

    assert told(objection) == {
        ("last_day", "bureau_officer"),
        ("breach", "bureau_officer"),
        ("breach", "supervisor"),
        ("breach", "second_supervisor"),
    }
    notice = Notice.objects.filter(stage="breach", user=city.bureau_officer).get()
    assert notice.sentence() == (
        f"Case {objection.number}: the limit “Ruling on an objection” ended on 2026-11-09 and has "
        "passed."
    )
    assert notice.address == objection.get_absolute_url()
    assert own_clocks(objection)["objection_rule"][0] == "breached"
    assert list(checking.look()) == []


def test_the_head_hears_of_an_order_and_the_bureau_when_it_is_not_carried_out(city):
    objection = rule_on(rule_on(objected(case_in(city, "refused")), "examine"), "correct")
    pass_time(moment(objection.carry_out_by + timedelta(days=1), 9))

    assert told(objection) == {
        ("breach", "supervisor"),
        ("breach", "second_supervisor"),
        ("breach", "bureau_officer"),
    }


# Seen


def test_the_bureau_the_agency_and_the_station_see_it_and_nobody_else(city):
    objection = objected(case_in(city, "refused"))
    sees = {name for name, one in city.people.items() if Objection.objects.visible_to(one).exists()}

    assert sees == {
        "clerk", "second_clerk", "reviewer", "supervisor", "second_supervisor", "officer",
        "archivist", "bureau_officer", "auditor",
    }  # fmt: skip
    assert list(Objection.objects.to_rule_on(city.bureau_officer)) == [objection]


# Held by the database


def test_no_status_without_a_record(city):
    objection = objected(case_in(city, "refused"))
    with refused(DirectMove):
        Objection.objects.filter(pk=objection.pk).update(status="upheld")
    with refused(DirectMove):
        objection.examine(by=city.bureau_officer, at=objection.received_at, asked="")
    with refused(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_objection SET status = 'examining', version = 2 WHERE id = %s",
            [objection.pk],
        )


@pytest.mark.parametrize("table", ["cases_objectiontransition", "cases_objectionclockevent"])
def test_records_and_events_are_append_only(city, table):
    objected(case_in(city, "refused"))
    for words in (f"DELETE FROM {table}", f"UPDATE {table} SET at = at"):
        with refused(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(words)


def test_a_changed_calendar_dates_an_open_objection_anew(city):
    """The recompute of objections comes before that of the cases."""
    from cases.models import CLOCKS
    from cases.recomputing import recompute_batch
    from workflow.models import Recompute
    from workflow.recompute import request

    objection = objected(case_in(city, "refused"))
    at = objection.received_at + timedelta(hours=1)
    for kind in CLOCKS:
        request(kind, reason=Recompute.Reason.RULE, at=at)
    while recompute_batch(at=at):
        pass

    assert not Recompute.objects.open().exists()
    assert own_clocks(objection) == {"objection_rule": ("running", date(2026, 11, 9))}
