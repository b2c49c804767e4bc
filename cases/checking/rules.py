"""The rules of one case: what its row, records, clocks, to-do and assignment must agree in.

Each rule is a generator of findings about one dossier. They overlap on purpose: the states' own
table and the replay of the records come to their answers by different ways.
"""

from collections.abc import Callable, Iterator
from functools import cache

from django.utils.translation import gettext as _

from cases.checking.dossiers import Dossier
from cases.checking.findings import Finding
from cases.flows import CaseFlow
from cases.limits import PROMISES, SILENT
from cases.models import Case
from cases.replay import OPEN
from cases.states import (
    EITHER_OF_TRACK,
    ENDS,
    FOUR_EYES,
    PAUSED,
    RUNNING,
    TELLABLE,
    TODO,
    Role,
    Status,
)
from workflow.transitions import moves_in

Rule = Callable[[Dossier], Iterator[Finding]]
RULES: list[Rule] = []

#: Nobody handles the case before and after these states; in them the assignment runs.
IN_WORK = frozenset({Status.ASSIGNED, Status.HANDLING})
#: Limits that may run beside those of the state: papers that come later (L44).
BESIDE = frozenset({"papers_later"})
#: In a notified case the organ may still have to be told of the lawyer (L36).
UNTOLD = frozenset({"notify_assign"})
#: What a lawyer's step may start beside the limits of a case in hand.
BEFORE_A_HEARING = frozenset({"court_15"})
#: In hand at least one of these runs: the first meeting until it was held, then the next step.
EITHER = frozenset({"first_meeting", "milestone"})


def rule(check: Rule) -> Rule:
    RULES.append(check)
    return check


@cache
def _drawn() -> frozenset[tuple[str, str, str]]:
    """Every move of the state machine as (name, from, to)."""
    return frozenset(
        (move.name, str(move.source), str(target))
        for move in moves_in(Case)
        for target in (getattr(move.target, "allowed_states", None) or [move.target])
    )


# Records


@rule
def a_case_does_not_rest_before_its_registration(dossier: Dossier) -> Iterator[Finding]:
    if dossier.status == Status.NEW:
        yield Finding(dossier.number, "resting_new", _("The case was never registered."))


@rule
def a_status_comes_from_a_record(dossier: Dossier) -> Iterator[Finding]:
    moves = dossier.moves
    if dossier.status != Status.NEW and not moves:
        yield Finding(
            dossier.number,
            "no_record",
            _("It is “%(status)s”, but no move is recorded.") % {"status": dossier.status},
        )
    elif moves and moves[-1].target != dossier.status:
        yield Finding(
            dossier.number,
            "status",
            _("It is “%(status)s”, but the last record says “%(target)s”.")
            % {"status": dossier.status, "target": moves[-1].target},
        )


@rule
def records_are_numbered_without_a_gap(dossier: Dossier) -> Iterator[Finding]:
    numbers, version = [move.seq for move in dossier.moves], dossier.case["version"]
    if numbers and (numbers != list(range(1, len(numbers) + 1)) or version != len(numbers)):
        yield Finding(
            dossier.number,
            "record_gap",
            _("It counts %(version)d moves; the records are numbered %(numbers)s.")
            % {"version": version, "numbers": ", ".join(map(str, numbers))},
        )


@rule
def each_record_begins_where_the_one_before_ended(dossier: Dossier) -> Iterator[Finding]:
    status = str(Status.NEW.value)
    for move in dossier.moves:
        if move.source != status or (move.name, move.source, move.target) not in _drawn():
            yield Finding(
                dossier.number,
                "broken_chain",
                _(
                    "Record %(seq)d says “%(move)s” from “%(source)s” to “%(target)s” after “%(before)s”."
                )
                % {
                    "seq": move.seq,
                    "move": move.name,
                    "source": move.source,
                    "target": move.target,
                    "before": status,
                },
            )
        status = move.target


# To-do


@rule
def the_open_to_do_is_the_one_of_the_status(dossier: Dossier) -> Iterator[Finding]:
    found, status = dossier.open_todos, dossier.status
    if status == Status.NEW:
        return
    if status not in TODO:
        if found:
            yield Finding(
                dossier.number, "todo_at_end", _("It has ended and something is still to do.")
            )
        return
    if not found:
        yield Finding(
            dossier.number, "todo_missing", _("It is “%s”, and nothing is open to do.") % status
        )
    if len(found) > 1:
        yield Finding(
            dossier.number, "todo_extra", _("%d things are open to do at once.") % len(found)
        )
    for todo in found:
        node = _node(todo.node)
        if node is None:
            yield Finding(
                dossier.number,
                "todo_unknown",
                _("Its to-do is called “%s”, which the program does not know.") % todo.node,
            )
        elif node != status:
            yield Finding(
                dossier.number,
                "todo_wrong",
                _("It is “%(status)s”, and its to-do is that of “%(node)s”.")
                % {"status": status, "node": node},
            )


def _node(stored: str) -> str | None:
    """The state whose to-do this is; None when it does not resolve."""
    path, _dot, name = stored.rpartition(".")
    known = path.endswith(f".{CaseFlow.__name__}") or path == CaseFlow.__name__
    return name if known and name in TODO else None


@rule
def the_lawyers_to_do_is_in_the_lawyers_hand(dossier: Dossier) -> Iterator[Finding]:
    if TODO.get(dossier.status) != Role.LAWYER:
        return
    wanted = dossier.case["lawyer__user_id"]
    if any(todo.owner != wanted for todo in dossier.open_todos):
        yield Finding(
            dossier.number,
            "todo_owner",
            _("Its to-do is not in the hand of the lawyer who has it."),
        )


@rule
def the_thread_lives_as_long_as_the_case(dossier: Dossier) -> Iterator[Finding]:
    if dossier.status == Status.NEW:
        return
    if dossier.process is None:
        yield Finding(dossier.number, "todo_process", _("It has no thread for its to-do list."))
        return
    flow, state = dossier.process
    if not flow.endswith(f".{CaseFlow.__name__}"):
        yield Finding(
            dossier.number,
            "todo_unknown",
            _("Its thread belongs to “%s”, which is unknown.") % flow,
        )
    if (state == "DONE") != (dossier.status not in TODO):
        yield Finding(
            dossier.number,
            "todo_process",
            _("It is “%(status)s”, and its thread is “%(state)s”.")
            % {"status": dossier.status, "state": state},
        )


# Clocks


@rule
def the_clocks_of_the_status_run(dossier: Dossier) -> Iterator[Finding]:
    running = {clock.code for clock in dossier.open_clocks if clock.state != "paused"}
    paused = {clock.code for clock in dossier.open_clocks if clock.state == "paused"}
    kept = {clock.code for clock in dossier.clocks if clock.never_paused}
    for code in PAUSED.get(dossier.status, ()):
        if code in running and code not in kept:
            yield Finding(
                dossier.number,
                "clock_not_paused",
                _("The clock “%s” runs; it should stand still.") % code,
            )
        elif code not in running | paused and not _may_lack(dossier, code):
            yield Finding(dossier.number, "clock_missing", _("The clock “%s” is missing.") % code)
    wanted = set(RUNNING.get(dossier.status, ()))
    if wanted >= EITHER and wanted & running:
        wanted -= EITHER - running
    if wanted >= EITHER_OF_TRACK:
        wanted -= {"assign"} if dossier.replay.notified else UNTOLD
    for code in sorted(wanted - running):
        if not _may_lack(dossier, code):
            yield Finding(dossier.number, "clock_missing", _("The clock “%s” does not run.") % code)


@rule
def what_is_owed_has_its_clock(dossier: Dossier) -> Iterator[Finding]:
    """In any state of a case in work: the organ's being told of its lawyer, papers that come later."""
    if dossier.status in ENDS | {Status.TERMINATED}:
        return
    owed = {"papers_later"} if dossier.case["provisional"] else set()
    if dossier.status in TELLABLE and dossier.untold:
        owed |= UNTOLD
    for code in sorted(owed - {clock.code for clock in dossier.open_clocks}):
        yield Finding(dossier.number, "clock_missing", _("The clock “%s” does not run.") % code)


def _may_lack(dossier: Dossier, code: str) -> bool:
    """Met before its state ended (a promise that ends with acceptance, a notice served), or never
    promised at all."""
    states = [clock.state for clock in dossier.clocks if clock.code == code]
    if code in PROMISES and not states:
        return (code, 1) not in dossier.replay.states()
    if code == "closing_check":  # of a termination: only once an objection was turned down
        return dossier.status == Status.TERMINATED and not dossier.upheld
    may_be_met = PROMISES | {"termination_notice", "objection_window"}
    return states[-1:] == ["met"] and code in may_be_met


@rule
def no_other_clock_is_open(dossier: Dossier) -> Iterator[Finding]:
    status = dossier.status
    allowed = {*RUNNING.get(status, ()), *PAUSED.get(status, ())}
    if dossier.case["provisional"] and status not in ENDS | {Status.TERMINATED}:
        allowed |= BESIDE
    if dossier.replay.notified and status not in ENDS | {Status.TERMINATED}:
        allowed |= UNTOLD
    if status == Status.HANDLING:
        allowed |= BEFORE_A_HEARING
    for clock in dossier.open_clocks:
        if clock.code not in allowed:
            yield Finding(
                dossier.number,
                "clock_open",
                _("It is “%(status)s”, and the clock “%(code)s” is still open.")
                % {"status": status, "code": clock.code},
            )


@rule
def a_clock_is_paused_as_long_as_its_pause(dossier: Dossier) -> Iterator[Finding]:
    for clock in dossier.clocks:
        if clock.open_pauses and clock.state != "paused":
            yield Finding(
                dossier.number,
                "pause_open",
                _("The clock “%(code)s” is “%(state)s”, and its pause was left open.")
                % {"code": clock.code, "state": clock.state},
            )
        elif clock.state == "paused" and not clock.open_pauses:
            yield Finding(
                dossier.number,
                "pause_missing",
                _("The clock “%s” stands still without a pause.") % clock.code,
            )


@rule
def the_next_limit_is_that_of_the_clocks(dossier: Dossier) -> Iterator[Finding]:
    binding = [
        clock.due_at
        for clock in dossier.open_clocks
        if clock.due_at is not None and clock.code not in SILENT
    ]
    wanted = None if dossier.status in ENDS else min(binding, default=None)
    if dossier.case["next_due_at"] != wanted:
        yield Finding(
            dossier.number, "next_limit", _("The time left in the lists is not that of its clocks.")
        )


@rule
def the_clocks_are_those_of_the_records(dossier: Dossier) -> Iterator[Finding]:
    if not dossier.moves:
        return
    found = {(clock.code, clock.seq): clock.state for clock in dossier.clocks}
    wanted = dossier.replay.states()
    for key in sorted(found.keys() | wanted.keys()):
        state, said = found.get(key, "–"), wanted.get(key, "–")
        if state == said or (state == "breached" and said in OPEN):
            continue
        yield Finding(
            dossier.number,
            "clock_differs",
            _("The clock “%(code)s” %(seq)d is “%(state)s”; by the records it is “%(said)s”.")
            % {"code": key[0], "seq": key[1], "state": state, "said": said},
        )


@rule
def a_pause_has_its_paper(dossier: Dossier) -> Iterator[Finding]:
    for clock in dossier.clocks:
        if clock.bare_pauses:
            yield Finding(
                dossier.number,
                "pause_paper",
                _("The clock “%s” was paused, and no paper of this case stands behind it.")
                % clock.code,
            )


# Lawyer


@rule
def the_lawyer_is_the_one_of_the_records(dossier: Dossier) -> Iterator[Finding]:
    if not dossier.moves:
        return
    case, replay = dossier.case, dossier.replay
    if case["lawyer_id"] != replay.lawyer:
        yield Finding(dossier.number, "lawyer", _("It names another lawyer than its records."))
    if case["proposed_lawyer_id"] != replay.proposed:
        yield Finding(
            dossier.number, "lawyer", _("Another lawyer is proposed than the records say.")
        )


@rule
def the_assignment_is_in_step(dossier: Dossier) -> Iterator[Finding]:
    case = dossier.case
    found = sorted(one for one in dossier.assignments if one[0] in {"proposed", "running"})
    wanted: list[tuple[str, int | None, int | None]] = []
    if dossier.status in IN_WORK:
        wanted = [("running", case["lawyer_id"], case["firm_id"])]
    elif dossier.status == Status.PROPOSED:
        firm = found[0][2] if found else None  # the case knows the firm from the approval on
        wanted = [("proposed", case["proposed_lawyer_id"], firm)]
    if found != wanted:
        yield Finding(
            dossier.number,
            "assignment",
            _("It is “%(status)s”, and its open assignments are: %(found)s.")
            % {"status": dossier.status, "found": ", ".join(one[0] for one in found) or "–"},
        )


# People


@rule
def who_acted_is_what_the_records_say(dossier: Dossier) -> Iterator[Finding]:
    if not dossier.moves:
        return
    kept = {role: sorted(people) for role, people in dossier.case["acted"].items()}
    said = {role: sorted(people) for role, people in dossier.replay.acted.items()}
    if kept != said:
        yield Finding(
            dossier.number, "acted", _("Its list of who acted in which role is not true.")
        )


@rule
def no_one_acts_in_both_halves_of_a_pair(dossier: Dossier) -> Iterator[Finding]:
    acted = dossier.replay.acted
    for pair in FOUR_EYES:
        one, other = sorted(pair)
        if set(acted.get(one, ())) & set(acted.get(other, ())):
            yield Finding(
                dossier.number,
                "four_eyes",
                _("The same person acted as “%(one)s” and as “%(other)s”.")
                % {"one": Role(one).label, "other": Role(other).label},
            )
