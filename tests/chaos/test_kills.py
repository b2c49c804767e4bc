"""Workers die at every point of their work and at any moment: nobody is told twice, nobody not.

The short form of ``bin/chaos``: the real ``manage.py run_clock`` in processes of its own, on the
database of the test, with the sink outside of it.
"""

import pytest
from django.db import connection

from tests.chaos.kills import kills

pytestmark = pytest.mark.django_db(transaction=True)


def test_workers_killed_anywhere_lose_and_double_nothing(tmp_path):
    workers = 2 if connection.vendor == "postgresql" else 1
    killed = kills(tmp_path, number=10, cases=10, seed=4, workers=workers)

    assert killed.tally.sentences() == []
    assert killed.kills >= 10
    assert {"C1", "C2", "C3", "C4"} & killed.where.keys()
    assert killed.tally.clocks >= 60
    assert killed.tally.alarms >= killed.tally.clocks


def test_a_relay_that_marks_before_it_sends_is_caught(tmp_path):
    killed = kills(tmp_path, number=3, cases=3, seed=1, wrong="marks_first")

    assert killed.where["message_marked"] > 0
    lost = killed.tally.lost
    assert len(lost) >= killed.where["message_marked"]
    assert all("marked as sent, and not in the sink" in sentence for sentence in lost)


def test_a_tick_of_two_commits_is_caught(tmp_path):
    killed = kills(tmp_path, number=2, cases=3, seed=1, wrong="two_commits")

    assert killed.where["between_commits"] > 0
    assert any("0 of 1 messages" in sentence for sentence in killed.tally.lost)
