"""A failpoint does nothing, unless the environment asks for a death."""

import os
import re
import signal
import subprocess
import sys
import timeit
from pathlib import Path

import pytest

from workflow import failpoints
from workflow.failpoints import PLACES, Crash, failpoint, killer, watched

ROOT = Path(failpoints.__file__).parent


def run(armed):
    code = (
        "from workflow.failpoints import failpoint\n"
        "for number in range(1, 5):\n"
        "    failpoint('message_sent'); print(number, flush=True)\n"
    )
    environment = os.environ | ({"FAYUAN_FAILPOINT": armed} if armed else {})
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=ROOT.parent,
        capture_output=True,
        text=True,
    )


def test_without_the_variable_nothing_happens():
    assert (run("").returncode, run("").stdout.split()) == (0, ["1", "2", "3", "4"])


@pytest.mark.parametrize(
    ("armed", "said"),
    [("message_sent", []), ("message_sent:3", ["1", "2"]), ("tick_written", ["1", "2", "3", "4"])],
)
def test_the_process_dies_as_by_power_when_it_passes_the_place_for_the_nth_time(armed, said):
    died = run(armed)
    assert died.stdout.split() == said
    assert died.returncode == (0 if len(said) == 4 else -signal.SIGKILL)


def test_a_place_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="no failpoint message_lost"):
        killer("message_lost:1")
    assert "There is no failpoint message_lost" in run("message_lost").stderr


def test_every_place_is_passed_somewhere_in_the_code():
    passed = {
        name
        for path in ROOT.rglob("*.py")
        for name in re.findall(r'failpoint\("(\w+)"\)', path.read_text(encoding="utf-8"))
    }
    assert passed == set(PLACES)
    assert set(PLACES.values()) == {"C1", "C2", "C3", "C4"}


def test_a_watched_block_hears_every_place_and_may_crash_past_every_except_exception():
    heard = []

    def crash(name):
        heard.append(name)
        raise Crash(name)

    with pytest.raises(Crash), watched(crash):
        try:
            failpoint("message_sent")
        except Exception:  # noqa: BLE001 - what the relay does
            heard.append("caught")
    failpoint("message_sent")
    assert heard == ["message_sent"]


def test_a_failpoint_costs_next_to_nothing():
    each = min(timeit.repeat(lambda: failpoint("message_sent"), number=10_000, repeat=5)) / 10_000
    assert each < 2e-6  # a tick of fifty clocks takes some fifty milliseconds and passes three
