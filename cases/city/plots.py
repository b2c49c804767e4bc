"""The stories that the demo's cases live through: about two hundred, ending in every state.

A plot names the steps after the registration. ``rests`` says how many working days the last step
lies back, ``dues`` in how many days the limit that then runs ends (0: today, or on the next working
day, since a limit does not end on a rest day; below 0: it was missed); ``named`` does the same for dates that people name.
"""

from dataclasses import dataclass, field

from cases.states import Status

DECIDED = ("accept", "recommend", "grant")
ASSIGNED = (*DECIDED, "propose", "approve")
IN_HAND = (*ASSIGNED, "sign")
CLOSED = (*IN_HAND, "log_meeting", "log_step", "close")


@dataclass(frozen=True)
class Plot:
    """So many cases that go the same way."""

    ends_in: Status
    count: int
    steps: tuple[str, ...] = ()
    rests: tuple[float, ...] = (1.0,)
    dues: tuple[int, ...] = ()
    #: The limit that ``dues`` speaks of, and whether it counts from the receipt or the last step.
    clock: str = ""
    from_receipt: bool = False
    named: tuple[int, ...] = field(default=(5,))
    complete: bool = True  # all papers are there at the counter
    minor: bool = False
    #: So many people apply together with one claim.
    together: int = 1
    notified: bool = False  # by the court that has a page of its own


PLOTS: tuple[Plot, ...] = (
    Plot(Status.REGISTERED, 10, dues=(0, 1, 2, -4), rests=(0.03, 0.1, 0.4, 1.0, 1.3), clock="acceptance", from_receipt=True),
    Plot(Status.REGISTERED, 4, complete=False, rests=(0.1, 0.5, 1.1, 2.0)),
    Plot(Status.REGISTERED, 2, ("ask_for_papers", "receive_papers"), complete=False, rests=(0.3,)),
    Plot(
        Status.SUPPLEMENTING, 9, ("ask_for_papers",), complete=False,
        rests=(2.0, 3.2, 4.5, 6.0), named=(0, 1, 2, 4, -1, 6, -3),
    ),
    Plot(
        Status.SUPPLEMENTING, 3, ("accept", "ask_for_papers_in_review"),
        rests=(1.5, 2.5), named=(3, 1, 5),
    ),
    Plot(Status.ACCEPTED, 10, ("accept",), dues=(0, 1, -4), rests=(0.1, 0.4, 0.8, 1.4), clock="acceptance", from_receipt=True),
    Plot(
        Status.ACCEPTED, 2, ("accept", "ask_for_papers_in_review", "receive_papers"), rests=(0.4, 1.2)
    ),
    Plot(Status.ACCEPTED, 2, ("accept", "recommend", "return_to_review"), rests=(0.2, 0.9)),
    Plot(Status.ACCEPTED, 1, ("accept",), minor=True, rests=(0.5,)),
    Plot(Status.ACCEPTED, 1, ("accept", "ask_cooperation", "receive_cooperation"), rests=(0.6,)),
    Plot(Status.VERIFYING, 2, ("accept", "ask_cooperation"), rests=(1.5, 6.0), named=(7, -1)),
    Plot(Status.RECOMMENDED, 9, ("accept", "recommend"), dues=(0, 1, -5), rests=(0.1, 0.5, 1.1), clock="acceptance", from_receipt=True),
    Plot(Status.RECOMMENDED, 3, ("accept", "recommend_refusal"), rests=(0.3, 0.8)),
    Plot(Status.REGISTERED, 1, rests=(0.2,), together=4),
    Plot(Status.GRANTED, 7, DECIDED, dues=(0, 1, -4), clock="assign", rests=(0.1, 0.4, 0.9)),
    Plot(Status.GRANTED, 1, notified=True, rests=(0.3,)),
    Plot(Status.ASSIGNED, 1, ("propose", "approve"), notified=True, rests=(0.2,)),
    Plot(Status.GRANTED, 2, (*DECIDED, "propose", "send_back"), rests=(0.2, 1.0)),
    Plot(Status.GRANTED, 2, (*ASSIGNED, "decline"), rests=(0.3, 0.9)),
    Plot(Status.GRANTED, 1, (*IN_HAND, "log_meeting", "replace_lawyer"), rests=(0.6,)),
    Plot(Status.GRANTED, 3, ("aid_first",), complete=False, rests=(0.2, 0.8), named=(6, 0, 2)),
    Plot(Status.PROPOSED, 7, (*DECIDED, "propose"), dues=(0, 1, -4), clock="assign", rests=(0.1, 0.5)),
    Plot(
        Status.PROPOSED, 2, (*ASSIGNED, "decline", "propose"), rests=(0.2, 0.6),
    ),
    Plot(Status.ASSIGNED, 9, ASSIGNED, dues=(0, 1, -4), clock="agreement", rests=(0.2, 0.8, 1.6, 2.4)),
    Plot(Status.ASSIGNED, 1, ("aid_first", "propose", "approve"), complete=False, rests=(0.5,)),
    Plot(Status.ASSIGNED, 1, ASSIGNED, minor=True, rests=(1.0,)),
    Plot(Status.HANDLING, 6, IN_HAND, rests=(0.3, 1.0, 1.6, 2.2, 3.5, 4.5)),
    Plot(
        Status.HANDLING, 18, (*IN_HAND, "log_meeting"),
        rests=(2.5, 4.0, 6.0, 8.5, 11.0), named=(0, 1, 2, 6, -1, 9, 14, 21, 4, 12, -5),
    ),
    Plot(
        Status.HANDLING, 14, (*IN_HAND, "log_meeting", "log_step", "log_step"),
        rests=(2.5, 5.0, 7.0, 9.0), named=(3, 0, 8, 1, 15, 2, 20, -2),
    ),
    Plot(Status.HANDLING, 2, (*IN_HAND, "replace_lawyer", "propose", "approve", "sign", "introduce"), rests=(1.2,)),
    Plot(
        Status.HANDLING, 2, ("aid_first", "receive_later_papers", "propose", "approve", "sign"),
        complete=False, rests=(1.4,),
    ),
    Plot(
        Status.HANDLING, 1, ("ask_for_papers", "aid_first", "propose", "approve", "sign", "log_meeting"),
        complete=False, rests=(3.0,), named=(-1,),
    ),
    Plot(Status.CLOSED, 8, CLOSED, dues=(0, 2, -4), clock="closing_file", rests=(1.0, 4.0, 9.0, 14.0)),
    Plot(Status.CLOSED, 2, (*CLOSED, "report", "return_report"), rests=(1.0, 3.0)),
    Plot(Status.REPORTED, 9, (*CLOSED, "report"), dues=(0,), clock="closing_check", rests=(0.5, 2.0, 6.0)),
    Plot(Status.ARCHIVED, 22, (*CLOSED, "report", "archive"), rests=(0.5, 1.5, 2.5, 4.0, 6.0)),
    Plot(Status.ARCHIVED, 3, (*CLOSED, "report", "return_report", "report", "archive"), rests=(1.0,)),
    Plot(
        Status.ARCHIVED, 2, (*IN_HAND, "terminate", "serve_termination", "archive_terminated"),
        rests=(0.7, 2.0),
    ),
    Plot(Status.REFUSED, 7, ("accept", "recommend_refusal", "refuse"), rests=(0.5, 3.0, 8.0, 16.0)),
    Plot(
        Status.REFUSED, 1, ("accept", "recommend_refusal", "refuse", "object", "examine"),
        rests=(1.0,),
    ),
    Plot(
        Status.REFUSED, 1,
        ("accept", "recommend_refusal", "refuse", "object", "examine", "order_correction"),
        rests=(0.6,), named=(3,),
    ),
    Plot(Status.WITHDRAWN, 4, ("withdraw",), rests=(2.0, 7.0, 15.0)),
    Plot(Status.WITHDRAWN, 2, ("accept", "recommend", "withdraw"), rests=(3.0, 12.0)),
    Plot(Status.WITHDRAWN, 2, ("ask_for_papers", "deem_withdrawn"), complete=False, rests=(1.0, 8.0)),
    Plot(Status.REDIRECTED, 5, ("redirect",), rests=(0.5, 4.0, 11.0, 19.0)),
    Plot(Status.TERMINATED, 3, (*IN_HAND, "log_meeting", "terminate"), rests=(0.4, 1.2, 5.0)),
    Plot(
        Status.TERMINATED, 3, (*IN_HAND, "log_meeting", "terminate", "serve_termination"),
        rests=(1.5, 6.0, 13.0),
    ),
)  # fmt: skip

#: Working days between a step and the one before it, at least and at most.
GAPS: dict[str, tuple[float, float]] = {
    "accept": (0.02, 0.6),
    "ask_for_papers": (0.05, 0.5),
    "ask_for_papers_in_review": (0.2, 0.8),
    "receive_papers": (0.8, 4.0),
    "ask_cooperation": (0.2, 0.8),
    "receive_cooperation": (2.0, 4.0),
    "recommend": (0.3, 1.6),
    "recommend_refusal": (0.4, 1.6),
    "return_to_review": (0.1, 0.5),
    "grant": (0.1, 0.8),
    "refuse": (0.2, 0.8),
    "object": (1.0, 3.0),
    "examine": (0.2, 0.8),
    "order_correction": (0.5, 1.2),
    "aid_first": (0.05, 0.3),
    "receive_later_papers": (1.0, 4.0),
    "propose": (0.1, 0.9),
    "send_back": (0.1, 0.4),
    "approve": (0.05, 0.7),
    "decline": (0.2, 1.2),
    "sign": (0.5, 2.8),
    "replace_lawyer": (2.0, 5.0),
    "introduce": (0.2, 0.8),
    "log_meeting": (0.5, 1.8),
    "log_step": (2.0, 5.0),
    "close": (3.0, 9.0),
    "report": (1.5, 8.0),
    "return_report": (0.5, 2.0),
    "archive": (1.0, 5.0),
    "terminate": (2.0, 7.0),
    "serve_termination": (0.3, 1.4),
    # Fifteen days to object; the last may fall into holidays that are not even announced yet
    "archive_terminated": (26.0, 27.0),
    "withdraw": (0.3, 1.5),
    "redirect": (0.05, 0.4),
    "deem_withdrawn": (6.0, 8.0),
}
#: Steps that can't come sooner, however little room a story has.
FIXED = frozenset({"archive_terminated"})
#: Every so manyth case is slow somewhere, and misses a limit.
SLOW, SLOWER = 11, 3.5
