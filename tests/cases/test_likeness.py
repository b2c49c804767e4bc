"""How like two applications are: numbers before names, and a reason in words for every point."""

from dataclasses import replace
from datetime import date

import pytest

from cases.likeness import ASKED, WORDS, Application, Kind, Known, compare

BORN = date(1983, 1, 4)
OURS = Application(
    name="梁金凤", birth_on=BORN, matter="labour_pay", opponents=frozenset({"甲公司"}), firm=None
)
OTHER = Known(
    case=7, name="另一人", birth_on=date(1990, 1, 1), matter="traffic_injury",
    opponents=frozenset({"乙公司"}), open=True, is_recipient=False,
)  # fmt: skip
SAME = {"name": "梁金凤", "birth_on": BORN}
AGAIN = {"matter": "labour_pay", "opponents": frozenset({"甲公司"})}


def found(ours=OURS, **known):
    return [
        (
            one.kind,
            one.score,
            one.asks,
            [key for key, words in WORDS.items() if words in one.reasons],
        )
        for one in compare(ours, [replace(OTHER, **known)])
    ]


def test_a_stranger_resembles_nobody():
    assert found() == []
    assert found(**AGAIN) == []  # the same matter against the same company, and somebody else
    assert found(name="梁金凤") == []  # a name alone is many people's


@pytest.mark.parametrize(
    ("known", "kind", "score", "asks", "reasons"),
    [
        ({"same_number": True}, "same_person", 50, False, ["number"]),
        (SAME, "same_person", 25, False, ["name_and_birth"]),
        ({"same_phone": True, "opponents": frozenset()}, "same_person", 25, False, ["phone"]),
        (
            {"same_number": True, "matter": "labour_pay", "opponents": frozenset()},
            "same_person", 80, True, ["number", "matter"],
        ),
        (
            {"same_number": True, "matter": "labour_pay"},  # against somebody else
            "same_person", 70, False, ["number", "matter"],
        ),
        (
            {"same_number": True} | AGAIN,
            "same_matter", 95, True, ["number", "matter", "opponent"],
        ),
        (
            SAME | AGAIN | {"same_phone": True},
            "same_matter", 95, True, ["name_and_birth", "phone", "matter", "opponent"],
        ),
        (SAME | AGAIN, "same_matter", 70, False, ["name_and_birth", "matter", "opponent"]),
        (
            {"same_number": True, "open": False} | AGAIN,
            "same_matter", 85, True, ["number", "matter", "opponent", "ended"],
        ),
    ],
)  # fmt: skip
def test_each_agreement_has_its_weight_and_its_words(known, kind, score, asks, reasons):
    assert found(**known) == [(kind, score, asks, reasons)]


def test_an_ended_case_about_something_else_is_past():
    assert found(same_number=True, open=False) == []


def test_two_identity_numbers_that_differ_are_two_people():
    assert found(other_number=True, same_phone=True, **SAME, **AGAIN) == []


def test_a_name_weighs_less_than_a_number():
    [[_, by_name, *_]] = found(**SAME)
    [[_, by_number, *_]] = found(same_number=True)
    assert by_name < by_number < ASKED


def test_whom_we_are_to_act_against_is_our_recipient():
    assert found(name="甲公司", is_recipient=True) == [("other_side", 30, False, ["recipient"])]
    assert found(name="甲公司", is_recipient=False) == []
    crossed = {"name": "甲公司", "is_recipient": True, "opponents": frozenset({"梁金凤"})}
    assert found(**crossed) == [("other_side", 55, False, ["recipient", "opposed"])]
    assert found(**crossed, firm=3) == [
        ("other_side", 55, False, ["recipient", "opposed", "other_firm"])
    ]


def test_one_firm_on_both_sides_weighs_most():
    crossed = {"name": "甲公司", "is_recipient": True, "opponents": frozenset({"梁金凤"})}
    assert found(replace(OURS, firm=3), **crossed, firm=3) == [
        ("same_firm", 85, False, ["recipient", "opposed", "firm"])
    ]
    assert Kind.SAME_FIRM not in {kind for kind, *_ in found(replace(OURS, firm=3), **crossed)}


def test_the_likest_comes_first():
    cases = [
        replace(OTHER, case=1, **SAME),
        replace(OTHER, case=2, same_number=True, **AGAIN),
        replace(OTHER, case=3, same_number=True),
    ]
    assert [one.case for one in compare(OURS, cases)] == [2, 3, 1]
