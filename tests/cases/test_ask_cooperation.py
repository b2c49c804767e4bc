"""Another agency is asked to look into something, and answers or does not (P16, P17; form 7)."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from cases import notices
from cases.city.scans import scan
from cases.models import CaseClock, Cooperation, Notice
from cases.states import Status
from tests.cases.factories import make, pass_time
from tests.cases.moments import LATER, TUESDAY, moment
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
from workflow.tick import tick

AT = moment(TUESDAY)
REPLY_BY = date(2026, 11, 18)
AGENCY = "西安市碑林区法律援助中心"
GOES_ON = moment(TUESDAY + timedelta(days=7))


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def accepted(case_in):
    return case_in("accepted")


def ask(case, **changes):
    return make(case, "ask_cooperation", **{"reply_by": REPLY_BY, "at": AT} | changes)


def receive(case, **changes):
    return make(case, "receive_cooperation", **{"at": GOES_ON} | changes)


def test_both_clocks_stand_still_on_the_letter_and_the_other_agencys_runs(city, accepted):
    case = ask(accepted)

    assert last(case) == ("ask_cooperation", "accepted", "verifying", "reviewer", city.reviewer)
    assert clocks(case) == {
        "review": ("paused", None),
        "acceptance": ("paused", None),
        "cooperation": ("running", REPLY_BY),
    }
    pauses = [pause for clock in case.clocks.all() for pause in clock.pauses.all()]
    assert {pause.paper for pause in pauses} == {paper(case, "cooperation_letter")}
    assert {pause.notice for pause in pauses} == {"（平）援协字〔2026〕第1号"}
    assert todo(case) == [(Status.VERIFYING, None)]


def test_the_letter_says_what_to_look_into_and_by_when(accepted):
    case = ask(
        accepted,
        items=["就业情况", "家庭收入"],
        background="申请人户籍在你地。",
        enclosed=["申请表复印件"],
    )

    assert papers(case) == ["cooperation_letter"]
    facts = facts_of_paper(case)
    assert (facts["to"], facts["items"], facts["reply_by"]) == (
        AGENCY, ["就业情况", "家庭收入"], "2026-11-18",
    )  # fmt: skip
    assert (facts["background"], facts["enclosed"]) == ("申请人户籍在你地。", ["申请表复印件"])


def test_what_was_asked_and_answered_is_kept(city, accepted):
    case = ask(accepted)
    [asked] = case.cooperations.all()
    assert (asked.agency, asked.region, asked.asked_at, asked.reply_by) == (
        AGENCY, "陕西省西安市碑林区", AT, REPLY_BY,
    )  # fmt: skip
    assert asked.received_at is None

    case = receive(case, findings="无固定收入。", papers=[scan("reply.pdf", "Reply")])

    [asked] = case.cooperations.all()
    assert (asked.received_at, asked.result, asked.findings) == (
        GOES_ON,
        "answered",
        "无固定收入。",
    )
    assert [one.kind for one in asked.attachments.all()] == ["cooperation"]
    assert last(case)[:4] == ("receive_cooperation", "verifying", "accepted", "reviewer")
    assert case.history.latest("seq").facts == {"result": "answered", "findings": "无固定收入。"}


def test_the_days_of_waiting_do_not_count(accepted):
    """Received on Monday, asked on Tuesday: one day used. The reply comes a week later."""
    case = receive(ask(accepted))

    assert clocks(case) == {
        "review": ("running", date(2026, 11, 16)),
        "acceptance": ("running", date(2026, 11, 16)),
        "cooperation": ("met", REPLY_BY),
    }
    assert {pause.complete_on for clock in case.clocks.all() for pause in clock.pauses.all()} == {
        GOES_ON.date()
    }


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"agency": " "}, "Name the agency that is asked."),
        ({"agency": "平凉市法律援助中心"}, "This is our own agency: ask another one."),
        ({"items": []}, "Say what is to be looked into."),
        ({"reply_by": TUESDAY}, "The date for the reply must lie after today."),
    ],
)
def test_a_letter_that_asks_nothing_is_refused(accepted, changes, sentence):
    with refused(sentence):
        ask(accepted, **changes)
    assert unchanged(accepted)
    assert not Cooperation.objects.exists()


def test_no_reply_is_no_answer_before_the_date_has_passed(accepted):
    case = ask(accepted)
    with refused("The date for the reply has not passed: wait, or call the request off."):
        receive(case, result="no_reply", findings="未收到复函。")
    with refused("Say what was found, or why the review goes on without it."):
        receive(case, findings=" ")

    assert unchanged(case)
    assert case.cooperations.get().received_at is None


def test_a_reply_that_never_comes_is_no_dead_end(city, accepted):
    case = ask(accepted)
    pass_time(LATER)
    told = Notice.objects.filter(clock__code="cooperation", user=city.reviewer)
    assert "did not answer by 2026-11-18" in " ".join(one.sentence() for one in told)

    case = receive(case, result="no_reply", findings="经两次电话催办仍未复函。", at=LATER)

    assert case.status == Status.ACCEPTED
    assert clocks(case)["cooperation"][0] == "met"
    assert case.clocks.get(code="cooperation").breached_at is not None
    assert case.cooperations.get().result == "no_reply"


def test_nobody_here_is_late_while_another_agency_is(accepted):
    case = ask(accepted)
    while tick(CaseClock, at=LATER, announce=notices.announce):
        pass
    states = dict(case.clocks.values_list("code", "state"))
    assert states == {"review": "paused", "acceptance": "paused", "cooperation": "breached"}


def test_a_request_that_is_no_longer_needed_is_called_off_at_any_time(accepted):
    case = receive(ask(accepted), result="called_off", findings="申请人补交了证明。")

    assert case.status == Status.ACCEPTED
    assert ask(case, at=GOES_ON + timedelta(hours=1), reply_by=date(2026, 11, 25)).version == 5


def test_an_application_is_withdrawn_while_another_agency_looks_into_it(accepted):
    """procedure.md: registered … proposed; verifying lies between."""
    case = make(ask(accepted), "withdraw", at=GOES_ON)

    assert case.status == Status.WITHDRAWN
    assert not case.clocks.open().exists()
    letter = paper(case, "cooperation_letter").document
    assert [one.what for one in letter.standings.all()] == ["ended"]
