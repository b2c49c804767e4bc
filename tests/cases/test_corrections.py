"""A correction on request: states x moves x roles whole, both values sealed, papers left alone."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from cases.actions.correcting import value_now
from cases.actions.decide_correction import decide_correction
from cases.actions.file_correction import file_correction
from cases.city.scans import scan
from cases.models import Case, Correction, User
from cases.models.corrections import Correctable, CorrectionStatus
from cases.states import Role
from tests.cases.factories import UserFactory
from tests.cases.moments import MORNING, NOON
from tests.cases.reading import refused
from workflow import audit
from workflow.models import AuditEntry
from workflow.transitions import DirectMove, TransitionRefused, moves_in, perform
from workflow.units import unit_of_work

#: state -> move -> the roles that may make it.
WHO = {
    "new": {"file": {"clerk", "reviewer"}},
    "filed": {"correct": {"supervisor"}, "refuse": {"supervisor"}},
    "corrected": {},
    "refused": {},
}
TO = {"file": "filed", "correct": "corrected", "refuse": "refused"}
#: A right value for each, and one that can't be.
VALUES = {
    "name": ("欧阳兰", ""),
    "id_no": ("11010519491231002X", "110105194912310021"),
    "sex": ("男", "先生"),
    "birth_on": ("1980-12-31", "1980-13-31"),
    "phone": ("13900001111", "1" * 31),
    "address": ("甘肃省平凉市崆峒区东大街9号", "x" * 201),
    "household_size": ("5", "0"),
    "monthly_income_yuan": ("2100.50", "NaN"),
}


@pytest.fixture
def file(case, clerk):
    def ask(what="phone", value="", **changes):
        given = {"why": "抄错了一位。", "by": clerk, "at": MORNING} | changes
        value = value or VALUES[what][0]
        return file_correction(case_id=case.pk, what=what, value=value, **given)

    return ask


@pytest.fixture
def decide(supervisor):
    def answer(asked, accept=True, **changes):
        given = {"by": supervisor, "at": NOON} | changes
        return decide_correction(correction_id=asked.pk, accept=accept, **given)

    return answer


@pytest.fixture
def people(city):
    """Every role where the case is, some of them elsewhere, and somebody with no role at all."""
    names = {"provider": "secretary", "bureau": "bureau_officer", "organ": "liaison"}
    ours = {role.value: city.people[names.get(role, role)] for role in Role}
    others = {
        name: city.people[name]
        for name in ("other_clerk", "stranger_clerk", "stranger_supervisor", "other_lawyer")
    }
    found = ours | others | {"somebody": UserFactory(), "root": UserFactory(is_superuser=True)}
    return {name: User.objects.get(pk=one.pk) for name, one in found.items()}


def in_state(case, state, file, decide, someone_else):
    if state == "new":
        return Correction.objects.create(
            case=case, what="phone", new_value="1", why="x", filed_by=UserFactory(), filed_at=NOON
        )
    asked = file(by=someone_else)
    if state == "corrected":
        decide(asked)
    if state == "refused":
        decide(asked, accept=False, reasons="材料不足。")
    return asked


@pytest.mark.parametrize("state", WHO)
def test_who_may_do_what(state, people, file, decide, case, second_clerk):
    asked, wrong = in_state(case, state, file, decide, second_clerk), []
    for move in TO:
        for name, user in people.items():
            with translation.override("en"), transaction.atomic():
                fresh = Correction.objects.locked(pk=asked.pk)
                found = _answer(fresh, move, user)
                transaction.set_rollback(True)
            wanted = "may" if name in WHO[state].get(move, ()) else "role"
            if move not in WHO[state]:
                wanted = "state"
            if found != wanted:
                wrong.append(f"{state} x {move} x {name}: {found}, not {wanted}")
    assert not wrong


def _answer(asked, move, user):
    facts = {"reasons": "材料不足。"} if move == "refuse" else {}
    try:
        with unit_of_work():
            perform(getattr(asked, move), by=user, at=NOON, **facts)
    except TransitionRefused as refusal:
        words = {"not possible while the status is": "state", "Only this role may": "role"}
        return next((kind for part, kind in words.items() if part in str(refusal)), str(refusal))
    return str(asked.status).replace(TO[move], "may")


def test_the_table_is_whole():
    assert set(WHO) == set(CorrectionStatus.values)
    drawn = {(str(edge.source), edge.name, str(edge.target)) for edge in moves_in(Correction)}
    assert drawn == {(state, move, TO[move]) for state, moves in WHO.items() for move in moves}


def test_a_value_is_put_right_and_the_one_before_stays_sealed(case, file, decide):
    for what in Correctable.values:
        before, right = value_now(case, what), VALUES[what][0]
        asked = decide(file(what))

        asked = Correction.objects.get(pk=asked.pk)
        assert (asked.status, asked.old_value, asked.new_value) == ("corrected", before, right)
        assert value_now(Case.objects.get(pk=case.pk), what) == right
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT new_value, old_value FROM cases_correction WHERE id = %s", [asked.pk]
            )
            [row] = cursor.fetchall()
        # A character or two stand in any bytes by chance.
        plain = [text.encode() for text in (right, before) if len(text.encode()) > 2]
        assert not [value for value in row for text in plain if text in bytes(value)]
    assert type(Case.objects.get(pk=case.pk).monthly_income_yuan) is Decimal


def test_no_value_stands_in_the_chain_or_in_the_record(case, file, decide):
    for what in Correctable.values:
        before, right = value_now(case, what), VALUES[what][0]
        asked = decide(file(what))

        told = str(list(AuditEntry.objects.values_list("content", flat=True)))
        told += str(list(asked.history.values_list("facts", "reason")))
        # A single digit or character stands anywhere.
        values = [value for value in (before, right) if len(value) > 1]
        assert not [value for value in values if value in told]
        assert [one.move for one in asked.history.all()] == ["file", "correct"]
        entry = AuditEntry.objects.filter(action="personal.corrected").latest("seq")
        assert entry.subject == case.number
        assert entry.content == {"what": [what], "correction": asked.pk}
    assert audit.verify()[1] == []


def test_what_can_not_be_the_value_is_refused_in_a_sentence(file):
    for what in sorted(set(Correctable.values) - {"name"}):
        with pytest.raises(TransitionRefused) as refusal:
            file(what, VALUES[what][1])
        assert str(refusal.value).strip()
        assert VALUES[what][1] not in str(refusal.value)
    assert not Correction.objects.exists()


def test_the_blind_index_follows_the_number(case, file, decide):
    decide(file("id_no"))

    found = Case.objects.search("11010519491231002x")
    assert list(found) == [case]


def test_who_had_no_paper_has_one_now(registered, clerk, decide):
    case = registered(applicant={"id_type": "none", "id_no": "", "no_id_reason": "遗失。"})
    asked = file_correction(
        case_id=case.pk, what="id_no", value="E1234567", why="护照找到了。", by=clerk, at=MORNING
    )
    decide(asked)

    person = Case.objects.get(pk=case.pk).applicant
    assert (person.id_type, person.id_no, person.no_id_reason) == ("other", "E1234567", "")


def test_papers_that_were_issued_stay_as_they_are(case, file, decide):
    before = [paper.document.facts for paper in case.papers.select_related("document")]
    decide(file("name"))

    assert [paper.document.facts for paper in case.papers.select_related("document")] == before


def test_refused_with_reasons_changes_nothing(case, file, decide):
    asked = file()
    with refused("Give the reasons: the applicant is told them."):
        decide(asked, accept=False, reasons=" ")
    with refused("Give the reason without anybody's number: it is kept for ever."):
        decide(asked, accept=False, reasons="应为 13800005678")
    asked = decide(asked, accept=False, reasons="户口本与原登记一致。")

    assert (asked.status, asked.reasons) == ("refused", "户口本与原登记一致。")
    assert value_now(Case.objects.get(pk=case.pk), "phone") == "19900000000"


def test_nobody_decides_what_they_filed(city, case):
    both = UserFactory(roles=[(Role.CLERK, city.station), (Role.SUPERVISOR, city.agency)])
    given = {"case_id": case.pk, "what": "phone", "value": "13900001111", "why": "错。"}
    asked = file_correction(**given, by=both, at=MORNING)
    for accept in (True, False):
        with refused("You filed it: another person must decide (four eyes)."):
            decide_correction(
                correction_id=asked.pk, accept=accept, reasons="无。", by=both, at=NOON
            )
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_correction SET decided_by_id = %s, decided_at = filed_at", [both.pk]
        )


def test_one_request_for_a_value_waits_at_a_time(file):
    file()
    with refused("A correction of this value waits already: it is decided first."):
        file(value="13900002222")
    file("address")


def test_what_is_kept_already_needs_no_correction(file):
    with refused("This is the value that is kept already."):
        file(value="19900000000")


def test_its_evidence_lies_with_the_case(case, file):
    asked = file(evidence=scan("id.pdf", "evidence"))

    assert asked.evidence.case == case
    assert asked.evidence.kind == "evidence"


def test_its_status_is_written_by_a_move_alone(file):
    asked = file()
    with pytest.raises(DirectMove):
        Correction.objects.filter(pk=asked.pk).update(status="corrected")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_correction SET status = 'corrected'")
    with pytest.raises(IntegrityError), transaction.atomic():
        asked.history.all().delete()


def test_of_two_heads_the_second_reads_that_it_is_decided(file, decide, second_supervisor):
    asked = file()
    version = asked.version
    decide(asked, expect=version)
    with pytest.raises(TransitionRefused, match=r"Somebody else|已"):
        decide(asked, accept=False, reasons="无。", expect=version, by=second_supervisor)
