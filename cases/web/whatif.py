"""What if: another line of hardship, or another promise, held against the cases of a period.

For heads of agencies and the auditor, each over what they may see. Nothing is written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from cases import whatif
from cases.eligibility import wording
from cases.models import Case
from cases.states import Role
from cases.web.doors import only_for
from cases.web.forms.eligibility import WhatIfForm
from cases.web.trails import Row, row_of

#: So many cases are named on the page; the rest is counted. The command names all.
SHOWN = 200
HALF_A_YEAR = 182
WIDTH, HEIGHT, TOP, GROUND = 480, 150, 18, 120


@dataclass(frozen=True)
class Turned:
    """A case that comes out otherwise, with both sentences."""

    number: str
    before: Row
    after: Row
    decided: str


@dataclass(frozen=True)
class Hand:
    """A case that a person decided against the rules' proposal: which test, and how."""

    number: str
    test: Any
    proposed: Any
    found: Any
    decided: str


@dataclass(frozen=True)
class Part:
    """A share of the bar of all cases."""

    name: str
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    """The cases that took so many days: in time below, late above."""

    days: int
    count: int
    x: float
    width: float
    kept_y: float
    kept: float
    late_y: float
    late: float

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def label_at(self) -> float:
        return self.late_y - 4


@require_safe
@only_for(Role.SUPERVISOR, Role.AUDITOR)
def what_if(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    today = localdate(at)
    asked = any(request.GET.get(name) for name in ("line", "acceptance"))
    initial = {"first": today - timedelta(days=HALF_A_YEAR), "last": today}
    form = WhatIfForm(request.GET if asked else None, initial=initial)
    context: dict[str, Any] = {"form": form, "by_line": None, "by_promise": None, "shown": SHOWN}
    if asked and form.is_valid():
        given = form.cleaned_data
        cases = whatif.received_between(_cases(request.user), given["first"], given["last"])
        if given["line"]:
            context["by_line"] = _line_shown(whatif.under_line(cases, given["line"]))
        if given["acceptance"]:
            found = whatif.under_promise(cases, given["acceptance"], at=at)
            context["by_promise"] = found
            context["late"] = found.late[:SHOWN]
            context["bars"] = bars(found)
            context["ground"], context["width"], context["height"] = GROUND, WIDTH, HEIGHT
    return render(request, "cases/what_if.html", context)


def _cases(user: Any) -> Any:
    """The head's own agencies; the auditor's, all."""
    seen = Case.objects.visible_to(user)
    return seen if Role.AUDITOR in user.roles else seen.filter(pk__in=_own(user))


def _own(user: Any) -> Any:
    return Case.objects.supervised_by(user).values("pk")


def _line_shown(found: whatif.UnderLine) -> dict[str, Any]:
    return {
        "found": found,
        "gains": [_turned(one) for one in found.gains[:SHOWN]],
        "loses": [_turned(one) for one in found.loses[:SHOWN]],
        "by_hand": [_hand(one) for one in found.by_hand[:SHOWN]],
        "parts": list(_parts(found)),
    }


def _parts(found: whatif.UnderLine) -> Iterator[Part]:
    """All cases as one bar: who gains, who loses, the rest."""
    x = 0.0
    counts = {"gains": len(found.gains), "loses": len(found.loses)}
    counts["rest"] = found.total - sum(counts.values())
    for name, count in counts.items():
        width = round(WIDTH * count / (found.total or 1), 1)
        yield Part(name, round(x, 1), width)
        x += width


def _turned(one: whatif.Turned) -> Turned:
    return Turned(one.number, row_of(one.before), row_of(one.after), one.decided)


def _hand(one: whatif.ByHand) -> Hand:
    return Hand(
        one.number,
        wording.TESTS[one.test],
        wording.OUTCOMES[one.proposed],
        wording.OUTCOMES[one.found],
        one.decided,
    )


def bars(found: whatif.UnderPromise) -> list[Bar]:
    """How many days the decided cases took, pauses left out."""
    if not found.used:
        return []
    most = max(kept + late for _days, kept, late in found.used)
    step = WIDTH / (found.used[-1][0] + 1)
    scale = (GROUND - TOP) / most
    drawn = []
    for days, kept, late in found.used:
        kept_height, late_height = round(kept * scale, 1), round(late * scale, 1)
        kept_y = round(GROUND - kept_height, 1)
        drawn.append(
            Bar(
                days=days,
                count=kept + late,
                x=round(days * step + step * 0.15, 1),
                width=round(step * 0.7, 1),
                kept_y=kept_y,
                kept=kept_height,
                late_y=round(kept_y - late_height, 1),
                late=late_height,
            )
        )
    return drawn
