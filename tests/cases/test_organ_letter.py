"""The machine-readable letter keeps to its published schema, and to the paper."""

import hashlib
import json
from pathlib import Path

import jsonschema
import pytest

from cases.codes import Stage
from cases.models import OrganLetter
from cases.organ_codes import STAGES, NoticeReason, OrganKind
from tests.cases.factories import notified, walk
from tests.cases.reading import paper

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs/reference/organ-letter.schema.json").read_text("utf-8")
)


@pytest.fixture
def letter(city):
    walk(notified(city), "propose", "approve")
    return OrganLetter.objects.get()


def check(content):
    checker = jsonschema.Draft202012Validator(
        SCHEMA, format_checker=jsonschema.FormatChecker(["date"])
    )
    return [error.json_path for error in checker.iter_errors(content)]


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_a_letter_keeps_to_the_schema_and_says_what_the_paper_says(city, letter):
    content = json.loads(letter.content)

    assert check(content) == []
    case = letter.notice.case
    document = paper(case, "letter_to_organ").document
    assert content["letter"] == {
        "number": document.label,
        "issued_on": "2026-11-02",
        "check_code": document.check_code,
    }
    assert content["person"] == {"name": document.facts["recipient"]}
    assert content["assignment"]["lawyer"] == document.facts["lawyer"] == case.lawyer.name
    assert content["notice"]["received_at"] == "2026-11-02T09:00:00+08:00"


def test_it_is_frozen_with_its_digest(letter):
    assert letter.sha256 == hashlib.sha256(letter.content.encode()).hexdigest()
    assert letter.is_whole

    letter.content = letter.content.replace("辩护", "代理")
    assert not letter.is_whole


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content.pop("assignment"),
        lambda content: content.update(extra=1),
        lambda content: content["notice"].update(reason="because"),
        lambda content: content["letter"].update(issued_on="2. 11. 2026"),
    ],
    ids=["lacks", "more", "reason", "day"],
)
def test_the_schema_refuses_what_is_none(letter, damage):
    content = json.loads(letter.content)
    damage(content)
    assert check(content)


def test_the_schemas_lists_are_the_programs():
    notice = SCHEMA["properties"]["notice"]["properties"]
    assert notice["reason"]["enum"] == NoticeReason.values
    assert notice["organ_kind"]["enum"] == OrganKind.values
    stages = SCHEMA["properties"]["case"]["properties"]["stage"]["enum"]
    assert [Stage(stage) for stage in stages] == list(STAGES)


def test_it_says_nothing_of_means_numbers_or_opinions(city, letter):
    words = json.dumps(json.loads(letter.content))
    for word in ("id_no", "income", "household", "opinion", "detained", "phone_index"):
        assert word not in words
