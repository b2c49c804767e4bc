from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.facts import Facts, Issuer, canonical, from_json, texts, to_json
from documents.kinds import KINDS
from documents.kinds.grant_decision.sample import AGENCY
from tests.documents.conftest import GRANT, SAMPLES


@dataclass(frozen=True, kw_only=True)
class Everything(Facts):
    """Each type that facts may have."""

    kind: ClassVar[str] = "everything"

    text: str
    count: int
    flag: bool
    day: date
    amount: Decimal | None
    answer: Literal["yes", "no"]
    items: tuple[str, ...]
    sums: tuple[Decimal, ...]


EVERYTHING = Everything(
    agency=AGENCY,
    text="𠅤",
    count=1,
    flag=True,
    day=date(2026, 1, 31),
    amount=None,
    answer="yes",
    items=("a", "b"),
    sums=(),
)


@given(
    text=st.text(),
    count=st.integers(),
    day=st.dates(),
    amount=st.none() | st.decimals(allow_nan=False, allow_infinity=False),
    answer=st.sampled_from(["yes", "no"]),
    items=st.lists(st.text()).map(tuple),
    sums=st.lists(st.decimals(allow_nan=False, allow_infinity=False)).map(tuple),
)
def test_facts_come_back_from_json_as_they_were(**values):
    facts = replace(EVERYTHING, **values)

    assert from_json(Everything, to_json(facts)) == facts


def test_a_decimal_keeps_its_places():
    facts = replace(EVERYTHING, amount=Decimal("1860.50"))

    assert str(from_json(Everything, to_json(facts)).amount) == "1860.50"


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_every_sample_comes_back_from_json_as_it_was(name):
    facts = SAMPLES[name]

    assert from_json(KINDS[facts.kind], to_json(facts)) == facts


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": None},
        {"count": True},
        {"count": 1.5},
        {"flag": 1},
        {"day": datetime(2026, 1, 1)},  # noqa: DTZ001
        {"amount": 1860.5},
        {"amount": Decimal("NaN")},
        {"answer": "maybe"},
        {"items": ["a"]},
        {"items": (1,)},
        {"agency": "agency"},
    ],
)
def test_a_fact_of_a_wrong_type_is_refused_by_its_place_and_not_by_its_value(wrong):
    [name] = wrong

    with pytest.raises(TypeError, match=rf"^Everything\.{name} can't hold a \w+\.$"):
        to_json(replace(EVERYTHING, **wrong))


def test_the_canonical_spelling_does_not_depend_on_the_order_of_what_stands_beside():
    assert canonical(GRANT, a="1", b="2") == canonical(GRANT, b="2", a="1")
    assert canonical(GRANT) != canonical(replace(GRANT, papers_count=8))


def test_texts_finds_every_piece_of_text_in_the_facts():
    found = {text for _place, text in texts(replace(EVERYTHING, items=("甲", "乙")))}

    assert found >= {AGENCY.code, AGENCY.name, AGENCY.contact, AGENCY.phone, "𠅤", "甲", "乙"}


@pytest.mark.parametrize("code", ["", "../x", "A", "a b", "-a", "a" * 41, "平凉"])
def test_an_agency_code_is_safe_in_a_path(code):
    with pytest.raises(ValueError, match="code"):
        replace(AGENCY, code=code)


@pytest.mark.parametrize("blank", [{"name": " "}, {"letter": ""}])
def test_an_agency_has_a_name_and_a_letter(blank):
    with pytest.raises(ValueError, match="name and a letter"):
        replace(AGENCY, **blank)


def test_an_issuer_can_have_no_contact():
    assert Issuer(code="a", name="甲", letter="甲", contact="", phone="").phone == ""
