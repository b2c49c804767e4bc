"""What is asked of whoever signs papers, and what comes back. Copy ``pades.py`` to add a signer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

PDF, OFD = "application/pdf", "application/ofd"


class NotSigned(Exception):
    """There is no signature, and its text says why; fit to show, and names nobody.

    It is tried again unless ``final``; ``after`` is when the other side wants to be asked again,
    and such an answer does not count as a failure.
    """

    def __init__(self, words: str, *, final: bool = False, after: timedelta | None = None) -> None:
        super().__init__(words)
        self.final, self.after = final, after


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the seal goes: the page, counted from 0, and its square in points from below left."""

    page: int
    left: float
    bottom: float
    side: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.left, self.bottom, self.left + self.side, self.bottom + self.side


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The picture of a seal."""

    content: bytes
    media_type: str


@dataclass(frozen=True, kw_only=True)
class Order:
    """All that a signer is told beside the paper itself."""

    key: str  # the same for the same paper however often it is asked: SHA-256 of the unsigned file
    label: str  # its number: （平）援决字〔2026〕第12号
    issuer: str  # the agency's code: names the key to sign with
    agency: str  # the agency's name, as in the seal
    at: datetime
    place: Place
    seal: Picture


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A signed paper. A PDF begins with every byte of the unsigned one."""

    content: bytes
    subject: str  # of the certificate: CN=平凉市法律援助中心, O=…
    serial: str  # of the certificate, in hexadecimal digits
    media_type: str = PDF


class Signer(Protocol):
    """Signs papers in an agency's name. The worker calls it outside any transaction.

    ``sign`` may be called twice for one paper, after a worker died: the same key must not leave
    two signatures behind where that costs something. It raises :class:`NotSigned` in words, and
    lets nothing else out that could be foreseen.
    """

    @property
    def name(self) -> str:
        """What is kept of who signed: a word of ours."""

    def faults(self) -> list[str]:
        """What is wrong with its settings, in words, without using the key."""

    def sign(self, pdf: bytes, order: Order) -> Signed:
        """The signed paper."""
