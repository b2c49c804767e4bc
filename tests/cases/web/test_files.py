"""Papers and attachments: opened in the browser, kept from strangers, never handed out changed."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.core.files.storage import default_storage

from documents import drawing, sealing, signing
from documents.models import Document, Signature
from tests.cases.reading import paper as newest
from tests.cases.web.conftest import NOW


@pytest.fixture
def paper(case_in):
    """The decision of a granted case, drawn."""
    case = case_in("granted")
    decision = newest(case, "grant_decision")
    drawing.draw(decision.document, at=NOW)
    return decision


def test_a_paper_opens_in_the_browser_under_its_chinese_name(clerk, paper, sign_in):
    answer = sign_in(clerk).get(f"/papers/{paper.pk}/")

    disposition = answer.headers["Content-Disposition"]
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert disposition.startswith("inline; filename*=utf-8''")
    assert unquote(disposition).endswith(f"给予法律援助决定书{paper.document.label}.pdf")
    assert paper.case.applicant.name not in unquote(disposition)


def test_a_paper_is_downloaded_on_request(clerk, paper, sign_in):
    answer = sign_in(clerk).get(f"/papers/{paper.pk}/download/")

    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=")


def test_a_file_name_has_no_slash(clerk, case_in, sign_in):
    case = case_in("supplementing")
    notice = newest(case, "supplement_notice")
    drawing.draw(notice.document, at=NOW)
    answer = sign_in(clerk).get(f"/papers/{notice.pk}/")

    assert "/" not in answer.headers["Content-Disposition"]


def test_a_paper_still_being_drawn_has_a_kind_page(clerk, case_in, see):
    paper = newest(case_in("granted"), "grant_decision")

    page = see(clerk, f"/papers/{paper.pk}/", status=202)
    assert paper.document.label in page
    assert f'href="/papers/{paper.pk}/"' in page


def test_a_paper_that_could_not_be_drawn_says_so(clerk, case_in, see):
    paper = newest(case_in("granted"), "grant_decision")
    Document.objects.update(state="failed", failure="RuntimeError")

    assert paper.document.label in see(clerk, f"/papers/{paper.pk}/", status=500)


@pytest.mark.parametrize("harm", ["change", "lose"])
def test_a_changed_or_lost_file_is_never_handed_out(clerk, paper, see, harm):
    path = default_storage.path(paper.document.pdf.name)
    if harm == "change":
        with open(path, "ab") as file:
            file.write(b"!")
    else:
        default_storage.delete(paper.document.pdf.name)

    assert "%PDF" not in see(clerk, f"/papers/{paper.pk}/", status=500)


def test_an_attachment_opens_as_what_it_was_found_to_be(lawyer, case_in, sign_in):
    attachment = case_in("handling").attachments.first()
    answer = sign_in(lawyer).get(f"/attachments/{attachment.pk}/")

    assert answer.getvalue().startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="agreement.pdf"'


@pytest.mark.parametrize("person", ["other_clerk", "stranger_clerk", "colleague", "admin"])
def test_a_stranger_gets_no_file(person, city, case_in, see):
    case = case_in("handling")
    drawing.draw_pending(at=NOW + timedelta(days=1))
    for path in (
        f"/papers/{case.papers.first().pk}/",
        f"/papers/{case.papers.first().pk}/download/",
        f"/attachments/{case.attachments.first().pk}/",
    ):
        see(getattr(city, person), path, status=404)


@pytest.mark.parametrize("where", ["granted", "handling"])
def test_a_paper_costs_four_queries(clerk, case_in, client, django_assert_num_queries, where):
    case = case_in(where)
    drawing.draw_pending(at=NOW)
    path = f"/papers/{case.papers.first().pk}/"
    client.force_login(clerk)

    with django_assert_num_queries(4):  # session, person, roles, paper
        client.get(path)


# Signed papers


@pytest.fixture
def unsigned(signing_on, paper):
    """The decision, drawn for a signature that is still to come."""
    return paper


def test_a_paper_that_waits_for_its_signature_says_so(clerk, unsigned, see):
    page = see(clerk, f"/papers/{unsigned.pk}/", status=202)

    assert "%PDF" not in page
    assert f'href="/papers/{unsigned.pk}/"' in page
    assert str(Signature.State.PENDING.label) in see(clerk, unsigned.case.get_absolute_url())


def test_what_is_handed_out_is_the_signed_paper(clerk, unsigned, sign_in):
    assert sealing.sign_pending(at=NOW) == 1
    answer = sign_in(clerk).get(f"/papers/{unsigned.pk}/download/")

    assert answer.content == Signature.objects.get().read_file()
    assert signing.verify(answer.content).holds
    disposition = answer.headers["Content-Disposition"]
    assert unquote(disposition).endswith(f"{unsigned.document.label}.pdf")


def test_while_signing_is_down_the_paper_is_printed_without_its_seal(clerk, unsigned, sign_in):
    Signature.objects.update(state="failed", failure="The token is not there.")
    client = sign_in(clerk)
    page = client.get(f"/papers/{unsigned.pk}/")

    assert page.status_code == 500
    assert f'href="/papers/{unsigned.pk}/?unsealed=1"' in page.content.decode()
    answer = client.get(f"/papers/{unsigned.pk}/?unsealed=1")
    assert answer.content == Document.objects.get(pk=unsigned.document.pk).read_pdf()


def test_a_signed_paper_is_not_handed_out_without_its_seal(clerk, unsigned, sign_in):
    sealing.sign_pending(at=NOW)
    answer = sign_in(clerk).get(f"/papers/{unsigned.pk}/?unsealed=1")

    assert answer.content == Signature.objects.get().read_file()


def test_an_ofd_is_handed_out_as_what_it_is(clerk, unsigned, sign_in, monkeypatch):
    class Service:
        name = "service"

        def sign(self, pdf, order):
            return signing.Signed(
                content=b"PK\x03\x04ofd", subject="CN=x", serial="1", media_type=signing.OFD
            )

    monkeypatch.setattr(signing, "signer", Service)
    assert sealing.sign_pending(at=NOW) == 1
    answer = sign_in(clerk).get(f"/papers/{unsigned.pk}/")

    assert answer.headers["Content-Type"] == "application/ofd"
    assert answer.headers["Content-Disposition"].endswith(".ofd")


def test_a_changed_signed_file_is_never_handed_out(clerk, unsigned, see):
    sealing.sign_pending(at=NOW)
    with open(Signature.objects.get().file.path, "ab") as file:
        file.write(b" ")

    assert "%PDF" not in see(clerk, f"/papers/{unsigned.pk}/", status=500)
