"""A database cut off, no broker, a killed one, a clock that jumps, days without power: told once."""

import json
import os
import subprocess
import sys

import pytest

from tests.chaos import outages
from tests.chaos.scratch import Broker, Cluster, programs

committing = pytest.mark.django_db(transaction=True)


@committing
def test_an_hour_on_and_an_hour_back_lose_and_double_nothing(tmp_path):
    found = outages.jumps(tmp_path, number=6, cases=3)
    assert found.tally.sentences() == []
    assert found.tally.repeats <= 6  # a lease that ended by the jump alone


@committing
def test_after_three_days_without_power_each_clock_says_one_word_in_one_round(tmp_path):
    found = outages.days_off(tmp_path, days=3, cases=10)
    assert found.tally.sentences() == []
    assert found.tally.alarms == found.tally.clocks == found.tally.lines == 60


@committing
@pytest.mark.slow
def test_a_whole_case_lives_without_a_broker(tmp_path, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"  # nobody listens there
    found = outages.broker_absent(tmp_path)
    assert found.tally.sentences() == []
    assert found.tally.alarms > 0


@committing
@pytest.mark.slow
@pytest.mark.skipif(not Broker.is_installed(), reason="no redis-server here")
def test_a_broker_that_is_killed_delays_and_loses_nothing(tmp_path):
    found = outages.broker_killed(tmp_path, number=1, cases=2)
    assert found.tally.sentences() == []
    assert found.tally.lines == found.tally.clocks == 12


@committing
@pytest.mark.postgres
def test_four_tickers_at_once_tell_everything_once(tmp_path):
    found = outages.tickers(tmp_path, number=4, cases=20)
    assert found.tally.sentences() == []
    assert found.tally.repeats == 0


@pytest.mark.postgres
@pytest.mark.slow
@pytest.mark.skipif(programs() is None, reason="no PostgreSQL of our own can be started here")
def test_a_database_that_is_cut_off_loses_nothing():
    with Cluster() as cluster:
        said = {"bin": cluster.bin, "folder": cluster.folder, "port": cluster.port}
        order = {"what": "restarts", "number": 3, "cases": 5, "seed": 1}
        order["cluster"] = {name: str(value) for name, value in said.items()}
        done = subprocess.run(
            [sys.executable, "-m", "tests.chaos.scenario", json.dumps(order)],
            env=os.environ | {"DATABASE_URL": cluster.create("chaos")},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    found = json.loads(done.stdout.splitlines()[-1])
    assert (found["said"], found["events"], found["clocks"]) == ([], 3, 30)
