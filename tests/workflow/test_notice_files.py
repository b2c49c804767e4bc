"""A notice as a file: what is read, and the sentence for everything that is wrong."""

import json
from datetime import date

import pytest
from django.utils.translation import override

from tests.workflow.parcels.notices import DAYS_2027, as_csv
from workflow.notice_files import read_notice

SOUND = as_csv()


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def read(text, year=2027):
    return read_notice(text.encode() if isinstance(text, str) else text, year=year)


def said(text, year=2027):
    return [str(defect) for defect in read(text, year).defects]


def test_a_sound_file_gives_its_days_without_a_word():
    draft = read(SOUND)

    assert draft.days == sorted(DAYS_2027)
    assert (draft.defects, draft.warnings) == ([], [])


@pytest.mark.parametrize(
    "line",
    [
        "2027-01-01,off,New Year's Day",
        "2027/1/1,休,元旦",
        "2027.01.01;放假;元旦",
        "2027年1月1日，休息，元旦",
        "2027-1-1\tOFF\t元旦",
        ' "2027-01-01" , "off" , "元旦" ',
    ],
)
@pytest.mark.parametrize("header", ["", "date,status,occasion\n", "日期,类型,节日\n"])
def test_the_ways_in_which_offices_write_a_line(header, line):
    assert read(header + line).days == [(date(2027, 1, 1), "off", "New Year's Day")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_encodings_in_which_offices_save(encoding):
    draft = read("日期,类型,节日\n2027-02-20,补班,春节假期\n".encode(encoding))
    assert draft.days == [(date(2027, 2, 20), "work", "春节假期")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2027-02-30,off,", "Line 1: “2027-02-30” is no date: write it like 2027-01-01."),
        ("\n\ntomorrow,off,", "Line 3: “tomorrow” is no date: write it like 2027-01-01."),
        (
            "2028-01-01,off,",
            "Line 1: 2028-01-01 lies in another year: a notice lists days of its own year and of "
            "the December before.",
        ),
        (
            "2026-11-30,off,",
            "Line 1: 2026-11-30 lies in another year: a notice lists days of its own year and of "
            "the December before.",
        ),
        (
            "2027-01-01,off,\n2027-01-01,work,",
            "Line 2: 2027-01-01 stands on line 1 already.",
        ),
        ("2027-01-01,maybe,", "Line 1: “maybe” is neither off (休) nor work (班)."),
        ("2027-01-01", "Line 1: “” is neither off (休) nor work (班)."),
        ("2027-01-01,off," + "x" * 61, "Line 1: The occasion is longer than 60 characters."),
        (b"PK\x03\x04 a workbook", "This is a workbook or an archive: save the table as CSV."),
        (
            "2027-01-01,off,".encode("utf-16"),
            "The file is not in UTF-8 or GB18030: save it as CSV in UTF-8.",
        ),
        (
            b"2027-01-01,off,\xff\xff",
            "The file is not in UTF-8 or GB18030: save it as CSV in UTF-8.",
        ),
        ("x" * 100_001, "The file is too long for a notice of rest days."),
        ('{"days": [}', "The file is no sound JSON: see line 1."),
        ('{"papers": []}', "The file has no list “days”."),
    ],
)
def test_every_defect_is_a_sentence_with_its_line(text, sentence):
    assert sentence in said(text)


@pytest.mark.parametrize("text", ["", " \n", "date,status\n", "# nothing\n", '{"days": []}', "[]"])
def test_an_empty_file_is_refused_because_it_would_be_a_year_without_holidays(text):
    [sentence] = said(text)
    assert "a year without holidays" in sentence


def test_the_december_before_belongs_to_a_notice():
    assert read("2026-12-31,off,元旦").days == [(date(2026, 12, 31), "off", "New Year's Day")]


def test_a_rest_day_on_a_weekend_is_nothing_to_speak_of():
    assert not read(SOUND + b"2027-08-01,off,\n").warnings


def test_a_statutory_day_that_is_missing_is_named():
    text = "\n".join(line for line in SOUND.decode().splitlines() if "2027-04-05" not in line)

    [warning] = read(text).warnings
    assert str(warning) == (
        "2027-04-05 Monday is a statutory day off (Tomb-sweeping Day) and not among the days off."
    )


def test_a_make_up_day_that_is_no_weekend_is_named():
    [warning] = read(SOUND + b"2027-03-10,work,\n").warnings
    assert "2027-03-10 Wednesday is no weekend" in str(warning)


def test_the_year_is_said_by_the_file_or_by_the_person_and_not_by_both_otherwise():
    days = [{"date": "2027-01-01", "status": "off"}]
    assert read(json.dumps({"year": 2027, "days": days}), None).year == 2027
    assert "Say which year the notice is about." in said(json.dumps({"days": days}), None)
    assert "The file is about 2027, and you said 2026." in said(
        json.dumps({"year": 2027, "days": days}), 2026
    )
    assert any("The calendar knows the years" in one for one in said("2027-01-01,off,", 1999))


def test_the_form_of_holiday_cn_is_read():
    text = json.dumps(
        {
            "$schema": "x",
            "year": 2027,
            "papers": ["https://www.gov.cn/x"],
            "days": [
                {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
                {"name": "春节", "date": "2027-02-20", "isOffDay": False},
            ],
        }
    )
    assert read(text, None).days == [
        (date(2027, 1, 1), "off", "New Year's Day"),
        (date(2027, 2, 20), "work", "Spring Festival"),
    ]


def test_our_own_form_brings_its_number_and_its_day():
    text = {"year": 2027, "paper_no": "9号", "published_on": "2026-11-03", "days": []}
    text["days"] = [{"date": "2027-01-01", "status": "off", "occasion": "元旦"}, "what?"]
    draft = read(json.dumps(text), None)
    assert (draft.paper_no, draft.published_on) == ("9号", date(2026, 11, 3))
    assert [defect.line for defect in draft.defects] == [2, 2]

    text["published_on"] = "soon"
    assert any("“soon” is no date" in one for one in said(json.dumps(text), None))


def test_the_text_is_kept_so_that_it_can_be_put_right_on_the_screen():
    draft = read("2027-01-01,maybe,元旦".encode("gb18030"))
    assert draft.text == "2027-01-01,maybe,元旦"
