"""Filters for the pages of papers."""

from django import template
from django.utils.html import format_html

from documents import wording
from documents.facts import FILE

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
def in_copies(receivers: tuple[str, ...]) -> str:
    """How many there are of a paper, and who gets one each; the file's comes last."""
    others = [one for one in receivers if one != FILE]
    each = "各一份" if len(others) > 1 else "一份"
    kept = "，存卷一份" if FILE in receivers else ""
    return f"本件一式{wording.cn_count(len(receivers))}份：{'、'.join(others)}{each}{kept}。"


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


@register.simple_tag
def box(value: object, label: str, when: object = True) -> str:
    """A box of a form with its words, ticked where there is a value, or where it is ``when``.

    The mark is √: no font of the pack has a ticked box."""
    ticked = bool(value) if when is True else value == when
    mark = "√" if ticked else ""
    return format_html('<span class="tick"><span class="ck">{}</span>{}</span>', mark, label)
