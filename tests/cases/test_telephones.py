"""Telephone numbers as people write them, and those that nobody can be reached at."""

import pytest

from cases.telephones import TelephoneProblem, read, read_or_as_typed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("13812345678", "13812345678"),
        ("138 1234 5678", "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("+86 138 1234 5678", "13812345678"),
        ("008613812345678", "13812345678"),
        ("0086-138-1234-5678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("0933-8212345", "09338212345"),
        ("（0933）8212345", "09338212345"),
        ("+86 933 8212345", "09338212345"),
        ("0933-8212345转801", "09338212345-801"),
        ("400-800-1234", "4008001234"),
        ("+852 2345 6789", "+85223456789"),
        ("00852 2345 6789", "+85223456789"),
    ],
)
def test_a_number_has_one_form_however_it_is_typed(typed, kept):
    assert read(typed) == kept


@pytest.mark.parametrize(
    "typed", ["10086", "12348", "1381234567", "138123456789", "6543210", "none", "23812345678"]
)
def test_a_number_nobody_answers_is_refused_and_not_repeated(typed):
    with pytest.raises(TelephoneProblem) as refused:
        read(typed)
    assert typed not in str(refused.value)
    assert read_or_as_typed(typed) == typed
