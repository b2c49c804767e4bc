"""What of a person's data a page or a paper shows. One place, so that no template decides it.

Everybody sees the masked form. The full value is shown for a minute to who gives a reason, which
is recorded (``cases.actions.show_personal``).
"""

import re
from typing import Any

from cases.codes import IdType
from cases.identity import NUMBERED, check_character


def masked_number(number: str, kind: str) -> str:
    """6227************12; another paper keeps its first and last characters: E******78."""
    if kind in NUMBERED and len(number) == 18:
        return f"{number[:4]}{'*' * 12}{number[-2:]}"
    if kind == IdType.NONE or len(number) < 4:
        return "*" * len(number)
    return f"{number[0]}{'*' * (len(number) - 3)}{number[-2:]}"


def masked_name(name: str) -> str:
    """张*, 买**·***: enough for who holds the paper to compare, too little to learn a name from."""
    shown = name.strip()
    return shown[:1] + "".join("·" if one in "·•" else "*" for one in shown[1:])


def masked_phone(phone: str) -> str:
    """138****5678; what is too short to mask is hidden whole."""
    digits = re.sub(r"[\s-]", "", phone)
    if len(digits) < 8:
        return "*" * len(digits)
    return f"{digits[:3]}****{digits[-4:]}"


def masked_means(value: object) -> str:
    """Whether something is known, and nothing of how much: even the number of digits would tell."""
    return "" if value is None else "****"


def masked_value(what: str, text: str, id_type: str) -> str:
    """A value of :class:`cases.models.corrections.Correctable`, as every page shows it."""
    if what == "id_no":
        return masked_number(text, id_type)
    if what == "name":
        return masked_name(text)
    masks: dict[str, Any] = {"phone": masked_phone, "address": masked_address}
    masks |= dict.fromkeys(("household_size", "monthly_income_yuan"), masked_means)
    return str(masks[what](text)) if what in masks else text


#: The parts of a place name: no digit, and nothing that ends a street or a village.
NAME = r"[^\d路街巷道镇乡村号]{1,10}?"
PROVINCE_CITY_COUNTY = re.compile(
    rf"(?:{NAME}(?:省|自治区))?(?:{NAME}(?:市|自治州|地区|盟))?(?<=[省区市州盟])(?:{NAME}(?:县|区|旗|市))?"
)


def masked_address(address: str) -> str:
    """Down to the county or district: no street, no village, no door."""
    place = PROVINCE_CITY_COUNTY.match(address)
    return f"{place.group() if place else ''}***" if address else ""


#: Whole numbers only: what is part of a longer row of digits is something else.
IDENTITY = re.compile(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])")
MOBILE = re.compile(r"(?<![0-9A-Za-z])(?:\+?86)?1[3-9][0-9]{9}(?![0-9A-Za-z])")


def has_number(text: str) -> bool:
    """A sound identity number, or a mobile number, stands in the text."""
    sound = (check_character(one[:17]) == one[17].upper() for one in IDENTITY.findall(text))
    return any(sound) or bool(MOBILE.search(text))


#: As long as an identity number, whatever its check digit.
LONG = re.compile(r"(?<![0-9])[0-9]{15,17}[0-9Xx]?(?![0-9])")


def may_be_a_number(text: str) -> bool:
    """For words that are kept for ever: also a number whose check digit does not fit."""
    return has_number(text) or bool(LONG.search(text))


def without_numbers(text: str) -> str:
    """The text with every sound identity number and every mobile number masked."""

    def mask(found: re.Match[str]) -> str:
        one = found.group()
        sound = check_character(one[:17]) == one[17].upper()
        return masked_number(one, IdType.RESIDENT_ID) if sound else one

    return MOBILE.sub(lambda one: masked_phone(one.group()), IDENTITY.sub(mask, text))
