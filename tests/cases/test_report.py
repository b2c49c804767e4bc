"""Report: the complete closing file is handed in."""

from datetime import date
from decimal import Decimal

import pytest

from cases.actions.papers.closing import organ_of, told_before
from cases.codes import ClosingPaper
from cases.states import Status
from tests.cases.factories import make
from tests.cases.moments import FRIDAY, moment
from tests.cases.reading import clocks, facts_of_paper, last, papers, refused, todo, unchanged

ALL = [paper.value for paper in ClosingPaper]


def test_the_file_meets_its_clock_and_the_check_begins(city, case_in):
    case = make(case_in("closed"), "report", at=moment(FRIDAY))

    assert last(case) == ("report", "closed", "reported", "lawyer", city.lawyer)
    assert clocks(case)["closing_file"] == ("met", date(2026, 12, 2))
    assert clocks(case)["closing_check"] == ("running", date(2026, 12, 7))  # the 6th is a Sunday
    assert todo(case) == [(Status.REPORTED, None)]
    assert case.closing_papers == ALL
    assert case.history.latest("seq").reason == "会见受援人，参加庭审，发表代理意见。"


def test_the_closing_report_is_issued(case_in):
    case = make(
        case_in("closed"),
        "report",
        at=moment(FRIDAY),
        organ="崆峒区人民法院",
        recovered_yuan=Decimal("12600.00"),
    )

    assert papers(case)[-1] == "closing_report"
    said = facts_of_paper(case)
    assert (said["organ"], said["stage"], said["result"]) == ("崆峒区人民法院", "一审", "胜诉")
    assert said["closing_event"] == "收到判决书、裁定书或者调解书"
    assert (said["closed_on"], said["reported_on"]) == ("2026-11-02", "2026-11-06")
    assert (said["applied_on"], said["granted_on"], said["assigned_on"]) == ("2026-11-02",) * 3
    assert said["summary"] == "会见受援人，参加庭审，发表代理意见。"
    assert said["recovered"] == "12600.00"
    assert said["enclosed"][0] == "委托协议和授权委托书"


def test_a_report_says_how_the_case_was_handled(case_in):
    case = case_in("closed")
    with refused("Say how the case was handled: the report prints it."):
        make(case, "report", summary=" ")
    assert unchanged(case)


def test_what_was_told_before_is_there_when_the_report_comes_again(case_in):
    case = case_in("closed")
    assert "summary" not in told_before(case)
    assert organ_of(case) == "崆峒区人民法院"  # out of the letter to it
    case = make(make(case, "report", organ="平凉市中级人民法院"), "return_report")

    assert told_before(case)["summary"] == "会见受援人，参加庭审，发表代理意见。"
    assert organ_of(case) == "平凉市中级人民法院"


def test_nothing_was_told_of_an_organ_that_got_no_letter(walk, case_in):
    case = walk(make(case_in("proposed"), "approve", organ=""), "sign", "close")

    assert (told_before(case), organ_of(case)) == ({}, "")


def test_every_logged_step_is_on_the_log_that_is_handed_in(city, case_in, walk):
    case = make(case_in("handling"), "log_handling", note="了解案情。\r\n核对欠条\u200b。")
    case = walk(make(case, "log_handling", kind="hearing", note="出庭😀。"), "close", "report")

    facts = facts_of_paper(case, "progress_log")
    said = [(entry["step"], entry["content"]) for entry in facts["entries"]]
    assert said == [("会见受援人", "了解案情。\n核对欠条 。"), ("参加庭审", "出庭〓。")]
    assert (facts["lawyer"], facts["firm"]) == (city.lawyers["lawyer"].name, city.firm.name)
    assert facts["form_of_aid"] == "民事诉讼代理"


def test_a_file_that_was_sent_back_comes_with_a_log_again(case_in, walk):
    case = walk(case_in("reported"), "return_report", "report")

    logs = case.papers.filter(document__kind="progress_log")
    assert logs.count() == 2
    assert logs[0].document.facts["entries"] == []


@pytest.mark.parametrize("missing", list(ClosingPaper))
def test_each_missing_paper_is_named(case_in, missing):
    case = case_in("closed")
    with refused(f"The closing file lacks: {ENGLISH[missing]}."):
        make(case, "report", papers=[paper for paper in ALL if paper != missing])
    assert unchanged(case)


ENGLISH = {
    "agreement": "Agreement and power of attorney",
    "notes": "Notes of meetings and progress",
    "pleadings": "Pleadings or opinions",
    "outcome": "Judgment, award or settlement",
    "report": "Closing report",
}


def test_an_empty_file_names_them_all(case_in):
    with refused(f"The closing file lacks: {', '.join(ENGLISH.values())}."):
        make(case_in("closed"), "report", papers=[])
