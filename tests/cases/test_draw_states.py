"""The drawn pages say what the code says, and ``--check`` names the page that does not."""

import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import translation

from cases.chart import machine
from cases.limits import SHIPPED
from cases.management import reference
from cases.models import Case, Objection
from cases.states import Status
from workflow.diagrams import state_svg
from workflow.transitions import moves_in

PAGES = ["limits.md", "states.md", "states.svg"]


@pytest.fixture
def folder(tmp_path):
    call_command("draw_states", folder=tmp_path, stdout=StringIO())
    return tmp_path


def rows(text, heading=""):
    """The rows of the tables after a heading, by their first cell."""
    table = text.split(heading, 1)[1] if heading else text
    table = table.split("\n## ", 1)[0]
    return {
        cells[0].strip("`"): cells
        for line in table.splitlines()
        if line.startswith("| `")
        for cells in [[cell.strip() for cell in line.strip("|").split(" | ")]]
    }


def test_every_page_is_drawn(folder):
    assert sorted(page.name for page in folder.iterdir()) == PAGES


def test_drawn_twice_is_drawn_the_same_in_any_language(folder):
    before = {page.name: page.read_bytes() for page in folder.iterdir()}
    with translation.override("en"):
        call_command("draw_states", folder=folder, stdout=StringIO())
    assert {page.name: page.read_bytes() for page in folder.iterdir()} == before


def test_what_is_as_the_code_says_passes(folder):
    call_command("draw_states", "--check", folder=folder)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_page_that_differs_is_named(folder, page, damage):
    if damage == "gone":
        (folder / page).unlink()
    else:
        text = (folder / page).read_text(encoding="utf-8")
        (folder / page).write_text(text.replace("review", "revue"), encoding="utf-8")
    before = sorted(one.name for one in folder.iterdir())

    with translation.override("en"), pytest.raises(CommandError) as found:
        call_command("draw_states", "--check", folder=folder)
    others = set(PAGES) - {page}
    assert str(folder / page) in str(found.value)
    assert not any(str(folder / other) in str(found.value) for other in others)
    assert sorted(one.name for one in folder.iterdir()) == before, "--check changes nothing"


def test_the_exit_code_says_it_too(tmp_path):
    command = [sys.executable, "manage.py", "draw_states", "--check", "--folder", str(tmp_path)]
    done = subprocess.run(command, cwd=settings.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "states.svg" in done.stderr


def test_every_state_has_its_row(folder):
    text = (folder / "states.md").read_text(encoding="utf-8")
    states = rows(text, "## States")

    assert set(states) == {*Status.values} - {"new"}
    assert states["supplementing"][3] == "Applicant (watched by: Station clerk)"
    assert states["supplementing"][4:] == ["supplement", "review, acceptance"]
    assert states["archived"][3] == "nobody: an end"
    assert "watched by: Reviewer" in states["verifying"][3]


def test_every_move_has_its_row(folder):
    moves = rows((folder / "states.md").read_text(encoding="utf-8"), "## Moves")

    assert set(moves) == {edge.name for edge in moves_in(Case)}
    assert moves["ask_for_papers"][3:5] == [
        "registered, accepted → supplementing",
        "Station clerk / Reviewer",
    ]
    assert moves["ask_for_papers"][6] == "pause review, acceptance; start supplement"
    assert moves["ask_for_papers"][7].startswith("6 ")
    assert moves["register"][3] == "– → registered"
    assert moves["receive_papers"][3] == "supplementing → registered or accepted"
    assert moves["grant"][6] == "meet review, acceptance; start assign"
    assert moves["terminate"][6] == "cancel all; start termination_notice, objection_window"
    assert "Three years" not in moves["propose"][5]
    assert "Every hard rule that the lawyer fails." in moves["propose"][5]
    assert "The closing file lacks: …." in moves["report"][5]


def test_the_papers_are_those_that_the_moves_issue(folder):
    moves = rows((folder / "states.md").read_text(encoding="utf-8"), "## Moves")
    papers = {
        move: re.findall(r"\d+", cells[7]) for move, cells in moves.items() if cells[7] != "–"
    }

    assert papers == {
        "register": ["2", "4", "5"], "ask_for_papers": ["6"], "ask_cooperation": ["7"], "receive_papers": ["5"],
        "recommend": ["8"], "grant": ["9"], "aid_first": ["9"], "refuse": ["10"],
        "approve": ["11", "13"], "replace_lawyer": ["17"], "terminate": ["18", "19"],
        "report": ["14", "21"], "withdraw": [], "deem_withdrawn": [], "redirect": [],
        "archive": [], "reopen_on_objection": ["9"],
    }  # fmt: skip
    assert moves["approve"][7] == "11 指派通知书, 13 法律援助公函"
    assert moves["terminate"][7] == "18 终止法律援助决定书, 19 终止法律援助公函"


def test_every_edge_is_in_the_mermaid_diagram(folder):
    text = (folder / "states.md").read_text(encoding="utf-8")
    charts = dict(
        zip((Case, Objection), re.findall(r"```mermaid\n(.*?)```", text, re.DOTALL), strict=True)
    )

    assert set(charts) == {Case, Objection}
    for model, chart in charts.items():
        assert set(re.findall(r"^    (\w+) --> (\w+): ", chart, re.MULTILINE)) == {
            (str(edge.source), target)
            for edge in moves_in(model)
            for target in reference.targets_of(edge)
            if edge.source != Status.NEW
        }


def test_the_objection_has_its_own_tables(folder):
    text = (folder / "states.md").read_text(encoding="utf-8")
    states, moves = rows(text, "## States of an objection"), rows(text, "## Moves of an objection")

    assert set(states) == {"filed", "examining", "upheld", "corrected"}
    assert states["upheld"][3] == "nobody: an end"
    assert states["corrected"][3:] == [
        "Head of agency (until the order is carried out)", "objection_order",
    ]  # fmt: skip
    assert set(moves) == {"file", "examine", "uphold", "correct"}
    assert moves["file"][3:5] == ["– → filed", "Station clerk / Bureau officer"]
    assert moves["correct"][6] == "meet objection_rule; start objection_order"
    assert moves["uphold"][7].startswith("20 ")


def test_a_move_that_leads_elsewhere_from_elsewhere_says_so(folder):
    moves = rows((folder / "states.md").read_text(encoding="utf-8"), "## Moves")

    assert sorted(moves["reopen_on_objection"][3].split("; ")) == [
        "refused → granted",
        "terminated → granted or proposed or assigned or handling or closed",
    ]
    assert "in handling start first_meeting" in moves["reopen_on_objection"][6]


def test_every_limit_has_its_row(folder):
    text = (folder / "limits.md").read_text(encoding="utf-8")

    assert set(rows(text)) == {rule.code for rule in SHIPPED}
    assert len(re.findall(r"^\| `", text, re.MULTILINE)) == len(SHIPPED)
    assert "| 7 days | to the next working day | 24:00 | receipt of the application |" in text
    assert "| 法律援助法第四十三条 | 2022-01-01 to now | statutory limit | yes |" in text


def test_the_picture_lights_any_state_and_has_no_style_of_its_own():
    for status in set(Status) - {Status.NEW}:
        svg = state_svg(machine(), status)
        assert svg.count("states-lit") == 1
        assert "style" not in svg


CHINESE = {
    "registered": "已登记", "supplementing": "待补正", "accepted": "已受理", "verifying": "协作核查",
    "recommended": "待审批", "granted": "已决定给予", "proposed": "指派待批", "assigned": "已指派",
    "handling": "承办中", "closed": "已办结", "reported": "结案待审", "archived": "已归档",
    "refused": "不予援助", "withdrawn": "已撤回", "redirected": "已转引", "terminated": "已终止",
}  # fmt: skip


@pytest.mark.skipif(
    not (Path(settings.ROOT) / "cases/locale/zh_Hans/LC_MESSAGES/django.mo").is_file(),
    reason="the translation is not compiled: bin/setup does it",
)
def test_the_chinese_names_are_those_of_the_procedure():
    with translation.override("zh-hans"):
        names = {status.value: str(status.label) for status in Status if status != Status.NEW}
    assert names == CHINESE
