"""A file that is looked at and not kept: its digest is taken while it comes in."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler

LARGEST = 20 * 1024 * 1024
PDF = b"%PDF-"


@dataclass
class Seen:
    """What is known of a file after it went by. Its name is not."""

    size: int = 0
    start: bytes = b""
    digest: Any = field(default_factory=hashlib.sha256)

    def take(self, chunk: bytes) -> None:
        self.size += len(chunk)
        if len(self.start) < len(PDF):
            self.start += chunk[: len(PDF)]
        self.digest.update(chunk)

    @property
    def is_pdf(self) -> bool:
        return self.start.startswith(PDF)

    @property
    def is_too_large(self) -> bool:
        return self.size > LARGEST

    @property
    def sha256(self) -> str:
        return str(self.digest.hexdigest())


class DigestHandler(FileUploadHandler):
    """Hands nothing on: no handler behind it gets the content, in memory or on the disk."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.seen: Seen | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.seen = Seen()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        assert self.seen is not None
        if not self.seen.is_too_large:  # what follows is read off the line, and not counted
            self.seen.take(raw_data)

    def file_complete(self, file_size: int) -> None:
        """No file comes of it."""
