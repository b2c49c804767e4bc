"""Redirect: not ours. The right agency is named, and why (L38)."""

import pytest

from tests.cases.factories import make
from tests.cases.reading import (
    clocks,
    facts_of_paper,
    last,
    paper,
    papers,
    refused,
    todo,
    unchanged,
)


def test_the_clerk_sends_it_on_and_nothing_runs_any_more(city, case):
    case = make(case, "redirect", to="西峰区法律援助中心", why="办案机关在西峰区。")

    assert last(case) == ("redirect", "registered", "redirected", "clerk", city.clerk)
    assert {state for state, _due in clocks(case).values()} == {"cancelled"}
    assert (case.redirected_to, case.end_reason) == ("西峰区法律援助中心", "办案机关在西峰区。")
    assert (todo(case), case.next_due_at) == ([], None)


def test_the_applicant_gets_a_note_of_where_to_go_and_why(city, case):
    case = make(case, "redirect", to="西峰区法律援助中心", why="办案机关在西峰区。")

    assert papers(case) == ["redirection_note"]
    facts = facts_of_paper(case)
    assert (facts["to"], facts["why"]) == ("西峰区法律援助中心", "办案机关在西峰区。")
    assert (facts["applicant"], facts["told_by"]) == (case.applicant.name, city.clerk.name)
    assert (facts["station"], facts["stage"]) == (city.station.name, "一审")
    assert paper(case, "redirection_note").document.label == case.number


@pytest.mark.parametrize(
    ("to", "why", "sentences"),
    [
        (" ", "不属本地。", ["Name the agency that is competent."]),
        ("西峰区法律援助中心", "", ["Say why the application is redirected."]),
        ("", "", ["Name the agency that is competent.", "Say why the application is redirected."]),
    ],
)
def test_it_says_where_and_why(case, to, why, sentences):
    with refused(*sentences):
        make(case, "redirect", to=to, why=why)
    assert unchanged(case)
