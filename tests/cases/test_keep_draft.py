"""A draft: sealed, its author's alone, one row a form, and never a second case."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import translation

from cases.actions.keep_draft import LONGEST, keep_draft
from cases.models import IntakeDraft
from tests.cases.factories import registered
from tests.cases.moments import MORNING
from workflow.transitions import TransitionRefused

LATER = MORNING + timedelta(days=1)
KEY = uuid.UUID("5f3a1c1e-0000-4000-8000-000000000001")
TYPED = {"name": ["梁金凤"], "groups": ["妇女", "农民工"], "claim": [""]}


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def keep(city):
    def keep(by=None, at=MORNING, key=KEY, content=TYPED, **more):
        by = by or city.clerk
        return keep_draft(key=key, station=city.station, content=content, by=by, at=at, **more)

    return keep


def test_what_was_typed_comes_back_and_the_database_tells_nothing(keep, city):
    keep(content=TYPED | {"csrfmiddlewaretoken": ["x"], "submission": [str(KEY)]})

    [draft] = IntakeDraft.objects.visible_to(city.clerk)
    assert (draft.content, draft.saved_at, draft.revision) == (TYPED, MORNING, 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM cases_intakedraft")
        [[raw]] = cursor.fetchall()
    assert "梁金凤".encode() not in bytes(raw)
    assert b"name" not in bytes(raw)


def test_saving_again_changes_the_one_row(keep):
    keep()
    later = keep(at=LATER, content={"name": ["梁金凤2"]}, seen=1)

    assert IntakeDraft.objects.count() == 1
    assert (later.revision, later.saved_at, later.content) == (2, LATER, {"name": ["梁金凤2"]})


def test_a_window_that_missed_a_saving_is_told_and_overwrites_nothing(keep):
    keep()
    keep(content={"name": ["newer"]}, at=MORNING + timedelta(minutes=2), seen=1)

    with pytest.raises(TransitionRefused, match="saved from another window at"):
        keep(content={"name": ["older"]}, at=LATER, seen=1)
    assert IntakeDraft.objects.get().content == {"name": ["newer"]}


def test_a_colleague_with_the_same_key_has_a_draft_of_the_own(keep, city):
    keep()
    keep(by=city.second_clerk, content={"name": ["other"]})

    assert IntakeDraft.objects.visible_to(city.clerk).get().content == TYPED
    assert IntakeDraft.objects.visible_to(city.second_clerk).get().content == {"name": ["other"]}


def test_a_registered_form_becomes_no_draft_again(keep, city):
    case = registered(city, submission=f"web:{city.clerk.pk}:{KEY}")

    with pytest.raises(TransitionRefused, match=case.number):
        keep()


def test_a_draft_has_a_bounded_size_and_a_person_a_bounded_number(keep, monkeypatch):
    with pytest.raises(TransitionRefused, match="too long"):
        keep(content={"claim": ["x" * (LONGEST + 1)]})

    monkeypatch.setattr("cases.actions.keep_draft.MOST", 1)
    keep()
    keep()  # the same one again
    with pytest.raises(TransitionRefused, match="very many drafts"):
        keep(key=uuid.uuid4())
