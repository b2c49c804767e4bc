"""Each kind of damage, done by hand, is found and named; on a healthy city nothing is."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from cases.checking import look
from cases.checking.findings import ADVICE
from cases.models import Attachment, Case, CaseClock, CasePaper
from documents.models import Document
from documents.rendering import draw_pending
from tests.cases.factories import ROUTES, pass_time
from tests.cases.moments import LATER, NOON
from tests.cases.tampering import by_hand

STATUS = "UPDATE cases_case SET status = %s WHERE id = %s"
TODO = "UPDATE viewflow_task SET {} WHERE finished IS NULL AND process_id = %s"
CLOCK = "UPDATE cases_caseclock SET {} WHERE subject_id = %s AND code = %s"


def edit_status(case, run):
    run(STATUS, ["accepted", case.pk])


def forget_all_moves(case, run):
    run("DELETE FROM cases_casetransition WHERE case_id = %s", [case.pk])


def lose_a_record(case, run):
    run("DELETE FROM cases_casetransition WHERE case_id = %s AND seq = 2", [case.pk])


def count_one_move_more(case, run):
    run("UPDATE cases_case SET version = version + 1 WHERE id = %s", [case.pk])


def rewrite_a_record(case, run):
    run("UPDATE cases_casetransition SET move = 'grant' WHERE case_id = %s AND seq = 2", [case.pk])


def put_back_to_new(case, run):
    run(STATUS, ["new", case.pk])


def close_the_to_do(case, run):
    run(TODO.format("finished = created, status = 'DONE'"), [case.process_id])


def reopen_the_last_to_do(case, run):
    run("UPDATE viewflow_task SET finished = NULL WHERE process_id = %s", [case.process_id])


def open_a_second_to_do(case, run):
    run("DROP INDEX cases_one_open_todo")
    run("UPDATE viewflow_task SET finished = NULL WHERE process_id = %s", [case.process_id])


def move_the_to_do(case, run):
    run(TODO.format("flow_task = 'cases/flows.CaseFlow.granted'"), [case.process_id])


def rename_the_node(case, run):
    run(TODO.format("flow_task = 'cases/flows.CaseFlow.gone'"), [case.process_id])


def rename_the_flow(case, run):
    run("UPDATE viewflow_process SET flow_class = 'x.Gone' WHERE id = %s", [case.process_id])


def take_it_from_the_lawyer(case, run):
    run(TODO.format("owner_id = NULL"), [case.process_id])


def end_the_thread(case, run):
    run("UPDATE viewflow_process SET status = 'DONE' WHERE id = %s", [case.process_id])


def cut_the_thread(case, run):
    run("UPDATE cases_case SET process_id = NULL WHERE id = %s", [case.pk])


def cancel_a_clock(case, run):
    cancelled = (
        "state = 'cancelled', cancelled_at = started_at, next_stage = '', next_action_at = NULL"
    )
    run(CLOCK.format(cancelled), [case.pk, "review"])


def delete_a_clock(case, run):
    of_clock = (
        "WHERE clock_id IN (SELECT id FROM cases_caseclock WHERE subject_id = %s AND code = %s)"
    )
    run(f"DELETE FROM cases_caseclockevent {of_clock}", [case.pk, "acceptance"])
    run("DELETE FROM cases_caseclock WHERE subject_id = %s AND code = %s", [case.pk, "acceptance"])


def reopen_a_clock(case, run):
    run(CLOCK.format("state = 'running', met_at = NULL"), [case.pk, "closing_check"])


def run_a_paused_clock(case, run):
    dates = "due_on = started_on, due_earliest = started_on, due_latest = started_on"
    run(CLOCK.format(f"state = 'running', {dates}, due_at = started_at"), [case.pk, "review"])


def leave_a_pause_open(case, run):
    run(
        "UPDATE cases_casepause SET complete_on = NULL WHERE clock_id IN "
        "(SELECT id FROM cases_caseclock WHERE subject_id = %s AND code = %s)",
        [case.pk, "acceptance"],
    )


def close_a_pause(case, run):
    run("UPDATE cases_casepause SET complete_on = asked_on")


def meet_a_clock_too_early(case, run):
    met = "state = 'met', met_at = started_at, next_stage = '', next_action_at = NULL"
    run(CLOCK.format(met), [case.pk, "acceptance"])


def promise_another_day(case, run):
    run("UPDATE cases_case SET next_due_at = received_at WHERE id = %s", [case.pk])


def swap_the_lawyer(case, run):
    run(
        "UPDATE cases_case SET lawyer_id = (SELECT max(id) FROM cases_lawyer) WHERE id = %s",
        [case.pk],
    )


def forget_the_proposal(case, run):
    run("UPDATE cases_case SET proposed_lawyer_id = NULL WHERE id = %s", [case.pk])


def end_the_assignment(case, run):
    run(
        "UPDATE cases_assignment SET state = 'ended', ended_at = proposed_at WHERE case_id = %s",
        [case.pk],
    )


def revive_the_assignment(case, run):
    run(
        "UPDATE cases_assignment SET state = 'running', ended_at = NULL WHERE case_id = %s",
        [case.pk],
    )


def forget_who_acted(case, run):
    run("UPDATE cases_case SET acted = '{}' WHERE id = %s", [case.pk])


def let_the_reviewer_decide(case, run):
    run(
        "UPDATE cases_casetransition SET by_id = (SELECT by_id FROM cases_casetransition "
        "WHERE case_id = %s AND move = 'recommend') WHERE case_id = %s AND move = 'grant'",
        [case.pk, case.pk],
    )


def untie_a_paper(case, run):
    run("DELETE FROM cases_casepaper WHERE case_id = %s", [case.pk])


def forge_a_paper(case, run):
    run("UPDATE documents_document SET kind = 'refusal_decision'")


def delete_a_paper(case, run):
    run("DELETE FROM cases_casepaper WHERE case_id = %s", [case.pk])
    run("DELETE FROM documents_document")


def set_a_sequence_back(case, run):
    run("UPDATE documents_sequence SET last = 0 WHERE register <> 'case'")


def skip_a_case_number(case, run):
    run("UPDATE documents_sequence SET last = last + 1 WHERE register = 'case'")


DAMAGE = [
    (edit_status, "registered", {"status"}),
    (forget_all_moves, "registered", {"no_record"}),
    (lose_a_record, "recommended", {"record_gap", "broken_chain"}),
    (count_one_move_more, "registered", {"record_gap"}),
    (rewrite_a_record, "accepted", {"broken_chain"}),
    (put_back_to_new, "registered", {"resting_new"}),
    (close_the_to_do, "recommended", {"todo_missing"}),
    (reopen_the_last_to_do, "withdrawn", {"todo_at_end"}),
    (open_a_second_to_do, "accepted", {"todo_extra"}),
    (move_the_to_do, "registered", {"todo_wrong"}),
    (rename_the_node, "registered", {"todo_unknown"}),
    (rename_the_flow, "registered", {"todo_unknown"}),
    (take_it_from_the_lawyer, "handling", {"todo_owner"}),
    (end_the_thread, "registered", {"todo_process"}),
    (cut_the_thread, "registered", {"todo_process", "todo_missing"}),
    (cancel_a_clock, "registered", {"clock_missing", "clock_differs"}),
    (delete_a_clock, "registered", {"clock_missing", "clock_differs"}),
    (reopen_a_clock, "archived", {"clock_open", "clock_differs"}),
    (run_a_paused_clock, "supplementing", {"clock_not_paused", "pause_open", "clock_differs"}),
    (leave_a_pause_open, "supplemented", {"pause_open"}),
    (close_a_pause, "supplementing", {"pause_missing"}),
    (meet_a_clock_too_early, "registered", {"clock_differs"}),
    (promise_another_day, "granted", {"next_limit"}),
    (swap_the_lawyer, "handling", {"lawyer", "assignment"}),
    (forget_the_proposal, "proposed", {"lawyer", "assignment"}),
    (end_the_assignment, "handling", {"assignment"}),
    (revive_the_assignment, "closed", {"assignment"}),
    (forget_who_acted, "recommended", {"acted"}),
    (let_the_reviewer_decide, "granted", {"four_eyes", "acted"}),
    (untie_a_paper, "refused", {"paper_missing", "paper_without_case"}),
    (forge_a_paper, "granted", {"paper_missing", "paper_extra"}),
    (delete_a_paper, "granted", {"paper_number"}),
    (set_a_sequence_back, "granted", {"beyond_sequence"}),
    (skip_a_case_number, "registered", {"case_number"}),
]


@pytest.mark.parametrize(
    ("damage", "where", "wanted"), DAMAGE, ids=lambda value: getattr(value, "__name__", None)
)
def test_damage_done_by_hand_is_found_and_named(case_in, damage, where, wanted):
    case = case_in(where)
    untouched = case_in("accepted")
    assert list(look()) == []

    with by_hand() as run:
        damage(case, run)

    found = list(look())
    assert wanted <= {finding.rule for finding in found}
    assert untouched.number not in {finding.case for finding in found}
    assert all(str(finding.sentence) and finding.advice for finding in found)


def drawn_paper(case_in):
    case = case_in("granted")
    draw_pending(at=NOON)
    return case, Document.objects.get(case_paper__case=case)


def test_a_papers_file_that_is_gone_is_found(case_in):
    case, document = drawn_paper(case_in)
    assert list(look()) == []

    document.pdf.storage.delete(document.pdf.name)

    assert [(one.case, one.rule) for one in look()] == [(case.number, "file_missing")]


def test_a_papers_file_that_was_changed_is_found_unless_files_are_left_unread(case_in):
    case, document = drawn_paper(case_in)

    with Path(document.pdf.path).open("ab") as file:
        file.write(b" ")

    assert [(one.case, one.rule) for one in look()] == [(case.number, "file_changed")]
    assert list(look(files=False)) == []


def test_an_attachment_that_was_changed_or_lost_is_found(case_in):
    case = case_in("handling")
    one, other = Attachment.objects.filter(case=case).order_by("pk")

    Path(one.file.path).write_bytes(b"%PDF-1.4 another")
    other.file.storage.delete(other.file.name)

    assert {(found.case, found.rule) for found in look()} == {
        (case.number, "attachment_changed"),
        (case.number, "attachment_missing"),
    }


def test_every_kind_of_finding_is_proven_here():
    files = {"file_missing", "file_changed", "attachment_missing", "attachment_changed"}

    assert set().union(*(wanted for _damage, _where, wanted in DAMAGE)) | files == set(ADVICE)


def walk_everywhere(case_in):
    for where in ROUTES:
        case_in(where)


def test_nothing_is_found_on_cases_walked_everywhere(case_in):
    walk_everywhere(case_in)
    assert list(look()) == []

    pass_time(LATER)

    assert list(look()) == []
    assert CaseClock.objects.filter(state="breached").exists()


def test_a_hundred_cases_cost_no_more_queries_than_ten(case_in, django_assert_max_num_queries):
    walk_everywhere(case_in)
    assert CasePaper.objects.exists()

    with django_assert_max_num_queries(24):
        list(look())


def run_check(*options):
    out = StringIO()
    with translation.override("en"):
        try:
            call_command("check_cases", *options, stdout=out)
        except CommandError as error:
            return out.getvalue(), str(error)
    return out.getvalue(), ""


def test_the_command_says_that_all_is_in_order(case_in):
    case_in("handling")

    assert run_check() == ("1 cases looked at: all in order.\n", "")


def test_the_command_names_case_rule_and_advice_and_fails(case_in):
    case = case_in("registered")
    with by_hand() as run:
        close_the_to_do(case, run)

    said, failure = run_check()

    assert said.splitlines() == [
        f"{case.number} [todo_missing] It is “registered”, and nothing is open to do.",
        "    Nobody sees that it waits. Open the to-do of its status again.",
    ]
    assert failure == "1 thing is not in order."


def test_as_json_it_prints_json_and_nothing_else(case_in):
    case = case_in("registered")
    assert json.loads(run_check("--json")[0]) == []
    with by_hand() as run:
        promise_another_day(case, run)

    said, failure = run_check("--json", "--no-files")

    [finding] = json.loads(said)
    assert finding.keys() == {"case", "rule", "sentence", "advice"}
    assert (finding["case"], finding["rule"]) == (case.number, "next_limit")
    assert failure


def test_it_changes_nothing(case_in):
    case = case_in("registered")
    with by_hand() as run:
        promise_another_day(case, run)
    before = Case.objects.filter(pk=case.pk).values().get()

    list(look())

    assert Case.objects.filter(pk=case.pk).values().get() == before
