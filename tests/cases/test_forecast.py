"""The forecast's arithmetic: what is out of reach, and that the moves it names do what it says."""

import itertools
import time as stopwatch
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.forecast.hours import OFFICE_HOURS, WorkingTime, read_hours
from cases.forecast.reach import Work, reach
from cases.forecast.remedy import remedy
from tests.cases.moments import FRIDAY, MONDAY, TUESDAY, moment
from workflow.calendars import Calendar, YearNotice

CALENDAR = Calendar([YearNotice(2026, {}), YearNotice(2027, {})])
HOURS = read_hours(OFFICE_HOURS.split(","))
NOW = moment(MONDAY, 8, 40)
TIME = WorkingTime(CALENDAR, HOURS, NOW)

STATION, AGENCY = 1, 2
CLERKS, REVIEWERS = ("clerk", STATION), ("reviewer", AGENCY)
WANG, LI, ZHAO = 1, 2, 3
SERVING = {CLERKS: (WANG, LI, ZHAO), REVIEWERS: (ZHAO,)}
EVERYBODY = frozenset({WANG, LI, ZHAO})
TIMES = dict.fromkeys(EVERYBODY, TIME)


def work(case, minutes, due=None, *, holder=WANG, able=EVERYBODY, desk=CLERKS, **more):
    return Work(case=case, desk=desk, minutes=minutes, able=able, holder=holder, due=due, **more)


def out_of(works, times=TIMES, serving=SERVING):
    return reach(works, times, serving, TIME).out_of_reach()


def moves_of(works, times=TIMES):
    return remedy(works, times, SERVING, TIME)


# Reach


def test_a_case_is_out_of_reach_when_the_work_before_it_leaves_too_little():
    noon = moment(MONDAY, 12)  # 200 minutes
    works = [work("a", 120, noon), work("b", 80, noon), work("c", 1, noon)]
    found = reach(works, TIMES, SERVING, TIME)
    assert found.out_of_reach() == {"c"}
    assert [(e.work.case, e.upto, e.time) for e in found.hands[WANG].entries] == [
        ("a", 120, 200),
        ("b", 200, 200),
        ("c", 201, 200),
    ]
    assert found.entries["c"].missing == 1


def test_what_is_late_already_is_done_first_and_is_not_out_of_reach():
    works = [work("b", 30, moment(MONDAY, 9)), work("a", 1, over=NOW - timedelta(days=1))]
    assert out_of(works) == {"b"}  # 20 minutes to nine
    assert out_of([work("a", 9999, over=NOW)]) == set()


def test_the_desks_after_this_one_bring_the_limit_nearer():
    assert out_of([work("a", 100, moment(MONDAY, 12), after=100)]) == set()
    assert out_of([work("a", 100, moment(MONDAY, 12), after=101)]) == {"a"}


def test_a_case_without_a_limit_of_ours_waits_for_all_others():
    assert reach([work("a", 9999)], TIMES, SERVING, TIME).entries == {}


def test_who_serves_a_queue_serves_it_together_with_what_they_can_spare():
    noon = moment(MONDAY, 12)
    waiting = [work(f"q{n}", 100, noon, holder=None) for n in range(7)]
    assert out_of(waiting) == {"q6"}  # three people with 200 minutes each
    assert out_of([*waiting, work("a", 100, noon)]) == {"q5", "q6"}
    # Work that is due later takes nothing before noon, unless Wang would be late with it.
    assert out_of([*waiting, work("a", 210, moment(TUESDAY, 0))]) == {"q6"}
    assert out_of([*waiting, work("a", 211, moment(TUESDAY, 0))]) == {"q5", "q6"}


def test_a_case_of_a_queue_needs_one_person_with_time_for_all_of_it():
    noon = moment(MONDAY, 12)
    assert out_of([work("q", 201, noon, holder=None)]) == {"q"}  # 600 minutes, but 200 each
    few = work("q", 100, noon, holder=None, able=frozenset({WANG}))
    assert out_of([few, work("a", 101, noon)]) == {"q"}
    assert out_of([replace(few, able=EVERYBODY), work("a", 101, noon)]) == set()


def test_who_serves_two_queues_gives_each_half():
    noon = moment(MONDAY, 12)
    reviews = [work("r", 150, noon, holder=None, desk=REVIEWERS, able=frozenset({ZHAO}))]
    assert out_of(reviews) == set()
    assert out_of([*reviews, work("q", 1, noon, holder=None)]) == {"r"}


def test_what_lies_with_somebody_who_may_not_do_it_is_out_of_reach():
    works = [work("a", 1, moment(FRIDAY), able=frozenset({LI})), work("b", 20, moment(MONDAY, 9))]
    assert out_of(works) == {"a"}  # and takes none of Wang's time
    assert out_of([work("q", 1, moment(FRIDAY), holder=None, able=frozenset())]) == {"q"}


# Remedy


def test_the_longest_case_is_given_to_who_has_most_time():
    noon = moment(MONDAY, 12)
    works = [
        work("a", 60, noon),
        work("b", 90, noon),
        work("c", 60, noon),
        work("d", 50, noon, holder=LI),
    ]
    found = moves_of(works)
    assert [(m.case, m.giver, m.taker) for m in found.moves] == [("b", WANG, ZHAO)]
    assert found.saved == {"c"}


def test_the_example_of_the_documentation():
    """docs/explanation/forecast.md"""
    noon, evening = moment(MONDAY, 12), moment(MONDAY, 18)
    works = [
        work("00011", 30, over=moment(MONDAY - timedelta(days=2), 0)),
        work("00012", 90, noon),
        work("00013", 60, noon),
        work("00014", 60, noon),
        work("00015", 120, evening),
        work("00016", 60, evening),
    ]
    works = [replace(one, able=frozenset({WANG, LI})) for one in works]
    found = reach(works, TIMES, SERVING, TIME)
    assert [(e.upto, e.time) for e in found.hands[WANG].entries][1:] == [
        (120, 200),
        (180, 200),
        (240, 200),
        (360, 410),
        (420, 410),
    ]
    assert {case: found.entries[case].missing for case in found.out_of_reach()} == {
        "00014": 40,
        "00016": 10,
    }
    cure = moves_of(works)
    assert [(m.case, m.taker) for m in cure.moves] == [("00012", LI)]
    assert cure.saved == {"00014", "00016"}
    assert cure.first == {WANG: ("00016",)}
    assert [cure.after.entries[f"000{n}"].upto for n in (14, 16)] == [120, 300]


def test_who_is_barred_or_would_be_late_is_given_nothing():
    noon = moment(MONDAY, 12)
    full = [work("d", 200, noon, holder=LI)]
    works = [work("a", 150, noon, able=frozenset({WANG, LI})), work("b", 60, noon), *full]
    assert [(m.case, m.taker) for m in moves_of(works).moves] == [("b", ZHAO)]
    alone = [replace(one, able=frozenset({WANG, LI})) for one in works]
    assert moves_of(alone).moves == ()
    assert moves_of(alone).after.entries["b"].missing == 10


def test_a_taker_is_not_taken_from_the_queue_that_needs_them():
    noon = moment(MONDAY, 12)
    two = frozenset({WANG, LI})
    works = [work("a", 200, noon, able=two), work("b", 20, noon, able=two)]
    assert len(moves_of(works).moves) == 1
    waiting = [work(f"q{n}", 100, noon, holder=None) for n in range(4)]  # all Li and Zhao have
    assert moves_of([*works, *waiting]).moves == ()
    # There is time enough, but only Li has so much of it at once.
    works[0] = replace(works[0], minutes=100)
    works[1] = replace(works[1], minutes=110)
    waiting = [work("q", 150, noon, holder=None), work("z", 100, noon, holder=ZHAO)]
    assert moves_of([*works, *waiting]).moves == ()
    assert len(moves_of(works).moves) == 1


def test_what_a_person_may_not_do_is_given_to_somebody_who_may():
    works = [work("a", 10, moment(MONDAY, 12), able=frozenset({LI}))]
    found = moves_of(works)
    assert [(m.case, m.taker) for m in found.moves] == [("a", LI)]
    assert found.saved == {"a"}


def test_an_order_of_work_is_cheaper_than_a_move():
    late = [work(f"a{n}", 100, over=moment(MONDAY - timedelta(days=3))) for n in range(2)]
    found = moves_of([*late, work("b", 60, moment(MONDAY, 12)), work("c", 60, moment(MONDAY, 12))])
    assert found.moves == ()
    assert found.first == {WANG: ("b", "c")}
    assert found.saved == {"b", "c"}
    waiting = [replace(one, holder=None, able=frozenset({ZHAO}), desk=REVIEWERS) for one in late]
    due = work("q", 60, moment(MONDAY, 12), holder=None, able=frozenset({ZHAO}), desk=REVIEWERS)
    assert moves_of([*waiting, due]).first == {REVIEWERS: ("q",)}


def test_nothing_is_moved_where_it_would_not_help():
    works = [work("a", 30, moment(MONDAY, 9)), work("b", 400, moment(MONDAY, 12), holder=LI)]
    assert moves_of(works).moves == ()


# Properties

dues = st.one_of(
    st.none(),
    st.builds(
        lambda day, hour: moment(MONDAY + timedelta(days=day), hour),
        st.integers(0, 3),
        st.sampled_from([9, 12, 17]),
    ),
)


@st.composite
def piles(draw, most=9):
    """Cases in three hands and two queues, some late, some with who may not do them."""
    found = []
    for number in range(draw(st.integers(1, most))):
        desk = draw(st.sampled_from([CLERKS, CLERKS, REVIEWERS]))
        found.append(
            work(
                f"c{number}",
                draw(st.sampled_from([20, 60, 100, 150, 200])),
                draw(dues),
                desk=desk,
                holder=draw(st.sampled_from([WANG, WANG, LI, ZHAO, None])),
                able=frozenset(draw(st.sets(st.sampled_from(SERVING[desk])))),
                after=draw(st.sampled_from([0, 0, 50])),
                over=draw(st.sampled_from([None, None, NOW - timedelta(days=2)])),
            )
        )
    return found


@given(piles(), piles(most=1))
@settings(max_examples=300)
def test_one_more_case_brings_no_other_into_reach(pile, more):
    added = replace(more[0], case="new")
    assert out_of(pile) <= out_of([*pile, added])


@given(piles())
@settings(max_examples=500)
def test_the_moves_do_what_the_remedy_says_and_harm_nobody(pile):
    found = moves_of(pile)
    taker = {move.case: move.taker for move in found.moves}
    assert len(taker) == len(found.moves)  # nothing is moved twice
    before = {one.case: one for one in pile}
    assert all(before[move.case].holder == move.giver for move in found.moves)
    assert all(to in before[case].able for case, to in taker.items())

    moved = [replace(one, holder=taker.get(one.case, one.holder)) for one in pile]
    late, late_then = out_of(pile), reach(moved, TIMES, SERVING, TIME, found.first).out_of_reach()
    assert late_then <= late
    assert late - late_then == found.saved
    assert late_then.isdisjoint(taker)
    assert not taker or found.saved or any(before[case].stuck for case in taker)
    in_order = reach(pile, TIMES, SERVING, TIME, found.first).out_of_reach()
    assert in_order <= late - {case for cases in found.first.values() for case in cases}


def late_by(order):
    """How late the latest of them is, when they are done in this order."""
    done, latest = 0, None
    for minutes, room in order:
        done += minutes
        latest = max(done - room, done - room if latest is None else latest)
    return latest


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 30)), min_size=1, max_size=6))
def test_no_order_is_better_than_first_due_first(pile):
    """If any order is in time with all, this one is; and its latest case is the least late."""
    found = reach(
        [work(f"c{n}", m, NOW + timedelta(minutes=r)) for n, (m, r) in enumerate(pile)],
        TIMES,
        SERVING,
        TIME,
    )
    ours = max(entry.upto - entry.time for entry in found.hands[WANG].entries)
    assert ours == min(map(late_by, itertools.permutations(pile)))


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 30)), min_size=1, max_size=6))
def test_no_choice_of_cases_needs_fewer_moves(pile):
    """With a colleague who has time for everything (after the first, each case is its own desk's)."""
    works = [
        work(f"c{n}", m, NOW + timedelta(minutes=r), able=frozenset({WANG, 100 + n}))
        for n, (m, r) in enumerate(pile)
        if m <= r
    ]
    times = TIMES | {100 + n: TIME for n in range(len(pile))}
    found = remedy(works, times, SERVING, TIME)
    assert found.after.out_of_reach() == set()
    fewest = min(
        len(works) - len(kept)
        for size in range(len(works) + 1)
        for kept in itertools.combinations(works, size)
        if not out_of(kept, times)
    )
    assert len(found.moves) == fewest


# Quick


@pytest.mark.parametrize(("people", "in_one_hand"), [(24, False), (24, True), (3, False)])
def test_two_thousand_open_cases_are_reckoned_in_a_moment(people, in_one_hand):
    everybody = range(1, people + 1)
    serving = {(role, AGENCY): tuple(everybody) for role in ("reviewer", "officer")}
    works = [
        work(
            f"620802-2026-{n:05d}",
            (20, 30, 45, 60, 120)[n % 5],
            moment(MONDAY + timedelta(days=n % 23), 18),
            desk=("reviewer" if n % 2 else "officer", AGENCY),
            able=frozenset(everybody) - {n % people + 1},
            holder=1 if in_one_hand else None if n % 3 else n % people + 1,
        )
        for n in range(2000)
    ]
    times = {person: WorkingTime(CALENDAR, HOURS, NOW) for person in everybody}
    began = stopwatch.process_time()
    remedy(works, times, serving, TIME)
    assert stopwatch.process_time() - began < 1.5  # 0.3 s and less on an idle machine
