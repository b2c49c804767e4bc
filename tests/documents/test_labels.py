from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import translation

from documents import labels
from documents.models import NumberTemplate, SetAside
from documents.numbering import AlreadyGiven, book, set_aside, take
from tests.documents.conftest import AT, SAMPLES

GRANTS = {"issuer": "agency-620800", "register": "援决字"}
OF_2026 = GRANTS | {"year": 2026}


@pytest.fixture
def admin(db):
    return get_user_model().objects.create(username="admin")


@pytest.fixture
def written_as(admin):
    def say(template, valid_from, **key):
        return NumberTemplate.objects.create(
            **GRANTS | key, template=template, valid_from=valid_from, set_by=admin, set_at=AT
        )

    return say


@pytest.fixture
def aside(admin):
    def put(last, reason="Given by hand."):
        row = SetAside(**OF_2026, last=last, reason=reason, set_by=admin, set_at=AT)
        with transaction.atomic():
            set_aside(row)
        return row

    return put


@pytest.mark.parametrize(
    ("template", "label"),
    [
        (labels.DEFAULT, "（平）援决字〔2026〕第12号"),
        ("{letter}援决字〔{year}〕{seq}号", "平援决字〔2026〕12号"),
        ("{letter}{register}〔{year}〕{seq:04}号", "平援决字〔2026〕0012号"),
    ],
)
def test_a_number_is_written_by_its_template(template, label):
    assert labels.flaws(template) == []
    assert labels.written(template, letter="平", register="援决字", year=2026, seq=12) == label


def test_a_number_longer_than_its_zeros_is_written_in_full():
    said = labels.written("{letter}{year}-{seq:02}", letter="平", register="", year=2026, seq=100)

    assert said == "平2026-100"


def test_a_draft_has_room_for_a_number_and_none_in_it():
    said = labels.written(labels.DEFAULT, letter="平", register="援决字", year=2026, seq=None)

    assert said == "（平）援决字〔2026〕第　号"


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{letter}〔{year}〕号", "{seq} must stand in it once"),
        ("{letter}〔{year}〕{seq}-{seq}", "{seq} must stand in it once"),
        ("{letter}{seq}号", "{year} must stand in it once"),
        ("〔{year}〕{seq}号", "{letter} must stand in it once"),
        ("{letter}{register}{register}〔{year}〕{seq}", "{register} can stand in it once"),
        ("{letter}〔{year}〕{seq", "Every { needs"),
        ("{letter}〔{year}〕{}{seq}", "Only {letter}"),
        ("{letter}〔{year}〕{month}{seq}", "Only {letter}"),
        ("{letter.__class__}〔{year}〕{seq}", "Only {letter}"),
        ("{letter!r}〔{year}〕{seq}", "Only {letter}"),
        ("{letter}〔{year:04}〕{seq}", "Only {letter}"),
        ("{letter}〔{year}〕{seq:99999}", "Only {letter}"),
        ("{letter}{year}{seq}", "no other digit may stand"),
        ("{letter}{seq}{year}", "no other digit may stand"),
        ("{letter}〔{year}〕1{seq}", "no other digit may stand"),
        ("{letter}〔{year}〕{seq}１", "no other digit may stand"),
        ("\ue863{letter}〔{year}〕{seq}", "U+E863"),
        ("{letter}〔{year}〕{seq}" + "号" * 60, "longer than 60"),
    ],
)
def test_a_template_that_gives_no_number_or_two_readings_is_refused(template, words):
    with translation.override("en"):
        assert any(words in flaw for flaw in labels.flaws(template))


def test_registers_may_not_share_the_shape_of_their_numbers():
    shared = "{letter}援字〔{year}〕{seq}号"

    assert labels.shape(shared, "援决字") == labels.shape(
        "{letter}援字〔{seq:03}〕{year}号", "援指字"
    )
    assert labels.shape(labels.DEFAULT, "援决字") != labels.shape(labels.DEFAULT, "援指字")
    assert labels.shape(labels.DEFAULT, "援决字") == labels.shape(
        "（{letter}）援决字〔{year}〕第{seq}号", ""
    )


def test_a_template_holds_from_its_day_for_its_issuer_and_register_alone(issue_paper, written_as):
    written_as("{letter}援决字〔{year}〕{seq:03}号", AT.date() + timedelta(days=1))
    refusal = SAMPLES["refusal_decision"]

    assert issue_paper().label == "（平）援决字〔2026〕第1号"
    assert issue_paper(at=AT + timedelta(days=1)).label == "平援决字〔2026〕002号"
    assert issue_paper(refusal, at=AT + timedelta(days=1)).label == "（平）援不决字〔2026〕第1号"


def test_of_two_for_one_day_the_later_word_holds(issue_paper, written_as):
    written_as("{letter}甲〔{year}〕{seq}", AT.date())
    written_as("{letter}乙〔{year}〕{seq}", AT.date())

    assert issue_paper().label == "平乙〔2026〕1"


def test_the_day_of_a_template_is_that_of_shanghai(issue_paper, written_as):
    written_as("{letter}新〔{year}〕{seq}", date(2027, 1, 1))
    eve = datetime.fromisoformat("2026-12-31T15:59:00+00:00")

    assert issue_paper(at=eve).label == "（平）援决字〔2026〕第1号"
    assert issue_paper(at=eve + timedelta(minutes=1)).label == "平新〔2027〕1"


def test_numbers_set_aside_are_never_given(issue_paper, aside):
    issue_paper()
    row = aside(56)

    assert (row.first, row.last) == (2, 56)
    assert issue_paper().number == 57


def test_a_number_that_was_given_can_not_be_set_aside(issue_paper, aside):
    issue_paper()

    with pytest.raises(AlreadyGiven, match="1"):
        aside(1)


def test_the_book_accounts_for_every_number(issue_paper, aside):
    aside(3)
    papers = [issue_paper(), issue_paper()]
    with transaction.atomic():
        assert take(**OF_2026) == 6  # a number that no paper bears, as after a restored backup
    papers.append(issue_paper())
    with transaction.atomic():
        take(**OF_2026)

    lines = list(book(**OF_2026))

    assert [(line.first, line.last) for line in lines] == [
        (1, 3),
        (4, 4),
        (5, 5),
        (6, 6),
        (7, 7),
        (8, 8),
    ]
    assert [line.paper for line in lines if line.paper] == papers
    assert [line.first for line in lines if line.aside] == [1]
    assert [line.first for line in lines if not line.paper and not line.aside] == [6, 8]


def test_the_book_of_a_register_without_papers_is_empty(db):
    assert list(book(**OF_2026)) == []
