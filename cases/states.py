"""The states of an application, whose turn each is, and the roles people act in.

With the moves in ``cases/models/moves`` this *is* the procedure; ``docs/reference/states.md``
is drawn from both. L is the Legal Aid Law (法律援助法, 2022).
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Where an application stands. ``NEW`` is the dash before ``register``: no case rests there."""

    NEW = "new", _("Not yet registered")
    REGISTERED = "registered", _("Registered")
    SUPPLEMENTING = "supplementing", _("Waiting for papers")
    ACCEPTED = "accepted", _("Accepted")
    VERIFYING = "verifying", _("Verified by another agency")
    RECOMMENDED = "recommended", _("Waiting for approval")
    GRANTED = "granted", _("Aid granted")
    PROPOSED = "proposed", _("Assignment to be approved")
    ASSIGNED = "assigned", _("Assigned")
    HANDLING = "handling", _("In hand")
    CLOSED = "closed", _("Closed")
    REPORTED = "reported", _("Closing file under check")
    ARCHIVED = "archived", _("Archived")
    REFUSED = "refused", _("Aid refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REDIRECTED = "redirected", _("Redirected")
    TERMINATED = "terminated", _("Terminated")


class Role(TextChoices):
    """What a person may act as; each role is held at one office, at one provider, or everywhere."""

    CLERK = "clerk", _("Station clerk")
    REVIEWER = "reviewer", _("Reviewer")
    SUPERVISOR = "supervisor", _("Head of agency")
    OFFICER = "officer", _("Assignment officer")
    LAWYER = "lawyer", _("Handling lawyer")
    PROVIDER = "provider", _("Provider secretary")
    ARCHIVIST = "archivist", _("Archivist and finance")
    BUREAU = "bureau", _("Bureau officer")
    AUDITOR = "auditor", _("Auditor")
    ADMIN = "admin", _("Administrator")
    ORGAN = "organ", _("Organ liaison")


class Party(TextChoices):
    """Who can have the turn besides our own people."""

    APPLICANT = "applicant", _("Applicant")
    OTHER_AGENCY = "other_agency", _("Another agency")


#: Nothing follows, unless an objection against a refusal is corrected (L49): then the head of the
#: agency has an order to carry out, and it is the objection that says so (OBJECTION_TURN).
ENDS = frozenset({Status.ARCHIVED, Status.REFUSED, Status.WITHDRAWN, Status.REDIRECTED})

#: States whose moves come with a later issue: they have their place and cannot be reached yet.
RESERVED: frozenset[Status] = frozenset()

#: Whose turn it is. Ends have nobody.
TURN: dict[str, Role | Party] = {
    Status.REGISTERED: Role.CLERK,
    Status.SUPPLEMENTING: Party.APPLICANT,
    Status.ACCEPTED: Role.REVIEWER,
    Status.VERIFYING: Party.OTHER_AGENCY,
    Status.RECOMMENDED: Role.SUPERVISOR,
    Status.GRANTED: Role.OFFICER,
    Status.PROPOSED: Role.SUPERVISOR,
    Status.ASSIGNED: Role.LAWYER,
    Status.HANDLING: Role.LAWYER,
    Status.CLOSED: Role.LAWYER,
    Status.REPORTED: Role.ARCHIVIST,
    Status.TERMINATED: Role.ARCHIVIST,
}

#: Who keeps the to-do while somebody outside has the turn.
WATCH: dict[str, Role] = {
    Status.SUPPLEMENTING: Role.CLERK,
    Status.VERIFYING: Role.REVIEWER,
}

#: The role whose to-do list holds a case in this state.
TODO: dict[str, Role] = {status: WATCH.get(status) or Role(turn) for status, turn in TURN.items()}

#: Clocks that run in a state, in the order of procedure.md section 2, and those that stand still.
RUNNING: dict[str, tuple[str, ...]] = {
    Status.REGISTERED: ("review", "acceptance"),
    Status.SUPPLEMENTING: ("supplement",),
    Status.ACCEPTED: ("review", "acceptance"),
    Status.VERIFYING: ("cooperation",),
    Status.RECOMMENDED: ("review", "acceptance"),
    Status.GRANTED: ("assign", "notify_assign"),
    Status.PROPOSED: ("assign", "notify_assign"),
    Status.ASSIGNED: ("agreement",),
    Status.HANDLING: ("first_meeting", "milestone"),
    Status.CLOSED: ("closing_file",),
    Status.REPORTED: ("closing_check",),
    Status.REFUSED: ("objection_window",),
    Status.TERMINATED: ("termination_notice", "objection_window", "closing_check"),
}
PAUSED: dict[str, tuple[str, ...]] = {
    Status.SUPPLEMENTING: ("review", "acceptance"),
    Status.VERIFYING: ("review", "acceptance"),
}

#: Of two clocks one runs: an application waits for its lawyer, a notified case for its organ's
#: being told of one as well (L36). That clock runs beside the later ones until it is met.
EITHER_OF_TRACK = frozenset({"assign", "notify_assign"})

#: A lawyer has the case, and the organ can still be told who.
TELLABLE = frozenset({Status.ASSIGNED, Status.HANDLING, Status.CLOSED, Status.REPORTED})

#: Where a role is held. One person may hold several, but on one case never two of a pair.
STATION_ROLES = frozenset({Role.CLERK})
AGENCY_ROLES = frozenset({Role.REVIEWER, Role.SUPERVISOR, Role.OFFICER, Role.ARCHIVIST})
BUREAU_ROLES = frozenset({Role.BUREAU})
PROVIDER_ROLES = frozenset({Role.LAWYER, Role.PROVIDER})
GLOBAL_ROLES = frozenset({Role.AUDITOR, Role.ADMIN})
#: Held at an organ outside the house: who holds it sees its own notices and no page besides.
ORGAN_ROLES = frozenset({Role.ORGAN})
FOUR_EYES = (
    frozenset({Role.REVIEWER, Role.SUPERVISOR}),
    frozenset({Role.OFFICER, Role.SUPERVISOR}),
    frozenset({Role.SUPERVISOR, Role.BUREAU}),
)

#: Who acted in one of these roles on a case has had a part in its decisions, and may not rule on an
#: objection against them.
DECIDING_ROLES = frozenset({Role.REVIEWER, Role.SUPERVISOR, Role.OFFICER})


# The objection: a machine of its own, at the bureau (L49)


class ObjectionStatus(TextChoices):
    """Where an objection stands. ``NEW`` is the dash before ``file``: none rests there."""

    NEW = "new", _("Not yet filed")
    FILED = "filed", _("Objection filed")
    EXAMINING = "examining", _("Under examination")
    UPHELD = "upheld", _("Decision upheld")
    CORRECTED = "corrected", _("Correction ordered")


OBJECTION_ENDS = frozenset({ObjectionStatus.UPHELD, ObjectionStatus.CORRECTED})
#: Whose turn it is. An order has still to be carried out: until then the head of the agency's.
OBJECTION_TURN: dict[str, Role] = {
    ObjectionStatus.FILED: Role.BUREAU,
    ObjectionStatus.EXAMINING: Role.BUREAU,
    ObjectionStatus.CORRECTED: Role.SUPERVISOR,
}
OBJECTION_RUNNING: dict[str, tuple[str, ...]] = {
    ObjectionStatus.FILED: ("objection_rule",),
    ObjectionStatus.EXAMINING: ("objection_rule",),
    ObjectionStatus.CORRECTED: ("objection_order",),
}
