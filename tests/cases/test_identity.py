"""Numbers of identity papers: what is read, what is refused, and that no sentence repeats one."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from cases.codes import IdType, Sex
from cases.identity import (
    PERMITS,
    PROVINCES,
    IdentityProblem,
    check_character,
    normal,
    parse,
)

TODAY = date(2026, 11, 22)


def made(place="620802", born=date(1983, 1, 4), order="994"):
    body = f"{place}{born:%Y%m%d}{order}"
    return body + check_character(body)


def refusal(number, today=TODAY):
    with pytest.raises(IdentityProblem) as caught:
        parse(number, today)
    return str(caught.value.sentence)


#: Any number that is right: places of every province and of the permits, orders of both sexes.
numbers = st.builds(
    lambda place, county, days, order: made(
        f"{place}{county:04d}", date(1900, 1, 1) + timedelta(days=days), f"{order:03d}"
    ),
    st.sampled_from(sorted(PROVINCES | PERMITS)),
    st.integers(0, 9999),
    st.integers(0, 46_000),
    st.integers(0, 999),
)


def test_a_number_tells_birth_and_sex():
    found = parse("11010519491231002X", TODAY)

    assert (found.birth_on, found.sex) == (date(1949, 12, 31), Sex.FEMALE)
    assert (found.number, found.kind) == ("11010519491231002X", IdType.RESIDENT_ID)


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "110105-19491231-002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105\u300019491231\u3000002ｘ",
        "110105–19491231—002X",
    ],
)
def test_what_people_type_has_one_normal_form(typed):
    assert parse(typed, TODAY).number == normal(typed) == "11010519491231002X"


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("620802", IdType.RESIDENT_ID),
        ("810000", IdType.RESIDENCE_PERMIT),
        ("820000", IdType.RESIDENCE_PERMIT),
        ("830000", IdType.RESIDENCE_PERMIT),
        ("911840", IdType.FOREIGN_RESIDENT),
    ],
)
def test_the_first_digits_tell_the_kind_of_paper(place, kind):
    assert parse(made(place=place), TODAY).kind == kind


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("", "18"),
        ("1234", "18"),
        ("110105491231002", "15"),
        ("1101051949123100XX", "X"),
        ("A1010519491231002X", "X"),
        ("١١٠١٠٥١٩٤٩١٢٣١٠٠٢٣", "X"),
        ("110105194912310021", "check"),
        (made(place="160000"), "province"),
    ],
)
def test_a_wrong_number_is_refused_with_its_reason(number, says):
    with override("en"):
        assert says in refusal(number)


@pytest.mark.parametrize("born", ["19830231", "19831301", "00000000"])
def test_a_day_of_birth_must_exist(born):
    body = f"620802{born}994"

    with override("en"):
        assert "does not exist" in refusal(body + check_character(body))


@pytest.mark.parametrize("born", [TODAY + timedelta(days=1), date(1879, 12, 31)])
def test_nobody_is_born_after_today_or_alive_from_before_1880(born):
    assert refusal(made(born=born))
    assert parse(made(born=TODAY), TODAY).birth_on == TODAY


@given(numbers, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_every_single_wrong_character_is_found(number, place, character):
    wrong = number[:place] + character + number[place + 1 :]
    if wrong != number:
        assert refusal(wrong)


@given(numbers, st.integers(0, 16))
def test_every_exchange_of_two_neighbours_is_found(number, place):
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if wrong != number:
        assert refusal(wrong)


@given(numbers)
def test_every_right_number_is_read(number):
    found = parse(number, TODAY + timedelta(days=365))

    assert found.number == number
    assert found.birth_on == date.fromisoformat(f"{number[6:10]}-{number[10:12]}-{number[12:14]}")
    assert found.sex == (Sex.MALE if int(number[16]) % 2 else Sex.FEMALE)


@given(st.text(min_size=5, max_size=30))
def test_no_text_breaks_the_reader_and_no_sentence_repeats_it(text):
    assert text not in refusal(text)
