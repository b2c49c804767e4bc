"""Ask for papers: one notice names everything that is missing; the clocks stand still."""

from datetime import date

import pytest

from cases.states import Status
from tests.cases.factories import make, pass_time
from tests.cases.moments import MONDAY, TUESDAY, moment
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

AT = moment(TUESDAY)
REPLY_BY = date(2026, 11, 12)


@pytest.fixture
def incomplete(registered):
    return registered(materials=["identity", "application_form"])


def ask(case, **changes):
    facts = {"items": ["case_evidence", "means_statement"], "reply_by": REPLY_BY, "at": AT}
    return make(case, "ask_for_papers", **facts | changes)


def test_both_clocks_stand_still_and_the_applicants_runs(city, incomplete):
    case = ask(incomplete)

    assert last(case) == ("ask_for_papers", "registered", "supplementing", "clerk", city.clerk)
    assert clocks(case) == {
        "review": ("paused", None),
        "acceptance": ("paused", None),
        "supplement": ("running", REPLY_BY),
    }
    pauses = [pause for clock in case.clocks.all() for pause in clock.pauses.all()]
    assert [(pause.asked_on, pause.complete_on, pause.notice) for pause in pauses] == [
        (TUESDAY, None, "（平）援补字〔2026〕第1号")
    ] * 2
    assert {pause.paper for pause in pauses} == {paper(case, "supplement_notice")}
    assert case.next_due_at == moment(REPLY_BY, 18)  # asked at a counter, which closes then
    assert todo(case) == [(Status.SUPPLEMENTING, None)]


def test_the_notice_names_every_paper_in_chinese_and_the_day(incomplete):
    case = ask(incomplete, items=["case_evidence", "means_statement", "2025年工资流水"])

    assert papers(case) == ["supplement_notice"]
    facts = facts_of_paper(case)
    assert facts["reply_by"] == "2026-11-12"
    assert facts["noticed_on"] == "2026-11-03"
    assert facts["items"][-1] == "2025年工资流水"
    assert len(facts["items"]) == 3
    assert not any(
        letter.isascii() and letter.isalpha() for item in facts["items"] for letter in item
    )
    assert paper(case, "supplement_notice").document.label == "（平）援补字〔2026〕第1号"


def test_a_last_day_on_a_saturday_stays_there(incomplete):
    """The day was named to the applicant: it is not moved."""
    case = ask(incomplete, reply_by=date(2026, 11, 14))

    assert clocks(case)["supplement"] == ("running", date(2026, 11, 14))


def test_the_reviewer_asks_too_while_the_case_is_accepted(city, walk, case):
    case = ask(walk(case, "accept"), items=["group_proof"], by=city.reviewer)

    assert last(case) == ("ask_for_papers", "accepted", "supplementing", "reviewer", city.reviewer)
    assert case.supplement_from == "accepted"


def test_papers_are_asked_for_once(walk, case):
    case = walk(case, "ask_for_papers", "receive_papers")

    with refused("Papers were already asked for once; the law allows one request only (L43)."):
        make(case, "ask_for_papers")
    assert unchanged(case)


def test_so_everything_that_is_missing_must_be_named(incomplete):
    with refused("These are missing as well: Papers about the case."):
        ask(incomplete, items=["means_statement"])
    with refused(
        "Name at least one missing paper.",
        "These are missing as well: Papers about the case, Statement of financial hardship.",
    ):
        ask(incomplete, items=[])
    assert unchanged(incomplete)


@pytest.mark.parametrize("reply_by", [TUESDAY, MONDAY])
def test_the_reply_is_due_after_today(incomplete, reply_by):
    with refused("The date for the reply must lie after today."):
        ask(incomplete, reply_by=reply_by)
    assert unchanged(incomplete)


@pytest.mark.parametrize("ticked", [True, False], ids=["breached", "not yet seen by a tick"])
def test_a_limit_that_has_passed_is_not_paused_any_more(incomplete, ticked):
    late = moment(date(2026, 11, 10), 9)
    if ticked:
        pass_time(late)
    case = ask(incomplete, at=late)

    found = clocks(case)
    assert found["review"] == ("breached" if ticked else "running", date(2026, 11, 9))
    assert found["supplement"] == ("running", REPLY_BY)
    review = case.clocks.get(code="review")
    assert review.events.filter(what="not_paused").exists()
    assert not review.pauses.exists()
