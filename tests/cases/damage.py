"""Each kind of damage that a hand in the database can do to a case, and what must be found of it."""

from documents import numbering


def forget_that_an_order_was_done(case, run):
    run("UPDATE cases_objection SET carried_out_at = NULL WHERE case_id = %s", [case.pk])


def rule_by_hand(case, run):
    run("UPDATE cases_objection SET status = 'filed', ruled_at = NULL, finding = '', "
        '"order" = \'\', carry_out_by = NULL WHERE case_id = %s', [case.pk])  # fmt: skip


def lose_a_record_of_an_objection(case, run):
    run("DELETE FROM cases_objectiontransition WHERE seq = 2 AND objection_id IN "
        "(SELECT id FROM cases_objection WHERE case_id = %s)", [case.pk])  # fmt: skip


def stop_the_limit_of_an_order(case, run):
    run("UPDATE cases_objectionclock SET state = 'cancelled', cancelled_at = started_at, "
        "next_stage = '', next_action_at = NULL WHERE code = 'objection_order'")  # fmt: skip


def lose_a_ruling(case, run):
    run("UPDATE cases_objection SET ruling_id = NULL WHERE case_id = %s", [case.pk])


STATUS = "UPDATE cases_case SET status = %s WHERE id = %s"
TODO = "UPDATE viewflow_task SET {} WHERE finished IS NULL AND process_id = %s"
CLOCK = "UPDATE cases_caseclock SET {} WHERE subject_id = %s AND code = %s"
CANCELLED = "state = 'cancelled', cancelled_at = started_at, next_stage = '', next_action_at = NULL"


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
    run(CLOCK.format(CANCELLED), [case.pk, "review"])


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


def lose_the_paper_of_a_pause(case, run):
    run("UPDATE cases_casepause SET paper_id = NULL")


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
    run("UPDATE documents_document SET kind = 'refusal_decision' WHERE kind = 'grant_decision'")


def delete_a_paper(case, run):
    of_the_case = "SELECT document_id FROM cases_casepaper WHERE case_id = %s"
    run(f"DELETE FROM documents_document WHERE id IN ({of_the_case})", [case.pk])
    run("DELETE FROM cases_casepaper WHERE case_id = %s", [case.pk])


def set_a_sequence_back(case, run):
    run("UPDATE documents_sequence SET last = 0 WHERE register <> 'case'")


def skip_a_case_number(case, run):
    run("UPDATE documents_sequence SET last = last + 1 WHERE register = 'case'")


def lose_a_consultation(case, run):
    """Its number was given, and no consultation bears it."""
    numbering.take(issuer=case.station.code, register="consultation", year=2026)


def stop_the_limit_of_the_organ(case, run):
    run(CLOCK.format(CANCELLED), [case.pk, "notify_assign"])


def stop_the_limit_of_later_papers(case, run):
    run(CLOCK.format(CANCELLED), [case.pk, "papers_later"])


DAMAGE = [
    (stop_the_limit_of_the_organ, "notified_assigned", {"clock_missing", "clock_differs"}),
    (stop_the_limit_of_the_organ, "untold_taken_up_again", {"clock_missing", "clock_differs"}),
    (stop_the_limit_of_later_papers, "provisional", {"clock_missing", "clock_differs"}),
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
    (lose_the_paper_of_a_pause, "supplementing", {"pause_paper"}),
    (lose_the_paper_of_a_pause, "supplemented", {"pause_paper"}),
    (meet_a_clock_too_early, "registered", {"clock_differs"}),
    (promise_another_day, "granted", {"next_limit"}),
    (swap_the_lawyer, "handling", {"lawyer", "assignment"}),
    (forget_the_proposal, "proposed", {"lawyer", "assignment"}),
    (end_the_assignment, "handling", {"assignment"}),
    (revive_the_assignment, "closed", {"assignment"}),
    (forget_who_acted, "recommended", {"acted"}),
    (let_the_reviewer_decide, "granted", {"four_eyes", "acted"}),
    (untie_a_paper, "refused", {"paper_missing", "paper_without_case"}),
    (forge_a_paper, "granted", {"paper_extra"}),
    (delete_a_paper, "granted", {"paper_number"}),
    (set_a_sequence_back, "granted", {"beyond_sequence"}),
    (skip_a_case_number, "registered", {"case_number"}),
    (forget_that_an_order_was_done, "reopened", {"objection_order", "clock_differs"}),
    (rule_by_hand, "ordered", {"status"}),
    (lose_a_record_of_an_objection, "ordered", {"record_gap", "broken_chain"}),
    (stop_the_limit_of_an_order, "ordered", {"clock_differs"}),
    (lose_a_ruling, "ordered", {"paper_missing"}),
    (lose_a_consultation, "registered", {"consultation_number"}),
]
