"""The documentation and the code say the same."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from documents.kinds import KINDS
from settings import schedule

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
READERS = {"text", "flag", "number", "secret", "words", "database", "hours", "keys"}
MODES = ("tutorial", "how-to", "reference", "explanation", "decisions")


def lines_of(page):
    """The names that a reference page gives a line: the first cell of each row of its tables."""
    text = (DOCS / "reference" / page).read_text(encoding="utf-8")
    return re.findall(r"^\| `([^`]+)`", text, re.MULTILINE)


def settings_read():
    """The names of the environment that the settings ask for."""
    names = set()
    for path in (ROOT / "settings").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and getattr(node.func.value, "id", "") == "env"
                and node.func.attr in READERS
            ):
                names.add(node.args[0].value)
    return names


def commands():
    return {
        path.stem
        for top in ("workflow", "documents", "cases")
        for path in (ROOT / top).glob("management/commands/[!_]*.py")
    }


def pages():
    return [*DOCS.rglob("*.md"), *ROOT.glob("*.md")]


def test_every_setting_has_its_line():
    assert settings_read() == set(lines_of("settings.md")) - {"DJANGO_SETTINGS_MODULE"}


def test_every_setting_has_its_example():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^#?([A-Z][A-Z_]+)=", example, re.MULTILINE))
    assert named == settings_read() | {"DJANGO_SETTINGS_MODULE"}


def test_every_command_has_its_line():
    assert set(lines_of("commands.md")) == commands()


def test_every_periodic_job_has_its_line():
    assert set(lines_of("jobs.md")) == set(schedule.beat_schedule)


def test_every_paper_has_its_line():
    assert set(KINDS) <= set(lines_of("papers.md"))


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_names_the_two_commands_and_every_folder(readme):
    text = (ROOT / readme).read_text(encoding="utf-8")
    tracked = {
        "bench",
        "bin",
        "cases",
        "deploy",
        "docs",
        "documents",
        "settings",
        "tests",
        "workflow",
    }
    assert {"bin/demo", "bin/test"} <= set(re.findall(r"^bin/\w+", text, re.MULTILINE))
    assert set(re.findall(r"^\| `(\w+)/`", text, re.MULTILINE)) == tracked


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page):
    links = re.findall(r"\]\((?!https?://|mailto:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("mode", MODES)
def test_every_page_of_a_mode_is_in_the_index(mode):
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    assert [
        path.name for path in (DOCS / mode).glob("*.md") if f"({mode}/{path.name})" not in index
    ] == []


def test_a_decision_is_a_page_at_most_and_none_is_missing():
    decisions = sorted((DOCS / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    assert [p.name for p in decisions if p.read_text(encoding="utf-8").count("\n") > 60] == []


def test_the_change_log_begins_with_the_version_that_we_are():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    heading = re.search(
        r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert heading
    assert heading[1] == project["version"]
