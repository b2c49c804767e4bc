"""Two people press at once: one wins, the other reads why, and nothing is done twice or half.

Two processes on PostgreSQL, each pair set off at the same moment: 20 pairs of each kind, 200 by
``FAYUAN_NIGHTLY=1``, or as many as ``FAYUAN_RACES`` says.
"""

import json
import os
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from cases import checking, flows, tasks
from cases.flows import CaseFlow, Task, open_rows
from cases.models import Assignment, Case, CaseTransition
from cases.states import Status
from tests.cases.factories import LawyerFactory, UserFactory, pass_time, registered, walk
from tests.cases.moments import LATER, MONDAY, NOON, moment
from tests.cases.reading import papers
from tests.workflow.parcels.office import NIGHTLY
from workflow import audit

PAIRS = int(os.environ.get("FAYUAN_RACES", "200" if NIGHTLY else "20"))


class Racers:
    """Two processes, each with a connection of its own to the test's database."""

    def __init__(self):
        self.both = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.cases.racer", connection.settings_dict["NAME"]],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(2)
        ]
        for racer in self.both:
            assert json.loads(racer.stdout.readline()) == {"ready": True}
        self.run = self.overlapping = 0

    def race(self, *acts, later=(0, 0)):
        """Both at once, or one of them so many seconds ``later``; the answers in the same order."""
        start = time.monotonic() + 0.003
        for racer, act, delay in zip(self.both, acts, later, strict=True):
            said = {"at": NOON.isoformat()} | act | {"start": start + delay}
            racer.stdin.write(json.dumps(said) + "\n")
            racer.stdin.flush()
        one, other = (json.loads(racer.stdout.readline()) for racer in self.both)
        self.run += 1
        self.overlapping += one["began"] < other["ended"] and other["began"] < one["ended"]
        assert "error" not in one, one
        assert "error" not in other, other
        return one, other

    def stop(self):
        for racer in self.both:
            racer.stdin.close()
        for racer in self.both:
            racer.wait(timeout=20)
            racer.stdout.close()


@pytest.fixture
def racers(city, monkeypatch):
    monkeypatch.setattr(tasks, "_publish", lambda: None)  # nobody draws the papers of the walk
    both = Racers()
    yield both
    both.stop()
    assert both.overlapping > both.run / 2, "they did not press at the same moment"
    assert audit.verify()[1] == []
    assert list(checking.look(files=False)) == []


def ready(city, count, *moves):
    """So many cases, walked as far; in one transaction, for it is only the way to the race."""
    with transaction.atomic():
        return [walk(registered(city), *moves) for _ in range(count)]


def one_winner(answers):
    """(who won, what the other read); exactly one may win."""
    winners = [number for number, answer in enumerate(answers) if "won" in answer]
    assert len(winners) == 1, answers
    return winners[0], answers[1 - winners[0]]["refused"]


TOO_LATE = ("Somebody else has just moved this on", "not possible while the status is")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_a_grant_and_a_refusal_one_is_decided(city, racers):
    won = {"grant": 0, "refuse": 0}
    for number, case in enumerate(ready(city, PAIRS, "accept", "recommend")):
        seen = {"case": case.pk, "expect": case.version if number % 2 else None}
        answers = racers.race(
            {"what": "grant", "by": city.supervisor.pk} | seen,
            {"what": "refuse", "by": city.second_supervisor.pk} | seen,
        )
        winner, sentence = one_winner(answers)
        name, status = [("grant", "granted"), ("refuse", "refused")][winner]
        won[name] += 1
        assert sentence.startswith(TOO_LATE[0]) or TOO_LATE[1] in sentence
        case = Case.objects.get(pk=case.pk)
        assert (case.status, case.version) == (status, 4)
        assert papers(case) == [{"grant": "grant_decision", "refuse": "refusal_decision"}[name]]
        assert [record.move for record in case.history.filter(seq__gt=3)] == [name]
    assert sum(won.values()) == PAIRS


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_a_withdrawal_and_a_grant_one_is_the_end_of_it(city, racers):
    """Both may follow the other in the procedure or not at all: a case may still be withdrawn once
    it is granted, but who withdraws it has then read that it was."""
    won = {"withdraw": 0, "grant": 0}
    for case in ready(city, PAIRS, "accept", "recommend"):
        seen = {"case": case.pk, "expect": case.version}
        answers = racers.race(
            {"what": "withdraw", "by": city.clerk.pk} | seen,
            {"what": "grant", "by": city.supervisor.pk} | seen,
        )
        winner, sentence = one_winner(answers)
        name, status = [("withdraw", "withdrawn"), ("grant", "granted")][winner]
        won[name] += 1
        assert sentence.startswith(TOO_LATE[0]) or TOO_LATE[1] in sentence
        case = Case.objects.get(pk=case.pk)
        assert (case.status, case.version) == (status, 4)
        kind = {"withdraw": "withdrawal_record", "grant": "grant_decision"}[name]
        assert papers(case) == [kind]
        running = set(case.clocks.open().values_list("code", flat=True))
        assert running == {"withdraw": set(), "grant": {"assign"}}[name]
    assert sum(won.values()) == PAIRS


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("asked_at", ["in time", "late"])
def test_a_limit_is_either_stopped_in_time_or_missed_and_never_both(city, racers, asked_at):
    """The clerk asks for papers while the clock's runner finds the promise over. In time: whichever
    comes first, the clock is stopped or it is missed, and it is told as it stands. Late: it is missed
    whoever comes first, for no pause may hide that."""
    last = moment(MONDAY + timedelta(days=7), 17, 59)
    asks_at, ticks_at = {
        "in time": (last, LATER),
        "late": (LATER, LATER),
    }[asked_at]
    stopped = missed = 0
    for number in range(PAIRS):
        [case] = ready(city, 1)  # one at a time: what is over is this case's limit, and no other's
        asks = {"what": "ask_for_papers", "case": case.pk, "by": city.clerk.pk}
        asks["facts"] = {"items": ["case_evidence"], "reply_by": "2027-01-20"}
        answers = racers.race(
            asks | {"at": asks_at.isoformat()},
            {"what": "tick", "at": ticks_at.isoformat()},
            later=(0, number % 5 * 0.01),  # the runner is the quicker of two that start at once
        )
        assert all("won" in answer for answer in answers), answers
        pass_time(ticks_at)  # what was locked just then the runner passed over; it comes again
        for clock in case.clocks.filter(code__in=["review", "acceptance"]):
            paused = clock.state == "paused" and clock.breached_at is None
            breached = clock.state == "breached" and clock.breached_at is not None
            assert paused != breached, clock.state
            told = clock.events.values_list("what", flat=True)
            assert ("paused" in told) == paused
            assert ("breached" in told) == breached
            assert case.notices.filter(clock_id=clock.pk, stage="breach").exists() == breached
            stopped, missed = stopped + paused, missed + breached
    assert stopped + missed == 2 * PAIRS
    assert (stopped == 0) == (asked_at == "late")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_is_one_case(city, racers):
    for number in range(PAIRS):
        form = {"what": "register", "station": city.station.pk, "submission": f"form-{number}"}
        one, other = racers.race(form | {"by": city.clerk.pk}, form | {"by": city.clerk.pk})
        assert one["won"] == other["won"]

    assert Case.objects.count() == PAIRS == CaseTransition.objects.count()
    numbers = sorted(Case.objects.values_list("number", flat=True))
    assert numbers == [f"620802-2026-{number:05d}" for number in range(1, PAIRS + 1)]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_two_clerks_claim_one_of_them_has(city, racers):
    names = [city.clerk.name, city.second_clerk.name]
    for case in ready(city, PAIRS):
        answers = racers.race(
            {"what": "claim", "case": case.pk, "by": city.clerk.pk},
            {"what": "claim", "case": case.pk, "by": city.second_clerk.pk},
        )
        winner, sentence = one_winner(answers)
        assert sentence.startswith(f"{names[winner]} has this in hand.")
        assert "nothing you typed is lost" in sentence
        [row] = open_rows(case)
        assert row.owner.name == names[winner]
    assert list(flows.queue(city.clerk)) == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_lawyers_last_place_goes_to_one_case(city, racers):
    waiting, *cases = ready(city, PAIRS + 1, "accept", "recommend", "grant")
    second_officer = UserFactory(roles=[("officer", city.agency)])
    for case in cases:  # against the one that went away empty-handed before
        lawyer = LawyerFactory(firm=city.firm, capacity=1)
        wanted = {"what": "propose", "facts": {"lawyer_id": lawyer.pk}}
        answers = racers.race(
            wanted | {"case": case.pk, "by": city.officer.pk},
            wanted | {"case": waiting.pk, "by": second_officer.pk},
        )
        winner, sentence = one_winner(answers)
        assert sentence == "The lawyer has no capacity left (1 of 1 cases)."
        chosen, waiting = (case, waiting) if winner == 0 else (waiting, case)
        assert [row.case_id for row in lawyer.assignments.open()] == [chosen.pk]
    statuses = list(Case.objects.values_list("status", flat=True))
    assert (statuses.count(Status.PROPOSED), statuses.count(Status.GRANTED)) == (PAIRS, 1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_proposals_one_goes_to_the_head(city, racers):
    second_officer = UserFactory(roles=[("officer", city.agency)])
    lawyers = [LawyerFactory(firm=city.firm, capacity=2 * PAIRS) for _ in range(2)]
    for number, case in enumerate(ready(city, PAIRS, "accept", "recommend", "grant")):
        seen = {"what": "propose", "case": case.pk, "expect": case.version if number % 2 else None}
        answers = racers.race(
            seen | {"by": city.officer.pk, "facts": {"lawyer_id": lawyers[0].pk}},
            seen | {"by": second_officer.pk, "facts": {"lawyer_id": lawyers[1].pk}},
        )
        winner, sentence = one_winner(answers)
        assert sentence.startswith(TOO_LATE[0]) or TOO_LATE[1] in sentence
        [row] = Assignment.objects.filter(case=case)
        assert (row.lawyer, row.state) == (lawyers[winner], "proposed")
        assert Case.objects.get(pk=case.pk).proposed_lawyer == lawyers[winner]


# What no race can get past, on either database


def test_the_database_itself_allows_one_open_to_do_a_case(case):
    [row] = open_rows(case)
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    assert open_rows(case).count() == 1


def test_a_finished_to_do_makes_room_for_the_next(case):
    [row] = open_rows(case)
    Task.objects.filter(pk=row.pk).update(finished=NOON)
    Task.objects.create(
        process_id=case.process_id, flow_task=CaseFlow.accepted, flow_task_type=flows.HUMAN
    )
    assert open_rows(case).count() == 1
