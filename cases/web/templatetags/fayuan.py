"""What templates need to say things one way everywhere."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from cases.states import Party, Role, Status
from cases.web.timeleft import TimeLeft

register = template.Library()


@register.inclusion_tag("cases/_time_left.html")
def time_left(left: TimeLeft) -> dict[str, Any]:
    """The badge: colour and word."""
    return {"left": left}


@register.inclusion_tag("cases/_due_day.html")
def due_day(left: TimeLeft, *, weekday: bool = False) -> dict[str, Any]:
    """The last day; while it is provisional, the range in which it lies."""
    return {"left": left, "weekday": weekday}


@register.filter
def status_label(status: str) -> str:
    return str(Status(status).label)


@register.filter
def turn_label(turn: str | None) -> str:
    """Whose turn it is, in words."""
    if not turn:
        return _("Nobody: this is the end")
    return str(Party(turn).label if turn in Party.values else Role(turn).label)


@register.filter
def kilobytes(size: int) -> str:
    return _("%(count)d kB") % {"count": max(1, round(size / 1024))}


@register.simple_tag(takes_context=True)
def here_at(context: Any, path: str) -> str:
    """``aria-current`` for the entry of the rail that leads to this very page."""
    return "page" if context["request"].path == path else "false"


@register.simple_tag(takes_context=True)
def here_under(context: Any, path: str, but: str = "-") -> str:
    """``aria-current`` for the entry under whose address this page lies."""
    there = context["request"].path
    return "page" if there.startswith(path) and not there.startswith(but) else "false"
