"""Sign: agreement and power of attorney are there, and the case is in the lawyer's hand."""

import hashlib
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from cases import checking
from cases.city.scans import scan
from cases.models import Notice
from cases.states import Status
from cases.uploads.refusal import Refused
from cases.web.forms.closing import LogHandling
from tests.cases.factories import make, notified, pass_time, walk
from tests.cases.moments import FRIDAY, MONDAY, MORNING, moment
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


# The hearing that an organ told of (21 days after its notice) is the first dated step


def signed(city, **notice):
    return walk(notified(city, **notice), "propose", "approve", "sign")


def test_the_hearing_that_the_organ_named_is_the_first_dated_step(city):
    case = signed(city)
    hearing = MONDAY + timedelta(days=21)

    assert clocks(case)["milestone"] == ("running", hearing)
    assert clocks(case)["first_meeting"][0] == "running"
    assert case.history.latest("seq").facts["hearing_on"] == hearing.isoformat()
    assert list(checking.look(files=False)) == []


def test_its_lawyer_is_warned_the_day_before(city):
    case = make(signed(city), "tell_organ")
    pass_time(moment(MONDAY + timedelta(days=20), 9))

    told = Notice.objects.filter(case=case, clock__code="milestone", user=city.lawyer)
    assert "one_day" in set(told.values_list("stage", flat=True))


@pytest.mark.parametrize("hearing", [None, MORNING + timedelta(hours=1)])
def test_without_a_hearing_ahead_the_first_meeting_stands_alone(city, hearing):
    case = walk(notified(city, hearing_at=hearing), "propose", "approve")
    case = make(case, "sign", at=MORNING + timedelta(days=1))

    assert "milestone" not in clocks(case)
    assert "hearing_on" not in case.history.latest("seq").facts
    assert list(checking.look(files=False)) == []


def test_a_logged_step_takes_the_place_of_the_hearing(city):
    case = make(signed(city), "log_handling", next_on=MONDAY + timedelta(days=9))

    assert case.clocks.get(code="milestone", seq=1).state == "met"
    assert clocks(case)["milestone"] == ("running", MONDAY + timedelta(days=9))
    assert list(checking.look(files=False)) == []


def test_the_next_lawyer_has_the_hearing_too(city):
    case = walk(signed(city), "tell_organ", "replace_lawyer", "propose", "approve", "sign")

    assert clocks(case)["milestone"] == ("running", MONDAY + timedelta(days=21))
    assert list(checking.look(files=False)) == []


def test_the_form_of_a_step_offers_the_hearing_as_the_next(city):
    case, hearing = make(signed(city), "log_handling"), MONDAY + timedelta(days=21)

    def offered(today):
        fields = LogHandling(case=case, user=city.lawyer, today=today).fields
        return fields["next_kind"].initial, fields["next_on"].initial

    assert offered(FRIDAY) == ("hearing", hearing)
    assert offered(hearing) == (None, None)
