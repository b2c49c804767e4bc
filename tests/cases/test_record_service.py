"""Record service: which paper reached whom, when and how, with the signed proof beside it."""

import pytest

from cases.actions.record_service import addressee, record_service
from cases.city.scans import scan
from cases.models import Attachment, Service
from tests.cases.factories import make
from tests.cases.moments import FRIDAY, MONDAY, SUNDAY, TUESDAY, moment
from tests.cases.reading import paper, refused, unchanged
from workflow import audit
from workflow.models import AuditEntry


def serve(case, by, *papers, **told):
    usual = {
        "papers": [paper.pk for paper in papers or case.papers.outward()],
        "way": "direct",
        "receiver": "张䶮",
        "received_on": TUESDAY,
        "at": moment(FRIDAY),
    }
    return record_service(case_id=case.pk, by=by, **usual | told)


def test_several_papers_are_served_on_one_proof(clerk, case_in):
    case = case_in("assigned")
    served = serve(case, clerk, proof=scan("回证.pdf", "signed"), note="本人签收")

    assert {one.paper.document.kind for one in served} == {
        "grant_decision",
        "assignment_notice",
        "letter_to_organ",
    }
    one = served[0]
    assert (one.way, one.receiver, one.received_on, one.by) == ("direct", "张䶮", TUESDAY, clerk)
    proof = Attachment.objects.get(case=case, kind="service")
    assert {one.proof for one in served} == {proof}
    assert not case.papers.unserved().exists()
    assert unchanged(case)  # no move
    entry = AuditEntry.objects.latest("seq")
    labels = [one.paper.document.label for one in served]
    assert entry.action == "papers.served"
    assert entry.content == {"papers": labels, "way": "direct", "on": "2026-11-03"}
    assert audit.verify()[1] == []


def test_a_paper_is_served_once(clerk, case_in):
    case = case_in("granted")
    serve(case, clerk)
    label = paper(case, "grant_decision").document.label

    with refused(f"{label} was served already, on 2026-11-03."):
        serve(case, clerk)
    assert Service.objects.count() == 1


def test_nothing_is_served_before_its_issue_or_in_the_future(clerk, case_in):
    case = case_in("granted")
    label = paper(case, "grant_decision").document.label

    with refused(f"{label} was issued on 2026-11-02: it can't be served before."):
        serve(case, clerk, received_on=SUNDAY.replace(day=1))
    with refused("The day of service lies in the future."):
        serve(case, clerk, received_on=SUNDAY)
    serve(case, clerk, received_on=MONDAY)  # on the very day


def test_somebody_received_it(clerk, case_in):
    with refused("Say who received it."):
        serve(case_in("granted"), clerk, receiver=" ")


def test_only_papers_of_this_case_that_go_out_are_served(clerk, case_in):
    reported, another = case_in("reported"), case_in("granted")
    report, decision = paper(reported, "closing_report"), paper(another, "grant_decision")

    for chosen in ([], [report.pk], [decision.pk]):
        with refused("Choose papers of this case that go out under the seal."):
            serve(reported, clerk, papers=chosen)


@pytest.mark.parametrize("name", ["clerk", "second_clerk", "officer", "archivist"])
def test_the_counter_and_the_agencys_desk_hand_papers_out(city, case_in, name):
    assert serve(case_in("granted"), city.people[name])


@pytest.mark.parametrize("name", ["supervisor", "lawyer", "other_clerk", "stranger_clerk", "admin"])
def test_nobody_else_does(city, case_in, name):
    roles = "Station clerk / Assignment officer / Archivist and finance"
    with refused(f"Only this role may do it: {roles}."):
        serve(case_in("assigned"), city.people[name])


def test_the_decision_to_terminate_has_a_step_of_its_own(clerk, case_in):
    case = case_in("terminated")

    with refused(
        "For this decision use “Record service of the termination”: its limit waits for it."
    ):
        serve(case, clerk)
    [served] = serve(case, clerk, paper(case, "assignment_notice"))
    assert served.paper.document.kind == "assignment_notice"


def test_a_paper_goes_where_its_first_copy_does(case_in):
    case = make(case_in("assigned"), "introduce")

    assert addressee(paper(case, "grant_decision"), case) == case.applicant.name
    assert addressee(paper(case, "assignment_notice"), case) == case.firm.name
    assert addressee(paper(case, "letter_to_organ"), case) == "崆峒区人民法院"
    assert addressee(paper(case, "introduction_letter"), case) == "平凉市不动产登记中心"
