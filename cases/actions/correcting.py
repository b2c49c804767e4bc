"""The values that can be corrected: as they are kept now, as text, and read from what was said.

``who`` is the co-applicant whose value it is; without one it is the main applicant's.
"""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.codes import IdType, Sex
from cases.identity import NUMBERED, IdentityProblem, guessed_kind, normal, parse
from cases.models import Applicant, Case, CoApplicant
from cases.models.corrections import OF_CO_APPLICANTS, Correctable
from documents import coverage
from workflow.transitions import TransitionRefused, refuse_if

OF_THE_CASE = frozenset({Correctable.HOUSEHOLD_SIZE, Correctable.INCOME})
Who = CoApplicant | None


def value_now(case: Case, what: str, who: Who = None) -> str:
    """The kept value as text; nothing where none is kept."""
    value = getattr(case if what in OF_THE_CASE else who or case.applicant, what)
    return "" if value is None else str(value)


def understood(case: Case, what: str, said: str, *, today: date, who: Who = None) -> str:
    """The right value in the form in which it is kept, or a sentence that says what is wrong."""
    text, person = said.strip(), who or case.applicant
    refuse_if(
        (not text, _("Give the right value.")),
        (
            who is not None and what not in OF_CO_APPLICANTS,
            _("Of a co-applicant only name and identity number are kept."),
        ),
    )
    field: Any = None if what in OF_THE_CASE else person._meta.get_field(what)
    longest = field.max_length if field is not None else None
    refuse_if((longest is not None and len(text) > longest, _("The value is too long.")))
    if what == Correctable.ID_NO:
        return _number(person, text, today)
    if what == Correctable.SEX:
        refuse_if((text not in Sex.values, _("Give the sex as it stands on the identity paper.")))
    elif what == Correctable.BIRTH_ON:
        return _birth(text, today)
    elif what == Correctable.HOUSEHOLD_SIZE:
        refuse_if((not _is_count(text), _("Give the household size as a number from 1 to 99.")))
        return str(int(text))
    elif what == Correctable.INCOME:
        return _amount(text)
    elif what == Correctable.NAME:
        spelled = coverage.spelled(text)
        if missing := coverage.uncovered(spelled):
            raise TransitionRefused(coverage.sentence(missing))
        return spelled
    return text


def put_right(case: Case, what: str, text: str, *, today: date, who: Who = None) -> None:
    """Write the value where it is kept; its blind index follows."""
    if what in OF_THE_CASE:
        value: Any = int(text) if what == Correctable.HOUSEHOLD_SIZE else Decimal(text)
        setattr(case, what, value)
        case.save(update_fields=[what])
        return
    if who is not None:
        _put_right_beside(who, what, text, today=today)
        return
    person = case.applicant
    changed = [what]
    if what == Correctable.BIRTH_ON:
        person.birth_on = date.fromisoformat(text)
    else:
        setattr(person, what, text)
    if what == Correctable.ID_NO:
        person.id_type, person.no_id_reason = _kind(person, text, today), ""
        changed += ["id_type", "no_id_reason"]
    person.save(update_fields=changed)


def _put_right_beside(who: CoApplicant, what: str, text: str, *, today: date) -> None:
    setattr(who, what, text)
    changed = [what]
    if what == Correctable.ID_NO:
        who.id_type = _kind(who, text, today)
        changed.append("id_type")
    who.save(update_fields=changed)


def _kind(person: Applicant | CoApplicant, number: str, today: date) -> str:
    """The paper that this number is of: it says so itself where it follows the standard."""
    try:
        return str(parse(number, today).kind)
    except IdentityProblem:
        if not person.id_type:  # a co-applicant's, of whom no paper was named
            return guessed_kind(number).value
        return IdType.OTHER if person.id_type == IdType.NONE else person.id_type


def _number(person: Applicant | CoApplicant, text: str, today: date) -> str:
    number = normal(text)
    if (person.id_type or guessed_kind(number)) in NUMBERED:
        try:
            parse(number, today)
        except IdentityProblem as problem:
            raise TransitionRefused(problem.sentence) from None
    return number


def _birth(text: str, today: date) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise TransitionRefused(_("Give the date of birth as 1980-12-31.")) from None
    refuse_if((day > today, _("The date of birth lies in the future.")))
    return day.isoformat()


def _is_count(text: str) -> bool:
    return text.isdecimal() and len(text) <= 2 and int(text) > 0


def _amount(text: str) -> str:
    sentence = _("Give the income in yuan, with two decimal places at most.")
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise TransitionRefused(sentence) from None
    fits = amount.is_finite() and 0 <= amount < 10**10 and amount == round(amount, 2)
    refuse_if((not fits, sentence))
    return f"{amount:.2f}"
