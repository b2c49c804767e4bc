"""The key that seals personal data: made once by bin/setup, for root alone, and missed in words."""

import shutil
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from settings import env

ROOT = Path(__file__).resolve().parent.parent


def make(folder, project=ROOT):
    done = subprocess.run(
        [project / "bin" / "secrets", str(folder)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_the_secrets_are_made_for_root_alone_and_fit(tmp_path, monkeypatch):
    folder = tmp_path / "fayuan"
    assert make(folder)[0] == 0
    assert mode(folder) == 0o700
    assert {path.name: mode(path) for path in folder.iterdir()} == {
        "secret-key": 0o600,
        "master-key": 0o600,
    }
    monkeypatch.setenv("FAYUAN_MASTER_KEY_FILE", str(folder / "master-key"))
    [key] = env.keys("FAYUAN_MASTER_KEY")
    assert len(key) == 32
    monkeypatch.setenv("SECRET_KEY_FILE", str(folder / "secret-key"))
    assert len(env.secret("SECRET_KEY", at_least=50)) == 128


def test_a_second_run_changes_nothing(tmp_path):
    folder = tmp_path / "fayuan"
    make(folder)
    (folder / "master-key").write_text("a" * 64 + "\n" + "b" * 64 + "\n")  # rotated since
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert make(folder) == (0, "")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_of_several_at_once_all_have_the_same_key(tmp_path):
    folder = tmp_path / "fayuan"
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(lambda _: make(folder)[0], range(6)))
    assert done == [0] * 6
    assert sorted(path.name for path in folder.iterdir()) == ["master-key", "secret-key"]
    assert len((folder / "master-key").read_text().strip()) == 64


def test_a_folder_that_others_can_look_into_is_refused(tmp_path):
    folder = tmp_path / "fayuan"
    folder.mkdir()
    folder.chmod(0o755)
    code, said = make(folder)
    assert code == 1
    assert "chmod 700" in said
    assert not list(folder.iterdir())


def test_an_empty_key_is_not_passed_over(tmp_path):
    folder = tmp_path / "fayuan"
    make(folder)
    (folder / "master-key").write_text("")
    code, said = make(folder)
    assert code == 1
    assert "restore it" in said


def test_setup_for_a_site_makes_them_and_may_be_repeated(tmp_path):
    """In a project of its own whose .venv is as uv.lock says, so that nothing is installed."""
    project = tmp_path / "project"
    (project / "bin").mkdir(parents=True)
    for name in ("setup", "secrets"):
        shutil.copy(ROOT / "bin" / name, project / "bin" / name)
    shutil.copy(ROOT / "uv.lock", project)
    (project / ".venv" / "bin").mkdir(parents=True)
    (project / ".venv" / "bin" / "python").symlink_to(sys.executable)
    with (project / "uv.lock").open("rb") as lock:
        told = subprocess.run(["cksum"], stdin=lock, capture_output=True, text=True, check=True)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    (project / ".venv" / "made").write_text(f"{project} {version} {told.stdout.strip()} run\n")

    for _ in range(2):
        done = subprocess.run(
            [project / "bin" / "setup", "--site", str(tmp_path / "etc")],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert mode(tmp_path / "etc" / "master-key") == 0o600


@pytest.mark.parametrize("kept", ["", "missing"])
def test_production_without_a_key_says_what_to_do(kept, tmp_path, monkeypatch):
    monkeypatch.delenv("FAYUAN_MASTER_KEY", raising=False)
    monkeypatch.delenv("FAYUAN_MASTER_KEY_FILE", raising=False)
    if kept:
        monkeypatch.setenv("FAYUAN_MASTER_KEY_FILE", str(tmp_path / kept))
    with pytest.raises(ImproperlyConfigured) as refusal:
        env.keys("FAYUAN_MASTER_KEY")
    said = str(refusal.value)
    assert "bin/setup --site /etc/fayuan" in said
    assert "put the old key back" in said
