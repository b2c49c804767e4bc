"""System checks: what drawing needs is there, said before the first paper fails."""

import ctypes
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Doubt

from documents import signing
from documents.coverage import PACK

DRAWING = "drawing"
# Name on Debian, names of the library on Linux, macOS and Windows.
LIBRARIES = {
    "libpango-1.0-0": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "libpangoft2-1.0-0": (
        "libpangoft2-1.0.so.0",
        "libpangoft2-1.0.dylib",
        "libpangoft2-1.0-0.dll",
    ),
    # Without it WeasyPrint draws as well, twelve times slower and with other bytes.
    "libharfbuzz-subset0": (
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.dylib",
        "libharfbuzz-subset-0.dll",
    ),
}


@register(DRAWING)
def drawing_is_possible(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """The libraries and the font pack. WeasyPrint itself is not loaded: it takes most of a second."""
    missing = [package for package, names in LIBRARIES.items() if not any(map(loads, names))]
    messages: list[CheckMessage] = []
    if missing:
        messages.append(
            Error(
                f"Papers can't be drawn: {', '.join(missing)} is not installed.",
                hint=f"On Debian or Ubuntu run: sudo apt-get install {' '.join(LIBRARIES)}",
                id="documents.E001",
            )
        )
    files = [line.split()[1] for line in (PACK / "MANIFEST.sha256").read_text().splitlines()]
    if absent := [file for file in files if not (PACK / file).is_file()]:
        messages.append(
            Error(
                f"Papers can't be drawn: {', '.join(absent)} is not in documents/fonts.",
                hint="Check the repository out again, or run bin/build-fonts.",
                id="documents.E002",
            )
        )
    return messages


@register("signing")
def signing_is_set_up(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A warning only: a key that went missing must not stop the clock. Papers wait meanwhile."""
    return [
        Doubt(
            f"Papers can't be signed: {fault}",
            hint="See docs/how-to/sign-papers.md.",
            id="documents.W001",
        )
        for fault in signing.faults()
    ]


def loads(library: str) -> bool:
    """Can this shared library be loaded here?"""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
