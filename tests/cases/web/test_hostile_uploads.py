"""Files that mean harm, sent through the real form: no fault, nothing outside the store, no growth.

FAYUAN_NIGHTLY=1 sends 2,000 of them; with ``-s`` it says what became of them and of the memory.
"""

import gc
import logging
import os
import resource
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.models import Attachment, Case
from tests.cases.hostile import KINDS, NAMES, many
from tests.workflow.parcels.office import NIGHTLY

COUNT, SEED = (2_000 if NIGHTLY else 100), 5
#: So much may the process grow, once a quarter of them, each kind among it, has made it what it is.
GROWTH = 60 * 1024 * 1024
#: Names that a browser can't send, or that are none: Django itself drops the file or the request.
NOT_READ = {name for name in NAMES if name in {".", ".."} or "\n" in name or len(name) > 255}


def files_under(folder):
    return {path for path in Path(folder).rglob("*") if path.is_file()}


def memory():
    """What the process holds now, in bytes."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def send(client, path, upload):
    """The status of the answer, and how many files it left."""
    before = Attachment.objects.count()
    file = SimpleUploadedFile("x", upload.content, "application/pdf")
    file._name = upload.name  # as it may be sent, past what Django cleans on our own side
    answer = client.post(path, {"version": 1, "files_identity": [file]})
    return answer.status_code, Attachment.objects.count() - before


def fault(upload, status, kept):
    """What should not have happened, in a word."""
    nameless = upload.name in NOT_READ
    if status >= 500:
        return f"status {status}"
    if upload.kept is False and (kept or not (status == 200 or nameless)):
        return f"kept ({status})"
    if upload.kept and not (status == 302 or nameless):
        return f"refused ({status})"
    return ""


@pytest.mark.timeout(3600 if NIGHTLY else 120)
def test_whatever_is_sent_nothing_breaks_and_nothing_strays(
    clerk, registered, tmp_path, root, monkeypatch, caplog
):
    # Each line about a refused request would keep that request, with its file, to the test's end.
    caplog.set_level(logging.CRITICAL, "django.request")
    monkeypatch.setattr(settings, "FILE_UPLOAD_TEMP_DIR", str(tmp_path))
    case = registered(materials=[])
    client = Client(raise_request_exception=False)
    client.force_login(clerk)
    path, store = f"{case.get_absolute_url()}receive_evidence/", Path(settings.MEDIA_ROOT)
    there, code = files_under(store), files_under(root / "cases")
    wrong, sent, at_first = [], Counter(), 0

    for number, upload in enumerate(many(SEED, COUNT)):
        if said := fault(upload, *send(client, path, upload)):
            wrong.append(f"{number} {upload.what} {upload.name!r}: {said}")
        sent[upload.what] += 1
        if number == COUNT // 4:
            at_first = memory()
    grown = memory() - at_first

    assert wrong == []
    assert len(sent) >= len(KINDS)
    stored = {one.relative_to(store) for one in files_under(store) - there}
    assert stored == {Path(one.file.name) for one in Attachment.objects.all()}
    assert all(len(one.name) == 64 and one.parts[0] == "attachments" for one in stored)
    assert files_under(tmp_path) == set()  # what waited for its end is gone
    assert {one.suffix for one in files_under(root / "cases") - code} <= {".pyc"}
    assert Case.objects.get(pk=case.pk).status == "registered"
    for one in Attachment.objects.all():
        is_served_without_rights(client, one)
    assert grown < GROWTH
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    figures = f"{COUNT} sent, {len(stored)} files kept, grown {grown >> 20} MB, peak {peak} MB"
    sys.stdout.write(f"{figures}; {dict(sent)}\n")


def is_served_without_rights(client, one):
    answer = client.get(f"/attachments/{one.pk}/")
    answer.getvalue()
    assert answer.status_code == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == one.content_type
    if one.active or one.content_type != "application/pdf":
        assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
    if one.active:
        assert answer.headers["Content-Disposition"].startswith("attachment")
    assert not any(ord(letter) < 32 for letter in one.name)
    assert "/" not in one.name
    assert "\u202e" not in one.name
