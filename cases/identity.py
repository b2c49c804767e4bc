"""Numbers of Chinese identity papers: read one, or say in a sentence what is wrong with it.

GB 11643-1999: six digits of place, eight of the day of birth, three of order (odd for men), and a
check character by ISO 7064 MOD 11-2. The residence permits of people from Hong Kong, Macao and
Taiwan (81, 82, 83) and the permanent residence card of foreigners (9) follow the same plan.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.codes import IdType, Sex

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
#: The provinces of GB/T 2260. Counties are founded, renamed and closed: they prove nothing.
PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
    ]
)
PERMITS = frozenset({"81", "82", "83"})
FOREIGNERS = "9"
FIRST_YEAR = 1880

#: The papers whose number :func:`parse` can read.
NUMBERED = frozenset({IdType.RESIDENT_ID, IdType.RESIDENCE_PERMIT, IdType.FOREIGN_RESIDENT})


class IdentityProblem(ValueError):
    """The number can't be right. ``sentence`` says why, and never repeats the number."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class CheckDigitWrong(IdentityProblem):
    """All but the check character is sound: typed wrong, or wrong on the paper itself."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What a number says of its holder."""

    number: str  # in its one form: eighteen characters, a capital X
    kind: IdType
    birth_on: date
    sex: Sex


def normal(number: str) -> str:
    """The one form of any number: narrow characters, no spaces or hyphens, capitals."""
    return re.sub(r"[\s\-‐‑‒–—−]", "", unicodedata.normalize("NFKC", number)).upper()


def bare_phone(number: str) -> str:
    """The digits of a telephone number, without the country's 86: one form for the blind index."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", number)).removeprefix("00")
    return digits[2:] if len(digits) == 13 and digits.startswith("861") else digits


def is_number(words: str) -> bool:
    """A whole identity number or telephone number, however it was typed; never a case's number."""
    bare = normal(words)
    return bool(re.fullmatch(r"[0-9]{17}[0-9X]|(\+?86)?1[3-9][0-9]{9}|0[0-9]{9,11}", bare))


def check_character(body: str) -> str:
    """The last character that belongs to the first seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return CHECKS[total % 11]


def parse(number: str, today: date, *, as_printed: bool = False) -> Identity:
    """Read the number as people type it; raises :class:`IdentityProblem`. ``as_printed``: somebody
    vouches that the paper itself bears it, so its check character may be another."""
    found = normal(number)
    if re.fullmatch(r"[0-9]{15}", found):
        raise IdentityProblem(
            _(
                "Cards with 15 digits are no longer valid: take the 18 characters of the present card."
            )
        )
    if len(found) != 18:
        raise IdentityProblem(
            _("An identity number has 18 characters; this one has %(length)d.")
            % {"length": len(found)}
        )
    if not re.fullmatch(r"[0-9]{17}[0-9X]", found):
        raise IdentityProblem(_("An identity number is made of digits; only its last may be X."))
    if not as_printed and check_character(found[:17]) != found[17]:
        raise CheckDigitWrong(
            _("The check digit does not fit: one character is wrong, or two are exchanged.")
        )
    return Identity(
        number=found,
        kind=_kind(found),
        birth_on=_birth(found[6:14], today),
        sex=Sex.MALE if int(found[16]) % 2 else Sex.FEMALE,
    )


def fits(number: str) -> bool:
    """Its check character is the right one."""
    found = normal(number)
    return (
        bool(re.fullmatch(r"[0-9]{17}[0-9X]", found)) and check_character(found[:17]) == found[17]
    )


#: What other papers' numbers look like. Soft: a look at the paper is asked for, nothing is refused.
LOOKS: dict[str, str] = {
    IdType.PASSPORT: r"[EGDSP][A-Z0-9]{7,8}|[A-Z0-9]{6,12}",
    IdType.HK_MACAO_PERMIT: r"[HM][0-9]{8}([0-9]{2})?",
    IdType.TAIWAN_PERMIT: r"[0-9]{8}",
}


def looks_odd(number: str, kind: str) -> bool:
    """The number is none that this paper usually bears; of papers without a pattern never."""
    pattern = LOOKS.get(kind)
    return pattern is not None and not re.fullmatch(pattern, normal(number))


def guessed_kind(number: str) -> IdType:
    """The paper that a number without further word belongs to, by its looks."""
    found = normal(number)
    if re.fullmatch(r"[0-9]{17}[0-9X]", found):
        if found.startswith(FOREIGNERS):
            return IdType.FOREIGN_RESIDENT
        return IdType.RESIDENCE_PERMIT if found[:2] in PERMITS else IdType.RESIDENT_ID
    for kind in (IdType.HK_MACAO_PERMIT, IdType.TAIWAN_PERMIT):
        if not looks_odd(found, kind):
            return kind
    return IdType.PASSPORT if re.fullmatch(r"[A-Z]{1,2}[0-9]{6,9}", found) else IdType.OTHER


def _kind(number: str) -> IdType:
    if number.startswith(FOREIGNERS):
        return IdType.FOREIGN_RESIDENT
    if number[:2] in PERMITS:
        return IdType.RESIDENCE_PERMIT
    if number[:2] in PROVINCES:
        return IdType.RESIDENT_ID
    raise IdentityProblem(_("No province has a number that begins like this."))


def _birth(digits: str, today: date) -> date:
    try:
        birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise IdentityProblem(_("The day of birth in the number does not exist.")) from None
    if birth.year < FIRST_YEAR or birth > today:
        raise IdentityProblem(_("The day of birth in the number is not possible."))
    return birth
