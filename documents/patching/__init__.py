"""What we change inside WeasyPrint: how Chinese lines end, and what makes a paper slow.

All of it leans on code that no release promises to keep, so it is refused for any version but the
one it was written for. A paper looks the same without the changes for speed; a test compares.
"""

from functools import cache

from documents.patching import compression, fonts, justification, outlines

WRITTEN_FOR = "70.0"


@cache
def apply() -> None:
    """Change WeasyPrint in this process, once."""
    import weasyprint

    if weasyprint.VERSION != WRITTEN_FOR:
        raise RuntimeError(
            f"The changes to WeasyPrint are written for version {WRITTEN_FOR}, "
            f"not {weasyprint.VERSION}: install the locked one."
        )
    for change in (justification, fonts, outlines, compression):
        change.apply()
