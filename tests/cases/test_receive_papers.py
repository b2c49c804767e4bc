"""Receive papers: everything asked for is there, and the clocks go on from the next day."""

from datetime import date

import pytest

from cases.states import Status
from tests.cases.factories import make, pass_time
from tests.cases.moments import FRIDAY, TUESDAY, moment
from tests.cases.reading import clocks, facts_of_paper, last, papers, refused, todo, unchanged


@pytest.fixture
def asked(registered):
    case = registered(materials=["identity", "application_form"])
    items = ["means_statement", "case_evidence"]
    return make(
        case, "ask_for_papers", items=items, reply_by=date(2026, 11, 12), at=moment(TUESDAY)
    )


def test_the_days_between_do_not_count(city, asked):
    """Asked on Tuesday, complete on Friday: Wednesday to Friday are left out."""
    case = make(asked, "receive_papers", at=moment(FRIDAY))

    assert last(case) == ("receive_papers", "supplementing", "registered", "clerk", city.clerk)
    assert clocks(case) == {
        "review": ("running", date(2026, 11, 12)),
        "acceptance": ("running", date(2026, 11, 10)),
        "supplement": ("met", date(2026, 11, 12)),
    }
    for code in ["review", "acceptance"]:
        pause = case.clocks.get(code=code).pauses.get()
        assert (pause.asked_on, pause.complete_on) == (TUESDAY, FRIDAY)
    assert case.next_due_at == moment(date(2026, 11, 11), 0)
    assert todo(case) == [(Status.REGISTERED, None)]
    assert papers(case) == ["application_receipt"]


def test_the_receipt_lists_what_came_and_not_what_had_one_before(city, asked):
    case = make(asked, "receive_papers", at=moment(FRIDAY))

    facts = facts_of_paper(case)
    assert [item["name"] for item in facts["items"]] == [
        "经济困难状况说明表",
        "与申请事项有关的案件材料",
    ]
    assert (facts["received_on"], facts["received_by"]) == ("2026-11-06", city.clerk.name)
    before = case.papers.filter(document__kind="application_receipt").first().document.facts
    assert [item["name"] for item in before["items"]] == ["身份证明", "法律援助申请表"]


def test_papers_that_come_the_same_day_cost_no_day(asked):
    case = make(asked, "receive_papers", at=moment(TUESDAY, 17))

    assert clocks(case)["review"] == ("running", date(2026, 11, 9))


def test_what_came_lies_with_the_rest(asked):
    case = make(asked, "receive_papers")

    assert case.materials == ["identity", "application_form", "means_statement", "case_evidence"]
    assert make(case, "accept").status == "accepted"


def test_the_case_goes_back_where_it_came_from(walk, case):
    case = walk(case, "accept", "ask_for_papers", "receive_papers")

    assert last(case)[:3] == ("receive_papers", "supplementing", "accepted")
    assert todo(case) == [(Status.ACCEPTED, None)]


@pytest.mark.parametrize("received", [[], ["means_statement"], ["means_statement", "identity"]])
def test_every_paper_that_was_asked_for_must_be_there(asked, received):
    with refused("Tick every paper that was asked for; some are still missing."):
        make(asked, "receive_papers", received=received)
    assert unchanged(asked)


def test_papers_that_come_late_are_still_received_and_the_lateness_stays_on_record(asked):
    late = moment(date(2026, 11, 20))
    pass_time(late)
    case = make(asked, "receive_papers", at=late)

    supplement = case.clocks.get(code="supplement")
    assert (supplement.state, supplement.breached_at) == ("met", moment(date(2026, 11, 12), 18))
    # Asked on the 3rd, complete on the 20th: one day was counted before, six are left.
    assert clocks(case)["review"] == ("running", date(2026, 11, 26))


@pytest.mark.parametrize(
    ("posted_on", "in_time"),
    [(date(2026, 11, 3), True), (date(2026, 11, 12), True), (date(2026, 11, 13), False)],
)
@pytest.mark.parametrize("ticked", [True, False], ids=["breached", "not yet seen by a tick"])
def test_the_postmark_decides_whether_papers_are_in_time(asked, posted_on, in_time, ticked):
    arrived = moment(date(2026, 11, 16))
    if ticked:
        pass_time(arrived)
    case = make(asked, "receive_papers", at=arrived, posted_on=posted_on)

    supplement = case.clocks.get(code="supplement")
    assert supplement.state == "met"
    assert (supplement.breached_at is None) == in_time
    assert case.history.latest("seq").facts["posted_on"] == posted_on.isoformat()
    # Our own clocks stand still until the papers are here: the post takes nothing of our time.
    assert case.clocks.get(code="review").pauses.get().complete_on == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("posted_on", "sentence"),
    [
        (
            date(2026, 11, 2),
            "They were posted before they were asked for: look at the envelope again.",
        ),
        (date(2026, 11, 7), "The day of posting lies in the future."),
    ],
)
def test_a_postmark_lies_between_the_request_and_today(asked, posted_on, sentence):
    with refused(sentence):
        make(asked, "receive_papers", at=moment(FRIDAY), posted_on=posted_on)
    assert unchanged(asked)
