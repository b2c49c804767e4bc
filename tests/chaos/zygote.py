"""Makes workers quickly: a process that has loaded Django forks, and the child runs ``manage.py``.

``python -m tests.chaos.zygote`` reads one order a line as JSON and answers in JSON. It holds no
connection to the database, so that a child begins with nothing of its parent's.
"""

import json
import os
import signal
import sys
import time


def main() -> None:
    import django

    django.setup()
    from cases.management.commands import run_clock  # noqa: F401 - loaded once, for all children

    orders = {"start": start, "kill": kill, "wait": wait}
    answer({"ready": os.getpid()})
    for line in sys.stdin:
        order = json.loads(line)
        answer(orders[order.pop("do")](**order))
    for child in list(children):
        kill(child)


children: set[int] = set()


def start(environment: dict[str, str], words: list[str]) -> dict:
    """A worker with these variables more: its number."""
    child = os.fork()
    if child == 0:
        os._exit(work(environment, words))
    children.add(child)
    return {"pid": child}


def work(environment: dict[str, str], words: list[str]) -> int:
    from django.core.management import execute_from_command_line

    from workflow import failpoints

    log = os.environ.get("CHAOS_LOG", os.devnull)
    silence = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    os.environ.update(environment)
    if armed := environment.get("FAYUAN_FAILPOINT"):
        failpoints.arm(failpoints.killer(armed))
    try:
        execute_from_command_line(["manage.py", *words])
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException as error:  # noqa: BLE001 - a service manager would start it again
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        sys.stderr.flush()
        return 70
    return 0


def kill(pid: int) -> dict:
    """As the power would."""
    if pid in children:
        os.kill(pid, signal.SIGKILL)
    return wait(pid, 10)


def wait(pid: int, seconds: float) -> dict:
    """Wait for its end: what it died of, or that it lives."""
    until = time.monotonic() + seconds
    while pid in children:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            children.discard(pid)
            return {"ended": True, "code": os.waitstatus_to_exitcode(status)}
        if time.monotonic() >= until:
            return {"ended": False}
        time.sleep(0.005)
    return {"ended": True, "code": None}


def answer(words: dict) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.chaos.settings"
    main()
