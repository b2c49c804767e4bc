"""A walk over the real services and the real database, in no order that anybody planned.

After every step all six sentences of procedure.md section 4 are looked at again, and the step must
be one that the explorer foresaw: so what is proven there in memory holds here too.
"""

import random
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils.timezone import localdate

from cases import checking
from cases.checking.dossiers import Dossiers
from cases.conditions import missing_materials, review_supports_a_grant
from cases.flows import CaseFlow, open_rows
from cases.models import Case, CaseClock, CaseTransition, User
from cases.states import ENDS, TODO
from tests.cases.explorer import TEAM, Explorer, Procedure, Situation, edges_of_the_code
from tests.cases.factories import MOVES, LawyerFactory, UserFactory, pass_time, registered
from tests.cases.moments import MORNING
from workflow import audit
from workflow.models import AuditEntry
from workflow.transitions import moves_of

STEPS = 200
OPEN_AT_ONCE = 5
ENDING = {"withdraw", "terminate", "redirect", "refuse", "deem_withdrawn"}


class Walk:
    """Some cases at a time, a small team, and a clock that goes forward by hours and days."""

    def __init__(self, city, seed):
        self.city, self.random, self.at = city, random.Random(seed), MORNING
        self.cases, self.made, self.explorer = [], Counter(), Explorer(Procedure())
        places = {"clerk": city.station, "lawyer": city.firm, "provider": city.firm}
        self.team = {
            name: UserFactory(
                name=name, roles=[(role, places.get(role, city.agency)) for role in sorted(roles)]
            )
            for name, roles in TEAM.items()
        }
        self.names = {user.pk: name for name, user in self.team.items()}
        self.lawyer = LawyerFactory(user=self.team["Lu"], firm=city.firm, capacity=99)

    def person(self, name):
        """As at a new request: the rights are read again."""
        return User.objects.get(pk=self.team[name].pk)

    def step(self):
        self.at += timedelta(hours=self.random.choice([1, 3, 20, 30, 70]))
        pass_time(self.at)
        self.cases = [
            case for case in self.cases if Case.objects.get(pk=case.pk).status not in ENDS
        ]
        if len(self.cases) < OPEN_AT_ONCE:
            self.cases.append(self.register())
            return self.cases[-1]
        if self.random.random() < 0.5:
            return self.move(self.random.choice(self.cases))
        return self.move(max(self.cases, key=lambda case: case.history.count()))

    def register(self):
        """Some applications come without all their papers."""
        papers = ["identity", "application_form", "means_statement", "case_evidence"]
        some = papers[: self.random.choice([2, 4, 4])]
        return registered(
            self.city, by=self.person("Chen"), received_at=self.at, at=self.at, materials=some
        )

    def move(self, case):
        case = Case.objects.with_places().get(pk=case.pk)
        before = self.situation(case)
        if not (choices := self.choices(case)):
            return case  # waits for somebody outside
        name, who = min(choices, key=self.rarity)
        action, _role, usual = MOVES[name]
        action(case_id=case.pk, by=who, at=self.at, **usual(case, self.at) | self.facts(case, name))
        self.made[name] += 1
        after = self.situation(Case.objects.with_places().get(pk=case.pk))
        foreseen = {there for move, there in self.explorer.onward(before) if move == name}
        assert after in foreseen, f"{name} by {who}: {before} -> {after}"
        return case

    def rarity(self, choice):
        """What was seldom made comes first; what ends a case comes seldom."""
        name, _who = choice
        return self.made[name] * (4 if name in ENDING else 1), self.random.random()

    def choices(self, case):
        """What anybody of the team may do now: as the buttons of the case page say."""
        found = []
        for name in TEAM:
            user = self.person(name)
            found += [
                (move.name, user)
                for move in moves_of(case, user)
                if move.allowed
                or (move.name == "sign" and len(move.refusals) == 1 and name == "Lu")
            ]
            roles = user.roles_on(case)
            if case.status == "handling" and "lawyer" in roles:
                found.append(("log_handling", user))
            if case.provisional and not case.ended and "clerk" in roles:
                found.append(("receive_later_papers", user))
            if (
                case.status == "terminated"
                and "archivist" in roles
                and case.termination_served_on is None
            ):
                found.append(("serve_termination", user))
        return found

    def facts(self, case, move):
        if move == "propose":
            return {"lawyer_id": self.lawyer.pk}
        if move == "recommend" and self.random.random() < 0.3:
            return {"means": "not_met", "opinion": "refuse"}
        if move == "ask_for_papers":
            return {"items": missing_materials(case) or ["group_proof"]}
        if move == "log_handling":
            return {"kind": self.random.choice(["meeting", "file_reading"])}
        return {}

    def situation(self, case):
        """The case as the explorer knows it."""
        records = list(case.history.all())
        here = records[-1]
        last = self.names[here.by_id]
        return Situation(
            status=case.status,
            clocks=frozenset(case.clocks.open().values_list("code", "state")),
            acted=frozenset(
                (self.names[one.by_id], one.role)
                for one in records
                if len(TEAM[self.names[one.by_id]]) > 1
            ),
            papers_there=not missing_materials(case),
            asked=case.papers_asked_at is not None,
            came_from=case.supplement_from if case.status == "supplementing" else "",
            supported=case.status == "recommended" and review_supports_a_grant(case),
            recommended_by=last if here.move == "recommend" else "",
            proposed_by=last if here.move == "propose" else "",
            lawyer="Lu" if case.lawyer_id else "",
            decided=case.decided_at is not None,
            served=case.termination_served_on is not None,
        )

    # The six sentences, on the rows

    def look_at(self, case):
        case = Case.objects.with_places().get(pk=case.pk)
        here = self.situation(case)
        records = list(case.history.all())
        # 1: every move has its record, and a record its place in the chain
        assert [one.seq for one in records] == list(range(1, case.version + 1))
        assert records[-1].target == case.status
        assert all(b.source == a.target for a, b in pairwise(records))
        chained = AuditEntry.objects.filter(subject=case.number, record_type__gt="")
        assert sorted(chained.values_list("record_id", flat=True)) == [one.pk for one in records]
        # 2, 3, 4: as the explorer looks at a situation
        assert list(self.explorer._wrong_in(here)) == []
        assert not set(self.explorer.findings)
        self.look_at_the_dates(case)
        # 5: one to-do, the one the status names
        nodes = [row.flow_task for row in open_rows(case)]
        assert nodes == ([CaseFlow.node_for(case.status)] if case.status in TODO else [])
        # 6: the records alone tell the same
        [dossier] = Dossiers(only=[case.pk])
        replay = dossier.replay
        assert (replay.status, replay.lawyer) == (case.status, case.lawyer_id)
        told = {key for key, state in replay.states().items() if state in {"running", "paused"}}
        assert told == set(case.clocks.open().values_list("code", "seq"))
        assert list(checking.look(files=False)) == []

    def look_at_the_dates(self, case):
        """What is shown first is the earlier of the limits; the statute is what it was at receipt."""
        limits = case.clocks.open().exclude(code="objection_window")
        dues = [one.due_at for one in limits if one.due_at is not None]
        assert case.next_due_at == (min(dues, default=None) if case.status not in ENDS else None)
        review = case.clocks.get(code="review")
        assert (review.seq, review.rule.amount, review.started_on) == (
            1,
            7,
            localdate(case.received_at),
        )


@pytest.mark.parametrize("seed", [1])
def test_wherever_people_take_their_cases_the_six_sentences_hold(city, seed):
    walk = Walk(city, seed)
    for _ in range(STEPS):
        walk.look_at(walk.step())

    moves = {edge.name for edge in edges_of_the_code()} - {"register"}
    steps = {"log_handling", "receive_later_papers", "serve_termination"}
    assert set(walk.made) == moves | steps, "a move that was never made proves nothing"
    assert CaseTransition.objects.count() > STEPS / 2
    assert CaseClock.objects.filter(breached_at__isnull=False).exists()
    assert audit.verify()[1] == []
