import pytest
from django.core.management import CommandError, call_command

from documents.management.commands import draw_samples
from tests.documents.conftest import SAMPLES
from tests.documents.drawn import drawn

pytestmark = pytest.mark.pages
NAMES = {id(facts): name for name, facts in SAMPLES.items()}


def test_every_sample_is_drawn_into_the_folder(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(draw_samples, "paint", lambda facts, imprint: drawn(NAMES[id(facts)]))
    call_command("draw_samples", tmp_path / "papers")

    files = sorted((tmp_path / "papers").iterdir())
    assert [file.stem for file in files] == sorted(SAMPLES)
    assert all(file.read_bytes().startswith(b"%PDF") for file in files)
    assert str(files[0]) in capsys.readouterr().out


def test_each_page_is_a_picture_on_request(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(draw_samples, "KINDS", ["grant_decision"])
    call_command("draw_samples", tmp_path, "--png")

    pictures = sorted(path.name for path in tmp_path.glob("*.png"))
    assert pictures == [f"grant_decision{form}-1.png" for form in ("", "_ordered", "_provisional")]
    assert all((tmp_path / name).read_bytes().startswith(b"\x89PNG") for name in pictures)


def test_without_the_dev_packages_a_plain_word_says_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(draw_samples, "find_spec", lambda name: None)

    with pytest.raises(CommandError, match="pypdfium2"):
        call_command("draw_samples", tmp_path / "papers", "--png")
    assert not (tmp_path / "papers").exists()
