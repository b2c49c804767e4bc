"""How long the recompute takes after a notice of rest days, beside the same rows by raw SQL.

    .venv/bin/python bench/recompute.py [--database URL]... [--clocks 100000]

Each database is made fresh and thrown away afterwards. Trust the ratio; the machine may be busy.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from scratch import answers, scratch

ROOT = Path(__file__).resolve().parent.parent
POSTGRES = "postgres://postgres@127.0.0.1:5432/fayuan_bench_recompute"
NOW = datetime(2026, 12, 30, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
#: Cases came in from here on, so that nearly all their limits reach into the unannounced days.
FIRST, DAYS = date(2026, 12, 14), 17
CODES = ("review", "closing_file", "acceptance", "assign")
#: Three days in a hundred stand still, two more stood still once.
PAUSED, RESUMED = 3, 5

NOTICE = b"""\
2027-01-01,off,
2027-01-02,off,
2027-01-03,off,
2027-01-31,work,
2027-02-05,off,
2027-02-06,off,
2027-02-07,off,
2027-02-08,off,
2027-02-09,off,
2027-02-10,off,
2027-02-11,off,
2027-02-20,work,
2027-04-05,off,
2027-05-01,off,
2027-05-02,off,
2027-06-09,off,
2027-09-15,off,
2027-10-01,off,
2027-10-02,off,
2027-10-03,off,
"""


@dataclass
class Result:
    """What was found on one database."""

    database: str
    clocks: int
    seconds: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)


def measure(url: str, files: str, clocks: int) -> Result:
    """Make the schema and the clocks, then import, look, confirm, recompute, twice."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "settings.dev",
        "DATABASE_URL": url,
        "FAYUAN_VAR": files,
        "FAYUAN_LOG_LEVEL": "ERROR",
    }
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    people = _people()
    result = Result(connection.display_name, clocks)
    result.seconds["build"] = _timed(lambda: _build(clocks, people["station"]))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    _import_and_recompute(result, people)
    result.seconds["raw"] = _timed(lambda: _floor(connection))
    return result


def _import_and_recompute(result: Result, people: dict[str, Any]) -> None:
    from cases.actions.calendar_notices import confirm_notice, import_notice
    from cases.models import CaseClock
    from cases.recomputing import recompute_batch
    from workflow.models import Recompute
    from workflow.notice_files import read_notice
    from workflow.preview import preview
    from workflow.recompute import request

    def run() -> None:
        while recompute_batch(at=NOW):
            pass

    notice = import_notice(
        draft=read_notice(NOTICE, year=2027),
        paper_no="bench",
        published_on=None,
        source_name="",
        by=people["one"],
        at=NOW,
    )
    result.seconds["preview"] = _timed(lambda: preview(CaseClock, notice, at=NOW))
    foretold = preview(CaseClock, notice, at=NOW).total.changed
    result.seconds["confirm"] = _timed(
        lambda: confirm_notice(notice_id=notice.pk, by=people["other"], at=NOW)
    )
    result.seconds["recompute"] = _processor(result, run)
    work = Recompute.objects.get()
    result.counts = {"done": work.done, "changed": work.changed}
    if foretold != work.changed:
        raise RuntimeError(f"The preview said {foretold}, the recompute changed {work.changed}.")
    request(CaseClock, reason=Recompute.Reason.CALENDAR, at=NOW)
    result.seconds["again"] = _timed(run)
    if Recompute.objects.latest("pk").changed:
        raise RuntimeError("Done again, it changed something.")


def _timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _processor(result: Result, work: Callable[[], Any]) -> float:
    """The same, and how much of it this process had the processor: the rest it waited."""
    began = time.process_time()
    spent = _timed(work)
    result.seconds["processor"] = time.process_time() - began
    return spent


def _people() -> dict[str, Any]:
    from cases.models import Membership, Office, User

    agency = Office.objects.create(
        code="agency", kind="agency", name="中心", short_name="中心", letter="平"
    )
    station = Office.objects.create(
        code="station", kind="station", name="工作站", short_name="站", parent=agency
    )
    found = {"station": station}
    for name in ("one", "other"):
        found[name] = User.objects.create(username=name, name=name)
        Membership.objects.create(user=found[name], role="admin")
    return found


def _build(clocks: int, station: Any) -> None:
    """Two clocks a case, as the engine would have started them, put in by thousands."""
    from cases.models import Applicant, Case, CaseClock, CasePause
    from cases.recomputing import next_limit

    applicant = Applicant.objects.create(name="某人", id_type="resident_id", id_no="1")
    cases, rows, pauses = [], [], []
    for place in range(clocks // 2):
        received = FIRST + timedelta(days=place * DAYS // (clocks // 2))
        case = Case(
            number=f"620802-2026-{place:06}",
            submission=str(place),
            station=station,
            agency=station.parent,
            applicant=applicant,
            received_at=datetime.combine(received, NOW.timetz()),
            channel="counter",
            matter="labour_pay",
            cause="支付劳动报酬",
            claim="x",
            stage="first_instance",
        )
        own = [_clock(case, code, received, place) for code in _codes(place)]
        case.next_due_at = next_limit(case, own)
        cases.append(case)
        rows += own
        pauses += _pauses(own[0], place)
    Case.objects.bulk_create(cases, batch_size=1000)
    CaseClock.objects.bulk_create(rows, batch_size=1000)
    CasePause.objects.bulk_create(pauses, batch_size=1000)


def _codes(place: int) -> tuple[str, str]:
    return CODES[place % 2], CODES[2 + place % 2]


def _clock(case: Any, code: str, day: date, place: int) -> Any:
    from cases.models import CaseClock
    from workflow import redating, stages
    from workflow.calendar_store import current_calendar
    from workflow.models import LimitRule
    from workflow.rules import Interval

    rule = _rules.get(code) or _rules.setdefault(code, LimitRule.objects.in_force(code, day))
    began = datetime.combine(day, NOW.timetz())
    clock = CaseClock(subject=case, code=code, rule=rule, started_on=day, started_at=began)
    first = code in CODES[:2]
    if first and place % 100 < PAUSED:
        clock.state = "paused"
        clock.calendar_rev = current_calendar().revision
        return clock
    once = [Interval(day + timedelta(1), day + timedelta(4))]
    pauses = once if first and place % 100 < RESUMED else []
    calendar = current_calendar(_stamp())
    redating.set_dates(clock, redating.reckon_clock(clock, calendar, pauses), calendar.revision)
    if clock.is_over(NOW):
        clock.state, clock.breached_at = "breached", clock.breach_at
    stages.arm(clock, at=NOW, plan=_plan())
    return clock


_rules: dict[str, Any] = {}
_kept: dict[str, Any] = {}


def _stamp() -> str:
    from workflow.calendar_store import fingerprints

    return str(_kept.get("stamp") or _kept.setdefault("stamp", fingerprints().first()))


def _plan() -> Any:
    from workflow.stages import current_plan

    return _kept.get("plan") or _kept.setdefault("plan", current_plan())


def _pauses(clock: Any, place: int) -> list[Any]:
    from cases.models import CasePause

    day = clock.started_on + timedelta(1)
    if place % 100 < PAUSED:
        return [CasePause(clock=clock, asked_on=day)]
    if place % 100 < RESUMED:
        return [CasePause(clock=clock, asked_on=day, complete_on=day + timedelta(3))]
    return []


def _floor(connection: Any) -> None:
    """Three statements that write as many rows: the clocks, their events, the cases."""
    later = {
        "postgresql": "{} + interval '1 second'",
        "sqlite": "datetime({}, '+1 second')",
    }[connection.vendor]
    changed = "SELECT clock_id FROM cases_caseclockevent"
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(
            "UPDATE cases_caseclock SET epoch = epoch + 1, calendar_rev = calendar_rev + 1, "
            f"due_at = {later.format('due_at')}, "
            f"next_action_at = {later.format('next_action_at')} WHERE id IN ({changed})"
        )
        cursor.execute(
            "UPDATE cases_caseclock SET calendar_rev = calendar_rev + 1 "
            f"WHERE id NOT IN ({changed})"
        )
        cursor.execute(
            "INSERT INTO cases_caseclockevent (at, what, stage, due_before, due_after, epoch, "
            "missed, note, clock_id) SELECT at, what, stage, due_before, due_after, epoch, "
            "missed, note, clock_id FROM cases_caseclockevent"
        )
        cursor.execute(
            f"UPDATE cases_case SET next_due_at = {later.format('next_due_at')} "
            f"WHERE id IN (SELECT subject_id FROM cases_caseclock WHERE id IN ({changed}))"
        )
        cursor.execute("COMMIT")


def tell(result: Result) -> Iterator[str]:
    seconds, counts = result.seconds, result.counts
    ratio = seconds["recompute"] / seconds["raw"]
    yield f"\n## {result.database}, {result.clocks} open clocks, {counts['changed']} of them change\n"
    yield "| step | s |"
    yield "|---|---|"
    yield f"| preview: which clocks change and by how much | {seconds['preview']:.2f} |"
    yield f"| the confirming transaction | {seconds['confirm']:.2f} |"
    yield f"| **recompute, batches of 500 cases** | **{seconds['recompute']:.1f}** |"
    yield f"| of it on the processor, the rest waiting for database and machine | {seconds['processor']:.1f} |"
    yield f"| the same again: nothing changes | {seconds['again']:.1f} |"
    yield f"| raw SQL, as many rows in four statements | {seconds['raw']:.1f} ({ratio:.1f} x) |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", action="append", metavar="URL", help="default: both")
    parser.add_argument("--clocks", type=int, default=100_000)
    asked = parser.parse_args()
    for url in asked.database or ["sqlite://", POSTGRES]:
        if not url.startswith("sqlite") and not answers(url):
            print(f"\nPostgreSQL does not answer at {urlsplit(url).hostname}: left out.")
            continue
        with (
            scratch(url) as fresh,
            tempfile.TemporaryDirectory(prefix="fayuan-bench-") as files,
            ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process,
        ):
            work = process.submit(measure, fresh, files, asked.clocks)
            print("\n".join(tell(work.result())), flush=True)


if __name__ == "__main__":
    main()
