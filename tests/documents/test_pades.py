"""Signing with a key of our own: what the signed file is, and what is refused in words."""

import io
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pikepdf
import pymupdf
import pypdfium2
import pytest
from django.utils import translation

from documents import signing
from documents.checks import signing_is_set_up
from documents.kinds.grant_decision.sample import AGENCY
from documents.rendering import Asset, stamp
from documents.rendering.press import HERE
from documents.signing import NotSigned, Picture, place_of_seal, verify
from documents.signing.pades import PadesSigner
from documents.signing.places import SIDE
from tests.documents.certificates import PASSWORD, agency_p12, root_pem, stamping_service
from tests.documents.conftest import AT, SAMPLES
from tests.documents.pictures import png_seal
from tests.documents.signers import order, unsigned

pytestmark = pytest.mark.pages


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def signed(with_keys):
    return signing.signer().sign(unsigned(), order())


def crimson(bitmap):
    channels, pixels = bitmap.n_channels, bytes(bitmap.buffer)
    blue, green, red = (pixels[place::channels] for place in range(3))
    return sum(r > 150 and g < 90 and b < 90 for r, g, b in zip(red, green, blue, strict=True))


def seen_by_pdfium(content):
    """As Chrome shows it: with the fields, in the square of the seal alone."""
    with pypdfium2.PdfDocument(content) as pdf:
        pdf.init_forms()
        left, bottom, right, top = place_of_seal(unsigned()).box
        width, height = pdf[0].get_size()
        return crimson(pdf[0].render(scale=1, crop=(left, bottom, width - right, height - top)))


def test_the_signed_paper_begins_with_every_byte_of_the_unsigned_one(signed):
    assert signed.content.startswith(unsigned())
    assert len(signed.content) > len(unsigned())
    assert (signed.subject, signed.serial) == (f"CN={AGENCY.name}", "fa")


def test_the_signature_holds_and_says_who_and_when(signed):
    verdict = verify(signed.content)

    assert (verdict.signed, verdict.known) == (True, True)
    assert (verdict.intact, verdict.whole, verdict.plain) == (True, True, True)
    assert verdict.holds
    assert (verdict.subject, verdict.serial) == (signed.subject, "fa")
    assert (verdict.signed_at, verdict.stamped_at) == (AT, None)
    assert verdict.trusted


def test_it_is_pades_and_allows_no_change(signed):
    with pikepdf.open(io.BytesIO(signed.content)) as pdf:
        [field] = pdf.Root.AcroForm.Fields
        assert field.V.SubFilter == "/ETSI.CAdES.detached"
        [reference] = field.V.Reference
        assert (reference.TransformMethod, reference.TransformParams.P) == ("/DocMDP", 1)
        assert pdf.Root.Perms.DocMDP.objgen == field.V.objgen
        assert str(field.TU) == AGENCY.name


def test_the_seal_is_the_visible_field_and_stands_there_once(signed):
    """PDFium stands for Chrome, MuPDF for another family; both draw the field's appearance."""
    assert seen_by_pdfium(unsigned()) == 0
    ink = seen_by_pdfium(signed.content)
    assert ink > 1000
    page = pymupdf.open(stream=signed.content)[0]
    bare = pymupdf.open(stream=unsigned())[0]
    square = pymupdf.Rect(*(float(edge) for edge in page.first_widget.rect))
    assert page.get_pixmap(clip=square).samples != bare.get_pixmap(clip=square).samples


def test_the_place_is_the_blank_square_of_the_sheet():
    css = (HERE / "templates" / "documents" / "letter.css").read_text(encoding="utf-8")
    [seal] = re.findall(r"\.seal \{([^}]*)\}", css)
    assert "width: 42mm; height: 42mm" in seal
    assert pytest.approx(42 / 25.4 * 72) == SIDE

    place = place_of_seal(unsigned())
    with pikepdf.open(io.BytesIO(unsigned())) as pdf:
        width, height = (Decimal(pdf.pages[0].MediaBox[side]) for side in (2, 3))
    assert place.page == 0
    assert 0 < place.left < place.left + SIDE < width
    assert 0 < place.bottom < place.bottom + SIDE < height


def test_a_seal_on_the_second_page_is_found_there():
    content = unsigned(SAMPLES["refusal_decision"])
    with pypdfium2.PdfDocument(content) as pdf:
        assert place_of_seal(content).page == len(pdf) - 1


def test_a_page_without_a_place_is_not_signed(with_keys):
    with pytest.raises(NotSigned, match="no place") as why:
        place_of_seal(stamp(Asset(order().seal.content)))
    assert why.value.final


def test_the_archive_part_of_the_metadata_is_kept(signed):
    with pikepdf.open(io.BytesIO(signed.content)) as pdf, pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "U")
        [widget] = pdf.pages[0].Annots
        assert int(widget.F) & 0b111 == 0b100  # printed, neither invisible nor hidden
        assert list(widget.AP.keys()) == ["/N"]


@pytest.mark.parametrize("media_type", ["image/svg+xml", "image/png"])
def test_a_seal_of_either_kind_is_drawn_without_interpolation(with_keys, media_type):
    content = png_seal() if media_type == "image/png" else order().seal.content
    seal = Picture(content=content, media_type=media_type)
    signed = signing.signer().sign(unsigned(), order(seal=seal)).content

    assert verify(signed).holds
    assert seen_by_pdfium(signed) > 1000
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        images = [thing for thing in pdf.objects if is_image(thing)]
        assert not any(image.get("/Interpolate", False) for image in images)
        masks = [image for image in images if "/SMask" in image]
        # the square code and a picture of pixels are images; outlines are none
        assert bool(masks) is (media_type == "image/png")


def is_image(thing):
    return isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"


def test_poppler_agrees(signed, tmp_path):
    pdfsig = shutil.which("pdfsig")
    if not pdfsig:
        pytest.skip("no pdfsig here: apt-get install poppler-utils")
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed.content)
    said = subprocess.run([pdfsig, "-nocert", path], capture_output=True, text=True, check=False)
    assert "Signature is Valid" in said.stdout
    assert "Total document signed" in said.stdout

    changed = bytearray(signed.content)
    changed[len(unsigned()) // 2] ^= 1
    path.write_bytes(changed)
    said = subprocess.run([pdfsig, "-nocert", path], capture_output=True, text=True, check=False)
    assert "Signature is Valid" not in said.stdout


def test_a_timestamp_service_says_when_as_well(with_keys, monkeypatch):
    at = AT + timedelta(seconds=3)
    monkeypatch.setattr(PadesSigner, "_timestamper", lambda self: stamping_service(at))
    content = signing.signer().sign(unsigned(), order()).content

    verdict = verify(content)
    assert verdict.holds
    assert (verdict.signed_at, verdict.stamped_at) == (AT, at)


def test_without_a_timestamp_there_is_no_signature_where_one_is_asked_for(with_keys, settings):
    settings.DOCUMENTS_SIGNING = settings.DOCUMENTS_SIGNING | {"timestamps": "http://127.0.0.1:9/"}

    assert signing.faults() == []
    with pytest.raises(NotSigned, match="no timestamp") as why:
        signing.signer().sign(unsigned(), order())
    assert not why.value.final


# What is refused, and what is wrong with the settings


def test_a_certificate_signs_while_it_is_valid(with_keys):
    late = datetime(2031, 6, 1, tzinfo=UTC)

    with pytest.raises(NotSigned, match="valid from 2026-01-01 to 2031-01-01") as why:
        signing.signer().sign(unsigned(), order(at=late))
    assert not why.value.final


def test_an_agency_without_a_key_is_told_which_file_is_missing(with_keys):
    with pytest.raises(NotSigned, match=r"agency-1\.p12"):
        signing.signer().sign(unsigned(), order(issuer="agency-1"))


def test_a_key_may_have_a_password_of_its_own(with_keys):
    (with_keys / f"{AGENCY.code}.p12").write_bytes(agency_p12(password="its own"))
    assert any("password is wrong" in fault for fault in signing.faults())

    (with_keys / f"{AGENCY.code}.password").write_text("its own\n")
    assert signing.faults() == []
    assert verify(signing.signer().sign(unsigned(), order()).content).holds


def test_a_signature_is_trusted_under_the_roots_of_this_house_alone(signed, settings, with_keys):
    other = with_keys / "other.pem"
    other.write_bytes(root_pem("别的根"))
    settings.DOCUMENTS_SIGNING = settings.DOCUMENTS_SIGNING | {"roots": str(other)}

    verdict = verify(signed.content)
    assert verdict.holds
    assert not verdict.trusted


def test_a_lost_file_of_roots_leaves_a_signature_good_and_trusted_by_nobody(
    signed, settings, with_keys
):
    settings.DOCUMENTS_SIGNING = settings.DOCUMENTS_SIGNING | {"roots": str(with_keys / "lost.pem")}

    verdict = verify(signed.content)
    assert verdict.holds
    assert not verdict.trusted


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"signer": "off"}, None),
        ({"signer": "PADES"}, "FAYUAN_SIGNER is “PADES”"),
        ({"keys": ""}, "FAYUAN_SIGNING_KEYS, or the token"),
        ({"keys": "/nowhere"}, "not a folder: /nowhere"),
        ({"agencies": ["agency-1"]}, "agency-1.p12"),
        ({"password": "wrong"}, "password is wrong"),
        ({"timestamps": "tsa.example"}, "begins with http"),
        ({"roots": "/nowhere.pem"}, "FAYUAN_SIGNING_ROOTS"),
        ({"pkcs11": "/nowhere.so", "token": "t"}, "not there: /nowhere.so"),
        ({"pkcs11": "/nowhere.so"}, "Name the token"),
        ({"pkcs11": "/nowhere.so", "token": "t", "password": ""}, "PIN of the token"),
        ({"signer": "service"}, "FAYUAN_SIGNING_SERVICE"),
        ({"signer": "service", "service": "http://example.org/"}, "must begin with https"),
        ({"signer": "service", "secret": "short"}, "32 characters"),
    ],
)
def test_what_is_set_up_wrong_is_said_in_words(settings, with_keys, changed, said):
    settings.DOCUMENTS_SIGNING = settings.DOCUMENTS_SIGNING | changed

    found = signing.faults()
    assert any(said in fault for fault in found) if said else found == []


def test_an_empty_folder_of_keys_is_said(settings, with_keys):
    (with_keys / f"{AGENCY.code}.p12").unlink()
    assert any("holds no key" in fault for fault in signing.faults())


def test_settings_show_no_password(with_keys):
    assert PASSWORD not in repr(signing.signer())


def test_manage_py_check_says_it_and_does_not_stop_the_clock(with_keys, settings):
    assert signing_is_set_up(None) == []
    settings.DOCUMENTS_SIGNING = settings.DOCUMENTS_SIGNING | {"keys": "/nowhere"}

    [doubt] = signing_is_set_up(None)
    assert doubt.id == "documents.W001"
    assert not doubt.is_serious()
    assert "/nowhere" in doubt.msg
