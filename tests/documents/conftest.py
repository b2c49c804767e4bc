"""One agency, one moment, and a way to issue a paper."""

from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from documents.issuing import issue
from documents.kinds import KINDS
from documents.kinds.grant_decision.sample import AGENCY
from tests.documents.certificates import folder_of_keys, signing_with

AT = datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
SOON = AT + timedelta(minutes=1)
SAMPLES = {
    name: facts
    for kind in KINDS
    for name, facts in import_module(f"documents.kinds.{kind}.sample").SAMPLES.items()
}
GRANT = SAMPLES["grant_decision"]


@pytest.fixture(autouse=True)
def _papers_are_kept_apart(settings, tmp_path):
    """A test that is rolled back gives its paper's key, and so its path, to the next one."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def issue_paper(db):
    """``issue_paper(GRANT, at=..., recipient="李龑")``"""

    def give(facts=GRANT, *, issuer=AGENCY, at=AT, **changes):
        with transaction.atomic():
            return issue(replace(facts, agency=issuer, **changes), issuer=issuer, at=at)

    return give


@pytest.fixture
def with_keys(settings, tmp_path):
    """Papers are signed with the key of our agency, out of a folder."""
    folder = folder_of_keys(tmp_path / "keys", AGENCY.code)
    settings.DOCUMENTS_SIGNING = settings.DOCUMENTS_SIGNING | signing_with(folder)
    return folder
