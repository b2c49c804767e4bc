"""The worker's side of signing: claim, sign, keep, wait, fail, try again."""

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from documents import sealing, signing
from documents.drawing import draw_pending
from documents.kinds.grant_decision.sample import AGENCY
from documents.models import PaperDamaged, Seal, Signature
from documents.rendering import render
from documents.sealing import ATTEMPTS, LEASE, sign_pending
from documents.signing import OFD, NotSigned, Signed, verify
from documents.signing.pades import PadesSigner
from tests.documents.conftest import AT, SAMPLES, SOON

State = Signature.State


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@dataclass
class Scripted:
    """A signer that does what the test wants and remembers what it was told."""

    answer: object
    name: str = "scripted"
    asked: list = field(default_factory=list)

    def faults(self):
        return []

    def sign(self, pdf, order):
        self.asked.append(order)
        answer = self.answer(pdf) if callable(self.answer) else self.answer
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def scripted(monkeypatch, with_keys):
    def use(answer):
        signer = Scripted(answer)
        monkeypatch.setattr(signing, "signer", lambda: signer)
        return signer

    return use


@pytest.fixture
def drawn(issue_paper):
    """``drawn()``: a paper that is drawn and waits for its signature."""

    def give(**given):
        paper = issue_paper(**given)
        draw_pending(at=AT)
        return paper

    return give


def test_a_sealed_paper_is_asked_to_be_signed_when_it_is_issued(issue_paper, with_keys):
    paper = issue_paper()

    assert paper.signature.state == State.PENDING
    assert sign_pending(at=SOON) == 0  # it is not drawn yet


@pytest.mark.parametrize(
    "changed", [{"signer": "off"}, {"agencies": ["agency-620802"]}], ids=["off", "another"]
)
def test_no_signature_is_asked_for_where_signing_is_off(issue_paper, settings, with_keys, changed):
    settings.DOCUMENTS_SIGNING = settings.DOCUMENTS_SIGNING | changed
    paper = issue_paper()

    assert paper.asked_signature is None
    assert not Signature.objects.exists()


def test_a_form_of_the_file_is_neither_sealed_nor_signed(issue_paper, with_keys):
    Seal.objects.create(
        issuer=AGENCY.code,
        image=b"<svg/>",
        media_type="image/svg+xml",
        sha256="0" * 64,
        used_from=AT,
    )
    paper = issue_paper(SAMPLES["application_receipt"])

    assert (paper.asked_signature, paper.seal) == (None, None)


def test_the_worker_signs_what_was_drawn_and_keeps_both_files(drawn, with_keys):
    paper = drawn()

    assert sign_pending(at=SOON) == 1
    signature = Signature.objects.get()
    content = signature.read_file()
    assert (signature.state, signature.signed_at, signature.lease_until) == (
        State.SIGNED,
        SOON,
        None,
    )
    assert (signature.signer, signature.subject, signature.serial) == (
        "pades",
        f"CN={AGENCY.name}",
        "fa",
    )
    assert signature.sha256 == hashlib.sha256(content).hexdigest()
    assert signature.file.name == (
        f"papers/agency-620800/2026/grant_decision/{paper.pk}-{signature.sha256[:8]}-signed.pdf"
    )
    paper.refresh_from_db()
    assert content.startswith(paper.read_pdf())
    assert verify(content).holds
    assert sign_pending(at=SOON) == 0


def test_the_paper_is_drawn_again_as_it_was_whatever_the_settings_say_now(
    drawn, with_keys, settings
):
    paper = drawn()
    settings.DOCUMENTS_SIGNING = settings.DOCUMENTS_SIGNING | {"signer": "off"}
    paper.refresh_from_db()

    assert render(paper) == paper.read_pdf()
    assert sign_pending(at=SOON) == 0
    assert paper.waits_for == str(State.PENDING.label)


def test_the_signer_is_told_the_number_the_agency_and_the_place_and_nothing_of_the_content(
    drawn, scripted
):
    paper, signer = drawn(), scripted(NotSigned("no"))
    sign_pending(at=SOON)

    paper.refresh_from_db()
    [told] = signer.asked
    assert (told.key, told.label, told.issuer) == (paper.sha256, paper.label, AGENCY.code)
    assert (told.agency, told.at) == (AGENCY.name, SOON)
    assert told.seal.media_type == "image/svg+xml"
    assert "张䶮" not in repr(told)


def test_the_key_is_the_same_at_every_try(drawn, scripted):
    drawn()
    signer = scripted(NotSigned("no"))
    for turn in range(3):
        sign_pending(at=SOON + timedelta(hours=turn))

    assert len(signer.asked) == 3
    assert len({told.key for told in signer.asked}) == 1


def test_a_failure_is_told_and_tried_again_later_each_time(drawn, scripted):
    drawn()
    scripted(NotSigned("The token is not there."))

    assert sign_pending(at=SOON) == 0
    signature = Signature.objects.get()
    assert (signature.state, signature.attempts) == (State.PENDING, 1)
    assert signature.failure == "The token is not there."
    assert signature.lease_until == SOON + timedelta(minutes=1)
    Signature.objects.update(lease_until=None, attempts=12)
    sign_pending(at=SOON)
    assert Signature.objects.get().lease_until == SOON + timedelta(hours=1)


def test_what_nobody_foresaw_names_no_one(drawn, scripted, caplog):
    drawn()
    scripted(OSError("disk full while signing for 张䶮"))
    sign_pending(at=SOON)

    assert "OSError" in Signature.objects.get().failure
    assert "OSError" in caplog.text
    assert "张䶮" not in Signature.objects.get().failure + caplog.text


def test_a_refusal_for_good_waits_for_a_person(drawn, scripted, monkeypatch):
    drawn()
    scripted(NotSigned("Refused.", final=True))
    sign_pending(at=SOON)
    assert Signature.objects.get().state == State.FAILED

    monkeypatch.undo()
    assert Signature.objects.try_again() == 1
    assert Signature.objects.get().attempts == 0


def test_a_service_that_asks_to_wait_is_asked_again_then_and_it_is_no_failure(drawn, scripted):
    drawn()
    scripted(NotSigned("Not finished.", after=timedelta(minutes=7)))
    for turn in range(ATTEMPTS + 5):
        sign_pending(at=SOON + turn * timedelta(minutes=7))

    signature = Signature.objects.get()
    assert (signature.state, signature.attempts) == (State.PENDING, 0)
    assert sign_pending(at=SOON) == 0


def test_after_thirty_failures_it_waits_for_a_person(drawn, scripted):
    drawn()
    signer = scripted(NotSigned("no"))
    for turn in range(ATTEMPTS + 3):
        sign_pending(at=SOON + timedelta(hours=turn))

    assert (Signature.objects.get().state, len(signer.asked)) == (State.FAILED, ATTEMPTS)


def test_a_paper_that_kills_its_workers_waits_for_a_person(drawn, with_keys):
    drawn()
    Signature.objects.update(lease_until=SOON, attempts=ATTEMPTS)

    assert sign_pending(at=SOON) == 0
    assert Signature.objects.get().state == State.FAILED
    assert Signature.objects.get().failure


def test_a_paper_that_another_worker_holds_is_left_to_it(drawn, with_keys):
    drawn()
    Signature.objects.update(lease_until=SOON + LEASE)

    assert sign_pending(at=SOON) == 0
    assert sealing._sign_one(Signature.objects.get().pk, signing.signer(), at=SOON) is False
    assert sign_pending(at=SOON + LEASE) == 1


def test_the_second_of_two_workers_changes_nothing(drawn, with_keys):
    drawn()
    slow, quick = (Signature.objects.get() for _turn in range(2))
    sealing.sign(quick, signing.signer(), at=SOON)
    sealing.sign(slow, signing.signer(), at=SOON + LEASE)

    assert slow.signed_at == SOON


def test_one_bad_paper_does_not_stop_the_others(drawn, with_keys):
    bad, good = drawn(), drawn()
    bad.refresh_from_db()
    Path(bad.pdf.path).write_bytes(b"%PDF-changed")

    assert sign_pending(at=SOON) == 1
    good.refresh_from_db()
    assert good.signature.state == State.SIGNED
    assert bad.signature.state == State.PENDING


# What comes back is believed only as far as it can be seen


def appended(pdf):
    return Signed(content=pdf + b"\n% nothing\n", subject="CN=x", serial="1")


@pytest.mark.parametrize(
    "answer",
    [
        Signed(content=b"%PDF-another", subject="CN=x", serial="1"),
        lambda pdf: Signed(content=pdf, subject="CN=x", serial="1"),
        appended,
        Signed(content=b"no archive", subject="CN=x", serial="1", media_type=OFD),
        Signed(content=b"GIF", subject="CN=x", serial="1", media_type="image/gif"),
    ],
    ids=["another", "the same", "unsigned", "no OFD", "another kind"],
)
def test_a_file_that_is_not_that_paper_signed_is_not_kept(drawn, scripted, answer):
    drawn()
    scripted(answer)

    assert sign_pending(at=SOON) == 0
    signature = Signature.objects.get()
    assert (signature.state, signature.file.name) == (State.FAILED, "")
    assert "signer sent" in signature.failure


def test_a_signature_that_does_not_hold_is_not_kept(drawn, scripted, settings):
    drawn()
    signer = PadesSigner.of(settings.DOCUMENTS_SIGNING)

    def spoiled(pdf, order):
        signed = bytearray(signer.sign(pdf, order).content)
        signed[-1] ^= 1
        return Signed(content=bytes(signed), subject="CN=x", serial="1")

    scripted(None).sign = spoiled
    assert sign_pending(at=SOON) == 0
    assert "does not hold" in Signature.objects.get().failure


@pytest.mark.parametrize(("by", "kept"), [("service", 1), ("pades", 0)])
def test_a_kind_of_signature_that_nobody_here_can_check_is_a_service_s_alone(
    drawn, scripted, by, kept
):
    """SM2, which pyHanko does not know: the paper is there, and there is a signature behind it."""
    drawn()
    signer = scripted(
        lambda pdf: Signed(
            content=pdf + b"\n/ByteRange [0 1 2 3] /Contents <30800600>\n%%EOF\n",
            subject="CN=x",
            serial="1",
        )
    )
    signer.name = by

    verdict = signing.verify(signer.answer(b"%PDF-1.7").content)
    assert (verdict.signed, verdict.known) == (True, False)
    assert sign_pending(at=SOON) == kept


def test_an_ofd_is_kept_as_it_came(drawn, scripted):
    drawn()
    content = b"PK\x03\x04" + bytes(100)
    scripted(Signed(content=content, subject="CN=x", serial="1", media_type=OFD))

    assert sign_pending(at=SOON) == 1
    signature = Signature.objects.get()
    assert signature.file.name.endswith("-signed.ofd")
    assert signature.read_file() == content


# What is kept stays


def test_a_changed_signed_file_is_not_read(drawn, with_keys):
    drawn()
    sign_pending(at=SOON)
    signature = Signature.objects.get()
    Path(signature.file.path).write_bytes(signature.read_file()[:-1] + b" ")

    with pytest.raises(PaperDamaged):
        signature.read_file()


def test_a_file_torn_by_a_dying_worker_is_written_anew(drawn, scripted):
    paper = drawn()
    content = b"PK\x03\x04" + bytes(100)
    digest = hashlib.sha256(content).hexdigest()
    paper.pdf.storage.save(
        f"papers/agency-620800/2026/grant_decision/{paper.pk}-{digest[:8]}-signed.ofd",
        ContentFile(b"PK"),
    )
    scripted(Signed(content=content, subject="CN=x", serial="1", media_type=OFD))

    sign_pending(at=SOON)
    assert Signature.objects.get().read_file() == content


@pytest.mark.parametrize("column", ["state", "file", "sha256", "signed_at", "subject", "serial"])
def test_the_database_lets_nobody_change_a_signature(drawn, with_keys, column):
    drawn()
    sign_pending(at=SOON)
    value = {"state": "failed", "sha256": "1" * 64, "signed_at": AT}.get(column, "another")

    with pytest.raises(DatabaseError), transaction.atomic():
        Signature.objects.update(**{column: value, "failure": "x"})


@pytest.mark.parametrize("table", ["documents_signature", "documents_seal"])
def test_the_database_lets_nobody_delete_a_signature_or_a_seal(drawn, with_keys, table):
    drawn()
    Seal.objects.create(
        issuer=AGENCY.code,
        image=b"<svg/>",
        media_type="image/svg+xml",
        sha256="0" * 64,
        used_from=AT,
    )
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")
    with pytest.raises(DatabaseError), transaction.atomic():
        Seal.objects.update(image=b"<svg></svg>")
