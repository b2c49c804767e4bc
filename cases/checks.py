"""System checks of the procedure: what the tables of states, limits and the to-do say agrees."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from cases.chart import PLACES
from cases.flows import CaseFlow
from cases.forecast.effort import UnreadableSetting, read_effort
from cases.forecast.hours import read_hours
from cases.limits import EFFECTS, SHIPPED, Effects
from cases.models import Case
from cases.states import ENDS, PAUSED, RESERVED, RUNNING, TODO, TURN, Status
from workflow.checks import PROCEDURE, state_gaps
from workflow.transitions import moves_in


@register(PROCEDURE)
def the_procedure_has_no_gap(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Every state can be reached and left, and every one that is no end is somebody's turn."""
    gaps = state_gaps(
        Status.values, moves_in(Case), start=Status.NEW, ends=ENDS, reserved=RESERVED, obj=Case
    )
    return [*gaps, *turn_gaps(TURN, TODO), *clock_gaps(EFFECTS)]


@register(PROCEDURE)
def the_forecast_can_be_reckoned(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """A mistake in office hours or minutes stops the start, not the page of the head of agency."""
    wrong: list[CheckMessage] = []
    for read, words in (
        (read_hours, settings.FORECAST_HOURS),
        (read_effort, settings.FORECAST_EFFORT),
    ):
        try:
            read(words)
        except UnreadableSetting as mistake:
            wrong.append(_gap(8, str(mistake)))
    return wrong


def turn_gaps(turn: Collection[str], todo: Collection[str]) -> list[CheckMessage]:
    """Who acts next in each state, on whose list it stands, and where the chart shows it."""
    gaps = []
    for status in Status:
        if status == Status.NEW:
            continue
        if status not in PLACES:
            gaps.append(_gap(3, f"The state {status} has no place in the chart."))
        if status in ENDS:
            if status in turn:
                gaps.append(_gap(2, f"The state {status} is an end and yet somebody's turn."))
            continue
        if status not in turn or status not in todo:
            gaps.append(_gap(1, f"In the state {status} it is nobody's turn."))
        elif getattr(getattr(CaseFlow, status, None), "state", None) != status:
            gaps.append(_gap(4, f"The state {status} has no to-do in cases.flows."))
    return gaps


def clock_gaps(effects: Mapping[str, Effects]) -> list[CheckMessage]:
    """Moves and limits that the clocks' table names and nobody knows."""
    moves = {edge.name for edge in moves_in(Case)}
    codes, events = {rule.code for rule in SHIPPED}, {rule.end_event for rule in SHIPPED}
    gaps = [
        _gap(5, f"EFFECTS names the move {name}, which there is not.")
        for name in effects
        if name not in moves
    ]
    named = [(f"The move {move}", code) for move, one in effects.items() for code in _codes(one)]
    named += [
        (f"The state {status}", code)
        for table in (RUNNING, PAUSED)
        for status, codes_there in table.items()
        for code in codes_there
    ]
    gaps += [
        _gap(6, f"{who} names the limit {code}, which does not ship.")
        for who, code in named
        if code not in codes
    ]
    gaps += [
        _gap(7, f"The move {move} is the event {one.event}, which ends no limit.")
        for move, one in effects.items()
        if one.event and one.event not in events | {"accepted"}
    ]
    return gaps


def _codes(effects: Effects) -> Iterator[str]:
    for code in (*effects.meet, *effects.cancel, *effects.pause, *effects.resume, *effects.starts):
        if code != "*":
            yield code


def _gap(number: int, words: str) -> CheckMessage:
    return Error(words, obj=Case, id=f"cases.E00{number}")
