"""What the applicant was told and agreed to: kept as it was said, with the edition that was shown."""

from datetime import date
from itertools import product

import pytest
from django.db import IntegrityError, transaction

from cases.actions.publish_notice import publish_notice
from cases.actions.record_agreement import Told, record_agreement
from cases.actions.register import Beside, register_case
from cases.models import Agreement, NoticeEdition
from cases.models.agreements import ANSWERS, Answer, Purpose
from tests.cases.factories import NAMES, applicant_facts, case_facts
from tests.cases.moments import MONDAY, MORNING, NOON, TUESDAY
from tests.cases.reading import facts_of_paper, refused
from workflow import audit
from workflow.models import AuditEntry
from workflow.resealing import tables
from workflow.transitions import TransitionRefused


@pytest.fixture
def say(case, clerk):
    def take_down(purpose="means_check", answer="agreed", **changes):
        given = {"way": "read_out", "language": "mandarin", "by": clerk, "at": NOON} | changes
        return record_agreement(case_id=case.pk, purpose=purpose, answer=answer, **given)

    return take_down


@pytest.fixture
def take_in(city):
    def register(told, **changes):
        applicant = applicant_facts(**changes.pop("applicant", {}))
        return register_case(
            station=city.station, applicant=applicant, facts=case_facts(**changes), opponents=[],
            submission="x", beside=Beside(told=told), by=city.clerk, at=NOON,
        )  # fmt: skip

    return register


def said(case):
    return [(one.purpose, one.answer) for one in case.agreements.all()]


def test_what_the_counter_ticks_is_kept_with_the_registration(take_in, clerk):
    case = take_in(Told(means="pledged"))

    assert said(case) == [("handling", "told"), ("means_check", "pledged")]
    first = case.agreements.first()
    assert (first.way, first.language, first.by, first.at) == (
        "read_out", "mandarin", clerk, NOON,
    )  # fmt: skip
    assert first.edition.number == 1
    entries = AuditEntry.objects.filter(subject=case.number, action="agreement.recorded")
    assert entries.count() == 2
    assert audit.verify()[1] == []


def test_the_application_form_says_it_above_the_signature(take_in):
    case = take_in(Told(means="agreed"))

    assert facts_of_paper(case, "application_form")["told"] == (
        "个人信息处理告知书（第1版）已向本人宣读。本人同意通过信息共享查询核查经济状况。"
    )


def test_who_was_not_told_has_no_record_of_it(take_in):
    case = take_in(None)

    assert said(case) == []
    assert facts_of_paper(case, "application_form")["told"] == ""


def test_where_means_are_not_checked_nothing_is_agreed_to(take_in):
    case = take_in(Told(means="agreed"), matter="domestic_violence")  # L32

    assert said(case) == [("handling", "told")]


def test_a_later_word_stands_beside_the_first_and_counts(case, say):
    say(answer="agreed")
    say(answer="withdrawn", at=NOON.replace(hour=13))

    assert said(case) == [("means_check", "agreed"), ("means_check", "withdrawn")]
    assert case.agreements.standing()["means_check"].answer == Answer.WITHDRAWN


def test_what_was_never_agreed_to_can_not_be_taken_back(say):
    with refused("There is no agreement that could be taken back."):
        say(answer="withdrawn")
    say(answer="pledged")
    with refused("There is no agreement that could be taken back."):
        say(answer="withdrawn")


def test_an_answer_fits_what_was_asked(case, clerk, say):
    for purpose, answer in product(Purpose, Answer):
        if answer in ANSWERS[purpose]:
            if answer == Answer.WITHDRAWN:
                say(purpose, Answer.AGREED)
            say(purpose, answer)
            continue
        with pytest.raises(TransitionRefused):
            say(purpose, answer)
        with pytest.raises(IntegrityError), transaction.atomic():
            Agreement.objects.create(
                case=case, edition=NoticeEdition.objects.get(), purpose=purpose, answer=answer,
                way="read", language="mandarin", by=clerk, at=NOON,
            )  # fmt: skip


def test_who_may_take_it_down(city, say):
    for person in NAMES:
        if person in {"clerk", "second_clerk", "reviewer"}:
            say(by=city.people[person])
            continue
        with refused("Only this role may do it: Station clerk / Reviewer."):
            say(by=city.people[person])


@pytest.mark.parametrize(("born", "child"), [(date(2012, 11, 2), False), (date(2012, 11, 3), True)])
def test_for_a_child_under_fourteen_the_guardian_agrees(registered, clerk, born, child):
    case = registered(applicant={"birth_on": born})
    given = {
        "case_id": case.pk, "purpose": "means_check", "answer": "agreed", "way": "read",
        "language": "dialect", "by": clerk, "at": NOON,
    }  # fmt: skip
    if child:
        with refused("The applicant is under fourteen: name the guardian who agrees (PIPL 31)."):
            record_agreement(**given)
    kept = record_agreement(**given, guardian="林芳", relation="母亲")

    assert (kept.guardian, kept.guardian_relation, kept.shown_guardian) == ("林芳", "母亲", "林*")
    [entry] = AuditEntry.objects.filter(action="agreement.recorded")
    assert entry.content["guardian"] is True
    assert "林芳" not in str(entry.content)


def test_the_guardians_name_is_sealed():
    assert Agreement in [table.model for table in tables()]


# The notice


def test_a_new_edition_counts_from_its_day_and_the_old_ones_stay(case, admin, say):
    before = say(answer="agreed")
    publish_notice(text_zh="新。", text_en="New.", valid_from=TUESDAY, by=admin, at=NOON)
    still = say("publishing", "refused")
    after = say("publishing", "agreed", at=NOON.replace(day=3))

    assert [one.edition.number for one in (before, still, after)] == [1, 1, 2]
    assert after.edition.text() == "新。"


@pytest.mark.django_db
def test_an_edition_is_never_changed():
    for change in (lambda one: one.update(text_en="x"), lambda one: one.delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change(NoticeEdition.objects.filter(number=1))


def test_who_may_not_put_one_in_and_what_it_must_be(admin, clerk):
    first = NoticeEdition.objects.get()
    given = {"text_zh": "新。", "text_en": "New.", "valid_from": MONDAY, "at": MORNING}
    with refused("Only an administrator may do this."):
        publish_notice(**given, by=clerk)
    with refused("Write it in both languages."):
        publish_notice(**given | {"text_en": " "}, by=admin)
    with refused("The day lies in the past: a change never reaches back."):
        publish_notice(**given | {"valid_from": date(2026, 11, 1)}, by=admin)
    with refused("Nothing would change."):
        publish_notice(**given | {"text_zh": first.text_zh, "text_en": first.text_en}, by=admin)
