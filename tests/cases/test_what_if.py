"""What if: the past under another line or another promise; nothing is written, nobody named."""

from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from cases import whatif
from cases.actions.change_eligibility import decide_entry, enter_line
from cases.models import Case, CaseClock, HardshipLine
from tests.cases.factories import make, registered, walk
from tests.cases.moments import FRIDAY, LATER, MONDAY, MORNING, NOON, TUESDAY, moment
from workflow.models import AuditEntry

EVERYTHING = (date(2026, 1, 1), date(2026, 12, 31))


def run(*words):
    out = StringIO()
    with translation.override("en"):
        call_command("what_if", "--from", "2026-01-01", "--to", "2026-12-31", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def line(admin, second_admin):
    row = enter_line(
        region="620800",
        amount=Decimal(900),
        valid_from=date(2026, 1, 1),
        valid_to=None,
        basis="某文件",
        by=admin,
        at=MORNING,
    )
    return decide_entry(table=HardshipLine, pk=row.pk, accept=True, by=second_admin, at=NOON)


def household(city, per_head, **facts):
    income = None if per_head is None else Decimal(per_head) * 2
    return registered(city, household_size=2, monthly_income_yuan=income, **facts)


def under(amount, cases=None):
    found = whatif.received_between(cases or Case.objects.all(), *EVERYTHING)
    return whatif.under_line(found, Decimal(amount))


def numbers(turned):
    return [one.number for one in turned]


def test_who_gains_and_who_loses_stands_between_the_two_lines(city, line):
    cases = [household(city, head) for head in (800, 900, 901, 1000, 1001)]

    higher, lower = under(1000), under(850)
    assert (numbers(higher.gains), higher.loses) == ([cases[2].number, cases[3].number], ())
    assert (lower.gains, numbers(lower.loses)) == ((), [cases[1].number])
    assert (higher.unchanged, lower.unchanged, higher.total) == (3, 4, 5)
    [gained] = under(901).gains
    assert (gained.before.why, gained.after.why) == ("over_line", "under_line")
    assert (gained.before.line, gained.after.line) == (900, 901)
    assert under(900).gains == under(900).loses == ()


def test_who_is_not_asked_or_stated_nothing_is_counted_apart(city, line):
    household(city, 5000, matter="domestic_violence")
    household(city, 5000, groups=["社会救助对象"])
    household(city, None)

    found = under(1)
    assert (found.untested, found.unknown, found.unchanged, found.total) == (2, 1, 0, 3)


def test_without_a_line_the_reviewers_finding_is_what_came_out(city):
    granted = walk(household(city, 800), "accept", "recommend", "grant")
    refused = make(
        walk(household(city, 950), "accept"), "recommend", means="not_met", opinion="refuse"
    )
    refused = make(refused, "refuse")
    household(city, 100)  # nobody has judged it: nothing to compare

    found = under(700)
    assert (numbers(found.loses), found.gains, found.unconfigured) == ([granted.number], (), 3)
    assert (found.unknown, found.unchanged) == (1, 1)
    assert found.loses[0].decided == "granted"
    found = under(1000)
    assert (numbers(found.gains), found.gains[0].decided) == ([refused.number], "refused")


def found_by_hand(city, per_head, means, **facts):
    """Reviewed against what the line of 900 proposes."""
    opinion = "refuse" if means == "not_met" else "grant"
    case = walk(household(city, per_head, **facts), "accept")
    return make(case, "recommend", means=means, opinion=opinion)


@pytest.mark.parametrize(
    ("per_head", "means", "amount", "group"),
    [
        (950, "met", 920, "by_hand"),  # still above the line, and found in hardship
        (950, "met", 700, "by_hand"),
        (950, "met", 1000, "unchanged"),  # now the rules say what the reviewer found
        (800, "not_met", 850, "by_hand"),
        (800, "not_met", 1000, "by_hand"),
        (800, "not_met", 700, "unchanged"),
        (950, "not_met", 1000, "gains"),  # found as proposed
        (800, "met", 700, "loses"),
    ],
)
def test_what_a_reviewer_overruled_stands_under_any_line(
    city, line, per_head, means, amount, group
):
    case = found_by_hand(city, per_head, means)

    found = under(amount)
    groups = {
        "gains": numbers(found.gains),
        "loses": numbers(found.loses),
        "by_hand": numbers(found.by_hand),
        "unchanged": [case.number] * found.unchanged,
    }
    assert groups == {name: [] for name in groups} | {group: [case.number]}
    assert found.total == 1


def test_nor_does_a_line_speak_where_hardship_was_asked_for_by_hand(city, line):
    """That nobody asks for hardship in such a matter was proposed, and found not to apply."""
    case = found_by_hand(city, 950, "not_met", matter="domestic_violence")

    [hand] = under(1000).by_hand
    assert (hand.number, hand.test, hand.proposed, hand.found) == (
        case.number, "waiver", "passed", "failed",
    )  # fmt: skip
    assert under(1000).untested == 0


def test_of_two_reviews_the_newest_counts(city, line):
    case = make(found_by_hand(city, 950, "met"), "return_to_review")
    make(case, "recommend", means="not_met", opinion="refuse")

    assert (numbers(under(1000).gains), under(1000).by_hand) == ([case.number], ())


def test_the_command_tells_what_was_decided_by_hand_without_the_words_of_the_reason(city, line):
    case = found_by_hand(city, 950, "met")
    said = run("--line", "920")

    assert f"{case.number} decided by hand: “Hardship” was proposed as not passed" in said
    assert "found as passed. It stays as it was found." in said
    assert "1 were decided by hand" in said
    assert "核查情况另有说明" not in said


def test_the_period_is_of_local_days(city, line):
    case = registered(city, received_at=moment(TUESDAY, 0, 5))

    def there(first, last):
        return list(whatif.received_between(Case.objects.all(), first, last)) == [case]

    assert there(TUESDAY, TUESDAY)
    assert not there(MONDAY, MONDAY)
    assert not there(TUESDAY + timedelta(days=1), FRIDAY)


def promise(days, at=LATER):
    return whatif.under_promise(Case.objects.all(), days, at=at)


def test_what_would_be_late_is_counted_with_the_promises_own_rolling(city):
    """Received Monday; decided Friday: in time by five days, late by three."""
    case = make(walk(registered(city), "accept", "recommend"), "grant", at=moment(FRIDAY))

    five, four, three = promise(5), promise(4), promise(3)
    assert (five.late, five.kept) == ((), 1)
    assert (four.late, four.kept) == ((), 1)
    [late] = three.late
    assert (late.number, late.due_on, late.ended_at) == (
        case.number, date(2026, 11, 5), moment(FRIDAY),
    )  # fmt: skip
    assert (late.was_late, late.days_used, three.newly_late) == (False, 4, three.late)
    assert (three.used, three.total) == (((4, 0, 1),), 1)


def test_a_pause_that_there_was_stays_taken_out(city):
    case = registered(city, materials=["identity", "application_form", "means_statement"])
    case = make(case, "ask_for_papers", at=moment(TUESDAY))
    case = make(case, "receive_papers", at=moment(MONDAY + timedelta(days=9)))
    case = make(case, "accept", at=moment(MONDAY + timedelta(days=9), 13))
    case = make(case, "recommend", at=moment(MONDAY + timedelta(days=9), 14))
    make(case, "grant", at=moment(MONDAY + timedelta(days=10)))

    assert promise(2).late == ()
    [late] = promise(1).late
    assert late.due_on < MONDAY + timedelta(days=10)
    assert [pause.asked_on for pause in late.explanation.pauses] == [TUESDAY]
    assert late.days_used == 2


def test_the_same_promise_gives_the_clocks_own_days(case_in):
    for status in ("granted", "refused", "recommended", "supplementing", "withdrawn"):
        case_in(status)

    found = promise(5, at=NOON)
    clocks = CaseClock.objects.filter(code="acceptance")
    assert found.total == clocks.count() == 5
    assert (found.paused, found.given_up, found.running, found.kept) == (1, 1, 1, 2)


def test_what_is_still_open_is_late_once_its_day_is_over(case):
    assert promise(5, at=NOON).running == 1
    found = promise(5, at=LATER)
    assert (len(found.late), found.late[0].ended_at) == (1, None)


def test_nothing_is_written(city, line):
    household(city, 950)
    before = (AuditEntry.objects.count(), list(CaseClock.objects.order_by("pk").values()))

    run("--line", "1000", "--acceptance", "1")
    assert (AuditEntry.objects.count(), list(CaseClock.objects.order_by("pk").values())) == before


def test_the_command_tells_numbers_and_reasons_and_nobodys_name(city, line):
    case = household(city, 950, applicant={"name": "无名氏"})
    said = run("--line", "1000", "--acceptance", "1")

    assert f"{case.number} gains: The stated income a head is not above the line of 1000" in said
    assert "Until now: The stated income a head is above the line of 900 yuan" in said
    assert "of 1 cases 1 gain and 0 lose" in said
    assert (
        f"{case.number} late: received 2026-11-02, last day 2026-11-03 instead of 2026-11-09"
        in said
    )
    assert "1 would be late" in said
    assert "无名氏" not in said
    assert "950" not in said
    assert "of 0 cases" in run("--line", "1000", "--agency", city.strange_agency.code)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Name a line, or a promise, or both."),
        (("--line", "x"), "This is no amount: x"),
        (("--line", "-1"), "This is no amount: -1"),
        (("--line", "NaN"), "This is no amount: NaN"),
        (("--acceptance", "0"), "A promise is of 1 to 60 days."),
        (("--line", "1", "--from", "2027-01-01"), "The period ends before it begins."),
        (("--line", "1", "--to", "June"), "This is no day: June. Write it as 2026-01-31."),
        (("--line", "1", "--agency", "x"), "There is no agency with this code: x"),
    ],
)
def test_what_makes_no_sense_is_said(db, words, said):
    with pytest.raises(CommandError) as caught:
        run(*words)
    assert str(caught.value) == said
