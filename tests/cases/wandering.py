"""Somebody who wanders: a small team, a few cases, and a clock that goes forward by hours and days.

The steps are the real actions on the real database. Each must be one that the explorer foresaw, and
after it the six sentences of procedure.md section 4 are looked at again, on the rows.
"""

import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

from django.utils.timezone import localdate

from cases import checking
from cases.actions.organ_letters import waiting_letter
from cases.checking import numbers, objections
from cases.checking.dossiers import Dossiers
from cases.checking.rules import RULES
from cases.conditions import missing_materials, review_supports_a_grant
from cases.flows import CaseFlow, open_rows
from cases.limits import FOLLOWED, SILENT
from cases.models import Case, User
from cases.states import ENDS, TODO
from tests.cases.explorer import TEAM, Explorer, Procedure
from tests.cases.factories import (
    MOVES,
    UserFactory,
    notified,
    objected,
    pass_time,
    registered,
    rule_on,
)
from tests.cases.moments import MORNING
from tests.cases.moves import OBJECTION_MOVES
from tests.cases.situations import Situation
from workflow.models import AuditEntry
from workflow.transitions import moves_of

OPEN_AT_ONCE = 5
CONTESTED = {"refused", "terminated"}
ENDING = {"withdraw", "terminate", "redirect", "refuse", "deem_withdrawn"}


#: What is no move of the machine: who may take the step, and when. A new one is a line here, and its
#: action in MOVES (tests/cases/moves.py).
STEPS_BETWEEN: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "log_handling": ("lawyer", lambda case: case.status == "handling"),
    "write_to_organ": ("officer", lambda case: case.status in {"assigned", "handling"}),
    "introduce": ("officer", lambda case: case.status in {"assigned", "handling"}),
    "tell_organ": ("clerk", waiting_letter),
    "receive_later_papers": ("clerk", lambda case: case.provisional and not case.ended),
    "serve_termination": (
        "archivist",
        lambda case: case.status == "terminated" and case.termination_served_on is None,
    ),
}
#: The team, out of the cast: whoever has two roles is added.
CAST = {
    "Chen": "clerk",
    "Rao": "reviewer",
    "Shi": "supervisor",
    "Ou": "officer",
    "Lu": "lawyer",
    "Pan": "secretary",
    "An": "archivist",
    "Bu": "bureau_officer",
}


def owed_by(case):
    """What the termination cut short."""
    if case.provisional:
        yield "papers_later"
    told = case.clocks.filter(code="notify_assign").order_by("seq").last()
    if told is not None and told.state == "cancelled":
        yield "notify_assign"


class Walk:
    """Some cases at a time, a small team, and a clock that goes forward by hours and days."""

    def __init__(self, city, seed):
        self.city, self.random, self.at = city, random.Random(seed), MORNING
        self.cases, self.made, self.explorer = [], Counter(), Explorer(Procedure())
        self.team = {
            name: city.people[CAST[name]]
            if name in CAST
            else UserFactory(name=name, roles=[(role, city.agency) for role in sorted(roles)])
            for name, roles in TEAM.items()
        }
        self.names = {user.pk: name for name, user in self.team.items()}
        self.here = {}
        self.lawyer = city.lawyers["lawyer"]
        self.lawyer.capacity = 99
        self.lawyer.save()

    def person(self, name):
        """As at a new request: the rights are read again. Nobody's rights change on a walk, so once."""
        if name not in self.here:
            self.here[name] = User.objects.get(pk=self.team[name].pk)
        return self.here[name]

    def step(self):
        self.at += timedelta(hours=self.random.choice([1, 3, 20, 30, 70]))
        pass_time(self.at)
        self.cases = [case for case in self.cases if self.goes_on(case)]
        if len(self.cases) < OPEN_AT_ONCE:
            self.cases.append(self.register())
            return self.cases[-1]
        if self.random.random() < 0.5:
            return self.move(self.random.choice(self.cases))
        return self.move(max(self.cases, key=lambda case: case.history.count()))

    def goes_on(self, case):
        """A refused case is followed for as long as somebody may still object, or an objection
        waits; half of the refused object."""
        now = Case.objects.get(pk=case.pk)
        if now.status != "refused":
            return now.status not in ENDS
        objections = list(now.objections.all())
        return any(one.waits for one in objections) or (not objections and now.pk % 2 == 0)

    def register(self):
        """Some applications come without all their papers; one case in four is notified of."""
        if self.random.random() < 0.25:
            self.made["notify"] += 1
            return notified(self.city, by=self.person("Chen"), received_at=self.at, at=self.at,
                            hearing_at=None)  # fmt: skip
        papers = ["identity", "application_form", "means_statement", "case_evidence"]
        some = papers[: self.random.choice([2, 4, 4])]
        return registered(
            self.city, by=self.person("Chen"), received_at=self.at, at=self.at, materials=some
        )

    def move(self, case):
        case = Case.objects.with_places().get(pk=case.pk)
        if choices := self.choices(case):  # else it waits for somebody outside
            self.act(case, *min(choices, key=self.rarity))
        return case

    def act(self, case, name, who):
        before = self.situation(case)
        self.carry_out(case, name, who)
        self.made[name] += 1
        after = self.situation(Case.objects.with_places().get(pk=case.pk))
        foreseen = {there for move, there in self.explorer.onward(before) if move == name}
        assert after in foreseen, f"{name} by {who}: {before} -> {after}"

    def carry_out(self, case, name, who):
        if name == "file":
            objected(case, by=who, at=self.at)
        elif name in OBJECTION_MOVES:
            [waits] = case.objections.waiting()
            rule_on(waits, name, by=who, at=self.at)
        else:
            action, _role, usual = MOVES[name]
            facts = usual(case, self.at) | self.facts(case, name)
            action(case_id=case.pk, by=who, at=self.at, **facts)

    def rarity(self, choice):
        """What was seldom made comes first; what ends a case comes seldom."""
        name, _who = choice
        return self.made[name] * (4 if name in ENDING else 1), self.random.random()

    def choices(self, case, names=TEAM):
        """What these people may do now: as the buttons of the case page say."""
        found, contested = [], case.status in CONTESTED
        waits = case.objections.waiting().with_places().first() if contested else None
        for name in names:
            user = self.person(name)
            found += [
                (move.name, user)
                for move in moves_of(case, user)
                if move.allowed
                or (move.name == "sign" and len(move.refusals) == 1 and name == "Lu")
            ]
            roles = user.roles_on(case)
            if contested:
                found += self.about_objections(waits, user, roles)
            found += [
                (step, user)
                for step, (role, possible) in STEPS_BETWEEN.items()
                if role in roles and possible(case)
            ]
        return found

    def about_objections(self, waits, user, roles):
        if waits is not None:
            return [(move.name, user) for move in moves_of(waits, user) if move.allowed]
        return [("file", user)] if roles & {"clerk", "bureau"} else []

    def facts(self, case, move):
        if move == "propose":
            return {"lawyer_id": self.lawyer.pk}
        if move == "recommend" and self.random.random() < 0.3:
            return {"means": "not_met", "opinion": "refuse"}
        if move == "ask_for_papers":
            return {"items": missing_materials(case) or ["group_proof"]}
        if move == "approve" and self.random.random() < 0.5:
            return {"organ": ""}
        if move in {"write_to_organ", "introduce"}:  # a letter is not issued twice
            place = {"write_to_organ": "organ", "introduce": "to"}[move]
            return {place: f"第{self.made[move] + 1}人民法院"}
        if move == "log_handling":
            return {"kind": self.random.choice(["meeting", "file_reading"])}
        return {}

    def situation(self, case):
        """The case as the explorer knows it."""
        records = list(case.history.all())
        here = records[-1]
        last = self.names[here.by_id]
        proposals = [one for one in records if one.move == "propose"]
        proposer = self.names[proposals[-1].by_id] if proposals else ""
        waits_for_approval = case.status == "proposed"
        terminated = case.status == "terminated"
        objections = list(case.objections.order_by("pk"))
        objection = objections[-1].status if objections and case.status in CONTESTED else ""
        if objections and objections[-1].carried_out_at:
            objection = ""
        decided = case.decided_at is not None  # from then on no guard asks about its papers
        return Situation(
            status=case.status,
            # But for the limits of other organs: they are followed, and nobody's work here.
            clocks=frozenset(
                case.clocks.open().exclude(code__in=FOLLOWED).values_list("code", "state")
            ),
            acted=frozenset(
                (self.names[one.by_id], one.role)
                for one in records
                if len(TEAM[self.names[one.by_id]]) > 1
            ),
            papers_there=decided or not missing_materials(case),
            asked=not decided and case.papers_asked_at is not None,
            came_from=case.supplement_from if case.status == "supplementing" else "",
            supported=case.status == "recommended" and review_supports_a_grant(case),
            recommended_by=last if here.move == "recommend" else "",
            proposed_by=proposer if waits_for_approval else "",
            lawyer="Lu" if case.lawyer_id else "",
            decided=case.decided_at is not None,
            notified=bool(case.notified),
            served=case.termination_served_on is not None,
            ended_from=case.terminated_from if terminated else "",
            proposed_before=proposer if terminated and case.terminated_from == "proposed" else "",
            objection=objection,
            owed=frozenset(owed_by(case) if terminated else ()),
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
        assert [found for rule in RULES for found in rule(dossier)] == []

    def look_at_the_books(self):
        assert [*objections.look(), *numbers.look()] == []

    def look_at_all(self):
        assert list(checking.look(files=False)) == []

    def look_at_the_dates(self, case):
        """What is shown first is the earlier of the limits; the statute is what it was at receipt."""
        limits = case.clocks.open().exclude(code__in=SILENT)
        dues = [one.due_at for one in limits if one.due_at is not None]
        assert case.next_due_at == (min(dues, default=None) if case.status not in ENDS else None)
        if case.notified:
            assert not case.clocks.filter(code__in=["review", "acceptance", "assign"]).exists()
            return
        review = case.clocks.get(code="review")
        assert (review.seq, review.rule.amount, review.started_on) == (
            1,
            7,
            localdate(case.received_at),
        )
