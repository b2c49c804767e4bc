from django.core.management import call_command

from tests.documents.conftest import SAMPLES


def test_every_sample_is_drawn_into_the_folder(tmp_path, capsys):
    call_command("draw_samples", tmp_path / "papers")

    files = sorted((tmp_path / "papers").iterdir())
    assert [file.stem for file in files] == sorted(SAMPLES)
    assert all(file.read_bytes().startswith(b"%PDF") for file in files)
    assert str(files[0]) in capsys.readouterr().out
