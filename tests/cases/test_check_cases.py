"""Each kind of damage, done by hand, is found and named; on a healthy city nothing is."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from cases.checking import look
from cases.checking.findings import ADVICE
from cases.models import Attachment, Case, CaseClock, CasePaper
from documents.drawing import draw_pending
from documents.models import Document
from tests.cases.damage import DAMAGE, close_the_to_do, promise_another_day
from tests.cases.factories import ROUTES, pass_time
from tests.cases.moments import LATER, NOON
from tests.cases.tampering import by_hand


@pytest.mark.parametrize(
    ("damage", "where", "wanted"), DAMAGE, ids=lambda value: getattr(value, "__name__", None)
)
def test_damage_done_by_hand_is_found_and_named(case_in, damage, where, wanted):
    case = case_in(where)
    untouched = case_in("accepted")
    assert list(look()) == []

    with by_hand() as run:
        damage(case, run)

    found = list(look())
    assert wanted <= {finding.rule for finding in found}
    assert untouched.number not in {finding.case for finding in found}
    assert all(str(finding.sentence) and finding.advice for finding in found)


def drawn_paper(case_in):
    case = case_in("granted")
    draw_pending(at=NOON)
    return case, Document.objects.get(case_paper__case=case, kind="grant_decision")


def test_a_papers_file_that_is_gone_is_found(case_in):
    case, document = drawn_paper(case_in)
    assert list(look()) == []

    document.pdf.storage.delete(document.pdf.name)

    assert [(one.case, one.rule) for one in look()] == [(case.number, "file_missing")]


def test_a_papers_file_that_was_changed_is_found_unless_files_are_left_unread(case_in):
    case, document = drawn_paper(case_in)

    with Path(document.pdf.path).open("ab") as file:
        file.write(b" ")

    assert [(one.case, one.rule) for one in look()] == [(case.number, "file_changed")]
    assert list(look(files=False)) == []


def test_an_attachment_that_was_changed_or_lost_is_found(case_in):
    case = case_in("handling")
    one, other = Attachment.objects.filter(case=case).order_by("pk")

    Path(one.file.path).write_bytes(b"%PDF-1.4 another")
    other.file.storage.delete(other.file.name)

    assert {(found.case, found.rule) for found in look()} == {
        (case.number, "attachment_changed"),
        (case.number, "attachment_missing"),
    }


def test_every_kind_of_finding_is_proven_here():
    files = {"file_missing", "file_changed", "attachment_missing", "attachment_changed"}
    files |= {f"signature_{what}" for what in ("missing", "changed", "other", "broken")}

    assert set().union(*(wanted for _damage, _where, wanted in DAMAGE)) | files == set(ADVICE)


def walk_everywhere(case_in):
    for where in ROUTES:
        case_in(where)


def test_nothing_is_found_on_cases_walked_everywhere(case_in):
    walk_everywhere(case_in)
    assert list(look()) == []

    pass_time(LATER)

    assert list(look()) == []
    assert CaseClock.objects.filter(state="breached").exists()


def test_a_hundred_cases_cost_no_more_queries_than_ten(case_in, django_assert_max_num_queries):
    walk_everywhere(case_in)
    assert CasePaper.objects.exists()

    with django_assert_max_num_queries(30):
        list(look())


def run_check(*options):
    out = StringIO()
    with translation.override("en"):
        try:
            call_command("check_cases", *options, stdout=out)
        except CommandError as error:
            return out.getvalue(), str(error)
    return out.getvalue(), ""


def test_the_command_says_that_all_is_in_order(case_in):
    case_in("handling")

    assert run_check() == ("1 cases looked at: all in order.\n", "")


def test_the_command_names_case_rule_and_advice_and_fails(case_in):
    case = case_in("registered")
    with by_hand() as run:
        close_the_to_do(case, run)

    said, failure = run_check()

    assert said.splitlines() == [
        f"{case.number} [todo_missing] It is “registered”, and nothing is open to do.",
        "    Nobody sees that it waits. Open the to-do of its status again.",
    ]
    assert failure == "1 thing is not in order."


def test_as_json_it_prints_json_and_nothing_else(case_in):
    case = case_in("registered")
    assert json.loads(run_check("--json")[0]) == []
    with by_hand() as run:
        promise_another_day(case, run)

    said, failure = run_check("--json", "--no-files")

    [finding] = json.loads(said)
    assert finding.keys() == {"case", "rule", "sentence", "advice"}
    assert (finding["case"], finding["rule"]) == (case.number, "next_limit")
    assert failure


def test_it_changes_nothing(case_in):
    case = case_in("registered")
    with by_hand() as run:
        promise_another_day(case, run)
    before = Case.objects.filter(pk=case.pk).values().get()

    list(look())

    assert Case.objects.filter(pk=case.pk).values().get() == before
