"""Ask clamd whether a file holds something harmful: its INSTREAM command, and nothing else.

``unix:/run/clamav/clamd.ctl`` or ``tcp://127.0.0.1:3310``. The file is sent in pieces, each behind
its length; an empty piece ends it; the answer is one line.
"""

import socket
import struct
import time
from collections.abc import Iterable
from urllib.parse import urlsplit

PIECE = 64 * 1024
LONGEST_ANSWER = 4096


class ScannerAway(Exception):
    """No answer that says anything of the file: nobody listens, it takes too long, or it fails."""


class BadAddress(ValueError):
    """The setting names no socket."""


def address_of(text: str) -> tuple[socket.AddressFamily, str | tuple[str, int]]:
    """The family and the address that a setting names."""
    parts = urlsplit(text)
    if parts.scheme == "unix" and parts.path.startswith("/"):
        return socket.AF_UNIX, parts.path
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if parts.scheme == "tcp" and host and port:
        return (socket.AF_INET6 if ":" in host else socket.AF_INET), (host, port)
    raise BadAddress("FAYUAN_CLAMD must look like unix:/run/clamav/clamd.ctl or tcp://host:3310.")


def harm_in(pieces: Iterable[bytes], *, address: str, seconds: float) -> str:
    """The name of what was found, or an empty text. ``seconds`` is for the whole conversation."""
    family, where = address_of(address)
    end = time.monotonic() + seconds
    try:
        with socket.socket(family, socket.SOCK_STREAM) as line:
            line.settimeout(seconds)
            line.connect(where)
            line.sendall(b"zINSTREAM\0")
            for piece in pieces:
                if piece:
                    line.settimeout(_left(end))
                    line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            return _verdict(_answer(line, end))
    except OSError as error:
        raise ScannerAway(type(error).__name__) from error


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _answer(line: socket.socket, end: float) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        line.settimeout(_left(end))
        piece = line.recv(LONGEST_ANSWER)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode("ascii", "replace")


def _verdict(said: str) -> str:
    words = said.removeprefix("stream: ")
    if words == "OK":
        return ""
    if words.endswith(" FOUND"):
        return words.removesuffix(" FOUND")[:80]
    raise ScannerAway(said[:80])
