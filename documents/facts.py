"""What a paper says: a frozen dataclass of facts, and its way to JSON and back without loss."""

import json
import re
import types
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

#: Among the receivers of a paper: the copy that stays in the file.
FILE = "卷宗"


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """The agency a paper comes from, as it was on the day of issue."""

    code: str  # names the agency in numbers and in the file store
    name: str  # stands over the paper and round its seal
    letter: str  # opens the number: （平）
    contact: str
    phone: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", self.code):
            raise ValueError("An agency's code is made of small letters, digits and hyphens.")
        if not (self.name.strip() and self.letter.strip()):
            raise ValueError("An agency has a name and a letter for its numbers.")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The base of every kind of paper: copy a folder of documents/kinds to add one.

    A letter goes out of the house under a number and the seal; a form (:class:`Form`) stays in the
    file.
    """

    kind: ClassVar[str]  # its folder in documents/kinds
    form_no: ClassVar[int | None]  # its number in the national set of forms of 2023; None: local
    register: ClassVar[str]  # its word in the number: 援决字; empty: it takes no number
    title: ClassVar[str]
    english: ClassVar[str] = ""  # what the title means, for screens in English
    style: ClassVar[Literal["letter", "form"]] = "letter"  # its sheet: letter.css or form.css
    sealed: ClassVar[bool] = True
    copies: ClassVar[tuple[str, ...]] = ()  # who gets one, in the paper's own words: 申请人, 卷宗
    followed: ClassVar[bool] = False  # who gets it may ask by its code how the matter stands
    signed_by: ClassVar[tuple[str, ...]] = ()  # who signs by hand, in the order of the page

    agency: Issuer

    @classmethod
    def registers(cls) -> tuple[str, ...]:
        """Every register that counts papers of this kind."""
        return (cls.register,) if cls.register else ()

    @property
    def numbered_in(self) -> str:
        """The register that counts this paper; a kind may keep several."""
        return self.register

    @property
    def receivers(self) -> tuple[str, ...]:
        """Who gets this very paper, of those its kind is for."""
        return self.copies

    @property
    def file_number(self) -> str:
        """What a paper without a number of its own bears instead: the number of its case."""
        return ""

    @property
    def concerns(self) -> str:
        """The person the paper is about, who is shown masked to anyone that checks it.

        A kind whose person has another field answers with that; without one it names nobody.
        """
        for field in ("recipient", "applicant"):
            person = getattr(self, field, "")
            name = getattr(person, "name", person)  # some kinds keep a whole person there
            if isinstance(name, str) and name:
                return name
        return ""


@dataclass(frozen=True, kw_only=True)
class Form(Facts):
    """A form of the file, drawn as a table: no seal, and the number of its case.

    One that stands in no case, such as a consultation, names a register and is numbered by it.
    """

    register: ClassVar[str] = ""
    style: ClassVar[Literal["letter", "form"]] = "form"
    sealed: ClassVar[bool] = False

    case_number: str

    @property
    def file_number(self) -> str:
        return self.case_number


def refuse_unmasked(*numbers: str) -> None:
    """For ``__post_init__``: facts are kept for ever and read by all who may see the paper, so the
    numbers that name a person come masked, as every page shows them."""
    if any(number and "*" not in number for number in numbers):
        raise ValueError("Numbers of identity papers and telephones are masked on a paper.")


AnyFacts = TypeVar("AnyFacts", bound=Facts)
hints_of = cache(get_type_hints)  # reading annotations costs more than reading the facts


def to_json(facts: Facts) -> dict[str, Any]:
    """The facts as JSON types: dates as 2026-11-22, decimals as text, tuples as lists."""
    encoded: dict[str, Any] = _encode(type(facts), facts, type(facts).__name__)
    return encoded


def from_json(kind: type[AnyFacts], data: dict[str, Any]) -> AnyFacts:
    """The facts as they were, by the annotations of their kind."""
    decoded: AnyFacts = _decode(kind, data)
    return decoded


def canonical(facts: Facts, **beside: str) -> str:
    """One spelling of the facts and of what stands beside them, for digests."""
    return json.dumps(
        {**beside, "kind": facts.kind, "facts": to_json(facts)},
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )


Place = tuple[str | int, ...]  # ("items", 3, "name"): the name in the third of the items


def texts(value: Any, *place: str | int) -> Iterator[tuple[Place, str]]:
    """Every piece of text in the facts, with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value, 1):
            yield from texts(item, *place, number)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name), *place, field.name)


def _annotated(kind: type) -> Iterator[tuple[str, Any]]:
    hints = hints_of(kind)
    return ((field.name, hints[field.name]) for field in fields(kind))


def _encode(hint: Any, value: Any, where: str) -> Any:
    """Refuses a value its annotation does not allow, naming the place and never the value."""
    hint = _present(hint, value)
    if hint is None:
        return None
    if is_dataclass(hint) and isinstance(hint, type) and type(value) is hint:
        return {
            name: _encode(inner, getattr(value, name), f"{where}.{name}")
            for name, inner in _annotated(hint)
        }
    if get_origin(hint) is tuple and isinstance(value, tuple):
        return [_encode(get_args(hint)[0], item, where) for item in value]
    if get_origin(hint) is Literal and value in get_args(hint):
        return value
    if hint in {str, int, bool} and type(value) is hint:
        return value
    if hint is date and type(value) is date:
        return value.isoformat()
    if hint is Decimal and type(value) is Decimal and value.is_finite():
        return str(value)
    raise TypeError(f"{where} can't hold a {type(value).__name__}.")


def _decode(hint: Any, value: Any) -> Any:
    hint = _present(hint, value)
    if hint is None:
        return None
    if is_dataclass(hint) and isinstance(hint, type):
        # A field that a kind gained later has a default: papers from before then don't hold it.
        return hint(
            **{
                name: _decode(inner, value[name])
                for name, inner in _annotated(hint)
                if name in value
            }
        )
    if get_origin(hint) is tuple:
        return tuple(_decode(get_args(hint)[0], item) for item in value)
    if hint is date:
        return date.fromisoformat(value)
    if hint is Decimal:
        return Decimal(value)
    return value


def _present(hint: Any, value: Any) -> Any:
    """The annotation without its ``| None``; None for an absent value that may be absent."""
    if get_origin(hint) not in {Union, types.UnionType}:
        return hint
    if value is None:
        return None
    [present] = [inner for inner in get_args(hint) if inner is not types.NoneType]
    return present
