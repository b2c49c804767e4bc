"""Telephone numbers as people write them, to the one form that is kept: 13812345678, 09338212345 for
a land line, and +85223456789 for one of another country."""

import re
import unicodedata

import phonenumbers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from phonenumbers import NumberParseException, PhoneNumberFormat

HOME, HOME_CODE = "CN", 86
#: An extension is kept behind the number, as it is dialled after it.
EXTENSION = re.compile(r"(?:转|转接|分机|ext\.?|x|#)\s*([0-9]{1,6})$", re.IGNORECASE)


class TelephoneProblem(ValueError):
    """Nobody can be reached there. ``sentence`` says why, and never repeats the number."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def read(words: str) -> str:
    """The one form of a number; raises :class:`TelephoneProblem`. Nothing stays nothing."""
    typed = unicodedata.normalize("NFKC", words).strip()
    if not typed:
        return ""
    extension = EXTENSION.search(typed)
    bare = typed[: extension.start()] if extension else typed
    try:
        number = phonenumbers.parse(re.sub(r"^\s*00", "+", bare), HOME)
    except NumberParseException:
        raise TelephoneProblem(_("Type one telephone number, in digits.")) from None
    if not phonenumbers.is_valid_number(number):
        raise TelephoneProblem(
            _(
                "There is no such telephone number. A mobile number has 11 digits; a land line "
                "begins with its area code, as 0933-8212345."
            )
        )
    if number.country_code == HOME_CODE:
        kept = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
        kept = re.sub(r"\D", "", kept)
    else:
        kept = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return f"{kept}-{extension[1]}" if extension else kept


def read_or_as_typed(words: str) -> str:
    """For a search: the one form where there is one, else what was typed."""
    try:
        return read(words)
    except TelephoneProblem:
        return words
