"""Retention by rule: nothing is asserted, two people, killed at any moment, and the chain stays whole."""

from datetime import date
from io import StringIO

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import connection
from django.utils import translation

from cases import tasks
from cases.actions import apply_retention
from cases.actions.apply_retention import erase_confirmed, list_overdue, look_once_a_day
from cases.actions.change_retention import confirm_retention, enter_retention
from cases.actions.confirm_erasure import confirm_erasures
from cases.actions.hold_case import hold_case, lift_hold
from cases.actions.record_agreement import record_agreement
from cases.checking import look
from cases.city.scans import scan
from cases.models import Applicant, Attachment, Case, Erasure, LegalHold, RetentionRule
from cases.personal import places
from cases.personal.keeping import kept_until, overdue
from tests.cases.factories import NAMES, case_in
from tests.cases.moments import MONDAY, MORNING, moment
from tests.cases.reading import refused
from workflow import audit
from workflow.failpoints import Crash
from workflow.models import AuditEntry
from workflow.resealing import check

#: Seven years after an archiving in November 2026, and some weeks.
THEN = moment(date(2033, 12, 20))
CANARIES = {
    "name": "欧阳金丝雀", "phone": "13811535642", "address": "甘肃省平凉市崆峒区什字镇西街163号",
}  # fmt: skip
CLAIM = "金丝雀诉工资案"


@pytest.fixture
def rule(admin, second_admin):
    """``rule("archived", 7)``: entered by one administrator, confirmed by another."""

    def enter(ending="withdrawn", years=7, **changes):
        given = {"basis": "平司发〔2026〕1号", "valid_from": MONDAY, "at": MORNING} | changes
        made = enter_retention(ending=ending, years=years, by=admin, **given)
        return confirm_retention(rule_id=made.pk, by=second_admin, at=MORNING)

    return enter


@pytest.fixture
def ended(city):
    """A withdrawn case full of canaries, with a file."""
    case = case_in(city, "withdrawn", applicant=CANARIES, claim=CLAIM, opponents=("金丝雀公司",))
    Attachment.keep(case, "evidence", scan("金丝雀.pdf", "canary"), by=city.clerk, at=MORNING)
    record_agreement(
        case_id=case.pk, purpose="publishing", answer="agreed", way="read", language="mandarin",
        guardian="金丝雀母", relation="母亲", by=city.clerk, at=MORNING,
    )  # fmt: skip
    return case


@pytest.fixture
def confirm(supervisor):
    def press(*cases, by=supervisor, at=THEN):
        keys = [case.erasure.pk for case in Case.objects.filter(pk__in=[c.pk for c in cases])]
        return confirm_erasures(erasures=keys, by=by, at=at)

    return press


def erase(at=THEN):
    return list(erase_confirmed(at=at))


def dump():
    """Every text and every byte of the case tables, opened by nobody."""
    said = []
    with connection.cursor() as cursor:
        for model, _way in places.tables():
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            said += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(said)


def test_none_is_shipped_and_so_nothing_is_ever_listed(ended):
    assert not RetentionRule.objects.exists()
    assert kept_until(ended, on=THEN.date()) is None
    assert list_overdue(at=THEN) == 0


def test_what_one_administrator_entered_erases_nothing(ended, admin, second_admin):
    given = {"ending": "withdrawn", "years": 7, "basis": "规定", "valid_from": MONDAY}
    made = enter_retention(**given, by=admin, at=MORNING)
    assert list_overdue(at=THEN) == 0
    with refused("You entered it: another administrator must confirm it (four eyes)."):
        confirm_retention(rule_id=made.pk, by=admin, at=MORNING)
    confirm_retention(rule_id=made.pk, by=second_admin, at=MORNING)
    with refused("This period is confirmed already."):
        confirm_retention(rule_id=made.pk, by=second_admin, at=MORNING)
    assert list_overdue(at=THEN) == 1


def test_a_period_has_its_years_its_basis_and_an_administrator(admin, supervisor):
    given = {
        "ending": "archived", "years": 7, "basis": "规定", "valid_from": MONDAY, "at": MORNING,
    }  # fmt: skip
    with refused("Only an administrator may do this."):
        enter_retention(**given, by=supervisor)
    with refused(
        "Give the years: one at least.", "Name the rule or the decision that sets the period."
    ):
        enter_retention(**given | {"years": 0, "basis": " "}, by=admin)


@pytest.mark.parametrize(
    ("end", "last"),
    [(date(2026, 11, 2), date(2033, 11, 2)), (date(2028, 2, 29), date(2035, 3, 1))],
)
def test_the_last_day_is_counted_in_whole_years(end, last):
    assert RetentionRule(years=7).due_on(end) == last


def test_a_case_is_listed_the_day_after_its_last(ended, rule):
    rule()
    last = kept_until(ended, on=THEN.date())
    assert last == date(2033, 11, 2)
    assert not list(overdue(at=moment(last, 23, 59)))
    assert [one.number for one in overdue(at=moment(date(2033, 11, 3), 0, 1))] == [ended.number]


def test_cases_that_go_on_and_other_ends_are_left_alone(ended, case, rule):
    rule("refused")
    assert list_overdue(at=THEN) == 0


def test_a_longer_rule_takes_it_off_the_list_again(ended, rule):
    rule()
    assert list_overdue(at=THEN) == 1
    rule(years=30, valid_from=date(2027, 1, 1))
    assert apply_retention.unlist(at=THEN) == 1
    assert list_overdue(at=THEN) == 0


def test_nothing_is_erased_before_a_head_of_its_agency_confirms(city, ended, rule, confirm):
    rule()
    list_overdue(at=THEN)
    assert erase() == []
    for person in set(NAMES) - {"supervisor", "second_supervisor"}:
        with refused("Only this role may do it: Head of agency."):
            confirm(ended, by=city.people[person])
    assert confirm(ended) == 1
    assert erase() == [ended.number]


def test_all_that_told_of_a_person_is_gone_and_all_else_stands(city, ended, rule, confirm):
    rule()
    number, files = ended.applicant.id_no, [one.file for one in ended.attachments.all()]
    for text in ("金丝雀", number[6:14]):
        assert text in dump() or text in number
    list_overdue(at=THEN)
    confirm(ended)
    erase()

    case = Case.objects.get(pk=ended.pk)
    person = case.applicant
    assert "金丝雀" not in dump()
    assert (person.name, person.id_no, person.phone, person.address, person.birth_on) == (
        places.ERASED, "", "", "", None,
    )  # fmt: skip
    assert (case.household_size, case.monthly_income_yuan, case.claim) == (None, None, "（已删除）")
    assert not Applicant.objects.numbered(number)
    assert not [one for one in files if one.storage.exists(one.name)]
    # What counts and what proves stays.
    assert (case.number, case.status, case.matter) == (ended.number, "withdrawn", ended.matter)
    [agreed] = case.agreements.all()
    assert (agreed.answer, agreed.guardian) == ("agreed", None)
    assert case.history.count() == ended.history.count()
    assert audit.verify()[1] == []
    assert list(check()) == []
    assert [one for one in look() if one.case == case.number] == []
    [entry] = AuditEntry.objects.filter(action="personal.erased")
    assert entry.content["rows"]["cases.applicant"] == 1
    assert erase() == []


#: Where a run may die: before anything, with the values gone, between file and row, before the end.
DEATHS = {
    "erase_values": (apply_retention, "erase_values"),
    "after the values": (apply_retention, "remove_next_file"),
    "the file is gone, its name is not": (FileSystemStorage, "delete"),
    "at the end": (apply_retention, "_end"),
}


@pytest.mark.parametrize("where", DEATHS)
def test_killed_anywhere_the_next_run_goes_on(where, ended, rule, confirm, monkeypatch):
    rule()
    list_overdue(at=THEN)
    confirm(ended)
    holder, name = DEATHS[where]

    def die(*args, **kwargs):
        raise Crash(where)

    with monkeypatch.context() as patch:
        if where == "the file is gone, its name is not":
            delete = FileSystemStorage.delete

            def gone(self, path):
                delete(self, path)
                raise Crash(where)

            patch.setattr(FileSystemStorage, "delete", gone)
        else:
            patch.setattr(holder, name, die)
        with pytest.raises(Crash):
            erase()
    assert audit.verify()[1] == []
    assert [one for one in look() if one.case == ended.number] == []

    assert erase() == [ended.number]
    assert "金丝雀" not in dump()
    assert Erasure.objects.get().state == "erased"
    assert AuditEntry.objects.filter(action="personal.erased").count() == 1
    assert audit.verify()[1] == []


def test_a_file_that_another_case_names_stays(city, ended, registered, rule, confirm):
    rule()
    shared = ended.attachments.get()
    other = registered()
    theirs = Attachment.keep(other, "evidence", scan("x.pdf", "x"), by=city.clerk, at=MORNING)
    Attachment.objects.filter(pk=theirs.pk).update(file=shared.file.name)
    list_overdue(at=THEN)
    confirm(ended)
    erase()

    assert shared.file.storage.exists(shared.file.name)
    assert not ended.attachments.get().file


# Holds


def test_a_held_case_is_neither_listed_nor_confirmed_nor_erased(ended, rule, confirm, supervisor):
    rule()
    hold = {"case_id": ended.pk, "by": supervisor, "at": THEN}
    hold_case(**hold, reason="诉讼未结。")
    assert list_overdue(at=THEN) == 0
    lift_hold(**hold, reason="诉讼已结。")
    list_overdue(at=THEN)
    confirm(ended)
    hold_case(**hold, reason="审计。")
    assert erase() == []
    assert Case.objects.get(pk=ended.pk).claim == CLAIM
    lift_hold(**hold, reason="审计已结。")
    assert list_overdue(at=THEN) == 1  # asked for anew
    assert erase() == []
    assert LegalHold.objects.count() == 2


def test_who_holds_and_what_it_takes(city, ended, supervisor, rule, confirm):
    given = {"case_id": ended.pk, "at": THEN}
    for person in set(NAMES) - {"supervisor", "second_supervisor"}:
        with refused("Only this role may do it: Head of agency."):
            hold_case(**given, by=city.people[person], reason="诉讼。")
    with refused("Give the reason."):
        hold_case(**given, by=supervisor, reason=" ")
    with refused("The case is not held."):
        lift_hold(**given, by=supervisor, reason="诉讼。")
    hold_case(**given, by=supervisor, reason="诉讼。")
    with refused("The case is held already."):
        hold_case(**given, by=supervisor, reason="诉讼。")
    lift_hold(**given, by=supervisor, reason="诉讼已结。")
    rule()
    list_overdue(at=THEN)
    confirm(ended)
    erase()
    with refused("What this case held is erased: there is nothing left to hold."):
        hold_case(**given, by=supervisor, reason="诉讼。")


# Job and command


def run(**options):
    out = StringIO()
    with translation.override("en"):
        call_command("apply_retention", stdout=out, **options)
    return out.getvalue().splitlines()


def test_a_dry_run_says_it_all_and_changes_nothing(ended, rule, time_machine):
    time_machine.move_to(THEN, tick=False)
    assert run(dry_run=True)[0].startswith("No period is configured")
    rule()
    assert run(dry_run=True) == [
        f"{ended.number}: kept until 2033-11-02, 平司发〔2026〕1号",
        "1 case is new on the list.",
        "0 cases to erase.",
        "Nothing was changed.",
    ]
    assert not Erasure.objects.exists()


def test_the_command_lists_and_after_a_person_confirmed_erases(ended, rule, confirm, time_machine):
    time_machine.move_to(THEN, tick=False)
    rule()
    assert run() == ["1 case is new on the list.", "0 cases to erase."]
    confirm(ended)
    assert run()[-2:] == [f"{ended.number}: erased", "1 case to erase."]


def test_the_job_makes_the_list_once_a_day_and_erases_at_any_round(
    ended, rule, confirm, time_machine, django_assert_max_num_queries
):
    rule()
    time_machine.move_to(THEN, tick=False)
    assert tasks.apply_retention() == 1
    Erasure.objects.all().delete()
    with django_assert_max_num_queries(2):
        assert tasks.apply_retention() == 0
    time_machine.move_to(THEN.replace(day=21), tick=False)
    assert look_once_a_day(at=THEN.replace(day=21)) == 1
    confirm(ended, at=THEN.replace(day=21))
    assert tasks.apply_retention() == 1


# The tables are whole


def test_every_column_of_a_case_is_erased_or_kept_on_purpose():
    """A new column of text, or a new table beside the case: name it in cases/personal/places.py."""
    undecided = []
    for model, _way in places.tables():
        label = model._meta.label_lower
        decided = {
            *places.PLAIN.get(label, {}), *places.KEPT.get(label, ()),
            places.NUMBERED.get(label), *places.sealed_columns(model),
        }  # fmt: skip
        undecided += [f"{label}.{name}" for name in places.plain_texts(model) - decided]
    assert sorted(undecided) == []


def test_every_sealed_column_belongs_to_a_case_or_is_known_to_stand_apart():
    from workflow.resealing import tables

    reached = {model for model, _way in places.tables()}
    apart = {table.name for table in tables() if table.model not in reached}
    # A draft is forgotten after some days, whoever it was about.
    assert apart == {"cases.user", "cases.endpoint", "cases.intakedraft"}
