"""Changing limits: proposed by one administrator, confirmed by another; the law's are out of reach."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from cases.actions.change_rules import decide_rule, kinds_for, propose_rule
from cases.limits import SHIPPED
from tests.cases.factories import make
from tests.cases.moments import FRIDAY, MONDAY, MORNING, NOON, TUESDAY, moment
from tests.cases.reading import clocks, refused
from workflow import audit
from workflow.models import AuditEntry, LimitRule, RuleChange
from workflow.rules import Period, Roll, Unit

THE_LAW = (
    "A limit of the law is neither lengthened, shortened nor switched off here: a changed law comes "
    "with a release of this program."
)
NOT_READ = "In some cases the promise would end after the law: read the warning and tick it."


def rule_of(code, day=MONDAY):
    return LimitRule.objects.in_force(code, day)


@pytest.fixture
def propose(admin):
    def one(code="acceptance", **given):
        usual = {
            "rule_id": rule_of(code).pk,
            "kind": "row",
            "effective_on": FRIDAY,
            "decision_no": "平援〔2026〕12号",
            "reason": "加快受理。",
            "anew": {"amount": 4},
            "by": admin,
            "at": NOON,
        }
        return propose_rule(**usual | given)

    return one


@pytest.fixture
def decide(second_admin):
    def one(change, **given):
        usual = {"change_id": change.pk, "accept": True, "by": second_admin, "at": NOON}
        return decide_rule(**usual | given)

    return one


# A promise


def test_nothing_changes_before_another_administrator_confirms_it(propose):
    before = list(LimitRule.objects.values())
    change = propose()

    assert change.is_pending
    assert list(LimitRule.objects.values()) == before


def test_a_confirmed_change_is_a_new_row_from_its_day_on(propose, decide, second_admin):
    present = rule_of("acceptance")
    change = decide(propose())

    assert (change.outcome, change.decided_by) == ("accepted", second_admin)
    assert rule_of("acceptance", FRIDAY - timedelta(days=1)) == present
    new = rule_of("acceptance", FRIDAY)
    assert (new, new.amount, new.nature, new.confirmed) == (change.made, 4, "promise", True)
    same = [name for name in LimitRule.SAYS if name != "amount"]
    assert new.said(*same) == present.said(*same)


def test_cases_received_from_then_on_are_promised_it_and_no_others(propose, decide, registered):
    before = registered()
    decide(propose())
    after = registered(received_at=moment(FRIDAY, 9))
    late_in = registered(received_at=moment(TUESDAY, 9), by=None, at=moment(FRIDAY, 10))

    assert clocks(before)["acceptance"][1] == date(2026, 11, 9)  # five days, rolled
    assert clocks(after)["acceptance"][1] == date(2026, 11, 10)  # four
    assert clocks(late_in)["acceptance"][1] == date(2026, 11, 9)  # five: its day of receipt counts
    assert clocks(before) == {
        code: found for code, found in clocks(before).items() if code in {"review", "acceptance"}
    }


def test_the_stricter_reading_can_be_chosen(propose, decide, registered):
    decide(propose(anew={"end_event": "accepted"}, effective_on=MONDAY + timedelta(days=1)))
    case = registered(received_at=moment(TUESDAY, 9))
    case = make(case, "accept")

    assert clocks(case)["acceptance"][0] == "met"
    assert clocks(case)["review"][0] == "running"


def test_both_values_stand_in_the_audit_chain(propose, decide, admin, second_admin):
    decide(propose())

    entries = AuditEntry.objects.filter(action__startswith="rule.").order_by("seq")
    assert [(one.action, one.actor_id) for one in entries] == [
        ("rule.change_proposed", admin.pk),
        ("rule.change_confirmed", second_admin.pk),
    ]
    for one in entries:
        assert (one.content["before"]["amount"], one.content["after"]["amount"]) == (5, 4)
        assert one.content["decision_no"] == "平援〔2026〕12号"
    assert audit.verify()[1] == []


def test_a_rejected_change_is_kept_with_its_reason_and_leaves_the_way_free(propose, decide):
    change = decide(propose(), accept=False, note="先征求意见。")

    assert (change.outcome, change.note, change.made) == ("rejected", "先征求意见。", None)
    assert rule_of("acceptance", FRIDAY).amount == 5
    assert propose(anew={"amount": 3}).is_pending


def test_the_promise_can_be_withdrawn_and_given_again(propose, decide, registered):
    decide(propose(kind="end"))
    assert rule_of("acceptance", FRIDAY - timedelta(days=1)).amount == 5
    with pytest.raises(LimitRule.DoesNotExist):
        rule_of("acceptance", FRIDAY)
    assert set(clocks(registered(received_at=moment(FRIDAY, 9)))) == {"review"}
    assert set(clocks(registered())) == {"review", "acceptance"}

    again = date(2026, 12, 1)
    withdrawn = LimitRule.objects.filter(code="acceptance").order_by("-valid_from")[0]
    decide(propose(rule_id=withdrawn.pk, effective_on=again, anew={"amount": 5}))
    assert rule_of("acceptance", again).amount == 5


def test_an_older_row_does_not_come_back_when_a_later_one_is_withdrawn(propose, decide):
    decide(propose())
    newest = rule_of("acceptance", FRIDAY)
    decide(
        propose(rule_id=newest.pk, kind="end", effective_on=date(2026, 12, 1)), at=moment(FRIDAY)
    )

    with pytest.raises(LimitRule.DoesNotExist):
        rule_of("acceptance", date(2026, 12, 1))
    assert rule_of("acceptance", date(2026, 11, 30)) == newest


# Four eyes, the day, the form


def test_who_proposed_it_does_not_confirm_it(propose, admin, decide):
    change = propose()
    with refused("You proposed it: another administrator must decide (four eyes)."):
        decide(change, by=admin)
    assert RuleChange.objects.get().is_pending


def test_the_database_keeps_four_eyes_too(propose, admin):
    change = propose()
    decided = {"outcome": "accepted", "decided_by": admin, "decided_at": NOON}
    with pytest.raises(IntegrityError, match="decided_by_another"), transaction.atomic():
        RuleChange.objects.filter(pk=change.pk).update(**decided)


@pytest.mark.parametrize("name", ["supervisor", "clerk", "auditor", "bureau_officer"])
def test_only_administrators_propose_and_decide(city, propose, decide, name):
    person = city.people[name]
    with refused("Only an administrator changes limits."):
        propose(by=person)
    change = propose()
    with refused("Only an administrator changes limits."):
        decide(change, by=person)


def test_a_change_is_decided_once(propose, decide):
    change = decide(propose())
    with refused("This change is decided already."):
        decide(change)


def test_who_rejects_says_why(propose, decide):
    with refused("Say why it is rejected."):
        decide(propose(), accept=False)


def test_one_change_of_a_limit_waits_at_a_time(propose):
    propose()
    with refused("A change of this limit waits already: it is decided first."):
        propose(anew={"amount": 3})
    with pytest.raises(IntegrityError), transaction.atomic():
        change = RuleChange.objects.get()
        change.pk = None
        change.save()


@pytest.mark.parametrize(
    ("given", "sentences"),
    [
        ({"effective_on": MONDAY - timedelta(days=1)}, ["The day lies in the past: a change never reaches back."]),
        ({"decision_no": " "}, ["Give the number of the decision."]),
        ({"reason": ""}, ["Give the reason."]),
        ({"anew": {"amount": 5}}, ["Nothing would change."]),
        ({"anew": {"amount": None}}, ["Give the length."]),
        ({"anew": {"amount": 0}}, ["Give the length."]),
        ({"anew": {"amount": 4, "end_event": "archived"}}, ["This limit is not met by that."]),
        ({"kind": "hours", "anew": {"cut_off": time(17)}}, ["This limit does not end with the counter's hours."]),
        ({"kind": "confirm"}, ["This article is confirmed already."]),
        ({"code": "first_meeting", "kind": "end"}, ["Cases wait for this limit: it can be changed, not withdrawn."]),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_words(propose, given, sentences):
    with refused(*sentences):
        propose(**given)
    assert not RuleChange.objects.exists()


def test_a_day_that_passed_while_it_waited_is_not_put_into_force(propose, decide):
    change = propose()
    with refused("The day lies in the past: a change never reaches back."):
        decide(change, at=moment(FRIDAY + timedelta(days=1)))
    assert decide(change, at=moment(FRIDAY)).made.valid_from == FRIDAY


def test_hours_and_working_days_are_never_moved(propose, decide):
    anew = {"amount": 2, "unit": "working", "roll": "next_working_day"}
    assert decide(propose("first_meeting", anew=anew)).made.roll == "none"
    newest = rule_of("first_meeting", FRIDAY).pk
    change = propose(rule_id=newest, effective_on=date(2026, 12, 1), anew=anew | {"unit": "hours"})
    assert decide(change).made.period == Period(2, Unit.HOURS, Roll.NONE)


# The limits of the law

STATUTES = sorted({rule.code for rule in SHIPPED if rule.nature == "statute"})


@pytest.mark.parametrize("kind", ["row", "end"])
@pytest.mark.parametrize("code", STATUTES)
def test_a_limit_of_the_law_is_neither_changed_nor_switched_off(propose, code, kind):
    before = list(LimitRule.objects.values())
    for anew in ({"amount": 70}, {"amount": 1}, {"unit": "working"}, {"exclude_first": False}):
        with refused(THE_LAW):
            propose(code, kind=kind, anew=anew)
    assert kind not in kinds_for(rule_of(code), today=MONDAY)
    assert list(LimitRule.objects.values()) == before


def test_the_database_takes_no_such_change_either(propose):
    change = propose()
    with pytest.raises(IntegrityError, match="neither_changed_nor_ended"), transaction.atomic():
        RuleChange.objects.filter(pk=change.pk).update(nature="statute")


def test_its_article_is_confirmed_by_two_and_nothing_else_changes(propose, decide):
    before = rule_of("objection_window")
    change = propose("objection_window", kind="confirm", effective_on=MONDAY, anew={"amount": 99})
    decide(change)

    after = rule_of("objection_window")
    assert (after.pk, after.confirmed, before.confirmed) == (before.pk, True, False)
    assert after.said() == before.said()
    assert change.amount == before.amount


def test_the_hour_of_the_counter_is_the_offices_own(propose, decide, registered):
    decide(propose("supplement", kind="hours", anew={"cut_off": time(17, 30)}))
    case = registered(received_at=moment(FRIDAY, 9), materials=["identity", "application_form"])
    case = make(case, "ask_for_papers", items=["case_evidence", "means_statement"])

    assert case.clocks.get(code="supplement").cut_off == time(17, 30)
    web = registered(received_at=moment(FRIDAY, 9), channel="web")
    web = make(web, "ask_for_papers", items=["group_proof"])
    assert web.clocks.get(code="supplement").cut_off is None


# The warning

WORKING = {"amount": 5, "unit": "working"}


def test_a_promise_that_would_end_after_the_law_must_be_seen_first(propose, decide):
    with refused(NOT_READ):
        propose(anew=WORKING)
    change = propose(anew=WORKING, warning_read=True)
    assert (change.warned, change.warning_read) == (True, True)
    with refused(NOT_READ):
        decide(change)
    change = decide(change, warning_read=True)

    assert change.made.unit == "working"
    assert set(change.warning) == {"proposed", "decided"}
    assert change.warning["decided"]["day_count"] > 0


def test_a_promise_that_never_does_needs_no_tick(propose, decide):
    change = decide(propose())

    assert (change.warned, change.warning_read) == (False, False)
    assert change.warning["proposed"]["day_count"] == 0


def test_the_database_keeps_that_the_warning_was_read(propose):
    change = propose()
    with pytest.raises(IntegrityError, match="warning_was_read"), transaction.atomic():
        RuleChange.objects.filter(pk=change.pk).update(warned=True)


def test_what_may_be_proposed_is_said_for_each_row(db, propose, decide):
    def kinds(rule):
        return [kind.value for kind in kinds_for(rule, today=MONDAY)]

    assert kinds(rule_of("acceptance")) == ["row", "end"]
    assert kinds(rule_of("review")) == []
    assert kinds(rule_of("supplement")) == ["hours"]
    assert kinds(rule_of("closing_file")) == ["confirm"]
    assert kinds(rule_of("first_meeting")) == ["row", "confirm"]
    assert kinds(rule_of("acceptance", date(2020, 5, 5))) == ["confirm"]
    assert MORNING.date() == MONDAY
