import string
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from documents import kinds
from documents.kinds import KINDS
from documents.models import Document
from tests.documents.conftest import GRANT, SAMPLES


def test_every_folder_is_a_kind_and_every_kind_has_its_folder_page_and_samples():
    folders = {page.parent.name for page in Path(kinds.__file__).parent.glob("*/page.html")}

    assert folders == KINDS.keys()
    for kind, facts in KINDS.items():
        samples = import_module(f"documents.kinds.{kind}.sample").SAMPLES
        assert {type(sample) for sample in samples.values()} == {facts}


def test_forms_and_registers_are_those_of_the_national_set():
    assert {kind: (facts.form_no, facts.register) for kind, facts in KINDS.items()} == {
        "supplement_notice": (6, "援补字"),
        "grant_decision": (9, "援决字"),
        "refusal_decision": (10, "援不决字"),
        "assignment_notice": (11, "援指字"),
    }


def test_kinds_fit_their_columns_and_the_file_store():
    longest = Document._meta.get_field("kind").max_length
    for kind, facts in KINDS.items():
        assert len(kind) <= longest
        assert set(kind) <= {*string.ascii_lowercase, "_"}
        assert facts.title


@pytest.mark.parametrize(
    ("name", "changes", "sentence"),
    [
        ("grant_decision", {"means": None}, "scope and the finding"),
        ("grant_decision", {"scope_basis": ""}, "scope and the finding"),
        ("grant_decision_provisional", {"provisional_ground": ""}, "names its ground"),
        ("refusal_decision", {"reasons": " \n"}, "ground and its reasons"),
        ("refusal_decision", {"refusal_ground": ""}, "ground and its reasons"),
        ("refusal_decision", {"objection_confirmed": True}, "names its article"),
        ("supplement_notice", {"items": ()}, "lists what is missing"),
        ("supplement_notice", {"items": ("a", " ")}, "lists what is missing"),
        ("assignment_notice", {"phone": "13800135678"}, "masked"),
    ],
)
def test_a_paper_that_the_law_would_not_accept_is_refused(name, changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        replace(SAMPLES[name], **changes)


def test_facts_can_not_be_changed():
    with pytest.raises(AttributeError):
        GRANT.recipient = "别人"
