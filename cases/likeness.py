"""How like is one application to another: plain Python over plain facts, with reasons in words.

Numbers weigh more than names. An identity number names one person; a telephone may be a family's;
and many people bear the same name. Two identity numbers of the same kind that differ say: these are
two people, whatever else agrees. Who applies together (D12) and who applies for somebody (L40) count
on both sides: co-applicants by their numbers, an agent only where interests cross.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    SAME_PERSON = "same_person"  # with an open case
    SAME_MATTER = "same_matter"  # and once more the same dispute, open or ended
    OTHER_SIDE = "other_side"  # the opposing party is or was our recipient
    SAME_FIRM = "same_firm"  # and one firm would stand on both sides
    AGENT_BETWEEN = "agent_between"  # who speaks for one side is the other, or speaks for both


#: What each agreement is worth. From ``ASKED`` on the clerk is asked before the case is kept.
NUMBER, NAME_AND_BIRTH, PHONE = 60, 35, 25
#: The same person, beside the main applicant here or there: with matter and opponent it is asked.
BESIDE = 50
MATTER, OPPONENT, OTHER_OPPONENTS = 20, 15, -10
ENDED = -10
NAME_OF_RECIPIENT, OPPOSED_BY_NAME, FIRM = 30, 25, 30
AGENT_OPPOSED, AGENT_FOR_BOTH = 30, 35
SHOWN, ASKED = 25, 75

WORDS: dict[str, str | Promise] = {
    "number": _("The identity number is the same."),
    "name_and_birth": _("Name and day of birth are the same; other people may share both."),
    "phone": _("The telephone is the same; a family may share it."),
    "is_beside": _("The applicant is a co-applicant there: the identity number is the same."),
    "beside_is": _("A co-applicant here is the applicant there: the identity number is the same."),
    "both_beside": _("A co-applicant here is one there, too: the identity number is the same."),
    "matter": _("The matter is the same."),
    "opponent": _("An opposing party has the same name."),
    "ended": _("That case has ended."),
    "recipient": _(
        "Its applicant has the name of an opposing party here. Going by the name alone: compare "
        "the identity numbers on paper."
    ),
    "recipient_beside": _(
        "A co-applicant there has the name of an opposing party here. Going by the name alone: "
        "compare the identity numbers on paper."
    ),
    "opposed": _("An opposing party there has the name of this applicant."),
    "opposed_beside": _("An opposing party there has the name of a co-applicant here."),
    "agent_opposed": _(
        "The agent here has the name of an opposing party of somebody we aid there. Going by the "
        "name alone: compare on paper."
    ),
    "agent_of_recipient": _(
        "An opposing party here has the name of the agent of somebody we aid there. Going by the "
        "name alone: compare on paper."
    ),
    "agent_for_both": _("The same agent applies for both sides: the identity number is the same."),
    "agent_named_for_both": _("An agent of the same name applies for both sides."),
    "firm": _("The firm that aids there acts here as well: one firm can't stand on both sides."),
    "other_firm": _("A firm aids there: it can't be proposed here."),
}


@dataclass(frozen=True, kw_only=True)
class Application:
    """What is compared: of a form as typed, or of a case."""

    name: str
    birth_on: date | None
    matter: str
    opponents: frozenset[str]
    beside: frozenset[str] = frozenset()  # names of the co-applicants
    agent: str = ""  # the name of who applies for the applicant
    firm: int | None = None  # whose lawyer is proposed or assigned


@dataclass(frozen=True, kw_only=True)
class Known:
    """Another case, and what the database says of its numbers beside ours."""

    case: int
    name: str
    birth_on: date | None
    matter: str
    opponents: frozenset[str]
    open: bool
    is_recipient: bool  # aid was granted there, at whatever time
    same_number: bool = False
    other_number: bool = False  # both have one of the same kind, and they differ
    same_phone: bool = False
    beside: frozenset[str] = frozenset()
    agent: str = ""
    is_beside: bool = False  # our applicant's number is one of their co-applicants'
    beside_is: bool = False  # their applicant's is one of our co-applicants'
    both_beside: bool = False  # one of our co-applicants' is one of theirs
    same_agent: bool = False
    other_agent: bool = False  # both have a number of the same kind, and they differ
    firm: int | None = None  # of an assignment that runs


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One case that should be looked at, and why."""

    case: int
    kind: Kind
    score: int
    reasons: tuple[str | Promise, ...]

    @property
    def asks(self) -> bool:
        """Likely the same application: nobody registers it again without having looked."""
        return self.score >= ASKED and self.kind in {Kind.SAME_PERSON, Kind.SAME_MATTER}


def compare(ours: Application, others: Iterable[Known]) -> list[Finding]:
    """What is worth a look, the likest first; a case is found once for each of the three questions."""
    found = [
        finding
        for other in others
        for finding in (
            _same_again(ours, other),
            _other_side(ours, other),
            _agent_between(ours, other),
        )
        if finding is not None and finding.score >= SHOWN
    ]
    return sorted(found, key=lambda one: (-one.score, one.case))


def _same_again(ours: Application, other: Known) -> Finding | None:
    """The same person with an open case, or with the same dispute, also after its end."""
    person = _person(ours, other)
    if not person:
        return None
    said = dict(person)
    common = ours.opponents & other.opponents
    same_dispute = ours.matter == other.matter and bool(common)
    if not (other.open or same_dispute):
        return None
    if ours.matter == other.matter:
        said["matter"] = MATTER
    if common:
        said["opponent"] = OPPONENT
    score = sum(said.values())
    if ours.opponents and other.opponents and not common:
        score += OTHER_OPPONENTS
    if not other.open:
        said["ended"] = ENDED
        score += ENDED
    kind = Kind.SAME_MATTER if same_dispute else Kind.SAME_PERSON
    return Finding(case=other.case, kind=kind, score=score, reasons=_words(said))


def _person(ours: Application, other: Known) -> dict[str, int]:
    """What speaks for one and the same person, main applicant or beside it on either side; a number
    outweighs what else agrees."""
    beside = [one for one in ("is_beside", "beside_is", "both_beside") if getattr(other, one)]
    if other.same_number:
        return {"number": NUMBER} | dict.fromkeys(beside, 0)  # one person weighs once
    if beside:
        return dict.fromkeys(beside, 0) | {beside[0]: BESIDE}
    return _main_person(ours, other)


def _main_person(ours: Application, other: Known) -> dict[str, int]:
    """The two main applicants without a common number; nothing where numbers speak against it."""
    said: dict[str, int] = {}
    if other.other_number:
        return said
    if ours.birth_on is not None and (ours.name, ours.birth_on) == (other.name, other.birth_on):
        said["name_and_birth"] = NAME_AND_BIRTH
    if other.same_phone:
        said["phone"] = PHONE
    return said


def _other_side(ours: Application, other: Known) -> Finding | None:
    """Whom we are asked to act against is, or was, the one we acted for; names are all there is."""
    if not other.is_recipient:
        return None
    said = _crossing(ours, other)
    if not said:
        return None
    kind = Kind.OTHER_SIDE
    if other.firm is not None and other.firm == ours.firm:
        said["firm"], kind = FIRM, Kind.SAME_FIRM
    elif other.firm is not None:
        said["other_firm"] = 0
    return Finding(case=other.case, kind=kind, score=sum(said.values()), reasons=_words(said))


def _crossing(ours: Application, other: Known) -> dict[str, int]:
    """Whose names stand on the other side there or here; each direction weighs once."""
    said: dict[str, int] = {}
    if other.name in ours.opponents:
        said["recipient"] = NAME_OF_RECIPIENT
    elif other.beside & ours.opponents:
        said["recipient_beside"] = NAME_OF_RECIPIENT
    if ours.name in other.opponents:
        said["opposed"] = OPPOSED_BY_NAME
    elif ours.beside & other.opponents:
        said["opposed_beside"] = OPPOSED_BY_NAME
    return said


def _agent_between(ours: Application, other: Known) -> Finding | None:
    """Who speaks for one side must not be the other side, nor speak for both: also before aid is
    granted, since an agent acts from the application on."""
    said: dict[str, int] = {}
    if other.is_recipient and ours.agent in other.opponents:
        said["agent_opposed"] = AGENT_OPPOSED
    if other.is_recipient and other.agent in ours.opponents:
        said["agent_of_recipient"] = AGENT_OPPOSED
    if (other.open or other.is_recipient) and _crossing(ours, other):
        if other.same_agent:
            said["agent_for_both"] = AGENT_FOR_BOTH
        elif ours.agent and ours.agent == other.agent and not other.other_agent:
            said["agent_named_for_both"] = AGENT_FOR_BOTH
    if not said:
        return None
    return Finding(
        case=other.case,
        kind=Kind.AGENT_BETWEEN,
        score=sum(said.values()),
        reasons=_words(said),
    )


def _words(said: dict[str, int]) -> tuple[str | Promise, ...]:
    return tuple(WORDS[one] for one in said)
