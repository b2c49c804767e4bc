"""The three days of a notified case end when a lawyer is assigned and the organ is told (L36)."""

from datetime import date, timedelta

import pytest

from cases.actions.receive_letter import receive_letter, settle_sent
from cases.actions.record_service import record_service
from cases.city.scans import scan
from cases.models import Endpoint, OrganDispatch, OrganLetter, OrganMessage
from cases.states import Status
from tests.cases.factories import make, notified, pass_time, walk
from tests.cases.moments import LATER, MONDAY, MORNING, moment
from tests.cases.reading import clocks, facts_of_paper, paper, papers, refused
from workflow.models import AuditEntry
from workflow.outbox import relay

WEDNESDAY = MONDAY + timedelta(days=2)
THURSDAY = MONDAY + timedelta(days=3)
DUE = date(2026, 11, 5)


@pytest.fixture
def assigned(city):
    return walk(notified(city), "propose", "approve", at=MORNING + timedelta(hours=2))


def limit(case):
    clock = case.clocks.filter(code="notify_assign").latest("seq")
    return clock.seq, clock.state, clock.breached_at is not None


def test_assigning_alone_does_not_keep_the_limit(assigned):
    assert assigned.status == Status.ASSIGNED
    assert clocks(assigned)["notify_assign"] == ("running", DUE)
    assert papers(assigned) == ["assignment_notice", "letter_to_organ"]
    assert assigned.next_due_at == moment(DUE + timedelta(days=1), 0)


def test_the_letter_answers_the_notice_and_names_the_defender(assigned):
    facts = facts_of_paper(assigned, "letter_to_organ")

    assert facts["organ"] == "崆峒区人民法院"
    assert (facts["notice_number"], facts["noticed_on"]) == (
        "（2026）甘0802刑初128号",
        "2026-11-02",
    )
    assert (facts["role"], facts["capacity"]) == ("被告人", "辩护人")
    assert paper(assigned, "letter_to_organ").document.label == "（平）刑援函字〔2026〕第1号"


def test_handing_the_letter_over_keeps_it_with_its_proof(city, assigned):
    case = make(assigned, "tell_organ", at=moment(WEDNESDAY), proof=scan("receipt.pdf", "Receipt"))

    assert limit(case) == (1, "met", False)
    letter = paper(case, "letter_to_organ")
    assert (letter.served.way, letter.served.receiver) == ("direct", "秦法官")
    sent = OrganDispatch.objects.get(way="direct")
    assert (sent.sent_by, sent.proof.kind) == (city.clerk, "service")
    [entry] = AuditEntry.objects.filter(action="organ.told")
    assert entry.content == {"letter": sent.letter_id, "dispatch": sent.pk, "way": "direct"}
    assert clocks(case)["agreement"][0] == "running"


def test_a_letter_that_was_posted_counts_by_its_postmark(assigned):
    """Recorded on the day after the limit; posted on its last day (民诉法 85)."""
    pass_time(moment(DUE + timedelta(days=1), 1))
    assert limit(assigned) == (1, "breached", True)

    case = make(
        assigned, "tell_organ", at=moment(DUE + timedelta(days=1)),
        way="post", sent_on=DUE, reference="XA123456789CN", receiver="",
    )  # fmt: skip

    assert limit(case) == (1, "met", False)
    assert paper(case, "letter_to_organ").served is None  # that is for the returned receipt


def test_what_came_too_late_stays_late(assigned):
    case = make(assigned, "tell_organ", at=moment(DUE + timedelta(days=1)))
    assert limit(case) == (1, "met", True)


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"receiver": " "}, ["Say who received it."]),
        ({"way": "post"}, ["Give the number of the consignment: it proves the sending."]),
        ({"way": "page"}, ["Choose whether the letter was handed over or posted."]),
        ({"sent_on": WEDNESDAY}, ["The day lies in the future."]),
    ],
)
def test_a_sending_without_its_proof_is_refused(assigned, changes, sentences):
    with refused(*sentences):
        make(assigned, "tell_organ", at=moment(MONDAY, 18), **changes)
    assert limit(assigned) == (1, "running", False)


def test_only_the_desk_tells_and_only_once_a_letter_waits(city, assigned):
    said = "The clerk or the officer tells the organ, once a letter of a notified case waits."
    with refused(said):
        make(assigned, "tell_organ", by=city.reviewer)
    case = make(assigned, "tell_organ", by=city.officer)
    with refused(said):
        make(case, "tell_organ")
    with refused(said):
        make(notified(city), "tell_organ")


def test_pressing_received_on_the_organs_page_is_the_proof(city, assigned):
    letter = OrganLetter.objects.get()
    page = receive_letter(letter_id=letter.pk, by=city.liaison, at=moment(WEDNESDAY))

    assert (page.way, page.receiver, page.received_at) == ("page", "梁法", moment(WEDNESDAY))
    assert limit(assigned) == (1, "met", False)
    assert paper(assigned, "letter_to_organ").served.way == "electronic"
    again = receive_letter(letter_id=letter.pk, by=city.liaison, at=moment(THURSDAY))
    assert again.received_at == moment(WEDNESDAY)
    assert AuditEntry.objects.filter(action="organ.told").count() == 1


@pytest.mark.parametrize("name", ["other_liaison", "clerk", "officer", "lawyer"])
def test_nobody_else_can_say_that_the_organ_has_it(city, assigned, name):
    with refused("Only the organ itself says that it has its letter."):
        receive_letter(letter_id=OrganLetter.objects.get().pk, by=city.people[name], at=MORNING)


def test_the_general_service_of_papers_leaves_this_letter_to_its_own_step(city, assigned):
    with refused("For this letter use “Tell the organ”: its limit waits for it."):
        record_service(
            case_id=assigned.pk, papers=[paper(assigned, "letter_to_organ").pk], way="direct",
            receiver="秦法官", received_on=MONDAY, by=city.clerk, at=moment(MONDAY, 18),
        )  # fmt: skip


# Declined and replaced


def test_who_declines_before_the_organ_is_told_gives_nobody_further_days(assigned):
    case = make(assigned, "decline", at=moment(WEDNESDAY))

    assert limit(case) == (1, "running", False)
    assert clocks(case)["notify_assign"][1] == DUE


def test_once_told_the_organ_must_be_told_anew_of_the_next_lawyer(city, assigned):
    case = walk(assigned, "tell_organ", at=moment(MONDAY, 15))
    case = make(case, "decline", at=moment(WEDNESDAY))
    assert (limit(case), clocks(case)["notify_assign"][1]) == (
        (2, "running", False),
        date(2026, 11, 9),
    )

    case = walk(case, "propose", "approve", at=moment(WEDNESDAY, 15))
    assert limit(case)[1] == "running"
    assert OrganLetter.objects.count() == 2
    assert limit(make(case, "tell_organ"))[:2] == (2, "met")


def test_the_letter_of_a_lawyer_who_left_proves_nothing_for_the_next(city, assigned):
    old = OrganLetter.objects.get()
    case = walk(make(assigned, "decline"), "propose", "approve")

    receive_letter(letter_id=old.pk, by=city.liaison, at=moment(WEDNESDAY))

    assert limit(case) == (1, "running", False)
    assert AuditEntry.objects.filter(action="letter.received").count() == 1


def test_a_replaced_lawyers_firm_that_names_another_reads_the_days_of_this_track(assigned):
    case = make(assigned, "tell_organ")
    case = make(case, "replace_lawyer", firm_task="names_another")
    assert facts_of_paper(case, "change_notice")["change_by"] == "2026-11-05"


def test_an_organ_that_was_never_told_leaves_its_limit_missed_and_the_case_its_way(city, case_in):
    case = case_in("reported_untold")
    case = make(case, "archive", at=LATER)

    assert case.status == Status.ARCHIVED
    assert limit(case)[1:] == ("cancelled", True)


# To the organ's own system


@pytest.fixture
def listening(city):
    return Endpoint.objects.create(
        office=city.organ, channel="webhook", name="the court's system", url="https://court.invalid/",
        secret="s" * 16,
    )  # fmt: skip


def test_what_the_organs_own_system_accepts_is_told_once(city, listening):
    case = walk(notified(city), "propose", "approve", at=MORNING + timedelta(hours=2))
    message = OrganMessage.objects.get()
    letter = OrganLetter.objects.get()
    sent = []

    assert settle_sent(at=moment(WEDNESDAY)) == 0
    relay(OrganMessage, at=moment(WEDNESDAY), send=lambda one: sent.append(one.facts()))
    assert limit(case)[1] == "running"  # the relay died here; nothing is lost
    assert settle_sent(at=moment(WEDNESDAY)) == 1
    assert settle_sent(at=moment(WEDNESDAY)) == 0

    assert sent == [{"letter": letter.content, "sha256": letter.sha256}]
    assert limit(case) == (1, "met", False)
    dispatch = message.dispatch
    dispatch.refresh_from_db()
    assert (dispatch.way, dispatch.receiver) == ("machine", "崆峒区人民法院")
    assert case.applicant.name not in str(message.payload) + message.key


def test_a_letter_of_a_lawyer_who_left_is_not_sent(city, listening):
    case = walk(notified(city), "propose", "approve", "decline")

    relay(OrganMessage, at=moment(WEDNESDAY), send=lambda one: pytest.fail("sent"))

    assert OrganMessage.objects.get().superseded_at is not None
    assert limit(case)[1] == "running"


def test_a_system_that_does_not_answer_leaves_the_limit_running(city, listening):
    case = walk(notified(city), "propose", "approve")

    def fail(message):
        raise OSError

    relay(OrganMessage, at=moment(WEDNESDAY), send=fail)
    settle_sent(at=moment(WEDNESDAY))

    assert limit(case)[1] == "running"
    assert OrganMessage.objects.get().attempts == 1
