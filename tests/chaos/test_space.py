"""The state space, walked whole: no order of steps and deaths loses or doubles an alarm."""

import json
import os
import subprocess
import sys

import pytest

from tests.chaos.space import SEARCHES
from tests.workflow.parcels.office import NIGHTLY

WRONG = {"marks first", "two commits"}
RIGHT = [name for name in SEARCHES if name not in WRONG]


def search(name):
    """In a process of its own: its database is in memory, whatever the suite runs on."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.chaos.space", name],
        env=os.environ | {"DATABASE_URL": "sqlite://"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


#: The widest of the short ones.
BY_NIGHT = {"pause"}


@pytest.mark.timeout(3600 if NIGHTLY else 240)
@pytest.mark.parametrize("name", RIGHT)
def test_no_state_that_can_be_reached_has_lost_or_doubled_an_alarm(name):
    if (SEARCHES[name].nightly or name in BY_NIGHT) and not NIGHTLY:
        pytest.skip("takes long: set FAYUAN_NIGHTLY=1")
    found = search(name)
    assert (found["wrong"], found["trace"]) == ([], [])
    assert found["states"] > 1000
    assert found["ended"] > 0 or SEARCHES[name].nightly
    assert found["recovered"] > 0


def test_the_order_of_healthchecks_is_found_out_with_the_way_to_the_loss():
    found = search("marks first")
    assert found["wrong"] == ["1:0:one_day:file is lost: marked as sent, and it never left"]
    assert found["trace"] == [
        "tick",
        "relay 0: lease",
        "relay 0: check",
        "relay 0: mark",
        "relay 0 dies",
    ]


def test_two_commits_are_found_out_with_the_way_to_the_loss():
    found = search("two commits")
    assert found["wrong"] == ["1:0:one_day is told by half"]
    assert found["trace"] == ["tick, dies at between_commits"]
