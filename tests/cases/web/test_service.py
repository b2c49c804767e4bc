"""Service on the screens: what is served and what is not, the form, and the proof to be signed."""

import io
import re
from urllib.parse import unquote

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import Attachment, Service
from tests.cases.moments import FRIDAY, TUESDAY
from tests.cases.reading import paper as newest


@pytest.fixture
def case(case_in):
    return case_in("assigned")


@pytest.fixture
def letters(case):
    """What goes out under the seal: the decision, the notice to the firm, the letter to the court."""
    return list(case.papers.outward().select_related("document"))


def where(case, more=""):
    return f"{case.get_absolute_url()}service/{more}"


def typed(*papers, **changes):
    return {
        "papers": [paper.pk for paper in papers],
        "way": "direct",
        "receiver": "张䶮",
        "received_on": TUESDAY,
    } | changes


def text(content):
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def test_the_case_says_what_is_not_served_and_leads_to_its_form(clerk, lawyer, case, letters, see):
    paper = letters[0]
    link = f'href="{where(case)}?paper={paper.pk}"'

    assert link in see(clerk, case.get_absolute_url())
    page = see(lawyer, case.get_absolute_url())
    assert (page.count('class="served"'), link in page) == (3, False)
    form = see(clerk, f"{where(case)}?paper={paper.pk}")
    assert re.findall(r'value="(\d+)"[^>]* checked', form) == [str(paper.pk)]
    assert f'value="{case.applicant.name}"' in form


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("assignment_notice", "firm"),
        ("letter_to_organ", "organ"),
        ("introduction_letter", "to"),
    ],
)
def test_the_receiver_is_whom_the_paper_is_addressed_to(clerk, case, make, see, kind, field):
    make(case, "introduce")
    paper = newest(case, kind)

    form = see(clerk, f"{where(case)}?paper={paper.pk}")
    assert f'name="receiver" value="{paper.document.facts[field]}"' in form


def test_recorded_service_stands_beside_the_paper(clerk, case, letters, sign_in, see):
    proof = SimpleUploadedFile("回证.pdf", b"%PDF-1.7 signed %%EOF", "application/pdf")
    answer = sign_in(clerk).post(where(case), typed(*letters, proof=proof))

    assert answer.url == case.get_absolute_url()
    page = see(clerk, case.get_absolute_url())
    assert (page.count("2026-11-03送达：张䶮"), "?paper=" in page) == (3, False)
    assert Attachment.objects.filter(case=case, kind="service").count() == 1
    assert 'class="empty"' in see(clerk, where(case))


def test_a_refusal_keeps_what_was_typed(clerk, case, letters, sign_in):
    answer = sign_in(clerk).post(where(case), typed(*letters, received_on=FRIDAY))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "errorlist nonfield" in page
    assert 'value="张䶮"' in page
    assert not Service.objects.exists()


def test_a_form_that_is_not_filled_in_says_so(clerk, case, sign_in):
    answer = sign_in(clerk).post(where(case), typed(receiver=""))

    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()


def test_the_proof_is_printed_for_the_ticked_papers_and_nothing_is_kept(
    clerk, case, letters, sign_in
):
    (grant, notice, _letter), before = letters, case.papers.count()
    answer = sign_in(clerk).post(where(case, "proof/"), typed(grant, notice, way="post"))

    said = text(answer.content)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert f"1给予法律援助决定书{grant.document.label}1" in said
    assert f"2指派通知书{notice.document.label}1" in said
    assert "受送达人张䶮" in said
    assert "√邮寄送达" in said
    assert f"送达人{clerk.name}" in said
    assert unquote(answer.headers["Content-Disposition"]).endswith(f"送达回证{case.number}.pdf")
    assert case.papers.count() == before
    assert not Service.objects.exists()


def test_a_proof_of_nothing_is_not_printed(clerk, case, sign_in):
    answer = sign_in(clerk).post(where(case, "proof/"), typed())

    assert answer.headers["Content-Type"].startswith("text/html")
    assert 'aria-invalid="true"' in answer.content.decode()


def test_a_name_that_can_not_be_drawn_leads_back_with_the_reason(clerk, case, letters, sign_in):
    answer = sign_in(clerk).post(
        where(case, "proof/"), typed(*letters, receiver="王\ue863"), follow=True
    )

    assert "U+E863" in answer.content.decode()


@pytest.mark.parametrize("name", ["lawyer", "supervisor", "auditor", "other_clerk"])
def test_who_hands_no_papers_out_finds_no_such_page(city, case, letters, name, sign_in):
    client = sign_in(city.people[name])

    for path in (where(case), where(case, "proof/")):
        assert client.post(path, typed(*letters)).status_code == 404
    assert not Service.objects.exists()


def test_the_decision_to_terminate_is_not_offered_here(clerk, case_in, see, monkeypatch):
    monkeypatch.setattr("cases.web.service.TERMINATION", "grant_decision")
    page = see(clerk, where(case_in("terminated")))

    assert "指派通知书" in page
    assert "给予法律援助决定书" not in page


@pytest.mark.parametrize("status", ["granted", "assigned"])
def test_the_form_costs_six_queries(clerk, case_in, client, django_assert_num_queries, status):
    case = case_in(status)
    client.force_login(clerk)

    with django_assert_num_queries(6):  # session, person, roles, case, papers, bell
        client.get(where(case))
