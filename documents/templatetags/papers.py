"""Filters for the pages of papers."""

from django import template

from documents import wording

register = template.Library()

for written in (
    wording.gb_date,
    wording.cn_date,
    wording.cn_count,
    wording.cn_amount,
    wording.yuan,
):
    register.filter(written.__name__, written)


@register.filter
def in_fours(code: str) -> str:
    """A check code as people read it aloud."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4)).upper()


@register.filter
def width_class(name: str) -> str:
    """The class that makes an agency's name fit the width of the page."""
    return "short" if len(name) <= 11 else "long" if len(name) <= 15 else "longest"


@register.filter
def paragraphs(text: str) -> list[str]:
    """The lines of a text that say something, one paragraph each."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@register.filter
def clause(text: str) -> str:
    """A sentence that goes on: without the stop its writer may have put at its end."""
    return text.strip().rstrip("。；;，,.、")
