"""How like is one application to another: plain Python over plain facts, with reasons in words.

Numbers weigh more than names. An identity number names one person; a telephone may be a family's;
and many people bear the same name. Two identity numbers of the same kind that differ say: these are
two people, whatever else agrees.
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


#: What each agreement is worth. From ``ASKED`` on the clerk is asked before the case is kept.
NUMBER, NAME_AND_BIRTH, PHONE = 60, 35, 25
MATTER, OPPONENT, OTHER_OPPONENTS = 20, 15, -10
ENDED = -10
NAME_OF_RECIPIENT, OPPOSED_BY_NAME, FIRM = 30, 25, 30
SHOWN, ASKED = 25, 75

WORDS: dict[str, str | Promise] = {
    "number": _("The identity number is the same."),
    "name_and_birth": _("Name and day of birth are the same; other people may share both."),
    "phone": _("The telephone is the same; a family may share it."),
    "matter": _("The matter is the same."),
    "opponent": _("An opposing party has the same name."),
    "ended": _("That case has ended."),
    "recipient": _(
        "Its applicant has the name of an opposing party here. Going by the name alone: compare "
        "the identity numbers on paper."
    ),
    "opposed": _("An opposing party there has the name of this applicant."),
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
    """What is worth a look, the likest first; a case is found once for each of the two questions."""
    found = [
        finding
        for other in others
        for finding in (_same_again(ours, other), _other_side(ours, other))
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
    """What speaks for one and the same person; nothing where the numbers speak against it."""
    if other.other_number:
        return {}
    if other.same_number:
        return {"number": NUMBER}  # what else agrees is no news
    said: dict[str, int] = {}
    if ours.birth_on is not None and (ours.name, ours.birth_on) == (other.name, other.birth_on):
        said["name_and_birth"] = NAME_AND_BIRTH
    if other.same_phone:
        said["phone"] = PHONE
    return said


def _other_side(ours: Application, other: Known) -> Finding | None:
    """Whom we are asked to act against is, or was, the one we acted for; names are all there is."""
    said: dict[str, int] = {}
    if other.is_recipient and other.name in ours.opponents:
        said["recipient"] = NAME_OF_RECIPIENT
    if other.is_recipient and ours.name in other.opponents:
        said["opposed"] = OPPOSED_BY_NAME
    if not said:
        return None
    kind = Kind.OTHER_SIDE
    if other.firm is not None and other.firm == ours.firm:
        said["firm"], kind = FIRM, Kind.SAME_FIRM
    elif other.firm is not None:
        said["other_firm"] = 0
    return Finding(case=other.case, kind=kind, score=sum(said.values()), reasons=_words(said))


def _words(said: dict[str, int]) -> tuple[str | Promise, ...]:
    return tuple(WORDS[one] for one in said)
