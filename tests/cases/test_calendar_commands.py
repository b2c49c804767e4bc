"""A notice by ``manage.py import_holidays``, and the recompute by whoever comes by."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from cases import tasks
from cases.actions.calendar_notices import confirm_notice
from cases.models import Case, CaseClock
from cases.recomputing import foreseen
from cases.states import Role
from tests.cases import factories
from tests.cases.factories import UserFactory
from tests.cases.moments import moment
from tests.workflow.parcels.notices import DAYS_2027, NUMBER, as_csv
from workflow.calendar_store import current_calendar
from workflow.models import CalendarNotice, Recompute

NOW = moment(date(2026, 12, 30), 9)
DAYS = [*DAYS_2027, (date(2027, 1, 6), "off", "")]


@pytest.fixture(autouse=True)
def _it_is_the_end_of_december(time_machine):
    time_machine.move_to(NOW, tick=False)
    with override("en"):
        yield


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "放假安排.csv"
    path.write_bytes(as_csv(DAYS))
    return path


def take_in(file, **how):
    given = {"year": 2027, "paper_no": NUMBER, "published": "2026-11-02", "by": "admin"} | how
    call_command("import_holidays", str(file), **given)


@pytest.fixture
def confirmed(city, file):
    """A case with provisional limits, and a notice that a second administrator has confirmed."""
    case = factories.registered(city, received_at=NOW)
    take_in(file)
    second = UserFactory(roles=[(Role.ADMIN, None)])
    confirm_notice(notice_id=CalendarNotice.objects.get(year=2027).pk, by=second, at=NOW)
    return case


def test_a_file_waits_for_a_second_person_and_says_what_it_would_change(city, file, capsys):
    factories.registered(city, received_at=NOW)
    take_in(file)

    notice = CalendarNotice.objects.get(year=2027)
    assert (notice.waits, notice.imported_by, notice.source_name) == (True, city.admin, file.name)
    said = capsys.readouterr().out
    assert "Of 2 open clocks 2 would change" in said
    assert "Another administrator must confirm it." in said


def contested(city):
    """A refusal that is objected to, so late in the year that the bureau's days reach into the next."""
    case = factories.registered(city, received_at=NOW - timedelta(days=1))
    case = factories.walk(case, "accept", "recommend", "refuse", at=NOW - timedelta(hours=20))
    return factories.objected(case)


def test_what_it_would_change_of_objections_is_told_too_and_then_happens(city, file, capsys):
    """Exactly what the recompute does afterwards, objection by objection."""
    factories.registered(city, received_at=NOW)
    objection = contested(city)
    take_in(file)
    assert "Of 3 open clocks 3 would change" in capsys.readouterr().out

    notice = CalendarNotice.objects.get(year=2027)
    found = foreseen(notice, at=NOW)
    assert set(found.by_limit) == {
        "Review of the application", "Promised time for acceptance", "Ruling on an objection",
    }  # fmt: skip
    assert found.total.changed == sum(one.changed for one in found.by_limit.values()) == 3
    assert found.total.changed == sum(found.by_shift.values())
    [line] = [one for one in found.lines if str(one.clock.subject) == objection.number]
    assert not line.change.before.firm

    second = UserFactory(roles=[(Role.ADMIN, None)])
    confirm_notice(notice_id=notice.pk, by=second, at=NOW)
    call_command("recompute_clocks")
    clock = objection.clocks.get()
    assert (clock.due_on, clock.calendar_rev) == (
        line.change.after.expected, current_calendar().revision,
    )  # fmt: skip


def test_the_page_of_a_notice_counts_them_at_the_same_cost(city, file, client):
    take_in(file)
    notice = CalendarNotice.objects.get(year=2027)
    spent, said = [], []
    for _many in range(2):
        objection = contested(city)
        contested(city)
        client.force_login(city.admin)
        with CaptureQueriesContext(connection) as queries:
            said.append(client.get(f"/calendar/notices/{notice.pk}/").content.decode())
        spent.append(len(queries))
    assert objection.number in said[1]
    assert spent[0] == spent[1]


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"by": "nobody"}, "There is nobody called “nobody”."),
        ({"by": "clerk"}, "Only an administrator may do this."),
        ({"year": None}, "Say which year the notice is about."),
        ({"paper_no": ""}, "Give the number of the notice"),
        ({"published": "soon"}, "“soon” is no date"),
        ({"published": "2027-01-01"}, "after today"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_nothing_is_kept(how, sentence, city, file):
    with pytest.raises(CommandError, match=sentence):
        take_in(file, **how)
    assert not CalendarNotice.objects.filter(year=2027).exists()


def test_a_file_with_defects_or_none_at_all_is_refused(city, tmp_path, file):
    file.write_text("2027-02-30,off,\n")
    with pytest.raises(CommandError, match="Line 1: “2027-02-30” is no date"):
        take_in(file)
    with pytest.raises(CommandError, match="can't be read"):
        take_in(tmp_path / "nowhere.csv")


def brought_up_to_date(case):
    clocks = CaseClock.objects.filter(subject=case)
    assert {clock.calendar_rev for clock in clocks} == {current_calendar().revision}
    assert {clock.epoch for clock in clocks} == {1}
    assert Case.objects.get(pk=case.pk).next_due_at == min(clock.due_at for clock in clocks)
    return True


def test_the_command_runs_it_to_its_end_and_says_how_much(confirmed, capsys):
    call_command("recompute_clocks")

    assert brought_up_to_date(confirmed)
    said = capsys.readouterr().out
    assert "2/2" in said
    assert "2 clocks looked at, 2 dated anew, 0 breaches taken back" in said


def test_every_open_clock_can_be_reckoned_anew_and_then_nothing_changes(confirmed, capsys):
    call_command("recompute_clocks")
    call_command("recompute_clocks", "--all")

    assert brought_up_to_date(confirmed)
    assert Recompute.objects.last().changed == 0


def test_without_anything_to_do_it_says_so(city, capsys):
    call_command("recompute_clocks")
    assert "Nothing is to be dated anew." in capsys.readouterr().out


def test_the_clock_runner_dates_before_it_ticks(confirmed, capsys):
    call_command("run_clock", "--once")

    assert brought_up_to_date(confirmed)
    assert "2 clocks dated anew" in capsys.readouterr().out


def test_the_job_stops_after_some_seconds_and_goes_on_the_next_time(confirmed, city, monkeypatch):
    factories.registered(city, received_at=NOW)
    monkeypatch.setattr(tasks, "RECOMPUTE_SECONDS", -1)
    monkeypatch.setattr(
        tasks.recomputing,
        "recompute_batch",
        lambda *, at, batch=tasks.recomputing.recompute_batch: batch(at=at, limit=1),
    )
    assert [tasks.recompute_clocks() for _ in range(4)] == [2, 2, 0, 0]
    assert all(one.finished_at for one in Recompute.objects.all())
