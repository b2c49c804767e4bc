"""A notice is imported by one person and put into force by another; the database insists."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from tests.workflow.parcels.notices import DAYS_2027, NUMBER, as_csv
from tests.workflow.parcels.office import at
from workflow import audit
from workflow.calendar_notices import NoticeRefused, put_into_force, reject, take_in
from workflow.calendar_store import current_calendar, digest_of
from workflow.models import AuditEntry, CalendarNotice
from workflow.notice_files import read_notice

NOW = at("2026-11-23T12:00")


@pytest.fixture
def one(rules):
    return get_user_model().objects.create(username="one")


@pytest.fixture
def other(rules):
    return get_user_model().objects.create(username="other")


def import_by(person, days=DAYS_2027, **how):
    given = {"paper_no": NUMBER, "published_on": date(2026, 11, 3), "source_name": "2027.csv"} | how
    return take_in(read_notice(as_csv(days), year=2027), by=person, at=NOW, **given)


def test_an_imported_notice_waits_with_its_digest_its_file_and_its_importer(one):
    before = current_calendar().revision
    notice = import_by(one)

    assert notice.waits
    assert (notice.digest, notice.source_name) == (digest_of(DAYS_2027), "2027.csv")
    assert (notice.imported_by, notice.imported_at) == (one, NOW)
    assert current_calendar().revision == before
    assert AuditEntry.objects.get(action="calendarnotice.imported").actor_id == one.pk


def test_a_second_person_puts_it_into_force(one, other):
    notice = put_into_force(import_by(one).pk, by=other, at=NOW)

    assert (notice.confirmed_by, notice.confirmed_at) == (other, NOW)
    assert current_calendar().revision == notice.revision
    assert not current_calendar().works(date(2027, 2, 5))
    assert AuditEntry.objects.get(action="calendarnotice.confirmed").actor_id == other.pk
    assert audit.verify()[1] == []


def test_the_importer_cannot_confirm(one):
    notice = import_by(one)
    with pytest.raises(NoticeRefused):
        put_into_force(notice.pk, by=one, at=NOW)
    notice.refresh_from_db()
    assert notice.waits


@pytest.mark.parametrize("people", [("one", "one"), ("one", None), (None, "other")])
def test_the_database_refuses_what_passes_the_action_by(people, one, other, db):
    found = {"one": one, "other": other, None: None}
    notice = import_by(one)
    importer, confirmer = (found[name] for name in people)
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarNotice.objects.filter(pk=notice.pk).update(
            imported_by=importer, confirmed_by=confirmer, revision=99, fingerprint="x"
        )


def test_a_rejected_notice_keeps_its_reason_and_never_counts(one, other):
    notice = import_by(one)
    with pytest.raises(NoticeRefused):
        reject(notice.pk, why="  ", by=other, at=NOW)
    reject(notice.pk, why="Line 7 is wrong.", by=other, at=NOW)

    notice.refresh_from_db()
    assert (notice.rejected_by, notice.rejected_why) == (other, "Line 7 is wrong.")
    for decide in (
        lambda: put_into_force(notice.pk, by=other, at=NOW),
        lambda: reject(notice.pk, why="again", by=other, at=NOW),
    ):
        with pytest.raises(NoticeRefused):
            decide()
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarNotice.objects.filter(pk=notice.pk).update(revision=99, fingerprint="x")
    assert import_by(one).waits  # the same days may come again


def test_the_same_days_are_taken_in_once(one, other):
    notice = import_by(one)
    with pytest.raises(NoticeRefused, match=NUMBER):
        import_by(other)
    put_into_force(notice.pk, by=other, at=NOW)
    renamed = [(day, status, "as the paper calls it") for day, status, _ in DAYS_2027]
    with pytest.raises(NoticeRefused, match=NUMBER):
        import_by(other, renamed)
    assert CalendarNotice.objects.filter(year=2027).count() == 1


def test_days_that_were_changed_behind_its_back_are_not_confirmed(one, other):
    notice = import_by(one)
    notice.days.filter(date=date(2027, 1, 1)).update(status="work")
    with pytest.raises(NoticeRefused):
        put_into_force(notice.pk, by=other, at=NOW)


@pytest.mark.parametrize(
    "wrong", [{"paper_no": " "}, {"published_on": date(2026, 11, 24)}], ids=str
)
def test_a_notice_has_its_number_and_was_published_by_now(wrong, one):
    with pytest.raises(NoticeRefused):
        import_by(one, **wrong)


def test_a_file_with_defects_is_refused_with_all_of_them(one):
    draft = read_notice(b"2027-02-30,off,\n2027-01-01,maybe,\n", year=2027)
    with pytest.raises(NoticeRefused) as refusal:
        take_in(draft, paper_no="9", published_on=None, source_name="", by=one, at=NOW)
    assert len(refusal.value.sentences) == 2
