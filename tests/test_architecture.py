"""The house tests itself: what import-linter and ruff can't see."""

import ast
import os
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from cases.models import Case
from workflow.transitions import moves_in

ROOT = Path(__file__).resolve().parent.parent
OURS = ("settings", "workflow", "documents", "cases")
EDGE = re.compile(r"cases/(web/|tasks\.py)|/management/")

#: Beside these names a module could mean anything.
DRAWERS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "services",
    "manager",
    "managers",
    "data",
    "common",
}

#: Each big part of somebody else's has one door in our house.
DOORS = {
    "pikepdf": r"documents/",
    "weasyprint": r"documents/",
    "pyhanko": r"documents/signing/",
    "viewflow": r"cases/flows\.py|cases/migrations/",
    "celery": r"cases/tasks\.py|settings/(celery|schedule)\.py|/management/commands/",
}

#: Files that may call a text safe, with what makes it so.
SAFE: dict[str, str] = {}

#: Templates that Django or a package asks for by name.
ASKED_FOR_BY_OTHERS = re.compile(
    r"^(admin/|registration/|django/|(400|403|404|500|403_csrf)\.html$)"
)


def files(*suffixes, under=OURS):
    """Our files, as paths from the root, in one order."""
    return [
        path.relative_to(ROOT)
        for top in under
        for path in sorted((ROOT / top).rglob("*"))
        if path.suffix in suffixes and "__pycache__" not in path.parts
    ]


def modules(*, under=OURS):
    return [path for path in files(".py", under=under) if "migrations" not in path.parts]


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def templates():
    return [path for path in files(".html", under=("cases",)) if "templates" in path.parts]


# Layers


def test_a_foreign_key_points_down():
    """import-linter does not see ``ForeignKey("cases.Case")``. The user model alone is swapped in."""
    height = {"cases": 2, "documents": 1, "workflow": 1}
    upward = []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if not (field.is_relation and field.concrete and model._meta.app_label in height):
                continue
            if (
                field.related_model is None
                or field.related_model._meta.label == settings.AUTH_USER_MODEL
            ):
                continue
            ours, theirs = model._meta.app_label, field.related_model._meta.app_label
            if theirs in height and ours != theirs and height[theirs] >= height[ours]:
                upward.append(f"{model._meta.label}.{field.name} -> {theirs}")
    assert not upward


@pytest.mark.parametrize(("package", "door"), DOORS.items())
def test_a_package_is_imported_through_its_one_door(package, door):
    strays = [
        str(path)
        for path in modules()
        if re.search(rf"^\s*(from|import) {package}\b", read(path), re.MULTILINE)
        and not re.search(door, str(path))
    ]
    assert not strays


def test_only_the_edge_asks_what_day_it_is():
    """Ruff bans ``timezone.now``; ``localdate()`` with nothing in it reads the clock as well."""
    readers = []
    for path in modules():
        if EDGE.search(str(path)):
            continue
        for node in ast.walk(ast.parse(read(path))):
            if isinstance(node, ast.Call) and not node.args and not node.keywords:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in {"localdate", "localtime"}:
                    readers.append(f"{path}:{node.lineno}")
    assert not readers


def test_every_move_of_the_procedure_has_its_action():
    moves = {transition.name for transition in moves_in(Case)}
    actions = {path.stem for path in modules(under=("cases/actions",))}
    assert moves - actions == set()


# Size and names


def test_no_file_is_longer_than_four_hundred_lines():
    long = [
        f"{path}: {lines}"
        for path in files(
            ".py", ".html", ".css", ".js", ".sh", under=(*OURS, "tests", "bin", "deploy")
        )
        if (lines := read(path).count("\n")) > 400 and "migrations" not in path.parts
    ]
    assert not long


def test_no_name_is_a_drawer_for_everything():
    everything = modules(under=(*OURS, "tests"))
    named = {part for path in everything for part in (*path.parent.parts, path.stem)}
    assert named & DRAWERS == set()


def speaks_for_itself(node):
    """Private, a list of words, or a class whose name ends in what it is."""
    bases = " ".join(ast.unparse(base) for base in getattr(node, "bases", []))
    return (
        node.name.startswith("_")
        or node.name.endswith(("Config", "QuerySet"))
        or "Choices" in bases
        or "Enum" in bases
    )


def test_every_part_says_what_it_is_for():
    """Every module, and in the engines every class and function that others may use.

    Where a module offers one thing alone (an action, a kind of paper), its sentence stands on top.
    """
    silent = []
    for path in modules():
        tree = ast.parse(read(path))
        if tree.body and not ast.get_docstring(tree) and path.name != "__init__.py":
            silent.append(str(path))
        if not str(path).startswith(("workflow/", "documents/")) or "management" in path.parts:
            continue
        offered = [
            node
            for node in tree.body
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and not speaks_for_itself(node)
        ]
        if len(offered) > 1 or not ast.get_docstring(tree):
            silent += [f"{path}: {node.name}" for node in offered if not ast.get_docstring(node)]
    assert not silent, "\n".join(silent)


# Templates, scripts and styles: nothing inline, nothing from elsewhere, nothing unescaped


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("an inline script", r"<script(?![^>]*\bsrc=)[^>]*>"),
        ("an inline style", r"<style\b|\sstyle\s*="),
        ("a handler in an attribute", r"\son[a-z]+\s*="),
        ("a script as an address", r"javascript:"),
        ("a file from another machine", r"""(src|href|action)\s*=\s*["']?(https?:)?//"""),
    ],
)
def test_no_page_contains(what, pattern):
    found = [str(path) for path in templates() if re.search(pattern, read(path), re.IGNORECASE)]
    assert not found


def test_no_sheet_or_script_of_ours_loads_from_elsewhere():
    own = [path for path in files(".css", ".js", under=("cases",)) if "static" in path.parts]
    loading = re.compile(r"""(url\(|@import|import|fetch\()\s*["']?(https?:)?//""")
    assert not [str(path) for path in own if loading.search(read(path))]


def test_no_text_is_called_safe():
    calls = re.compile(r"\bmark_safe\b|\bSafeString\b|\|\s*safe\b|\|\s*safeseq\b|autoescape off")
    callers = {str(path) for path in files(".py", ".html") if calls.search(read(path))}
    assert callers - SAFE.keys() == set()
    assert SAFE.keys() - callers == set(), "no longer needed in SAFE"


def test_every_template_is_used():
    texts = "\n".join(read(path) for path in files(".py", ".html"))
    stems = set(re.findall(r"""["']([\w/]+/_?)\{""", texts))  # f"cases/moves/{name}.html"
    unused = []
    for path in templates():
        name = str(Path(*path.parts[path.parts.index("templates") + 1 :]))
        if not (
            f'"{name}"' in texts
            or f"'{name}'" in texts
            or ASKED_FOR_BY_OTHERS.match(name)
            or name.startswith(tuple(stems))
        ):
            unused.append(name)
    assert not unused


# What a person runs


@pytest.mark.parametrize(
    "name", ["setup", "demo", "test", "check", "fix", "packages", "screenshots"]
)
def test_a_command_is_short_plain_shell_and_can_be_run(name):
    path = ROOT / "bin" / name
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#!/bin/sh"
    assert len(lines) < 40
    assert "set -eu" in lines
    assert os.access(path, os.X_OK)
