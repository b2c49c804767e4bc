"""Batches on the screen: asked for by agency staff, seen by who asked, out of what they may know."""

import io
from datetime import timedelta
from urllib.parse import unquote

import pypdf
import pytest

from documents import batches
from documents.models import Batch
from tests.cases.web.conftest import NOW
from workflow.models import AuditEntry


@pytest.fixture
def granted(case_in):
    return case_in("granted")


@pytest.fixture
def ask(sign_in):
    """``ask(officer)``: the decisions of the year of the present day of these tests."""

    def post(person, *, kind="grant_decision", form="pdf", year=NOW.year):
        return sign_in(person).post("/batches/", {"year": year, "kind": kind, "form": form})

    return post


def test_the_decisions_of_a_year_come_in_one_file_with_progress(officer, granted, ask, sign_in):
    answer = ask(officer)
    batch = Batch.objects.get()
    assert answer.headers["Location"] == f"/batches/{batch.pk}/"

    browser = sign_in(officer)
    page = browser.get(f"/batches/{batch.pk}/")
    assert f'<progress id="progress" value="0" max="{batch.total}">' in page.content.decode()
    assert page.headers["Refresh"] == "2"
    assert browser.get(f"/batches/{batch.pk}/file/").status_code == 404

    while batches.advance(at=NOW):
        pass
    page = browser.get(f"/batches/{batch.pk}/")
    assert "Refresh" not in page.headers
    assert f"/batches/{batch.pk}/file/" in page.content.decode()
    file = browser.get(f"/batches/{batch.pk}/file/")
    book = pypdf.PdfReader(io.BytesIO(b"".join(file.streaming_content)))
    assert granted.applicant.name in book.pages[0].extract_text()
    assert unquote(file.headers["Content-Disposition"]).endswith("给予法律援助决定书.pdf")
    assert granted.applicant.name not in unquote(file.headers["Content-Disposition"])


def test_asking_is_written_into_the_chain(officer, granted, ask):
    ask(officer)

    entry = AuditEntry.objects.get(action="papers.batch")
    assert entry.actor_id == officer.pk
    assert entry.content["papers"] == Batch.objects.get().total


def test_the_papers_of_a_case_are_asked_for_on_its_page(archivist, granted, see, sign_in):
    assert f'action="/cases/{granted.number}/batch/"' in see(archivist, granted.get_absolute_url())

    sign_in(archivist).post(f"/cases/{granted.number}/batch/", {"form": "zip"})
    batch = Batch.objects.get()
    assert (batch.title, batch.form) == (granted.number, "zip")
    assert set(batch.papers.all()) == {paper.document for paper in granted.papers.all()}
    assert (
        sign_in(archivist).post(f"/cases/{granted.number}/batch/", {"form": "exe"}).status_code
        == 404
    )


def test_clerks_and_lawyers_have_no_batches(clerk, lawyer, granted, see, sign_in):
    for person in (clerk, lawyer):
        browser = sign_in(person)
        assert browser.get("/batches/").status_code == 404
        assert browser.post(f"/cases/{granted.number}/batch/", {"form": "zip"}).status_code == 404
    assert "/batch/" not in see(clerk, granted.get_absolute_url())
    assert not Batch.objects.exists()


def test_another_agency_gets_none_of_our_papers(stranger_supervisor, granted, ask, sign_in):
    answer = ask(stranger_supervisor)

    assert answer.status_code == 200  # refused in a sentence, on the form
    assert not Batch.objects.exists()
    other = sign_in(stranger_supervisor)
    assert other.post(f"/cases/{granted.number}/batch/", {"form": "zip"}).status_code == 404


def test_a_batch_is_seen_and_cancelled_by_who_asked_alone(
    officer, supervisor, granted, ask, sign_in
):
    ask(officer)
    batch = Batch.objects.get()

    other = sign_in(supervisor)
    for address, call in (("", other.get), ("cancel/", other.post), ("file/", other.get)):
        assert call(f"/batches/{batch.pk}/{address}").status_code == 404
    assert batch.title not in other.get("/batches/").content.decode().split("</form>")[-1]

    mine = sign_in(officer)
    mine.post(f"/batches/{batch.pk}/cancel/")
    batch.refresh_from_db()
    assert batch.state == Batch.State.CANCELLED
    again = mine.post(f"/batches/{batch.pk}/cancel/", follow=True)
    assert again.status_code == 200
    assert len(again.context["messages"]) == 1


def test_a_file_is_not_handed_out_once_a_case_in_it_is_out_of_sight(officer, granted, ask, sign_in):
    ask(officer)
    batch = Batch.objects.get()
    while batches.advance(at=NOW):
        pass
    officer.memberships.all().delete()

    assert sign_in(officer).get(f"/batches/{batch.pk}/file/").status_code == 404


def test_a_changed_file_is_not_handed_out(officer, granted, ask, sign_in):
    ask(officer)
    while batches.advance(at=NOW):
        pass
    batch = Batch.objects.get()
    with open(batch.file.path, "ab") as file:
        file.write(b"more")

    answer = sign_in(officer).get(f"/batches/{batch.pk}/file/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/batches/{batch.pk}/"


def test_what_went_wrong_is_told(officer, granted, ask, see):
    ask(officer)
    Batch.objects.update(
        state="failed", failure="It can't be.", finished_at=NOW + timedelta(minutes=1)
    )

    assert "It can&#x27;t be." in see(officer, f"/batches/{Batch.objects.get().pk}/")


def test_a_list_of_batches_costs_the_same_for_many(
    officer, granted, ask, sign_in, django_assert_max_num_queries
):
    for _batch in range(3):
        ask(officer)
    browser = sign_in(officer)
    with django_assert_max_num_queries(8):
        browser.get("/batches/")
