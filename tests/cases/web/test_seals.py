"""The page of seals: what each office has, handing one in, the second administrator's decision."""

import io
import re

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents import marks
from documents.models import Seal, SealChange, Signature
from tests.cases.factories import PASSWORD
from tests.documents.pictures import png_seal

REAL = marks.seal("平凉市法律援助中心印")


@pytest.fixture
def hand_in(admin, agency, sign_in):
    def send(content=REAL, *, name="seal.svg", **given):
        typed = {
            "picture": SimpleUploadedFile(name, content, content_type="text/html"),
            "used_from": "2026-11-05T09:00",
            "decision_no": "平援〔2026〕13号",
            "reason": "启用新印章。",
            "password": PASSWORD,
        }
        return sign_in(admin).post(f"/seals/{agency.code}/new/", typed | given, follow=True)

    return send


def test_an_office_without_a_seal_shows_its_sample(admin, agency, see):
    page = see(admin, "/seals/")

    assert f'id="seal-{agency.code}"' in page
    assert "data:image/svg+xml;base64," in page
    assert f'href="/seals/{agency.code}/new/"' in page


@pytest.mark.parametrize(
    ("content", "media_type"), [(REAL, "image/svg+xml"), (png_seal(), "image/png")]
)
def test_a_seal_is_handed_in_looked_at_and_confirmed(
    hand_in, second_admin, sign_in, see, content, media_type
):
    answer = hand_in(content)
    change = SealChange.objects.get()
    assert answer.redirect_chain == [(f"/seals/changes/{change.pk}/", 302)]
    assert change.media_type == media_type

    client = sign_in(second_admin)
    page = client.get(f"/seals/changes/{change.pk}/").content.decode()
    assert f"data:{media_type};base64," in page
    preview = client.get(f"/seals/changes/{change.pk}/preview/")
    assert preview.headers["Content-Type"] == "application/pdf"
    text = pypdf.PdfReader(io.BytesIO(preview.content)).pages[0].extract_text()
    assert "样张，不具效力" in re.sub(r"\s", "", text)

    typed = {"answer": "accept", "password": PASSWORD, "note": ""}
    assert client.post(f"/seals/changes/{change.pk}/", typed, follow=True).status_code == 200
    assert Seal.objects.get().media_type == media_type
    assert see(second_admin, "/seals/").count("2026-11-05 09:00") == 1


def test_who_handed_it_in_is_not_asked_to_decide(hand_in, admin, see):
    hand_in()
    page = see(admin, f"/seals/changes/{SealChange.objects.get().pk}/")

    assert 'name="answer"' not in page


@pytest.mark.parametrize(
    ("content", "given"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", {}),
        (b"GIF89a", {}),
        (REAL, {"password": "wrong"}),
        (REAL, {"used_from": ""}),
        (REAL, {"reason": ""}),
    ],
    ids=["script", "gif", "password", "when", "why"],
)
def test_what_is_refused_is_said_beside_the_form(hand_in, content, given):
    page = hand_in(content, **given).content.decode()

    assert "<script>alert" not in page
    assert 'name="picture"' in page
    assert not SealChange.objects.exists()


def test_a_rejection_without_a_reason_is_refused_in_words(hand_in, second_admin, sign_in):
    hand_in()
    change = SealChange.objects.get()
    typed = {"answer": "reject", "password": PASSWORD}
    answer = sign_in(second_admin).post(f"/seals/changes/{change.pk}/", typed)

    assert answer.status_code == 200
    assert 'name="answer"' in answer.content.decode()
    assert SealChange.objects.get().is_pending


def test_the_page_says_how_the_signing_goes(admin, case_in, signing_on, see, sign_in):
    case_in("granted")
    page = see(admin, "/seals/")
    assert 'id="signing"' in page
    assert "/seals/sign-again/" not in page

    Signature.objects.update(state="failed", failure="x")
    assert "/seals/sign-again/" in see(admin, "/seals/")
    sign_in(admin).post("/seals/sign-again/")
    assert Signature.objects.get().state == "pending"


def test_what_is_set_up_wrong_stands_on_the_page(admin, signing_on, settings, see):
    settings.DOCUMENTS_SIGNING = settings.DOCUMENTS_SIGNING | {"keys": "/nowhere"}

    assert "/nowhere" in see(admin, "/seals/")
    settings.DOCUMENTS_SIGNING = settings.DOCUMENTS_SIGNING | {"signer": "off"}
    assert 'id="signing"' not in see(admin, "/seals/")
