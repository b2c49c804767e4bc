"""One press makes an application of a consultation, and its registration shows on it."""

from datetime import timedelta

import pytest

from cases.actions.draft_from_consultation import draft_from_consultation
from cases.actions.keep_draft import submission_of
from cases.models import Consultation, IntakeDraft
from tests.cases.asking import INJURY, PHONE, WAGES, asked, taken_up
from tests.cases.factories import registered
from tests.cases.moments import MORNING, NOON
from workflow import audit
from workflow.transitions import TransitionRefused

LATER = NOON + timedelta(hours=1)


def test_the_draft_holds_what_is_known_and_pressing_twice_makes_one(city):
    consultation = asked(city, questions=[WAGES, INJURY])
    given = {"consultation_id": consultation.pk, "by": city.clerk, "at": LATER}
    draft = draft_from_consultation(**given)

    assert draft_from_consultation(**given) == draft
    assert draft.origin == f"consultation:{consultation.pk}"
    content = IntakeDraft.objects.get().content
    assert content["name"] == ["申小满"]
    assert content["phone"] == [PHONE]
    assert content["id_no"] == [consultation.id_no]
    assert content["matter"] == ["labour_pay"]
    assert content["groups"] == ["农民工"]
    assert content["claim"] == [f"{WAGES['question']}\n{INJURY['question']}"]
    assert content["received_at"] == ["2026-11-02T13:00"]  # now: asking starts no clock
    assert not Consultation.objects.get().case_id


def test_the_registration_shows_on_the_consultation(city):
    consultation = taken_up(city)

    assert consultation.status == "taken_up"
    assert consultation.case.number == "620802-2026-00001"
    assert consultation.handling == ["answered", "apply"]
    assert [one.move for one in consultation.history.all()] == ["take_down", "answer", "take_up"]
    assert audit.verify()[1] == []


def test_a_registration_that_fails_leaves_the_consultation_alone(city, monkeypatch):
    consultation = asked(city)
    draft = draft_from_consultation(consultation_id=consultation.pk, by=city.clerk, at=LATER)
    with pytest.raises(TransitionRefused):
        registered(
            city, by=city.clerk, received_at=NOON, at=MORNING,
            submission=submission_of(draft.key, city.clerk),
        )  # fmt: skip
    consultation.refresh_from_db()
    assert (consultation.status, consultation.case) == ("open", None)


@pytest.mark.parametrize("submission", ["web:x", "web:1:no-key", "import:1"])
def test_another_registration_takes_nothing_up(city, submission):
    consultation = asked(city)
    draft_from_consultation(consultation_id=consultation.pk, by=city.clerk, at=LATER)
    registered(city, by=city.clerk, submission=submission)
    consultation.refresh_from_db()
    assert consultation.status == "open"


def test_somebody_else_s_key_takes_nothing_up(city):
    consultation = asked(city)
    draft = draft_from_consultation(consultation_id=consultation.pk, by=city.clerk, at=LATER)
    registered(city, by=city.second_clerk, submission=submission_of(draft.key, city.second_clerk))
    consultation.refresh_from_db()
    assert consultation.status == "open"


def test_of_two_clerks_the_first_case_counts_and_both_are_registered(city):
    consultation = asked(city)
    keys = [
        (draft_from_consultation(consultation_id=consultation.pk, by=by, at=LATER).key, by)
        for by in (city.clerk, city.second_clerk)
    ]
    first, second = (registered(city, by=by, submission=submission_of(key, by)) for key, by in keys)
    consultation.refresh_from_db()
    assert consultation.case == first
    assert second.status == "registered"
    with pytest.raises(TransitionRefused):
        draft_from_consultation(consultation_id=consultation.pk, by=city.clerk, at=LATER)
