"""What of a person's data a page or a paper shows. One place, so that no template decides it.

Everybody sees the masked form; showing the full value, with a reason and a record, comes later.
"""

import re

from cases.codes import IdType
from cases.identity import NUMBERED


def masked_number(number: str, kind: str) -> str:
    """6227************12; another paper keeps its first and last characters: E******78."""
    if kind in NUMBERED and len(number) == 18:
        return f"{number[:4]}{'*' * 12}{number[-2:]}"
    if kind == IdType.NONE or len(number) < 4:
        return "*" * len(number)
    return f"{number[0]}{'*' * (len(number) - 3)}{number[-2:]}"


def masked_phone(phone: str) -> str:
    """138****5678; what is too short to mask is hidden whole."""
    digits = re.sub(r"[\s-]", "", phone)
    if len(digits) < 8:
        return "*" * len(digits)
    return f"{digits[:3]}****{digits[-4:]}"


#: The parts of a place name: no digit, and nothing that ends a street or a village.
NAME = r"[^\d路街巷道镇乡村号]{1,10}?"
PROVINCE_CITY_COUNTY = re.compile(
    rf"(?:{NAME}(?:省|自治区))?(?:{NAME}(?:市|自治州|地区|盟))?(?<=[省区市州盟])(?:{NAME}(?:县|区|旗|市))?"
)


def masked_address(address: str) -> str:
    """Down to the county or district: no street, no village, no door."""
    place = PROVINCE_CITY_COUNTY.match(address)
    return f"{place.group() if place else ''}***" if address else ""
