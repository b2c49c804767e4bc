"""One agency, one moment, and a way to issue a paper."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from documents.issuing import issue
from documents.kinds.assignment_notice.sample import SAMPLES as ASSIGNMENTS
from documents.kinds.grant_decision.sample import AGENCY
from documents.kinds.grant_decision.sample import SAMPLES as GRANTS
from documents.kinds.refusal_decision.sample import SAMPLES as REFUSALS
from documents.kinds.supplement_notice.sample import SAMPLES as SUPPLEMENTS

AT = datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
SOON = AT + timedelta(minutes=1)
SAMPLES = GRANTS | REFUSALS | SUPPLEMENTS | ASSIGNMENTS
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
