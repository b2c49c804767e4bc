"""A key that never leaves its token, through PKCS#11: tried with SoftHSM where it is installed."""

import os
import subprocess
from pathlib import Path
from shutil import which

import pytest
from cryptography.hazmat.primitives import serialization
from django.utils import translation

from documents import signing
from documents.kinds.grant_decision.sample import AGENCY
from documents.signing import NotSigned, keys, verify
from tests.documents.certificates import agency_certificate, agency_key
from tests.documents.signers import order, unsigned

MODULES = [Path(f"/usr/lib/{where}softhsm/libsofthsm2.so") for where in ("", "x86_64-linux-gnu/")]
MODULE = next((path for path in MODULES if path.is_file()), None)
PIN = "12345678"

pytestmark = pytest.mark.skipif(
    MODULE is None or which("softhsm2-util") is None,
    reason="no SoftHSM here: apt-get install softhsm2",
)


@pytest.fixture(scope="module")
def _token(tmp_path_factory):
    """A token with the key of our agency; the module reads where its tokens lie once a process."""
    folder = tmp_path_factory.mktemp("token")
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}\n")
    key = folder / "key.p8"
    key.write_bytes(
        agency_key().private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
        for command in (
            ["--init-token", "--free", "--label", "fayuan", "--so-pin", "87654321"],
            ["--import", key, "--token", "fayuan", "--label", AGENCY.code, "--id", "01"],
        ):
            subprocess.run(
                ["softhsm2-util", *command, "--pin", PIN],
                check=True,
                capture_output=True,
                env=os.environ,
            )
        _put_certificate_beside_it()
        yield


def _put_certificate_beside_it():
    import pkcs11

    certificate = agency_certificate()
    with (
        pkcs11.lib(str(MODULE)).get_token(token_label="fayuan").open(user_pin=PIN, rw=True) as token
    ):
        token.create_object(
            {
                pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                pkcs11.Attribute.TOKEN: True,
                pkcs11.Attribute.LABEL: AGENCY.code,
                pkcs11.Attribute.ID: b"\x01",
                pkcs11.Attribute.SUBJECT: certificate.subject.public_bytes(),
                pkcs11.Attribute.VALUE: certificate.public_bytes(serialization.Encoding.DER),
            }
        )


@pytest.fixture
def with_token(_token, with_keys, settings, monkeypatch):
    """``with_token(token="another")``: the settings of a token, changed."""
    monkeypatch.setattr(keys, "_refused", {})

    def use(**changes):
        usual = {"pkcs11": str(MODULE), "token": "fayuan", "password": PIN}
        settings.DOCUMENTS_SIGNING = settings.DOCUMENTS_SIGNING | usual | changes
        return signing.signer()

    with translation.override("en"):
        yield use


def test_a_token_signs_as_a_file_does(with_token):
    signer = with_token()
    signed = signer.sign(unsigned(), order())

    assert signer.faults() == []
    assert signed.content.startswith(unsigned())
    assert (signed.subject, signed.serial) == (f"CN={AGENCY.name}", "fa")
    verdict = verify(signed.content)
    assert verdict.holds
    assert verdict.trusted


def test_a_refused_pin_is_not_tried_until_the_token_locks_itself(with_token, monkeypatch):
    signer = with_token(password="1111")
    with pytest.raises(NotSigned, match="refused the PIN"):
        signer.sign(unsigned(), order())

    monkeypatch.setattr("pyhanko.sign.pkcs11.open_pkcs11_session", pytest.fail)
    with pytest.raises(NotSigned, match="refused the PIN") as why:
        signer.sign(unsigned(), order())
    assert not why.value.final


@pytest.mark.parametrize("changes", [{"token": "another"}, {}], ids=["token", "key"])
def test_a_token_or_key_that_is_not_there_is_said(with_token, changes):
    signer = with_token(**changes)

    with pytest.raises(NotSigned, match="does not sign for agency-1"):
        signer.sign(unsigned(), order(issuer="agency-1"))


def test_the_pin_is_not_shown(with_token):
    assert PIN not in repr(with_token())
