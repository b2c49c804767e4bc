"""After an erasure nobody reads the case's papers: not on a screen, in a file of many, or at the check."""

import io
from datetime import date

import pypdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.actions.apply_retention import erase_confirmed, list_overdue
from cases.actions.ask_for_batch import ask_for_case
from cases.actions.change_retention import confirm_retention, enter_retention
from cases.actions.confirm_erasure import confirm_erasures
from cases.actions.print_papers import print_papers
from cases.models import CasePaper, Erasure
from documents import batches, drawing
from documents.models import Batch
from tests.cases.moments import MONDAY, MORNING, moment
from tests.cases.reading import refused
from tests.cases.web.conftest import NOW

THEN = moment(date(2033, 12, 20))
BIRD = "欧阳金丝雀"


@pytest.fixture
def case(case_in):
    """A refused case, its papers drawn."""
    made = case_in("refused", applicant={"name": BIRD})
    drawing.draw_pending(at=NOW)
    return made


@pytest.fixture
def other(case_in):
    made = case_in("granted")
    drawing.draw_pending(at=NOW)
    return made


@pytest.fixture
def erase(admin, second_admin, supervisor):
    """``erase()``: what has ended is past its time, confirmed and erased."""

    def erase():
        rule = enter_retention(
            ending="refused", years=7, basis="规定", valid_from=MONDAY, by=admin, at=MORNING
        )
        confirm_retention(rule_id=rule.pk, by=second_admin, at=MORNING)
        list_overdue(at=THEN)
        keys = list(Erasure.objects.values_list("pk", flat=True))
        confirm_erasures(erasures=keys, by=supervisor, at=THEN)
        return list(erase_confirmed(at=THEN))

    return erase


def printed(cases, by):
    papers = CasePaper.objects.filter(case__in=cases, document__state="drawn")
    keys = list(papers.values_list("pk", flat=True))
    return print_papers(office_id=cases[0].station_id, papers=keys, by=by, at=NOW)


def text_of(content):
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_the_queue_of_printing_leaves_them_out(city, case, other, clerk, erase, see, later):
    assert BIRD in see(clerk, "/printing/?days=0")
    erase()
    with later(THEN):
        page = see(clerk, "/printing/?days=0")
    assert other.number in page
    assert case.number not in page
    with refused("Somebody else has just printed these papers."):
        printed([case], clerk)


def test_a_print_job_is_bound_anew_without_them(case, other, clerk, erase, sign_in, later):
    both, alone = printed([other], clerk), printed([case], clerk)
    moved = alone.printed.first()
    moved.job = both
    moved.save()
    assert BIRD in text_of(sign_in(clerk).get(f"/printing/{both.pk}/").content)
    erase()
    with later(THEN):
        answer = sign_in(clerk).get(f"/printing/{both.pk}/")
        assert answer.status_code == 200
        assert BIRD not in text_of(answer.content)
        gone = sign_in(clerk).get(f"/printing/{alone.pk}/")
    assert gone.status_code == 410
    assert BIRD not in gone.content.decode()


def test_files_of_many_papers_go_with_them_and_no_new_one_holds_them(
    case, other, officer, supervisor, erase
):
    for_case = ask_for_case(case, form="zip", by=officer, at=NOW)
    kept = ask_for_case(other, form="zip", by=officer, at=NOW)
    while batches.advance(at=NOW):
        pass
    under_way = ask_for_case(case, form="pdf", by=officer, at=NOW)
    name = Batch.objects.get(pk=for_case.pk).file.name
    assert default_storage.exists(name)
    erase()

    assert not default_storage.exists(name)
    assert set(Batch.objects.all()) == {kept}
    assert not Batch.objects.filter(pk=under_way.pk).exists()
    with refused("There is no such paper."):
        ask_for_case(case, form="zip", by=officer, at=THEN)


def test_a_file_of_many_is_closed_as_soon_as_the_values_are_gone(
    case, officer, erase, sign_in, monkeypatch, later
):
    batch = ask_for_case(case, form="pdf", by=officer, at=NOW)
    while batches.advance(at=NOW):
        pass
    monkeypatch.setattr("cases.actions.apply_retention.remove_copies", lambda case, at: None)
    erase()
    with later(THEN):
        answer = sign_in(officer).get(f"/batches/{batch.pk}/file/")
    assert answer.status_code == 410


@pytest.mark.parametrize("kind", ["refusal_decision", "application_receipt"])
def test_the_check_still_says_that_it_was_issued_and_of_no_person(client, case, erase, kind):
    document = case.papers.get(document__kind=kind).document
    content, code = document.read_pdf(), f"/check/{document.check_code}"
    before = client.get(code).content.decode()
    assert "欧***" in before or "欧" in before
    erase()

    file = SimpleUploadedFile("纸.pdf", content, "application/pdf")
    for answer in (client.get(code), client.post("/check/file/", {"file": file})):
        page = answer.content.decode()
        assert answer.status_code == 200
        for words in (document.label, "2026-11-02", document.sha256):
            assert words in page
        for words in ("欧", "金丝雀", 'name="digits"'):
            assert words not in page


def test_nobody_is_served_with_them_any_more(case, clerk, erase, see, later):
    label = case.papers.get(document__kind="refusal_decision").document.label
    assert label in see(clerk, f"/cases/{case.number}/service/")
    erase()
    with later(THEN):
        page = see(clerk, f"/cases/{case.number}/service/")
    assert label not in page
    assert "金丝雀" not in page
