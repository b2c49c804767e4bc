"""Walks over the real services and the real database, in no order that anybody planned.

A long one with several cases side by side, which makes every move there is; and many short ones that
``hypothesis`` plans, from any state a case can be in: 300 in ``bin/test``, 10,000 by
``FAYUAN_NIGHTLY=1``. Each step is one that the explorer foresaw, so what is proven there in memory
holds here too; after each step of the long walk, and at the end of each short one, the six sentences of
procedure.md section 4 hold.
"""

import copy
import os
import sys
from datetime import timedelta

import hypothesis
import pytest
from django.db import transaction
from hypothesis import strategies as st

from cases.models import (
    Attachment,
    Case,
    CaseClock,
    CasePaper,
    CaseTransition,
    Notice,
    Objection,
)
from cases.states import TODO, Status
from tests.cases.explorer import TEAM, edges_of_the_code
from tests.cases.factories import ROUTES, case_in, pass_time
from tests.cases.wandering import ENDING, STEPS_BETWEEN, Walk
from tests.workflow.parcels.office import NIGHTLY
from workflow import audit
from workflow.models import AuditEntry
from workflow.transitions import TransitionRefused

STEPS = 200
#: ``FAYUAN_WALKS`` says how many.
WALKS = int(os.environ.get("FAYUAN_WALKS", "10000" if NIGHTLY else "300"))
#: Steps of a short walk.
SHORTEST, LONGEST = (1, 20) if NIGHTLY else (3, 3)


@pytest.mark.parametrize("seed", [1])
def test_wherever_people_take_their_cases_the_six_sentences_hold(city, seed):
    walk = Walk(city, seed)
    for _ in range(STEPS):
        walk.look_at(walk.step())
    walk.look_at_all()

    moves = {edge.name for edge in edges_of_the_code()} - {"register"}
    moves |= {edge.name for edge in edges_of_the_code(Objection)}
    assert set(walk.made) == moves | set(STEPS_BETWEEN), "a move that was never made proves nothing"
    assert CaseTransition.objects.count() > STEPS / 2
    assert CaseClock.objects.filter(breached_at__isnull=False).exists()
    assert audit.verify()[1] == []


#: Where a short walk may begin: one real case each. By night every way round but those that have ended.
OVER = {Status.ARCHIVED, Status.WITHDRAWN, Status.REDIRECTED, "deemed_withdrawn",
        "withdrawn_while_proposed", "withdrawn_while_verifying", "archived_after_termination"}  # fmt: skip
BY_DAY = {
    *TODO, Status.REFUSED, Status.TERMINATED, "provisional", "ordered", "notified", "organ_told",
}  # fmt: skip
STARTS = sorted({*ROUTES} - OVER if NIGHTLY else BY_DAY)


SELDOM = 10
#: Moves of the case; a letter may be written twice.
MADE_ONCE = {edge.name for edge in edges_of_the_code()}


class BrokenOff(Exception):
    """The machine goes down between the move and the commit."""


#: What is drawn for one step: who is asked first, which of the choices, how much later, how it goes.
STEP = st.tuples(
    st.integers(0, len(TEAM) - 1),
    st.integers(0, 11),
    st.sampled_from([1, 3, 20, 30, 70, 700]),
    st.sampled_from(["well", "well", "well", "goes down", "twice"]),
)


class ShortWalk:
    """One case, from anywhere; everything is undone when the walk is over."""

    def __init__(self, base, cases, start):
        self.walk = copy.copy(base)
        self.case = Case.objects.with_places().get(pk=cases[start])
        records = [self.case.history, *(one.history for one in self.case.objections.all())]
        self.walk.at = max(book.latest("seq").at for book in records) + timedelta(days=1)

    def choice(self, first, pick):
        """Something that somebody may do: who has the turn is asked first, or the ``first`` of all."""
        self.case = Case.objects.with_places().get(pk=self.case.pk)
        names = list(TEAM)
        turn = [name for name in names if TEAM[name] == {TODO.get(self.case.status)}]
        for name in (turn if first % 2 else []) + names[first:] + names[:first]:
            if choices := self.walk.choices(self.case, [name]):
                onward = [choice for choice in choices if choice[0] not in ENDING]
                some = onward or choices if pick < SELDOM else choices  # most do not end the case
                return some[pick % len(some)]
        return None  # it waits for somebody outside, or has ended

    def somebody_acts(self, first, pick, hours, fate):
        self.walk.at += timedelta(hours=hours)
        if hours > 24:  # the clock's runner wakes, and finds what came near or passed
            pass_time(self.walk.at)
        choice = self.choice(first, pick)
        if (
            choice and fate == "goes down"
        ):  # between the move and the commit; then it is tried again
            before = self.everything()
            with pytest.raises(BrokenOff), transaction.atomic():
                self.walk.carry_out(self.case, *choice)
                raise BrokenOff
            assert self.everything() == before
        if choice:
            self.walk.act(self.case, *choice)
        if choice and fate == "twice" and choice[0] in MADE_ONCE:
            before = self.everything()
            with pytest.raises(TransitionRefused), transaction.atomic():
                self.walk.carry_out(self.case, *choice)
            assert self.everything() == before

    def everything(self):
        """What a move leaves behind: the case and its clocks, and how many rows of the rest."""
        mine = {"case_id": self.case.pk}
        return (
            Case.objects.filter(pk=self.case.pk).values_list("status", "version", "acted").get(),
            list(self.case.clocks.order_by("pk").values_list("code", "seq", "state", "epoch")),
            [model.objects.filter(**mine).count() for model in (CasePaper, Notice, Attachment)],
            AuditEntry.objects.count(),
        )

    def is_looked_at(self):
        self.walk.look_at(self.case)
        self.walk.look_at_the_books()


@pytest.mark.timeout(7200 if NIGHTLY else 600)
def test_from_any_state_whoever_does_what_the_six_sentences_hold(city):
    base, walked = Walk(city, seed=1), 0
    cases = {where: case_in(city, where).pk for where in STARTS}

    # A walk is planned whole before its first step: what hypothesis draws can't hang on the database.
    @hypothesis.settings(
        max_examples=WALKS,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
    )
    @hypothesis.given(
        start=st.sampled_from(STARTS), steps=st.lists(STEP, min_size=SHORTEST, max_size=LONGEST)
    )
    @hypothesis.example(start="organ_told", steps=[(7, 7, 20, "well")] * 3)  # a hearing is set
    def walk(start, steps):
        nonlocal walked
        undo = transaction.savepoint()
        try:
            short = ShortWalk(base, cases, start)
            for step in steps:
                short.somebody_acts(*step)
            short.is_looked_at()
            walked += 1
            if walked % 20 == 0:
                assert audit.verify()[1] == []
            if walked % 500 == 0:
                sys.stdout.write(f"{walked} walks, {base.made.total()} moves\n")  # read with -s
        finally:
            transaction.savepoint_rollback(undo)

    walk()
    assert walked >= WALKS
    assert WALKS < 300 or len(base.made) > 20, base.made
