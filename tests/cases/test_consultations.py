"""A consultation: who asked what, by when it must be answered, and how it becomes an application."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from cases.actions.answer_consultation import answer_consultation
from cases.actions.book_consultation import book_consultation
from cases.actions.papers.consultation import consultation_record
from cases.actions.show_asker import SHOWN_TO, show_asker, shown_of
from cases.consultation import DONE, Handling, Standing
from cases.models import Consultation, ConsultationTransition
from documents.preparing import prepare
from tests.cases.asking import (
    ANSWER,
    ASKER,
    CLERKS,
    IN,
    INJURY,
    PHONE,
    READERS,
    WAGES,
    answered,
    asked,
    taken_up,
)
from tests.cases.factories import NAMES, UserFactory, registered
from tests.cases.moments import MONDAY, MORNING, NOON, TUESDAY, moment
from workflow import audit
from workflow.checks import move_gaps, state_gaps
from workflow.models import AuditEntry, LimitRule
from workflow.transitions import DirectMove, TransitionRefused, moves_in, moves_of, perform
from workflow.units import unit_of_work

LATER = NOON + timedelta(hours=1)
#: The whole procedure: the states that each move leads out of.
MOVES = {
    "take_down": {"new"},
    "book": {"open"},
    "answer": {"open"},
    "take_up": {"open", "answered"},
}
UNNAMED = {"name": "", "unnamed": True}


# The machine


def test_the_moves_are_those_of_the_table_and_leave_no_gap():
    edges = moves_in(Consultation)
    assert {(one.name, str(one.source)) for one in edges} == {
        (name, source) for name, sources in MOVES.items() for source in sources
    }
    assert move_gaps(edges) == []
    assert state_gaps(Standing.values, edges, start="new", ends=DONE) == []


@pytest.mark.parametrize("standing", IN)
def test_every_person_may_make_the_tabled_moves_alone(city, standing):
    """States x moves x roles, whole: what is offered, and what the door lets through."""
    consultation = IN[standing](city)
    facts = {
        "take_down": {},
        "book": {"appointment_at": LATER + timedelta(days=1)},
        "answer": {"handling": ["answered"]},
        "take_up": {"case": registered(city)},
    }
    consultation.questions.update(answer=ANSWER)
    for person in NAMES:
        user = city.people[person]
        allowed = {
            name for name, out_of in MOVES.items() if standing in out_of and person in CLERKS
        }
        offered = {one.name for one in moves_of(consultation, user) if one.allowed}
        assert offered == allowed, person
        for name, given in facts.items():
            assert lets_through(consultation, name, user, given) == (name in allowed), (
                person,
                name,
            )


def lets_through(consultation, name, user, given):
    """Whether the door makes the move, with its record; whatever it does is undone."""
    before = consultation.history.count()
    with transaction.atomic():
        locked = Consultation.objects.locked(pk=consultation.pk)
        try:
            with unit_of_work():
                perform(getattr(locked, name), by=user, at=LATER, **given)
        except TransitionRefused:
            made = False
        else:
            made = True
        assert consultation.history.count() == before + made
        transaction.set_rollback(True)
    return made


@pytest.mark.parametrize("standing", IN)
def test_who_sees_it_and_who_reads_numbers_is_tabled(city, standing):
    consultation = IN[standing](city)
    for person, user in city.people.items():
        seen = Consultation.objects.visible_to(user).filter(pk=consultation.pk).exists()
        assert seen == (person in READERS), person
        assert bool(shown_of(consultation, user)) == (person in READERS - {"auditor"}), person


def test_a_reader_at_two_places_sees_both_and_no_third(city):
    both = UserFactory(roles=[("clerk", city.other_station), ("reviewer", city.strange_agency)])
    asked(city)
    other = asked(city, station=city.other_station, by=city.other_clerk)
    strange = asked(city, station=city.strange_station, by=city.stranger_clerk)

    assert set(Consultation.objects.visible_to(both)) == {other, strange}


def test_the_database_holds_what_must_hold(city):
    consultation = asked(city)
    with pytest.raises(DirectMove):
        Consultation.objects.filter(pk=consultation.pk).update(status="answered")
    for statement in (
        "UPDATE cases_consultation SET status = 'answered'",
        "UPDATE cases_consultationtransition SET role = 'admin'",
        "DELETE FROM cases_consultationtransition",
        "UPDATE cases_consultation SET name = ''",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert audit.verify()[1] == []


# Taken down


def test_a_question_by_web_waits_with_its_limit_of_twenty_four_hours(city):
    consultation = asked(city)

    assert (consultation.status, consultation.due_at) == ("open", moment(TUESDAY, 9))
    assert consultation.number == "620802-ZX-2026-00001"
    [entry] = consultation.history.all()
    assert (entry.move, entry.by, entry.role) == ("take_down", city.clerk, "clerk")


@pytest.mark.parametrize(
    ("asked_on", "last"),
    [
        (MONDAY, date(2026, 11, 11)),
        (date(2026, 9, 28), date(2026, 10, 13)),  # National Day; Saturday the 10th is worked
        (date(2026, 11, 6), date(2026, 11, 17)),  # a Friday
    ],
)
def test_a_letter_waits_seven_working_days(city, asked_on, last):
    consultation = asked(city, way="letter", asked_at=moment(asked_on, 9), at=moment(asked_on, 12))
    assert consultation.due_at == moment(last + timedelta(days=1), 0)


@pytest.mark.parametrize("way", ["visit", "phone", "hotline"])
def test_who_comes_or_calls_is_answered_at_once(city, way):
    consultation = asked(city, way=way)
    assert (consultation.due_at, consultation.rule) == (MORNING, None)


def test_an_office_may_change_or_withdraw_its_own_limit(city):
    LimitRule.objects.filter(code="consult_web").update(valid_to=date(2026, 10, 31))
    assert asked(city).due_at is None
    LimitRule.objects.create(
        code="consult_web", name="x", amount=12, unit="hours", roll="none",
        nature="promise", valid_from=MONDAY,
    )  # fmt: skip
    assert asked(city).due_at == moment(MONDAY, 21)


def test_with_its_answer_it_is_answered_at_once_and_every_move_is_recorded(city):
    consultation = asked(
        city,
        way="visit",
        questions=[WAGES | {"answer": ANSWER}],
        handling=["answered", "elsewhere"],
        redirected_to="县劳动监察大队",
    )

    assert consultation.status == "answered"
    assert consultation.handling == ["answered", "elsewhere"]
    assert (consultation.answered_at, consultation.answered_by) == (NOON, city.clerk)
    assert [one.move for one in consultation.history.all()] == ["take_down", "answer"]


def test_one_question_without_an_answer_keeps_it_open(city):
    questions = [WAGES | {"answer": ANSWER}, INJURY]
    assert asked(city, questions=questions, handling=["answered"]).status == "open"


def test_who_would_not_give_a_name_is_kept_so(city):
    consultation = asked(city, asker=UNNAMED)
    assert (consultation.name, consultation.unnamed) == ("", True)
    for asker in ({"name": ""}, {"name": "申小满", "unnamed": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            asked(city, asker=asker)


def test_the_same_form_sent_twice_is_one_consultation(city):
    assert asked(city, submission="web:1") == asked(city, submission="web:1")
    assert Consultation.objects.count() == 1


@pytest.mark.parametrize(
    "given",
    [
        {"asked_at": NOON + timedelta(minutes=1)},
        {"questions": []},
        {"appointment_at": NOON},
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_nothing(city, given):
    with pytest.raises(TransitionRefused):
        asked(city, **given)
    assert not Consultation.objects.exists()
    assert asked(city).number.endswith("00001")  # no number was lost


def test_a_number_is_sealed_and_found_by_its_index(city):
    consultation = asked(city)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, id_no, address FROM cases_consultation")
        kept = b" ".join(bytes(one) for one in cursor.fetchone())
    assert PHONE.encode() not in kept
    assert ASKER["address"].encode() not in kept
    for words in (PHONE, "199 0000 1234", consultation.id_no, "申小", "工资", consultation.number):
        assert list(Consultation.objects.all().search(words)) == [consultation], words
    assert not Consultation.objects.all().search("工资 李四")


# Answered


def test_an_answer_needs_every_word_and_what_became_of_it(city):
    consultation = asked(city, questions=[WAGES, INJURY])
    given = {"consultation_id": consultation.pk, "by": city.clerk, "at": LATER}
    for answers, handling in (
        ({1: ANSWER}, ["answered"]),
        ({1: ANSWER, 2: ANSWER}, []),
        ({1: ANSWER, 2: ANSWER}, ["elsewhere"]),
        ({1: ANSWER, 2: ANSWER}, ["appointment"]),
    ):
        with pytest.raises(TransitionRefused):
            answer_consultation(answers=answers, handling=handling, **given)
    assert not consultation.questions.exclude(answer="").exists()

    answer_consultation(answers={1: ANSWER, 2: ANSWER}, handling=["answered"], **given)
    consultation.refresh_from_db()
    assert (consultation.status, consultation.was_late) == ("answered", False)


def test_a_late_answer_stays_late(city):
    consultation = answered(city, at=moment(TUESDAY, 10))
    assert consultation.was_late


def test_an_answer_that_is_given_is_not_changed(city):
    consultation = answered(city)
    with pytest.raises(TransitionRefused):
        answer_consultation(
            consultation_id=consultation.pk, answers={1: "x"}, handling=["answered"],
            by=city.clerk, at=LATER,
        )  # fmt: skip
    assert consultation.questions.get().answer == ANSWER


def test_an_appointment_is_the_new_limit(city):
    consultation = asked(city, way="visit")
    book_consultation(
        consultation_id=consultation.pk,
        appointment_at=moment(TUESDAY, 15),
        by=city.clerk,
        at=LATER,
    )
    consultation.refresh_from_db()
    assert (consultation.status, consultation.due_at) == ("open", moment(TUESDAY, 15))
    assert consultation.handling == [Handling.APPOINTMENT]


def test_one_person_with_two_questions_is_one_person_time_and_two_items(city):
    asked(city, questions=[WAGES, INJURY])
    asked(city)
    assert Consultation.objects.all().tally() == {"persons": 2, "items": 3}


def test_what_waits_comes_first_by_its_limit(city):
    done = answered(city)
    letter = asked(city, way="letter")
    web = asked(city)
    assert list(Consultation.objects.all().by_urgency()) == [web, letter, done]
    assert Consultation.objects.all().waiting(at=moment(TUESDAY, 9)) == {"open": 2, "late": 1}


# The form, and the numbers in full


@pytest.mark.parametrize("standing", IN)
@pytest.mark.parametrize("asker", [None, UNNAMED])
def test_form_1_can_be_printed_whatever_its_standing(city, standing, asker):
    consultation = IN[standing](city, asker=asker)
    facts = consultation_record(consultation)

    assert facts.file_number == consultation.number
    assert facts.way == "网络"
    assert facts.case_number == (consultation.case.number if consultation.case else "")
    assert facts.unnamed == ("不愿透露姓名" if asker else "")
    assert PHONE not in str(facts)
    assert not asker or "申小满" not in str(facts)


def test_form_1_is_drawn_without_a_check_code(city):
    consultation = answered(city, questions=[WAGES, INJURY])
    assert prepare(consultation_record(consultation), at=LATER).startswith(b"%PDF")


def test_numbers_are_shown_with_a_reason_that_the_chain_keeps(city):
    consultation = asked(city)
    given = {"by": city.reviewer, "at": LATER, "words": ""}
    assert show_asker(consultation, what=["phone"], reason="contact", **given) == ["phone"]
    [entry] = AuditEntry.objects.filter(action="personal.shown")
    assert (entry.actor_id, entry.subject) == (city.reviewer.pk, consultation.number)
    assert PHONE not in str(entry.content)
    for wrong in ({"what": []}, {"by": city.auditor}, {"reason": "other"}, {"words": PHONE}):
        asking = {"what": ["phone"], "reason": "contact"} | given | wrong
        with pytest.raises(TransitionRefused):
            show_asker(consultation, **asking)
    assert {"clerk", "reviewer", "supervisor"} == SHOWN_TO


def test_records_hold_nothing_of_the_person(city):
    taken_up(city)
    kept = " ".join(str(one.facts) for one in ConsultationTransition.objects.all())
    assert not [word for word in (PHONE, "申小满", ANSWER) if word in kept]
