"""The name of a file as it may be shown: one line, no hidden characters, the suffix of its kind."""

import re
import unicodedata

LONGEST = 120
#: Line ends, controls, marks of direction, private and unassigned characters.
HIDDEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


def clean(name: str, suffix: str) -> str:
    """``../a\\u202egpj.exe`` becomes ``agpj.exe.jpg``: what people see is what the file is."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(one for one in last if unicodedata.category(one) not in HIDDEN)
    shown = re.sub(r"\s+", " ", shown).strip(" .")
    stem, dot, given = shown.rpartition(".")
    if not dot or not _same_kind(given, suffix):
        stem, given = shown, suffix
    stem = re.sub(r'[<>:"|?*]', "_", stem).strip(" .")
    return f"{stem[: LONGEST - 1 - len(given)].rstrip() or 'file'}.{given}"


def _same_kind(given: str, suffix: str) -> bool:
    return given.lower() == suffix or {given.lower(), suffix} == {"jpeg", "jpg"}
