"""Sign: agreement and power of attorney are there, and the case is in the lawyer's hand."""

import hashlib
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from cases.city.scans import scan
from cases.states import Status
from cases.uploads.refusal import Refused
from tests.cases.factories import make
from tests.cases.moments import FRIDAY, moment
from tests.cases.reading import clocks, last, papers, refused, todo, unchanged


@pytest.fixture
def assigned(case_in):
    return case_in("assigned")


def test_the_agreement_is_met_and_the_first_meeting_is_due(city, assigned):
    case = make(assigned, "sign", at=moment(FRIDAY))

    assert last(case) == ("sign", "assigned", "handling", "lawyer", city.lawyer)
    assert clocks(case)["agreement"] == ("met", date(2026, 11, 9))
    assert clocks(case)["first_meeting"] == ("running", date(2026, 11, 11))  # 3 working days
    assert todo(case) == [(Status.HANDLING, city.lawyer)]
    assert papers(case) == []


def test_both_papers_are_kept_under_their_digests(city, assigned):
    agreement = scan("委托协议.pdf", "agreement")
    content = agreement.read()
    case = make(assigned, "sign", agreement=agreement)

    kept = case.attachments.get(kind="agreement")
    assert (kept.name, kept.by, kept.content_type) == (
        "委托协议.pdf", city.lawyer, "application/pdf",
    )  # fmt: skip
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    with kept.file.open() as stored:
        assert stored.read() == content
    assert case.attachments.filter(kind="power_of_attorney").count() == 1


def test_a_file_that_is_no_scan_keeps_nothing(assigned):
    letter = SimpleUploadedFile("agreement.pdf", b"PK\x03\x04 a document of another kind")
    with pytest.raises(Refused), transaction.atomic():
        make(assigned, "sign", agreement=letter)
    assert unchanged(assigned)
    assert not assigned.attachments.exists()


def test_only_the_assigned_lawyer_signs(city, assigned):
    for name in ["secretary", "colleague", "other_lawyer", "supervisor"]:
        with refused("Only this role may do it: Handling lawyer."):
            make(assigned, "sign", by=city.people[name])
    assert unchanged(assigned)
    assert not assigned.attachments.exists()
