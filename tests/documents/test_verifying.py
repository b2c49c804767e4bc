"""One changed byte of a signed paper is found, and so is one that was added."""

import asyncio
import random
from io import BytesIO

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.general import SigningError

from documents import signing
from documents.signing import Verdict, verify
from documents.signing.loops import in_a_loop_of_its_own
from documents.signing.verifying import MOST
from tests.documents.signers import order, unsigned

pytestmark = pytest.mark.pages


@pytest.fixture
def signed(with_keys):
    return signing.signer().sign(unsigned(), order()).content


def test_a_changed_byte_is_found_wherever_it_lies(signed):
    """In the paper, in the signature, in the zeros that fill its place up, and behind it."""
    gap = signed.rindex(b"/Contents <") + len("/Contents ")
    chance = random.Random(20261120)
    places = [
        0,
        len(signed) - 1,
        gap,
        gap + 1,
        signed.index(b"00000000", gap),
        signed.index(b">", gap) - 1,
        signed.index(b">", gap),
        *chance.sample(range(len(unsigned())), 40),
        *chance.sample(range(gap, len(signed)), 60),
    ]
    for place in places:
        changed = bytearray(signed)
        changed[place] ^= 1 + chance.randrange(255)
        assert not verify(bytes(changed)).holds, place


def test_a_letter_of_the_signature_written_large_is_found(signed):
    gap = signed.rindex(b"/Contents <") + len("/Contents <")
    place = next(place for place in range(gap, len(signed)) if signed[place : place + 1].isalpha())
    changed = bytearray(signed)
    changed[place : place + 1] = signed[place : place + 1].swapcase()

    assert not verify(bytes(changed)).holds


@pytest.mark.parametrize("added", [b"\n", b"%", b"1 0 obj\n<<>>\nendobj\n%%EOF\n"])
def test_what_was_added_behind_it_is_found(signed, added):
    verdict = verify(signed + added)

    assert not verdict.whole
    assert not verdict.holds


def test_a_second_signature_does_not_hide_what_was_added(signed, with_keys):
    """Whoever has another certificate may sign the whole once more: the first signature forbids it."""
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    two = signers.PdfSignatureMetadata(field_name="Two")
    with signing.signer().keys.open(order().issuer) as key, pytest.raises(SigningError):
        in_a_loop_of_its_own(lambda: signers.sign_pdf(writer, two, key.signer))

    more = IncrementalPdfFileWriter(BytesIO(signed))
    more.root["/Lang"] = more.root["/Type"]
    more.update_root()
    forged = BytesIO()
    more.write(forged)
    assert len(PdfFileReader(forged).embedded_signatures) == 1
    assert not verify(forged.getvalue()).holds


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"a letter", bytes(1000)])
def test_what_is_no_pdf_has_no_signature(content):
    assert verify(content) == Verdict()


def test_a_thread_whose_loop_is_running_is_told_the_same(signed):
    async def asked():
        return verify(signed)

    assert in_a_loop_of_its_own(lambda: asyncio.run(asked())).holds


def test_an_unsigned_paper_has_no_signature():
    assert verify(unsigned()) == Verdict()


def test_a_file_beyond_all_measure_is_not_read(signed):
    assert verify(signed + bytes(MOST)) == Verdict()


def test_a_file_cut_short_still_says_that_it_was_signed(signed):
    verdict = verify(signed[:-200])

    assert verdict.signed
    assert not verdict.holds
