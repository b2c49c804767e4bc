"""One door: no other way changes a status or a record, on SQLite and on PostgreSQL.

Each of the SNEAKS tries to make a registered case a granted one, or to rewrite what was done. It
must raise, and must leave every row as it was.
"""

import threading

import pytest
from django.contrib import admin
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import translation

from cases.models import Applicant, Case, CaseClockEvent, CaseTransition
from cases.states import Status
from tests.cases.factories import applicant_facts, case_facts, make
from tests.cases.moments import LATER, NOON
from tests.cases.sneaks import SNEAKS
from workflow import audit
from workflow.models import AuditEntry
from workflow.transitions import DirectMove, TransitionRefused, perform
from workflow.units import unit_of_work

REFUSALS = (DirectMove, AttributeError, IntegrityError, ProtectedError, TransitionRefused)
WORDS = (
    r"modification is not allowed|changed by perform\(\) alone|make it with perform\(\)"
    r"|changed by a move with its record|begins as new|never replaced|append-only"
    r"|foreign key|a_move_has_its_own_number|not possible while"
)


def everything():
    tables = (Case, CaseTransition, CaseClockEvent, AuditEntry)
    return [list(table._base_manager.order_by("pk").values()) for table in tables]


@pytest.mark.parametrize("way", SNEAKS, ids=lambda way: way.__name__)
def test_no_other_way_leads_in(way, case):
    connection.check_constraints()  # PostgreSQL won't truncate while a check is pending
    case = Case.objects.with_places().get(pk=case.pk)
    before = everything()

    with translation.override("en"), pytest.raises(REFUSALS, match=WORDS), transaction.atomic():
        way(case)

    assert everything() == before
    assert audit.verify()[1] == []


def test_an_unregistered_case_moves_by_registering_alone(city):
    bare = Case.objects.create(
        number="X", submission="X", station=city.station, agency=city.agency,
        applicant=Applicant.objects.create(**applicant_facts()), **case_facts(),
    )  # fmt: skip
    for status in set(Status) - {Status.NEW}:
        with pytest.raises(IntegrityError), transaction.atomic():
            Case._base_manager.filter(pk=bare.pk).update(status=status, version=1)
    with unit_of_work():
        perform(bare.register, by=city.clerk, at=LATER)
    assert Case.objects.get(pk=bare.pk).status == "registered"


def test_who_forges_a_record_as_well_is_found_by_the_chain(case, clerk):
    """A hand in the database may write both. The chain, and only the chain, then knows better."""
    record = case.history.create(
        seq=2, move="grant", source="registered", target="granted", by=clerk, role="clerk", at=NOON
    )
    Case._base_manager.filter(pk=case.pk).update(status="granted", version=2, decided_at=NOON)

    with translation.override("en"):
        [flaw] = audit.verify()[1]
    assert flaw.what == f"no entry speaks of the record cases.casetransition {record.pk}"


def test_the_administration_does_not_edit_cases_or_records():
    edited = set(admin.site._registry)
    for model_admin in admin.site._registry.values():
        edited |= {inline.model for inline in model_admin.inlines}
    assert not edited & {Case, CaseTransition, CaseClockEvent, AuditEntry}


def test_reading_again_opens_nothing(case):
    mine = Case.objects.get(pk=case.pk)
    make(case, "accept")
    mine.refresh_from_db()
    assert mine.status == "accepted"
    mine.refresh_from_db(fields=["number"])
    with pytest.raises(AttributeError):
        mine.status = "granted"


@pytest.mark.django_db(transaction=True)
def test_reading_again_in_one_thread_opens_nothing_in_another(city, case):
    mine = Case.objects.get(pk=case.pk)
    stop = threading.Event()

    def read_again():
        theirs = Case.objects.get(pk=case.pk)
        while not stop.is_set():
            theirs.refresh_from_db()
        connection.close()

    readers = [threading.Thread(target=read_again) for _ in range(2)]
    for reader in readers:
        reader.start()
    assigned = 0
    try:
        for _ in range(1_500):
            try:
                mine.status = "granted"
            except AttributeError:
                continue
            assigned += 1
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    assert assigned == 0
    assert Case.objects.get(pk=case.pk).status == "registered"


def test_the_door_itself_works(case):
    """The tester tested: through the door the same rows do change."""
    before = everything()
    assert make(case, "accept").status == "accepted"
    assert everything() != before
