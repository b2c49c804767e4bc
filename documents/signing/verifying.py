"""Is a signed PDF as it was signed, and by whom? Answers for any PDF; believes nothing in it."""

import io
import logging
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from documents.signing.loops import in_a_loop_of_its_own

logger = logging.getLogger(__name__)

MOST = 20 * 1024 * 1024  # bytes that are read at all


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What can be said of the first signature of a PDF. ``holds`` is the question most ask."""

    signed: bool = False  # there is a signature
    known: bool = False  # of a kind that can be checked here; SM2 can't
    intact: bool = False  # every byte that it covers is the one that was signed
    whole: bool = False  # it covers the whole file: nothing was added behind it
    plain: bool = False  # nor was its own container touched, which no signature can cover
    subject: str = ""  # who, by the certificate
    authority: str = ""  # who vouches for that
    serial: str = ""
    signed_at: datetime | None = None  # by the signer's own clock
    stamped_at: datetime | None = None  # by that of a timestamp service
    trusted: bool = False  # the authority leads to a root that this house has been told to trust

    @property
    def holds(self) -> bool:
        """Not a byte was changed or added since it was signed."""
        return self.intact and self.whole and self.plain

    def may_be_kept(self, *, by: str) -> bool:
        """The signature covers the whole paper and is good. Of an outside service's signatures
        those are believed whose kind can't be checked here."""
        if self.signed and not self.known and by == "service":
            return True
        return self.intact and self.whole


def verify(pdf: bytes) -> Verdict:
    """Look at the first signature. A file that is no PDF, or no longer one, has none."""
    if len(pdf) > MOST:
        return Verdict()
    try:
        return in_a_loop_of_its_own(lambda: _verdict(pdf))
    except Exception as fault:  # noqa: BLE001  (whatever a stranger's file makes pyHanko raise)
        logger.info("A PDF's signature could not be read: %s.", type(fault).__name__)
        return Verdict(signed=b"/ByteRange" in pdf)


def _verdict(pdf: bytes) -> Verdict:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature

    reader = PdfFileReader(io.BytesIO(pdf))
    if not reader.embedded_regular_signatures:
        return Verdict()
    signature = reader.embedded_regular_signatures[0]
    certificate, claimed = signature.signer_cert, signature.self_reported_timestamp
    status = validate_pdf_signature(
        signature,
        signer_validation_context=_trust(claimed),
        key_usage_settings=_usage(),
    )
    stamped = status.timestamp_validity
    return Verdict(
        signed=True,
        known=True,
        intact=bool(
            status.intact and status.valid and (not stamped or (stamped.intact and stamped.valid))
        ),
        whole=_covers(pdf, signature),
        plain=_fills_its_gap(pdf, signature) and _vouched_for(signature),
        subject=named(certificate)[0],
        authority=named(certificate)[1],
        serial=f"{certificate.serial_number:x}",
        signed_at=claimed,
        stamped_at=stamped.timestamp if stamped else None,
        trusted=bool(status.trusted),
    )


def named(certificate: Any) -> tuple[str, str]:
    """Whom a certificate names and who vouches for it, as people write it: CN=…,O=…,C=CN."""
    read = _readable(certificate)
    return read.subject.rfc4514_string(), read.issuer.rfc4514_string()


def _covers(pdf: bytes, signature: Any) -> bool:
    """From the first byte to the last, but for the signature itself."""
    start, first, second, rest = map(int, signature.byte_range)
    return start == 0 and first < second and second + rest == len(pdf)


def _fills_its_gap(pdf: bytes, signature: Any) -> bool:
    """The gap holds the signature alone, as it was written.

    Its letters, and the zeros that fill it up, could else be changed without anybody seeing it.
    """
    _start, first, second, _rest = map(int, signature.byte_range)
    gap, der = pdf[first:second], _der(signature).hex().encode()
    held = gap[1:-1]
    return (
        (gap[:1], gap[-1:]) == (b"<", b">")
        and held in (held.lower(), held.upper())
        and held.lower() == der.ljust(len(held), b"0")
    )


def _der(signature: Any) -> bytes:
    """The signature's own bytes, without what fills the gap up."""
    from asn1crypto import parser

    content = bytes(signature.pkcs7_content)
    _class, _method, _tag, header, body, trailer = parser.parse(content)
    return content[: len(header) + len(body) + len(trailer)]


def _vouched_for(signature: Any) -> bool:
    """What comes beside the signature says what the signature says, and nothing more: the version,
    the digest, and the certificates above the signer's, each the author of the one below it."""
    signed, signer = signature.signed_data, signature.signer_info
    version = (
        b"\x02\x01\x01" if signer["sid"].name == "issuer_and_serial_number" else b"\x02\x01\x03"
    )
    return (
        {signed["version"].dump(), signer["version"].dump()} == {version}
        and [one.dump() for one in signed["digest_algorithms"]]
        == [signer["digest_algorithm"].dump()]
        and _are_a_ladder(
            _readable(signature.signer_cert), list(map(_readable, signature.other_embedded_certs))
        )
    )


def _are_a_ladder(lower: Any, others: list[Any]) -> bool:
    """From the signer's certificate, which the signature itself pins, up to a root."""
    from cryptography.exceptions import InvalidSignature

    above = {one.subject: one for one in others}
    if len(above) != len(others):
        return False
    known = {one.subject: one for one in map(_readable, _roots(_roots_file()))}
    try:
        while above:
            upper = above.pop(lower.issuer)
            lower.verify_directly_issued_by(upper)
            lower = upper
        if others:
            lower.verify_directly_issued_by(
                lower if lower.issuer == lower.subject else known[lower.issuer]
            )
    except (KeyError, InvalidSignature, ValueError, TypeError):
        return False
    return True


def _readable(certificate: Any) -> Any:
    from cryptography import x509

    return x509.load_der_x509_certificate(certificate.dump())


def _trust(moment: datetime | None) -> Any:
    """The roots of this house, asked about the moment that the signature names: papers are kept
    longer than certificates last. Nothing is fetched."""
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(
        trust_roots=_roots(_roots_file()),
        allow_fetching=False,
        moment=moment,
        best_signature_time=moment,
    )


def _roots_file() -> str:
    return str(settings.DOCUMENTS_SIGNING["roots"])


@lru_cache(maxsize=4)
def _roots(path: str) -> list[Any]:
    """None where the file can't be read: nobody is trusted then, and what holds still holds."""
    from pyhanko.keys import load_certs_from_pemder_data

    try:
        return list(load_certs_from_pemder_data(Path(path).read_bytes())) if path else []
    except (OSError, ValueError):
        return []


def roots_are_readable() -> bool:
    """No file of roots is named, or it holds some."""
    return not _roots_file() or bool(_roots(_roots_file()))


def _usage() -> Any:
    from pyhanko.sign.validation.settings import KeyUsageConstraints

    return KeyUsageConstraints(
        key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
    )
