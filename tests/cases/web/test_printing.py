"""The print queue: what waits at an office, one file of it, and opening that again."""

import io
from datetime import timedelta
from urllib.parse import unquote

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import PrintedPaper, PrintJob
from documents import drawing
from tests.cases.factories import UserFactory
from tests.cases.reading import paper as newest
from tests.cases.web.conftest import NOW

#: What an assigned case waits for, and in how many copies each.
WAITING = {
    "application_form": 1,
    "means_statement": 1,
    "application_receipt": 2,
    "review_sheet": 1,
    "grant_decision": 2,
    "assignment_notice": 2,
    "letter_to_organ": 2,
}


@pytest.fixture
def case(case_in):
    """An assigned case of Monday, its papers drawn; now it is Tuesday."""
    case = case_in("assigned")
    drawing.draw_pending(at=NOW)
    return case


def press(client, case, which, **more):
    posted = {"which": which, "office": case.station.code, "days": "7"} | more
    return client.post("/printing/print/", posted)


def test_the_queue_names_paper_case_copies_and_since_when(clerk, case, see):
    page = see(clerk, "/printing/")

    papers = case.papers.select_related("document")
    assert [paper.document.kind for paper in papers] == list(WAITING)
    for paper in papers:
        assert paper.document.label in page
        assert f'href="/papers/{paper.pk}/"' in page
    assert page.count(case.applicant.name) == len(WAITING)
    assert "2026-11-02 1" in page


@pytest.mark.parametrize(
    ("name", "shown"), [("officer", len(WAITING)), ("other_clerk", 0), ("stranger_clerk", 0)]
)
def test_each_office_sees_its_own(city, case, name, shown, see):
    assert see(city.people[name], "/printing/").count('name="paper"') == shown


def test_it_looks_back_as_far_as_asked(clerk, case, see, later):
    assert see(clerk, "/printing/?days=1").count('name="paper"') == 0  # issued yesterday
    with later(NOW + timedelta(days=8)):
        assert see(clerk, "/printing/").count('name="paper"') == 0
        assert see(clerk, "/printing/?days=30").count('name="paper"') == len(WAITING)
    with later(NOW + timedelta(days=300)):
        assert see(clerk, "/printing/?days=0").count('name="paper"') == len(WAITING)


def test_ticked_papers_are_printed_as_one_file(clerk, case, sign_in):
    client, paper = sign_in(clerk), newest(case, "grant_decision")
    answer = press(client, case, "ticked", paper=[paper.pk])

    job = PrintJob.objects.get()
    assert answer.url == f"/printing/?office=court-620802&days=7&job={job.pk}"
    page = client.get(answer.url).content.decode()
    assert page.count(f'href="/printing/{job.pk}/"') == 2  # ready, and printed lately
    assert page.count('name="paper"') == len(WAITING) - 1
    file = client.get(f"/printing/{job.pk}/")
    assert file.headers["Content-Type"] == "application/pdf"
    assert unquote(file.headers["Content-Disposition"]).endswith(".pdf")
    with pikepdf.open(io.BytesIO(file.content)) as pdf:
        assert len(pdf.pages) == 3  # for the recipient and the file, an empty back between them


def test_all_that_are_shown_are_printed_each_on_a_sheet_of_its_own(clerk, case, sign_in):
    client = sign_in(clerk)
    press(client, case, "shown", shown=[paper.pk for paper in case.papers.all()])

    job = PrintJob.objects.get()
    assert dict(job.printed.values_list("paper__document__kind", "copies")) == WAITING
    file = client.get(f"/printing/{job.pk}/")
    with pikepdf.open(io.BytesIO(file.content)) as pdf:  # none is longer than a sheet
        assert len(pdf.pages) == 2 * sum(WAITING.values()) - 1


def test_the_papers_of_the_day_are_those_issued_today(clerk, case, make, sign_in, later, case_in):
    with later(NOW + timedelta(hours=8)):
        fresh = make(case_in("recommended"), "grant", at=NOW + timedelta(hours=7))
        drawing.draw_pending(at=NOW + timedelta(hours=8))
        press(sign_in(clerk), case, "today")

    printed = PrintedPaper.objects.get()
    assert printed.paper == newest(fresh, "grant_decision")


def test_nothing_to_print_is_said(clerk, case, sign_in, see):
    for which in ("ticked", "today"):
        answer = sign_in(clerk).post(
            "/printing/print/", {"which": which, "office": "court-620802"}, follow=True
        )
        assert "alert-warning" in answer.content.decode()
    assert not PrintJob.objects.exists()


def test_what_a_colleague_has_printed_meanwhile_is_left_out_and_said(
    clerk, second_clerk, case, sign_in
):
    one, other = case.papers.order_by("pk")[:2]
    press(sign_in(clerk), case, "ticked", paper=[one.pk])
    client = sign_in(second_clerk)
    answer = press(client, case, "shown", shown=[one.pk, other.pk, "x", "9" * 30])

    page = client.get(answer.url).content.decode()
    assert "alert-warning" in page
    assert "alert-success" in page
    assert list(PrintJob.objects.order_by("pk").last().printed.values_list("paper", flat=True)) == [
        other.pk
    ]


def test_a_job_is_opened_again_by_the_office_and_by_nobody_else(
    clerk, second_clerk, other_clerk, officer, case, sign_in
):
    press(sign_in(clerk), case, "shown", shown=[paper.pk for paper in case.papers.all()])
    path = f"/printing/{PrintJob.objects.get().pk}/"

    assert sign_in(second_clerk).get(path).content == sign_in(clerk).get(path).content
    for person in (other_clerk, officer):
        assert sign_in(person).get(path).status_code == 404


def test_a_paper_whose_file_was_lost_is_said_and_the_rest_stays(clerk, case, sign_in):
    client = sign_in(clerk)
    press(client, case, "shown", shown=[paper.pk for paper in case.papers.all()])
    default_storage.delete(case.papers.order_by("pk")[0].document.pdf.name)

    answer = client.get(f"/printing/{PrintJob.objects.get().pk}/", follow=True)

    assert "alert-error" in answer.content.decode() or "alert-danger" in answer.content.decode()


def test_who_prints_at_two_offices_chooses(city, case, see, sign_in):
    roles = [("clerk", city.station), ("clerk", city.other_station)]
    person = UserFactory(roles=roles)

    assert see(person, "/printing/").count('name="paper"') == len(WAITING)  # the first by its code
    page = see(person, "/printing/?office=court-620821")
    assert (page.count('name="paper"'), page.count("<option")) == (0, 6)
    see(person, "/printing/?office=court-620102", status=404)


@pytest.mark.parametrize("name", ["supervisor", "reviewer", "lawyer", "auditor", "admin"])
def test_others_have_no_queue_and_no_entry_for_it(city, case, name, sign_in):
    client = sign_in(city.people[name])

    assert client.get("/printing/").status_code == 404
    assert press(client, case, "today").status_code == 404
    assert 'href="/printing/"' not in client.get("/calendar/").content.decode()


def test_the_page_costs_the_same_however_much_waits(clerk, case, case_in, client):
    client.force_login(clerk)
    spent = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get("/printing/?days=30")
        spent.append(len(queries))
        press(client, case, "ticked", paper=[case.papers.order_by("pk")[0].pk])
        case_in("assigned")
        drawing.draw_pending(at=NOW)

    assert spent == [8, 8]  # session, person, roles, offices, queue, the day's, jobs, bell
