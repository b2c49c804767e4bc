"""Electronic seals on papers: PAdES with our own key, or an outside service. Off until configured.

A paper that is to be signed is drawn without a seal: the signature brings it (decision 0018).
"""

from django.conf import settings
from django.utils.translation import gettext as _

from documents.signing.contract import (
    OFD,
    PDF,
    NotSigned,
    Order,
    Picture,
    Place,
    Signed,
    Signer,
)
from documents.signing.places import place_of_seal
from documents.signing.verifying import Verdict, roots_are_readable, verify

__all__ = [
    "OFD",
    "PDF",
    "SIGNERS",
    "NotSigned",
    "Order",
    "Picture",
    "Place",
    "Signed",
    "Signer",
    "Verdict",
    "faults",
    "is_on",
    "place_of_seal",
    "signer",
    "signs_for",
    "verify",
]

OFF = "off"
SIGNERS = ("pades", "service")


def is_on() -> bool:
    """A signer is named."""
    return str(settings.DOCUMENTS_SIGNING["signer"]) != OFF


def signs_for(issuer: str) -> bool:
    """Are the papers of this agency to be signed? Asked at issue, so nothing but settings is read."""
    agencies = settings.DOCUMENTS_SIGNING["agencies"]
    return is_on() and (not agencies or issuer in agencies)


def signer() -> Signer | None:
    """Whoever signs, by the settings; None where signing is off."""
    chosen = settings.DOCUMENTS_SIGNING
    if chosen["signer"] == "pades":
        from documents.signing.pades import PadesSigner

        return PadesSigner.of(chosen)
    if chosen["signer"] == "service":
        from documents.signing.service import ServiceSigner

        return ServiceSigner.of(chosen)
    return None


def faults() -> list[str]:
    """What is wrong with the settings, in words."""
    name = settings.DOCUMENTS_SIGNING["signer"]
    if name not in (OFF, *SIGNERS):
        return [
            _("FAYUAN_SIGNER is “%(name)s”: it must be off, pades or service.") % {"name": name}
        ]
    chosen = signer()
    found = chosen.faults() if chosen else []
    if not roots_are_readable():
        found.append(_("FAYUAN_SIGNING_ROOTS holds no certificate that can be read."))
    return found
