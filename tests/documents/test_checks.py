from django.core.checks import run_checks

from documents import checks
from documents.checks import DRAWING


def test_this_machine_can_draw():
    assert run_checks(tags=[DRAWING]) == []


def test_a_missing_library_is_named_with_the_line_that_installs_it(monkeypatch):
    monkeypatch.setattr(checks, "loads", lambda library: "harfbuzz" not in library)

    [error] = run_checks(tags=[DRAWING])

    assert error.id == "documents.E001"
    assert "libharfbuzz-subset0 is not installed" in error.msg
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in error.hint


def test_a_library_that_is_not_there_does_not_load():
    assert not checks.loads("libnothing-of-this-name.so.0")


def test_a_missing_font_is_named(monkeypatch, tmp_path):
    (tmp_path / "MANIFEST.sha256").write_text("0  LA-Song-Regular.ttf\n")
    monkeypatch.setattr(checks, "PACK", tmp_path)

    [error] = run_checks(tags=[DRAWING])

    assert error.id == "documents.E002"
    assert "LA-Song-Regular.ttf" in error.msg
