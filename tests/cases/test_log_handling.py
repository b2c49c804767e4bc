"""Log a step: what was done, and the dated next step. The case stays in hand."""

from datetime import date, timedelta

import pytest

from cases.states import Status
from tests.cases.factories import make
from tests.cases.moments import MONDAY, TUESDAY, moment
from tests.cases.reading import clocks, refused, todo, unchanged
from workflow import audit
from workflow.models import AuditEntry

AT = moment(TUESDAY)
HEARING = date(2026, 11, 21)  # a Saturday: a day that was named stays


@pytest.fixture
def handling(case_in):
    return case_in("handling")


def log(case, **changes):
    facts = {"kind": "meeting", "happened_on": TUESDAY, "next_on": HEARING, "at": AT}
    return make(case, "log_handling", **facts | changes)


def test_a_meeting_meets_the_first_clock_and_the_next_step_has_one(city, handling):
    case = log(handling)

    assert clocks(case)["first_meeting"] == ("met", date(2026, 11, 5))
    assert clocks(case)["milestone"] == ("running", HEARING)
    assert case.next_due_at == moment(HEARING + timedelta(days=1), 0)
    step = case.handling_events.get()
    assert (step.kind, step.happened_on, step.next_kind, step.next_on, step.by) == (
        "meeting", TUESDAY, "hearing", HEARING, city.lawyer,
    )  # fmt: skip


def test_it_is_no_move_and_stands_in_the_chain(city, handling):
    case = log(handling)

    assert unchanged(handling)
    assert todo(case) == [(Status.HANDLING, city.lawyer)]
    entry = AuditEntry.objects.latest("seq")
    assert (entry.action, entry.subject, entry.actor_id) == (
        "handling.logged", case.number, city.lawyer.pk,
    )  # fmt: skip
    assert audit.verify()[1] == []


def test_another_step_leaves_the_first_meeting_due(handling):
    case = log(handling, kind="file_reading")

    assert clocks(case)["first_meeting"] == ("running", date(2026, 11, 5))
    assert case.next_due_at == moment(date(2026, 11, 6), 0)


def test_each_step_meets_the_one_before_and_dates_the_next(handling):
    case = log(log(handling), kind="hearing", next_kind="judgment", next_on=date(2026, 12, 1))

    assert list(case.clocks.filter(code="milestone").values_list("seq", "state", "due_on")) == [
        (1, "met", HEARING),
        (2, "running", date(2026, 12, 1)),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"happened_on": date(2026, 11, 4)},
            "The step lies in the future: log it when it is done.",
        ),
        ({"next_on": TUESDAY}, "The next step must lie after today."),
        ({"next_on": MONDAY}, "The next step must lie after today."),
    ],
)
def test_what_was_done_lies_behind_and_what_comes_ahead(handling, changes, sentence):
    with refused(sentence):
        log(handling, **changes)
    assert not handling.handling_events.exists()


ONLY = "Only the handling lawyer logs steps, while the case is in hand."


def test_only_the_handling_lawyer_logs(city, handling):
    for name in ["secretary", "colleague", "other_lawyer", "supervisor", "clerk", "admin"]:
        with refused(ONLY):
            log(handling, by=city.people[name])
    assert not handling.handling_events.exists()


@pytest.mark.parametrize("status", ["assigned", "closed", "terminated", "archived"])
def test_only_while_the_case_is_in_hand(case_in, status):
    case = case_in(status)
    with refused(ONLY):
        log(case)
