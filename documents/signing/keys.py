"""Where the keys of agencies come from: files of a folder, or a token behind PKCS#11.

The agency's code names its key: ``agency-620800.p12`` in the folder, or the label on the token.
"""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents.signing.contract import NotSigned


@dataclass(frozen=True)
class PdfKey:
    """A key as pyHanko uses it, and its certificate."""

    signer: Any
    certificate: Any


class KeySource(Protocol):
    """Where keys are kept."""

    def faults(self) -> list[str]:
        """What is wrong, in words."""

    def open(self, issuer: str) -> AbstractContextManager[PdfKey]:
        """The key of an agency, for one paper."""


def key_source(settings: dict[str, Any]) -> KeySource:
    """By the settings: a token where its module is named, else the folder."""
    if settings["pkcs11"]:
        return Token(settings["pkcs11"], settings["token"], settings["password"])
    return Folder(settings["keys"], settings["password"], tuple(settings["agencies"]))


@dataclass(frozen=True)
class Folder:
    """PKCS#12 files. ``agency-620800.password`` beside a file opens it, else the common password."""

    path: str
    password: str = field(repr=False)
    agencies: tuple[str, ...] = ()

    def faults(self) -> list[str]:
        if not self.path:
            return [
                gettext(
                    "FAYUAN_SIGNER is pades: name the folder of the keys in FAYUAN_SIGNING_KEYS, or the "
                    "token's module in FAYUAN_SIGNING_MODULE."
                )
            ]
        folder = Path(self.path)
        if not folder.is_dir():
            return [gettext("FAYUAN_SIGNING_KEYS is not a folder: %(path)s") % {"path": folder}]
        codes = self.agencies or tuple(sorted(path.stem for path in folder.glob("*.p12")))
        if not codes:
            return [gettext("The folder of the keys holds no key: %(path)s") % {"path": folder}]
        return [fault for code in codes if (fault := self._fault(code))]

    def _fault(self, code: str) -> str:
        try:
            self._load(code)
        except NotSigned as why:
            return str(why)
        return ""

    @contextmanager
    def open(self, issuer: str) -> Iterator[PdfKey]:
        signer = self._load(issuer)
        yield PdfKey(signer, signer.signing_cert)

    def _load(self, code: str) -> Any:
        from pyhanko.sign.signers import SimpleSigner

        path = Path(self.path) / f"{code}.p12"
        beside = path.with_suffix(".password")
        try:
            password = beside.read_text(encoding="utf-8").strip() if beside.is_file() else ""
            content = path.read_bytes()
        except OSError as error:
            why = {"path": error.filename, "why": error.strerror}
            raise NotSigned(gettext("The key can't be read: %(path)s: %(why)s.") % why) from None
        try:
            return SimpleSigner.load_pkcs12_data(
                content, other_certs=[], passphrase=(password or self.password).encode()
            )
        except ValueError:  # says it for a wrong password and for a file that is something else
            raise NotSigned(
                gettext(
                    "The key can't be opened, its password is wrong or it is no PKCS#12 file: %(path)s"
                )
                % {"path": path}
            ) from None


#: PINs that a token has refused, by module and token. After a few more it would lock itself, so no
#: refused PIN is tried twice by the same process.
_refused: dict[tuple[str, str], str] = {}
PIN_REFUSED = _(
    "The token refused the PIN. It is not tried again before the program is started anew: after "
    "some more tries the token would lock itself."
)
one_login = threading.Lock()  # a token knows one login a process, whoever's thread it is


@dataclass(frozen=True)
class Token:
    """A smart card, a USB key or an HSM. Certificate and key bear the agency's code as their label."""

    module: str
    label: str
    pin: str = field(repr=False)

    def faults(self) -> list[str]:
        """Without logging in: a wrong PIN tried at every start would lock the token."""
        found = []
        if not Path(self.module).is_file():
            found.append(
                gettext("FAYUAN_SIGNING_MODULE is not there: %(path)s") % {"path": self.module}
            )
        if not self.label:
            found.append(gettext("Name the token in FAYUAN_SIGNING_TOKEN."))
        if not self.pin:
            found.append(gettext("The PIN of the token is missing: FAYUAN_SIGNING_PASSWORD."))
        return found

    @contextmanager
    def open(self, issuer: str) -> Iterator[PdfKey]:
        import pkcs11
        from pyhanko.sign.pkcs11 import PKCS11Signer

        try:
            with one_login, self._session() as session:
                signer = PKCS11Signer(session, cert_label=issuer, key_label=issuer)
                yield PdfKey(signer, signer.signing_cert)
        except pkcs11.exceptions.PinIncorrect:
            _refused[self.module, self.label] = self.pin
            raise NotSigned(str(PIN_REFUSED)) from None
        except pkcs11.exceptions.PKCS11Error as error:
            raise NotSigned(
                gettext("The token does not sign for %(issuer)s (%(fault)s).")
                % {"issuer": issuer, "fault": type(error).__name__}
            ) from None

    def _session(self) -> Any:
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign.pkcs11 import open_pkcs11_session

        if _refused.get((self.module, self.label)) == self.pin:
            raise NotSigned(str(PIN_REFUSED))
        return open_pkcs11_session(
            self.module, token_criteria=TokenCriteria(label=self.label), user_pin=self.pin
        )
