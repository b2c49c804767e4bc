import string
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from documents import kinds
from documents.facts import FILE
from documents.kinds import KINDS
from documents.models import Document
from tests.documents.conftest import GRANT, SAMPLES
from tests.documents.said import FORMS, REFUSED


def test_every_folder_is_a_kind_and_every_kind_has_its_folder_page_and_samples():
    folders = {page.parent.name for page in Path(kinds.__file__).parent.glob("*/page.html")}

    assert folders == KINDS.keys()
    for kind, facts in KINDS.items():
        samples = import_module(f"documents.kinds.{kind}.sample").SAMPLES
        assert {type(sample) for sample in samples.values()} == {facts}


def test_forms_and_registers_are_those_of_the_national_set():
    assert {kind: (facts.form_no, facts.register) for kind, facts in KINDS.items()} == FORMS


def test_kinds_fit_their_columns_and_the_file_store():
    longest = Document._meta.get_field("kind").max_length
    for kind, facts in KINDS.items():
        assert len(kind) <= longest
        assert set(kind) <= {*string.ascii_lowercase, "_"}
        assert facts.title


@pytest.mark.parametrize(("name", "changes", "sentence"), REFUSED)
def test_a_paper_that_the_law_would_not_accept_is_refused(name, changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        replace(SAMPLES[name], **changes)


def test_a_letter_says_who_gets_one_is_kept_in_the_file_and_bears_a_seal_alone():
    letters = [facts for facts in SAMPLES.values() if facts.style == "letter"]
    assert len({facts.kind for facts in letters}) >= 11
    for facts in letters:
        assert set(facts.receivers) <= set(facts.copies)
        assert facts.receivers[-1] == FILE
        assert len(facts.receivers) > 1
        assert (facts.sealed, facts.signed_by) == (True, ())


def test_facts_can_not_be_changed():
    with pytest.raises(AttributeError):
        GRANT.recipient = "别人"
