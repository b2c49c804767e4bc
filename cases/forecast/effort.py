"""How long the work of a case takes, in minutes: an assumption, written down in one place.

The agency puts its own experience in its place by the setting FAYUAN_EFFORT.
"""

from collections.abc import Iterable, Mapping

from cases.states import TODO, Status

#: Minutes from taking a case up to passing it on, by the state that it lies in.
EFFORT: Mapping[str, int] = {
    Status.REGISTERED: 30,  # check the papers, accept
    Status.SUPPLEMENTING: 15,  # tick off what came in
    Status.ACCEPTED: 60,  # three tests, the review sheet
    Status.VERIFYING: 15,
    Status.RECOMMENDED: 20,  # read, decide, sign
    Status.GRANTED: 30,  # find a lawyer who may take it
    Status.PROPOSED: 10,  # approve, sign
    Status.ASSIGNED: 60,  # agreement and power of attorney
    Status.HANDLING: 120,  # the first meeting
    Status.CLOSED: 120,  # put the closing file together
    Status.REPORTED: 45,  # check the closing file
    Status.TERMINATED: 30,  # serve the notice
}

#: The desks that a case passes until the event that its limit waits for.
WAYS: Mapping[str, tuple[str, ...]] = {
    "decided": (Status.REGISTERED, Status.ACCEPTED, Status.RECOMMENDED),
    "assigned": (Status.GRANTED, Status.PROPOSED),
}


class UnreadableSetting(ValueError):
    """A setting of the forecast that says nothing sensible."""


def read_effort(words: Iterable[str]) -> dict[str, int]:
    """The table, with what ``accepted=90`` and so on put in the place of single lines."""
    effort = dict(EFFORT)
    for word in words:
        status, _equals, minutes = word.partition("=")
        if status not in TODO or not minutes.isdecimal() or not int(minutes):
            raise UnreadableSetting(f"FAYUAN_EFFORT: “{word}” is no state with its minutes.")
        effort[status] = int(minutes)
    return effort


def minutes_after(status: str, end_event: str, effort: Mapping[str, int]) -> int:
    """What the desks after this one still need before the limit that waits for this event."""
    way = WAYS.get(end_event, ())
    return sum(effort[later] for later in way[way.index(status) + 1 :]) if status in way else 0
