"""The channel "file": a line per message, whole, on the disk, and without anything personal."""

import json
import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from tests.workflow.parcels.models import ParcelMessage
from tests.workflow.parcels.office import at
from workflow.channels import known_channels, send
from workflow.outbox import relay

NOON = at("2026-11-23T12:00")


@pytest.fixture
def sink(settings, tmp_path):
    path = tmp_path / "alarms.jsonl"
    settings.WORKFLOW_FILE_SINK = str(path)
    return path


def message(key="1:0:breach:e7:file"):
    return ParcelMessage(key=key, channel="file", not_before=NOON)


def test_a_message_is_one_line_with_key_channel_and_moment(sink):
    send(message())
    said = {"key": "1:0:breach:e7:file", "channel": "file", "at": "2026-11-23T12:00:00+08:00"}
    assert json.loads(sink.read_text()) == said
    assert "file" in known_channels()


def test_the_line_says_when_the_relay_took_it_in_hand(db, sink):
    message().save()
    relay(ParcelMessage, at=NOON + timedelta(minutes=2))
    assert json.loads(sink.read_text())["at"] == "2026-11-23T12:02:00+08:00"


def test_without_a_path_the_message_waits_and_says_why(db, settings):
    settings.WORKFLOW_FILE_SINK = ""
    message().save()
    relay(ParcelMessage, at=NOON)
    assert ParcelMessage.objects.get().last_error == "not_set_up"


def test_a_repeat_is_a_second_line_with_the_same_key(sink):
    for _ in range(2):
        send(message())
    one, other = sink.read_text().splitlines()
    assert one == other


def test_nobody_else_may_read_the_file(sink):
    send(message())
    assert stat.S_IMODE(sink.stat().st_mode) == 0o600


def test_line_and_new_file_are_on_the_disk_before_the_message_counts_as_sent(sink, monkeypatch):
    kept = []
    fsync = os.fsync
    monkeypatch.setattr(
        os,
        "fsync",
        lambda file: kept.append(Path(os.readlink(f"/proc/self/fd/{file}"))) or fsync(file),
    )
    send(message())
    send(message("2"))
    assert kept == [sink, sink.parent, sink]


def test_a_full_disk_leaves_no_half_line_and_the_message_waits(db, sink, monkeypatch):
    send(message("before"))
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, line: write(file, line[:20]))
    message().save()
    assert relay(ParcelMessage, at=NOON) == 1
    assert len(sink.read_text().splitlines()) == 1
    assert ParcelMessage.objects.get().last_error == "OSError"

    monkeypatch.undo()
    relay(ParcelMessage, at=NOON + timedelta(minutes=1))
    assert [json.loads(line)["key"] for line in sink.read_text().splitlines()] == [
        "before",
        message().key,
    ]
