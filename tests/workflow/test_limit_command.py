"""``manage.py limit``: the last day, the ledger, and sentences for what it can't answer."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from workflow import calendar_store
from workflow.management.commands import limit as command
from workflow.models import CalendarDay, CalendarNotice

KEYS = [
    *("code", "rule", "amount", "unit", "roll", "exclude_first", "backward"),
    *("from", "due_on", "due_earliest", "due_latest", "certainty", "notices", "days"),
]
NOTICE_OF_2026 = {"year": 2026, "paper_no": "国办发明电〔2025〕7号"}


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def limit(*words):
    out, err = StringIO(), StringIO()
    call_command("limit", *words, stdout=out, stderr=err)
    assert err.getvalue() == ""
    return out.getvalue()


def answer(*words):
    return json.loads(limit(*words, "--json"))


def test_a_limit_of_the_table_is_printed_as_json(rules):
    said = answer("deliver", "--from", "2026-09-30")
    assert list(said) == KEYS
    assert (said["code"], said["from"], said["due_on"], said["certainty"]) == (
        "deliver",
        "2026-09-30",
        "2026-10-08",
        "announced",
    )
    assert said["rule"] == {
        "name": "Delivery",
        "basis": "Parcel Act, art. 1",
        "nature": "statute",
        "confirmed": True,
        "valid_from": "2022-01-01",
        "valid_to": None,
        "cut_off": None,
    }
    length = ("amount", "unit", "roll", "exclude_first", "backward")
    assert [said[key] for key in length] == [7, "calendar", "next_working_day", True, False]
    assert (said["due_earliest"], said["due_latest"]) == ("2026-10-08", "2026-10-08")
    assert said["notices"] == [NOTICE_OF_2026]
    assert said["days"][:2] == [
        {
            "date": "2026-09-30",
            "counted": False,
            "why": "first_day_not_counted",
            "occasion": "",
            "source": "announced",
            "paper": "",
        },
        {
            "date": "2026-10-01",
            "counted": True,
            "why": "counted",
            "occasion": "National Day",
            "source": "announced",
            "paper": "",
        },
    ]
    assert [day["date"] for day in said["days"]][-1] == "2026-10-08"


def test_a_rule_of_the_past_and_one_with_a_closing_hour_say_so_in_json(rules):
    old = answer("deliver", "--from", "2020-01-22")["rule"]
    assert (old["basis"], old["valid_to"]) == ("Parcel Order, art. 13", "2021-12-31")
    assert answer("counter", "--from", "2026-11-23")["rule"]["cut_off"] == "17:30"


def test_a_length_is_printed_without_a_code(rules):
    said = answer(
        *("--amount", "5", "--unit", "working"),
        *("--roll", "next_working_day", "--from", "2026-09-30"),
    )
    assert (said["code"], said["rule"], said["due_on"]) == (None, None, "2026-10-13")


@pytest.mark.parametrize(
    ("words", "due_on"),
    [
        (["deliver", "--from", "2020-01-22"], "2020-02-10"),  # the rule of that day: working days
        (["DELIVER", "--from", "2026-11-23"], "2026-11-30"),
        (["--amount", "7", "--from", "2026-11-28", "--roll", "none"], "2026-12-05"),
        (["--amount", "1", "--unit", "months", "--from", "2026-01-31"], "2026-02-28"),
        (
            ["deliver", "--from", "2026-11-23", "--pause", "2026-11-25:2026-12-02"],
            "2026-12-07",
        ),
        (
            [
                *("deliver", "--from", "2026-11-23", "--pause", "2026-11-24:2026-11-25"),
                *("--pause", "2026-11-26:2026-11-28"),
            ],
            "2026-12-03",
        ),
    ],
    ids=["old rule", "capitals", "no roll", "months", "pause", "two pauses"],
)
def test_the_last_day_is_as_the_rule_and_the_pauses_say(rules, words, due_on):
    assert answer(*words)["due_on"] == due_on


def test_a_pause_that_lasts_leaves_no_last_day(rules):
    said = answer("deliver", "--from", "2026-11-23", "--pause", "2026-11-25:")
    assert (said["due_on"], len(said["days"])) == (None, 3)
    assert "no last day until it goes on" in limit(
        "deliver", "--from", "2026-11-23", "--pause", "2026-11-25:"
    )


def test_a_pause_names_its_paper_on_each_of_its_days(rules):
    words = ["deliver", "--from", "2026-11-23", "--pause"]
    pause = "2026-11-25:2026-11-27:平援补字〔2026〕3号"
    assert [day["paper"] for day in answer(*words, pause)["days"]] == [
        *("", "", ""),
        *["平援补字〔2026〕3号"] * 2,
        *[""] * (len(answer(*words, pause)["days"]) - 5),
    ]
    text = limit(*words, pause)
    assert "2026-11-27  Fri     -  paused, not counted (平援补字〔2026〕3号)" in text
    assert "paused (N 3: urgent), so there is no last day" in limit(
        *words, "2026-11-25::N 3: urgent"
    )


def test_a_length_before_an_event_is_counted_backwards(rules):
    words = ["--amount", "3", "--unit", "working", "--backward", "--from", "2026-10-12"]
    said = answer(*words)
    assert (said["backward"], said["roll"], said["due_on"]) == (True, "none", "2026-10-08")
    assert limit(*words).splitlines() == [
        "3 working days before the event",
        "From 2026-10-12 to 2026-10-08.",
        "",
        "2026-10-12  Mon     -  the day of the event is not counted",
        "2026-10-11  Sun     -  rest day, not counted",
        "2026-10-10  Sat     1  counted: worked to make up for a holiday (National Day)",
        "2026-10-09  Fri     2  counted",
        "2026-10-08  Thu     3  counted",
        "",
        "Notice of rest days for 2026: 国办发明电〔2025〕7号",
    ]


def test_hours_are_printed_with_their_minute(rules):
    said = answer("chill", "--from", "2026-10-02", "--at", "16:20")
    assert list(said) == [*KEYS, "due_at"]
    assert said["due_at"] == "2026-10-03T16:20:00+08:00"
    same = answer("--amount", "24", "--unit", "hours", "--from", "2026-10-02", "--at", "16:20")
    assert same["due_at"] == said["due_at"]
    assert "to 2026-10-03 16:20." in limit("chill", "--from", "2026-10-02", "--at", "16:20")
    paused = ["chill", "--from", "2026-10-02", "--at", "16:20", "--pause", "2026-10-02:"]
    assert answer(*paused)["due_at"] is None


def test_the_table_is_for_people(rules):
    assert limit("deliver", "--from", "2026-09-30").splitlines() == [
        "deliver: 7 calendar days",
        "Delivery; Parcel Act, art. 1; statutory limit; article confirmed;"
        " in force from 2022-01-01",
        "From 2026-09-30 to 2026-10-08.",
        "",
        "2026-09-30  Wed     -  the first day is not counted",
        "2026-10-01  Thu     1  counted (National Day)",
        "2026-10-02  Fri     2  counted (National Day)",
        "2026-10-03  Sat     3  counted (National Day)",
        "2026-10-04  Sun     4  counted (National Day)",
        "2026-10-05  Mon     5  counted (National Day)",
        "2026-10-06  Tue     6  counted (National Day)",
        "2026-10-07  Wed     7  counted; the last day is a rest day, so the end moves on"
        " (National Day)",
        "2026-10-08  Thu     -  the first working day after: the limit ends here",
        "",
        "Notice of rest days for 2026: 国办发明电〔2025〕7号",
    ]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (
            "deliver_promise",
            "Delivery as promised; Notice at the counter; published promise; rule of this office;"
            " in force from 2019-08-29",
        ),
        (
            "counter",
            "Counter service; House rules; statutory limit; article confirmed;"
            " in force from 2022-01-01; the last day ends at 17:30",
        ),
    ],
)
def test_a_rule_says_what_it_is_and_what_it_rests_on(rules, code, line):
    assert limit(code, "--from", "2026-11-23").splitlines()[1] == line


def test_a_provisional_day_says_so_with_its_range(rules):
    text = limit("--amount", "30", "--from", "2026-12-04")
    assert "30 calendar days\n" in text
    assert "2027-01-04, provisional: between 2027-01-03 and 2027-01-12" in text
    assert "2026-12-24  Thu    20  counted – no notice yet" in text
    assert text.splitlines()[-2:] == [
        "Notice of rest days for 2026: 国办发明电〔2025〕7号",
        "Notice of rest days for 2027: not out yet",
    ]
    said = answer("--amount", "30", "--from", "2026-12-04")
    assert said["certainty"] == "provisional"
    assert (said["due_earliest"], said["due_latest"]) == ("2027-01-03", "2027-01-12")
    assert said["notices"] == [NOTICE_OF_2026, {"year": 2027, "paper_no": ""}]


def test_a_notice_in_force_without_a_number_is_not_called_missing(rules):
    CalendarNotice.objects.filter(year=2026).update(paper_no="")
    calendar_store._kept.clear()
    text = limit("deliver", "--from", "2026-11-23")
    assert text.splitlines()[-1] == "Notice of rest days for 2026: without a number"
    calendar_store._kept.clear()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["lunch", "--from", "2026-11-23"], "no limit “lunch”. Known limits: .*chill"),
        (["deliver", "--from", "2012-06-30"], "not in force on 2012-06-30. Its rules start on"),
        (["customs", "--from", "2026-11-23"], "named in each case"),
        (["deliver", "--from", "2026-11-23", "--backward"], "either CODE or --backward"),
        (
            ["--amount", "5", "--backward", "--from", "2026-11-23", "--pause", "2026-11-20:"],
            "can't be paused: leave out --pause",
        ),
        (
            [
                *("--amount", "5", "--backward", "--roll", "next_working_day"),
                *("--from", "2026-11-23"),
            ],
            "never moved: leave out --roll",
        ),
        (
            [
                *("--amount", "5", "--unit", "hours", "--backward"),
                *("--from", "2026-11-23", "--at", "16:20"),
            ],
            "in days or months, not in hours",
        ),
        (["deliver"], "--from 2026-09-30"),
        (["deliver", "--from", "23.11.2026"], "“23.11.2026” after --from is not a day"),
        (["deliver", "--from", "20261123"], "is not a day"),
        (["deliver", "--from", "2026-02-30"], "is not a day"),
        (["--from", "2026-11-23"], "Name a limit"),
        (["deliver", "--from", "2026-11-23", "--amount", "5"], "either CODE or --amount"),
        (["deliver", "--from", "2026-11-23", "--unit", "hours"], "either CODE or --unit"),
        (["--amount", "0", "--from", "2026-11-23"], "must be 1 or more"),
        (["--amount=-3", "--from", "2026-11-23"], "must be 1 or more"),
        (["--amount", "five", "--from", "2026-11-23"], "not a whole number"),
        (["--amount", "5", "--unit", "weeks", "--from", "2026-11-23"], "calendar, working, hours"),
        (["--amount", "5", "--roll", "back", "--from", "2026-11-23"], "next_working_day, none"),
        (["--amount", "99999", "--from", "2026-11-23"], "knows the years 2008 to 2050"),
        (["deliver", "--from", "2026-11-23", "--pause", "2026-11-25"], "not a pause"),
        (["deliver", "--from", "2026-11-23", "--pause", "x:2026-11-25"], "“x” after --pause"),
        (
            ["deliver", "--from", "2026-11-23", "--pause", "2026-11-25:2026-11-24"],
            "ends before it begins",
        ),
        (["deliver", "--from", "2026-11-23", "--at", "16:20"], "counts whole days"),
        (["chill", "--from", "2026-11-23"], "--at 16:20"),
        (["chill", "--from", "2026-11-23", "--at", "25:00"], "not a time of day"),
        (
            [
                *("--amount", "4", "--unit", "hours", "--roll", "next_working_day"),
                *("--from", "2026-11-23", "--at", "16:20"),
            ],
            "leave out --roll",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_can_not_be_answered_gets_a_sentence(rules, words, sentence):
    with pytest.raises(CommandError, match=sentence):
        limit(*words)


def test_before_anything_is_migrated_the_shipped_tables_answer(db, monkeypatch, settings):
    settings.WORKFLOW_SHIPPED_RULES = "tests.workflow.parcels.limits.SHIPPED"
    monkeypatch.setattr(command.connection.introspection, "table_names", list)
    out, err = StringIO(), StringIO()
    call_command("limit", "deliver", "--from", "2026-09-30", "--json", stdout=out, stderr=err)
    assert json.loads(out.getvalue())["due_on"] == "2026-10-08"
    assert "has no tables yet" in err.getvalue()


def test_a_database_without_a_calendar_says_so(rules):
    CalendarDay.objects.all().delete()
    CalendarNotice.objects.all().delete()
    out, err = StringIO(), StringIO()
    call_command("limit", "deliver", "--from", "2026-09-30", "--json", stdout=out, stderr=err)
    assert json.loads(out.getvalue())["due_on"] == "2026-10-08"
    assert "no calendar yet" in err.getvalue()
