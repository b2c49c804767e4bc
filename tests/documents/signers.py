"""Ways to have papers signed in tests."""

from dataclasses import replace
from functools import cache

from documents import marks
from documents.kinds.grant_decision.sample import AGENCY
from documents.rendering import Imprint, paint
from documents.signing import Order, Picture, place_of_seal
from tests.documents.conftest import AT, GRANT

OFF = {
    "signer": "off",
    "agencies": [],
    "keys": "",
    "pkcs11": "",
    "token": "",
    "password": "",
    "timestamps": "",
    "service": "",
    "secret": "",
    "roots": "",
}
IMPRINT = Imprint(
    label="（平）援决字〔2026〕第12号",
    issued_at=AT,
    check_code="0123456789abcdef",
    seal_is_signed=True,
)


@cache
def unsigned(facts=GRANT):
    """A paper as it is drawn for its signature."""
    return paint(facts, IMPRINT)


def order(pdf=None, **changes):
    usual = Order(
        key="0" * 64,
        label=IMPRINT.label,
        issuer=AGENCY.code,
        agency=AGENCY.name,
        at=AT,
        place=place_of_seal(pdf or unsigned()),
        seal=Picture(content=marks.seal(AGENCY.name), media_type="image/svg+xml"),
    )
    return replace(usual, **changes)
