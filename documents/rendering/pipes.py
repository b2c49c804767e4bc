"""What goes between a process and a child that draws for it: pieces of bytes, each after its length."""

import struct
from typing import IO

LENGTH = struct.Struct("!I")


def write(pipe: IO[bytes], *pieces: bytes) -> None:
    """All of them, at once."""
    for piece in pieces:
        pipe.write(LENGTH.pack(len(piece)))
        pipe.write(piece)
    pipe.flush()


def read(pipe: IO[bytes]) -> bytes | None:
    """The next piece; None where the other side is gone, in the middle of a piece as well."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    [length] = LENGTH.unpack(head)
    piece = pipe.read(length)
    return piece if len(piece) == length else None
