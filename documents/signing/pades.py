"""PAdES B-B with a key of our own: an incremental update whose visible field is the seal."""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from documents.rendering import Asset, stamp
from documents.signing.contract import NotSigned, Order, Signed
from documents.signing.keys import KeySource, PdfKey, key_source
from documents.signing.loops import in_a_loop_of_its_own
from documents.signing.verifying import named


@dataclass(frozen=True, kw_only=True)
class PadesSigner:
    """Signs with an agency's key out of a file or a token, and a timestamp where one is set up."""

    keys: KeySource
    timestamps: str = ""
    name: str = "pades"

    @classmethod
    def of(cls, settings: dict[str, Any]) -> "PadesSigner":
        return cls(keys=key_source(settings), timestamps=settings["timestamps"])

    def faults(self) -> list[str]:
        found = self.keys.faults()
        if self.timestamps and not self.timestamps.startswith(("http://", "https://")):
            found.append(_("FAYUAN_SIGNING_TSA must be an address that begins with http."))
        return found

    def sign(self, pdf: bytes, order: Order) -> Signed:
        with self.keys.open(order.issuer) as key:
            _must_be_valid(key, order.at)
            return Signed(
                content=self._signed(pdf, order, key),
                subject=named(key.certificate)[0],
                serial=f"{key.certificate.serial_number:x}",
            )

    def _signed(self, pdf: bytes, order: Order, key: PdfKey) -> bytes:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import fields, signers
        from pyhanko.sign.general import SigningError
        from pyhanko.sign.timestamps import TimestampRequestError

        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        field: Any = fields.SigFieldSpec(
            "Seal",
            on_page=order.place.page,
            box=order.place.box,  # type: ignore[arg-type]  # points; pyHanko writes fractions as they are
            readable_field_name=order.agency,
        )
        meta = signers.PdfSignatureMetadata(
            field_name="Seal",
            md_algorithm="sha256",
            name=order.agency,
            subfilter=fields.SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        )
        signer = _at(order.at)(
            meta,
            key.signer,
            timestamper=self._timestamper(),
            stamp_style=_seal_as_stamp(Asset(order.seal.content, order.seal.media_type)),
            new_field_spec=field,
        )
        try:
            content: bytes = in_a_loop_of_its_own(lambda: signer.sign_pdf(writer)).getvalue()
        except TimestampRequestError:
            raise NotSigned(_("The timestamp service gave no timestamp.")) from None
        except SigningError:
            raise NotSigned(_("The paper could not be signed with this key."), final=True) from None
        return content

    def _timestamper(self) -> Any:
        if not self.timestamps:
            return None
        from pyhanko.sign.timestamps.requests_client import HTTPTimeStamper

        return HTTPTimeStamper(self.timestamps, timeout=10)


def _must_be_valid(key: PdfKey, at: datetime) -> None:
    if not key.certificate.not_valid_before <= at <= key.certificate.not_valid_after:
        raise NotSigned(
            _("The certificate of the agency is valid from %(first)s to %(last)s only.")
            % {
                "first": key.certificate.not_valid_before.date(),
                "last": key.certificate.not_valid_after.date(),
            }
        )


def _at(moment: datetime) -> Any:
    """pyHanko's signer, told the time instead of asking the clock."""
    from pyhanko.sign.signers import PdfSigner

    class Timely(PdfSigner):
        def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = moment
            return session

    return Timely


def _seal_as_stamp(seal: Asset) -> Any:
    """The seal in outlines, as the appearance of the field."""
    from pyhanko.pdf_utils.content import PdfContent
    from pyhanko.pdf_utils.layout import BoxConstraints
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.stamp import StaticStampStyle

    page = stamp(seal)

    class Seal(PdfContent):
        def render(self) -> bytes:
            drawn = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(page)))
            left, bottom, right, top = drawn.get_object()["/BBox"]
            self.resources.xobject["/Seal"] = drawn
            self.box = BoxConstraints(width=right - left, height=top - bottom)
            return b"/Seal Do"

    return StaticStampStyle(background=Seal(), background_opacity=1, border_width=0)
