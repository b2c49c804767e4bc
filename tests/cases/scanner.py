"""A scanner that speaks clamd's own words, and a file in which every scanner finds something."""

import socket
import struct
import threading
from contextlib import contextmanager

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cases.hostile import PDF

#: The file that every scanner knows; put together, so that none finds it in this one.
EICAR = ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS" + "-TEST-FILE!$H+H*").encode()


class Clamd:
    """Speaks INSTREAM on a socket; what it is sent is remembered."""

    def __init__(self, said=None):
        self.said, self.heard = said, []

    def serve(self, door):
        while True:
            try:
                line, _address = door.accept()
            except OSError:
                return
            with line:
                self._answer(line)

    def _answer(self, line):
        reader = line.makefile("rb")
        if reader.read(10) != b"zINSTREAM\0":
            return
        content = b""
        while length := struct.unpack(">I", reader.read(4))[0]:
            content += reader.read(length)
        self.heard.append(content)
        if self.said is not None:
            line.sendall(self.said)
        else:
            found = b"Eicar-Test-Signature FOUND" if EICAR in content else b"OK"
            line.sendall(b"stream: " + found + b"\0")


@contextmanager
def listening(clamd, family=socket.AF_INET, where=("127.0.0.1", 0)):
    with socket.socket(family) as door:
        door.bind(where)
        door.listen()
        thread = threading.Thread(target=clamd.serve, args=[door], daemon=True)
        thread.start()
        yield door.getsockname()
        door.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def infected():
    return SimpleUploadedFile("a.pdf", PDF.replace(b"a page", EICAR) + b"\n%%EOF\n")
