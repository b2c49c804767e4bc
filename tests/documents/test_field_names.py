from dataclasses import fields, is_dataclass
from typing import Literal, get_args, get_origin

import pytest
from django.utils.translation import override

from documents.facts import hints_of
from documents.field_names import NAMES, name_of
from documents.kinds import KINDS


def texts_in(hint):
    """The names of fields that hold text, however deep."""
    if is_dataclass(hint):
        for field in fields(hint):
            for name in texts_in(hints_of(hint)[field.name]):
                yield name or field.name
                yield field.name  # the way there is named as well
    elif hint is str:
        yield ""
    elif get_origin(hint) is not Literal:
        for inner in get_args(hint):
            yield from texts_in(inner)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_field_with_text_has_a_name_for_a_refusal(kind):
    assert set(texts_in(KINDS[kind])) - NAMES.keys() == set()


def test_a_place_is_named_from_the_outside_in():
    with override("en"):
        assert name_of(("items", 3, "name")) == "Items · entry 3 · Name"
