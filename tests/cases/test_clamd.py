"""Asking clamd: its own words over its own socket, and what becomes of a file when it is away."""

import socket

import pytest
from django.core.exceptions import ValidationError

from cases.actions.scan_files import scan_waiting
from cases.city.scans import scan
from cases.models import Attachment
from cases.models.attachments import check_upload
from cases.uploads.clamd import BadAddress, ScannerAway, address_of, harm_in
from tests.cases.moments import NOON
from tests.cases.scanner import EICAR, Clamd, infected, listening
from workflow.models import AuditEntry


@pytest.fixture
def away(settings):
    """Set up, and nobody listens."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        settings.CLAMD = f"tcp://127.0.0.1:{door.getsockname()[1]}"
        settings.CLAMD_SECONDS = 1
        yield


def refusal(upload):
    with pytest.raises(ValidationError) as caught:
        check_upload(upload)
    return caught.value


@pytest.mark.parametrize(
    "setting", ["", "clamd", "unix:relative", "tcp://", "tcp://host", "tcp://host:x", "http://h:1"]
)
def test_a_setting_that_names_no_socket_is_refused(setting):
    with pytest.raises(BadAddress):
        address_of(setting)


def test_a_unix_socket_and_a_port_are_known():
    assert address_of("unix:/run/clamd.ctl") == (socket.AF_UNIX, "/run/clamd.ctl")
    assert address_of("tcp://127.0.0.1:3310") == (socket.AF_INET, ("127.0.0.1", 3310))
    assert address_of("tcp://[::1]:3310") == (socket.AF_INET6, ("::1", 3310))


def test_the_file_is_sent_in_pieces_and_the_answer_is_read(tmp_path):
    path, one = str(tmp_path / "s"), Clamd()
    with listening(one, socket.AF_UNIX, path):
        assert harm_in([b"ab", b"", b"c"], address=f"unix:{path}", seconds=5) == ""
        assert harm_in([EICAR], address=f"unix:{path}", seconds=5) == "Eicar-Test-Signature"
    assert one.heard == [b"abc", EICAR]


@pytest.mark.parametrize("said", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"x" * 9000])
def test_an_answer_that_says_nothing_of_the_file_is_no_answer(said):
    with listening(Clamd(said)) as (host, port), pytest.raises(ScannerAway):
        harm_in([b"a"], address=f"tcp://{host}:{port}", seconds=5)


def test_a_scanner_that_does_not_answer_in_time_is_away():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        host, port = door.getsockname()
        with pytest.raises(ScannerAway):
            harm_in([b"a"], address=f"tcp://{host}:{port}", seconds=0.05)


def test_a_clean_file_is_marked_so(clamd, case, clerk):
    upload = scan("a.pdf", "clean")
    check_upload(upload)
    kept = Attachment.keep(case, "evidence", upload, by=clerk, at=NOON)

    assert (kept.scan, kept.scanned_at) == ("clean", NOON)
    assert clamd.heard == [upload.open().read()]


def test_a_file_with_a_virus_is_refused_with_its_name(clamd):
    error = refusal(infected())

    assert error.code == "infected"
    assert error.params["name"] == "Eicar-Test-Signature"
    assert "Eicar-Test-Signature" in error.messages[0]


def test_while_the_scanner_is_away_files_are_refused_if_it_is_set_so(away):
    assert refusal(scan("a.pdf", "a")).code == "unchecked"


def test_or_kept_and_looked_at_later(away, clamd, settings, case, clerk):
    there, settings.CLAMD = settings.CLAMD, "tcp://127.0.0.1:1"
    settings.CLAMD_AWAY = "keep"
    kept = []
    for upload in (scan("a.pdf", "a"), infected()):
        check_upload(upload)
        kept.append(Attachment.keep(case, "evidence", upload, by=clerk, at=NOON))
    assert {one.scan for one in kept} == {"waiting"}
    assert scan_waiting(at=NOON) == 0  # still away

    settings.CLAMD = there
    assert scan_waiting(at=NOON) == 2
    assert scan_waiting(at=NOON) == 0
    states = [Attachment.objects.get(pk=one.pk).scan for one in kept]
    assert states == ["clean", "infected"]
    entry = AuditEntry.objects.get(action="file.infected")
    assert entry.subject == case.number
    assert entry.content["attachment"] == kept[1].pk


def test_without_a_scanner_nothing_is_asked(settings, case, clerk):
    upload = scan("a.pdf", "a")
    check_upload(upload)

    assert Attachment.keep(case, "evidence", upload, by=clerk, at=NOON).scan == "off"
    assert scan_waiting(at=NOON) == 0
