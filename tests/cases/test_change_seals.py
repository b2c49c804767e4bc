"""Changing a seal: handed in by one administrator, confirmed by another; old papers keep theirs."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cases.actions.change_seals import decide_seal, propose_seal
from cases.actions.sign_again import sign_again
from documents import marks
from documents.models import Seal, SealChange, Signature
from tests.cases.moments import NOON
from tests.cases.reading import paper, refused
from workflow import audit
from workflow.models import AuditEntry

REAL = marks.seal("平凉市法律援助中心印")
LATER = NOON + timedelta(days=2)


@pytest.fixture
def propose(admin, agency):
    def one(**given):
        usual = {
            "office_id": agency.pk,
            "content": REAL,
            "used_from": LATER,
            "decision_no": "平援〔2026〕13号",
            "reason": "启用新印章。",
            "by": admin,
            "at": NOON,
        }
        return propose_seal(**usual | given)

    return one


@pytest.fixture
def decide(second_admin):
    def one(change, **given):
        usual = {"change_id": change.pk, "accept": True, "by": second_admin, "at": NOON}
        return decide_seal(**usual | given)

    return one


def test_nothing_changes_before_another_administrator_confirms_it(propose):
    change = propose()

    assert change.is_pending
    assert not Seal.objects.exists()


def test_a_confirmed_seal_is_in_use_from_its_moment_on(propose, decide, agency, second_admin):
    change = decide(propose())

    seal = Seal.objects.get()
    assert (change.outcome, change.decided_by, change.made) == ("accepted", second_admin, seal)
    assert (seal.issuer, seal.media_type, seal.used_from) == (agency.code, "image/svg+xml", LATER)
    assert bytes(seal.image) == bytes(change.image)
    assert Seal.objects.in_use(agency.code, at=LATER - timedelta(seconds=1)).first() is None
    assert Seal.objects.in_use(agency.code, at=LATER).first() == seal


def test_a_seal_never_reaches_back(propose, decide):
    change = propose(used_from=NOON - timedelta(days=30))
    assert change.used_from == NOON

    decide(change, at=NOON + timedelta(hours=5))
    assert Seal.objects.get().used_from == NOON + timedelta(hours=5)


def test_a_rejected_seal_is_never_used_and_its_reason_is_kept(propose, decide):
    change = decide(propose(), accept=False, note="缺一角。")

    assert (change.outcome, change.note, change.made) == ("rejected", "缺一角。", None)
    assert not Seal.objects.exists()
    assert propose().is_pending


def test_papers_issued_before_keep_the_seal_they_have(propose, decide, case_in):
    old = paper(case_in("granted"), "grant_decision").document
    decide(propose(used_from=NOON - timedelta(days=30)), at=NOON - timedelta(days=30))

    assert old.seal is None
    assert paper(case_in("granted"), "grant_decision").document.seal == Seal.objects.get()


def test_both_steps_stand_in_the_audit_chain(propose, decide, admin, second_admin):
    change = decide(propose())

    steps = AuditEntry.objects.filter(subject=f"seal {change.issuer}").order_by("seq")
    assert [(one.action, one.actor_id) for one in steps] == [
        ("seal.change_proposed", admin.pk),
        ("seal.change_confirmed", second_admin.pk),
    ]
    assert {one.content["sha256"] for one in steps} == {Seal.objects.get().sha256}
    assert audit.verify()[1] == []


# Refused


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"content": b"GIF89a"}, "Upload an SVG or a PNG file; this one is something else."),
        ({"decision_no": " "}, "Give the number of the decision."),
        ({"reason": ""}, "Give the reason."),
    ],
)
def test_what_is_missing_or_wrong_is_said(propose, given, sentence):
    with refused(sentence):
        propose(**given)
    assert not SealChange.objects.exists()


@pytest.mark.parametrize("name", ["supervisor", "clerk", "auditor", "bureau_officer"])
def test_only_administrators_hand_in_and_decide(propose, decide, city, name):
    change = propose()

    with refused("Only an administrator changes seals."):
        decide(change, by=city.people[name])
    with refused("Only an administrator changes seals."):
        propose(office_id=city.strange_agency.pk, by=city.people[name])


def test_a_station_has_no_seal_of_its_own(propose, station):
    with refused("This office has no seal of its own."):
        propose(office_id=station.pk)


def test_nobody_confirms_the_own_seal(propose, decide, admin):
    change = propose()

    with refused("You proposed it: another administrator must decide (four eyes)."):
        decide(change, by=admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        SealChange.objects.update(outcome="rejected", decided_by=admin, decided_at=NOON)


def test_one_seal_of_an_office_waits_at_a_time(propose):
    propose()

    with refused("Another seal of this office waits already: it is decided first."):
        propose(content=marks.seal("另一枚"))


def test_a_decided_change_is_decided(propose, decide):
    change = decide(propose())

    with refused("This change is decided already."):
        decide(change)


def test_a_rejection_says_why(propose, decide):
    change = propose()
    with refused("Say why it is rejected."):
        decide(change, accept=False)


def test_the_seal_in_use_is_not_handed_in_again(propose, decide):
    decide(propose())

    with refused("This is the seal that it has by then anyway."):
        propose()


# Signatures that failed


def test_an_administrator_has_papers_signed_again(admin, clerk, case_in, signing_on):
    case_in("granted")
    Signature.objects.update(state="failed", failure="The token is not there.", attempts=30)

    with refused("Only an administrator has papers signed again."):
        sign_again(by=clerk, at=NOON)
    assert sign_again(by=admin, at=NOON) == 1
    signature = Signature.objects.get()
    assert (signature.state, signature.attempts, signature.failure) == ("pending", 0, "")
    assert AuditEntry.objects.filter(action="signatures.again").count() == 1
    assert sign_again(by=admin, at=NOON) == 0
    assert AuditEntry.objects.filter(action="signatures.again").count() == 1
