"""The catalogue of causes: one code for one cause, and every matter has some."""

from collections import Counter

from cases import causes
from cases.causes import CAUSES
from cases.codes import Matter


def test_every_matter_has_its_causes_and_no_code_stands_twice():
    codes = Counter(one.code for found in CAUSES.values() for one in found)

    assert set(CAUSES) == set(Matter.values)
    assert set(codes.values()) == {1}
    assert all(len(one.name) <= 80 for found in CAUSES.values() for one in found)


def test_the_same_cause_under_another_matter_has_that_matters_code():
    assert causes.code_of("domestic_violence", "离婚纠纷") != causes.code_of(
        "marriage_family", "离婚纠纷"
    )
    assert causes.code_of("labour_pay", "离婚纠纷") == causes.code_of("marriage_family", "离婚纠纷")
    assert causes.code_of("labour_pay", "自己写的案由") == ""


def test_the_usual_cause_is_the_first_and_another_matter_has_none():
    assert causes.usual("labour_pay") == "追索劳动报酬纠纷"
    assert causes.usual("other") == causes.usual("") == ""
