"""System checks: a state machine that can be shown and walked, said before anybody meets a gap.

:func:`every_move_is_whole` looks at every subject by itself; a domain calls :func:`state_gaps`
with what only it knows: where its machine begins and where it ends.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Doubt
from django.db import OperationalError, ProgrammingError

from workflow.channels.sms import gateway
from workflow.diagrams import targets_of
from workflow.transitions import Permission, Subject, moves_in

PROCEDURE = "procedure"


@register(PROCEDURE)
def every_move_is_whole(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Each move of each subject has its words, its permission, and a sentence for each guard."""
    subjects = [model for model in apps.get_models() if issubclass(model, Subject)]
    return [gap for model in subjects for gap in move_gaps(moves_in(model), obj=model)]


@register(Tags.database)
def no_statute_is_longer_than_the_law(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Each row of a limit of the law ends when the shipped one does, or earlier.

    Asked with a database: by ``migrate``, and by ``check --database default``.
    """
    from workflow.calendar_store import CalendarMissing
    from workflow.statutes import all_longer

    try:
        return [Doubt(words, id="workflow.W001") for words in all_longer()] if databases else []
    except (CalendarMissing, OperationalError, ProgrammingError):
        return []  # a database that has not been migrated to this version has nothing to look at


@register("channels")
def the_sms_gateway_can_be_asked(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """A warning only: a template that can't work must not stop the clock."""
    try:
        gateway.current()
    except gateway.GatewayUnusable as why:
        return [Doubt(str(why), id="workflow.W002")]
    return []


def move_gaps(edges: Iterable[Any], *, obj: Any = None) -> list[CheckMessage]:
    """What is missing at these moves."""
    # A move has several edges: each gap is said once.
    said = dict.fromkeys(
        (number, f"The move {edge.name} {gap}.") for edge in edges for number, gap in _gaps_of(edge)
    )
    return [Error(words, obj=obj, id=f"workflow.E00{number}") for number, words in said]


def _gaps_of(edge: Any) -> Iterable[tuple[int, str]]:
    if not (edge.method.__doc__ or "").strip():
        yield 1, "has no docstring: say what it is for and by which article"
    if not edge.custom.get("label"):
        yield 2, 'has no label: give it custom={"label": _("...")}'
    if not isinstance(edge.permission, Permission):
        yield 3, "has no permission: anybody could make it"
    for guard in edge.conditions:
        if not getattr(guard, "sentence", ""):
            yield 4, f"has a guard without a sentence: {guard.__name__}"


def state_gaps(
    states: Iterable[str],
    edges: Iterable[Any],
    *,
    start: str,
    ends: Collection[str],
    reserved: Collection[str] = (),
    obj: Any = None,
) -> list[CheckMessage]:
    """States that nobody can come to or get out of. A reserved one keeps its place for later."""
    edges = list(edges)
    come_to = {target for edge in edges for target in targets_of(edge)}
    left = {str(edge.source) for edge in edges}
    gaps: list[CheckMessage] = []
    for state in map(str, states):
        if state in reserved:
            if state in come_to | left:
                gaps.append(
                    Error(
                        f"The state {state} is reserved and has moves.", obj=obj, id="workflow.E007"
                    )
                )
            continue
        if state != start and state not in come_to:
            gaps.append(Error(f"No move leads to the state {state}.", obj=obj, id="workflow.E005"))
        if state not in ends and state not in left:
            gaps.append(
                Error(f"No move leads out of the state {state}.", obj=obj, id="workflow.E006")
            )
    return gaps
