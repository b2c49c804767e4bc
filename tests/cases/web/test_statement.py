"""The explained due date: on the case page, and as a page for the file."""

import re
from datetime import date, timedelta
from html import unescape
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from cases.models import CaseClock
from cases.web.clocks import explain_clocks, read_clocks
from cases.web.explained import outcome_of, paper_in_words, pause_in_words
from cases.web.statement import event_in_words, events_of
from cases.web.statement import page_of as page_for
from tests.cases.factories import NAMES
from tests.cases.moments import LATER, MONDAY, moment
from tests.cases.reading import paper as paper_of
from tests.cases.web.conftest import NOW
from workflow.calendar_store import CalendarMissing, confirm
from workflow.models import CalendarDay, CalendarNotice, What
from workflow.rules import Interval

NOTICE_2026 = "国办发明电〔2025〕7号"


def day(number):
    return MONDAY + timedelta(days=number - 2)


@pytest.fixture
def supplemented(case, make):
    """Received on Monday the 2nd, papers asked for on the 4th, all there on the 10th."""
    case = make(case, "ask_for_papers", at=moment(day(4), 10))
    return make(case, "receive_papers", at=moment(day(10), 15))


def texts(page):
    """The page's words, without tags, on one line."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def in_english(person, sign_in, path):
    client = sign_in(person)
    client.cookies["django_language"] = "en"
    answer = client.get(path)
    assert answer.status_code == 200
    return texts(answer.content.decode())


# The case page


def test_each_limit_says_which_rule_notice_and_hour_it_rests_on(clerk, case, sign_in):
    page = in_english(clerk, sign_in, case.get_absolute_url())

    for clock in case.clocks.select_related("rule"):
        assert f"Rule in force since {clock.rule.valid_from}" in page
    assert page.count(f"Rest days by Notice of rest days for 2026: {NOTICE_2026}") == 2
    assert page.count("The last day ends at 24:00") == 2
    assert (
        f'href="{case.get_absolute_url()}limits/"'
        in sign_in(clerk).get(case.get_absolute_url()).content.decode()
    )


def test_a_pause_is_named_with_its_paper_at_the_limit_and_at_each_of_its_days(
    clerk, supplemented, sign_in
):
    paper = paper_of(supplemented, "supplement_notice").document
    named = f"{paper.title} {paper.label}"
    page = in_english(clerk, sign_in, supplemented.get_absolute_url())

    assert page.count(f"after 2026-11-04, up to and including 2026-11-10 ({named})") == 2
    assert page.count(f"paused, not counted ({named})") == 2 * 6


def test_a_limit_that_has_ended_is_still_explained_and_says_how_it_ended(
    clerk, supplemented, sign_in
):
    page = in_english(clerk, sign_in, supplemented.get_absolute_url())

    assert "met on 2026-11-10 15:00, in time" in page
    assert page.count("Day by day from") == 3  # review, promise, and the reply that came


def test_a_provisional_limit_has_its_three_dates(clerk, registered, sign_in):
    case = registered(received_at=moment(date(2026, 12, 28)))
    page = in_english(clerk, sign_in, case.get_absolute_url())
    review = case.clocks.get(code="review")

    assert review.certainty == "provisional"
    assert (
        f"earliest {review.due_earliest}, expected {review.due_on}, latest {review.due_latest}"
        in page
    )
    assert "Notice of rest days for 2027: not out yet" in page


def test_the_cut_off_of_a_counter_is_said_with_the_way_of_handing_in(case):
    case.clocks.update(cut_off="17:30", channel="counter")
    with override("en"):
        [shown, *_] = explain_clocks(read_clocks(case), at=NOW, papers=[])
        facts = {str(fact.label): fact.value for fact in shown.facts}

    assert facts["The last day ends"] == "at 17:30, the close of business (At the counter)"


def test_without_any_calendar_the_page_says_that_no_day_can_be_explained(clerk, case, sign_in):
    CalendarNotice.objects.all().delete()
    for path in (case.get_absolute_url(), f"{case.get_absolute_url()}limits/"):
        page = in_english(clerk, sign_in, path)
        assert "No notice of rest days is in force: no day can be explained." in page
        assert "the first day is not counted" not in page.split("moves to the next working day")[-1]


def test_without_any_calendar_no_case_is_registered(city, registered):
    CalendarNotice.objects.all().delete()

    with pytest.raises(CalendarMissing):
        registered()
    assert not CaseClock.objects.exists()


# The page for the file


def test_the_page_names_the_case_its_limits_and_every_day(supervisor, supplemented, sign_in):
    page = in_english(supervisor, sign_in, f"{supplemented.get_absolute_url()}limits/")

    assert f"Case {supplemented.number}" in page
    assert supplemented.agency.name in page
    assert "法律援助法第四十三条" in page
    for run in (
        "2026-11-02 Mon – the first day is not counted",
        "2026-11-03 Tue … 11-04 Wed 1–2 counted",
        "2026-11-05 Thu … 11-10 Tue – paused, not counted",
        "2026-11-11 Wed … 11-14 Sat 3–6 counted",
        "2026-11-15 Sun 7 counted; the last day is a rest day, so the end moves on",
        "2026-11-16 Mon – the first working day after: the limit ends here",
    ):
        assert run in page
    assert page.count(NOTICE_2026) == 1  # the same for all: said once
    assert f"Printed on 2026-11-03 09:00 by {supervisor}" in page


def test_the_page_tells_what_happened_when_by_whom_and_by_which_paper(
    clerk, supplemented, pass_time, sign_in
):
    pass_time(LATER)
    paper = paper_of(supplemented, "supplement_notice").document
    page = in_english(clerk, sign_in, f"{supplemented.get_absolute_url()}limits/")
    history = page[page.index("History of the limits") :]

    for line in (
        f"Promised time for acceptance started, last day 2026-11-09 {clerk}",
        f"2026-11-04 10:00 Review of the application, Promised time for acceptance paused by "
        f"{paper.title} {paper.label} {clerk}",
        f"2026-11-10 15:00 Reply to the request for papers met {clerk}",
        f"2026-11-10 15:00 Review of the application resumed, last day 2026-11-16 {clerk}",
        "breached the clock",
    ):
        assert line in history
    assert "warned" not in history


def test_a_recompute_stands_in_the_history_with_both_days_and_its_notice(case):
    event = SimpleNamespace(
        what=What.RECOMPUTED,
        get_what_display=lambda: "recomputed",
        due_before=date(2027, 1, 4),
        due_after=date(2027, 1, 5),
        note="2027 国办发明电〔2026〕9号",
        at=NOW,
    )
    with override("en"):
        assert (
            event_in_words(event, [])
            == "recomputed: 2027-01-04 → 2027-01-05, by 2027 国办发明电〔2026〕9号"
        )
        event.note = ""
        assert event_in_words(event, []) == "recomputed: 2027-01-04 → 2027-01-05"


def test_a_notice_that_comes_later_leaves_the_ended_limit_with_its_own_calendar(
    clerk, supplemented, sign_in
):
    notice = CalendarNotice.objects.create(year=2026, paper_no="新号", digest="0" * 64)
    CalendarDay.objects.create(notice=notice, date=day(16), status="off", occasion="National Day")
    confirm(notice, at=moment(day(11)))

    page = in_english(clerk, sign_in, f"{supplemented.get_absolute_url()}limits/")
    assert NOTICE_2026 in page
    assert "新号" not in page  # nothing has been recomputed yet: the dates rest on the old one


def test_nothing_of_the_applicant_stands_on_the_page(supervisor, case_in, sign_in):
    case = case_in("handling", applicant={"phone": "13811535642"})
    page = in_english(supervisor, sign_in, f"{case.get_absolute_url()}limits/")

    applicant = case.applicant
    for personal in (applicant.name, applicant.id_no, applicant.phone, applicant.address):
        assert personal not in page
    for opponent in case.opponents.all():
        assert opponent.name not in page
    assert case.cause in page


def test_a_stranger_finds_no_such_page(city, case, sign_in):
    path = f"{case.get_absolute_url()}limits/"
    for name in NAMES:
        status = sign_in(city.people[name]).get(path).status_code
        seen = sign_in(city.people[name]).get(case.get_absolute_url()).status_code
        assert status == seen, name


def test_a_step_that_was_given_a_new_date_is_left_out_and_counted(lawyer, case_in, make, sign_in):
    case = case_in("handling")
    for number in range(3):
        case = make(case, "log_handling", next_on=day(20 + number))
    every = read_clocks(case)
    page = page_for(case, at=NOW)

    replaced = [one for one in every if one.state == "cancelled"]
    assert len(page["clocks"]) == len(every) - page["left_out"]
    assert page["left_out"] == len(replaced)


@pytest.mark.parametrize("where", ["registered", "supplementing", "handling", "archived", "served"])
def test_the_page_costs_the_same_wherever_the_case_stands(
    auditor, case_in, client, django_assert_num_queries, where
):
    case = case_in(where)
    client.force_login(auditor)

    # session, person, roles, case; clocks, pauses, papers, calendar; events, acts, people
    with django_assert_num_queries(11):
        client.get(f"{case.get_absolute_url()}limits/")


def test_every_event_but_the_clocks_own_says_who(case_in):
    case = case_in("served")

    assert [event for event in events_of(case, read_clocks(case), []) if not event.by] == []


# Words


def test_a_pause_in_words():
    with override("en"):
        assert pause_in_words(Interval(day(4)), []) == "after 2026-11-04, still paused"
        assert pause_in_words(Interval(day(4), day(4)), []) == (
            "begun and ended on 2026-11-04: no day is taken out"
        )
        assert pause_in_words(Interval(day(4), day(6), "supplement_notice"), []) == (
            "after 2026-11-04, up to and including 2026-11-06 (补充材料/说明通知书)"
        )


def test_a_paper_is_named_by_its_number_by_its_kind_or_as_it_was_typed(supplemented):
    papers = list(supplemented.papers.select_related("document"))
    paper = paper_of(supplemented, "supplement_notice").document
    named = f"{paper.title} {paper.label}"

    assert paper_in_words(paper.label, papers) == named
    assert paper_in_words("supplement_notice", papers, on=day(4)) == named
    assert paper_in_words("supplement_notice", papers, on=day(5)) == paper.title
    assert paper_in_words("a letter", papers) == "a letter"


@pytest.mark.parametrize(
    ("state", "in_time", "breached", "words"),
    [
        ("running", None, None, ""),
        ("paused", None, None, ""),
        ("met", True, None, "met on 2026-11-03 09:00, in time"),
        ("met", False, NOW, "met on 2026-11-03 09:00, late: the limit passed on 2026-11-03 09:00"),
        ("breached", False, NOW, "passed on 2026-11-03 09:00, still open"),
        ("cancelled", None, None, "ended on 2026-11-03 09:00 without what it waited for"),
        (
            "cancelled",
            False,
            NOW,
            "ended on 2026-11-03 09:00, after it had passed on 2026-11-03 09:00",
        ),
    ],
)
def test_the_outcome_in_words(state, in_time, breached, words):
    told = SimpleNamespace(state=state, in_time=in_time, breached_at=breached, ended_at=NOW)
    with override("en"):
        assert outcome_of(told) == words
