"""Receive evidence: what comes unasked is ticked, compared, and kept as files; nothing moves."""

import pytest
from django.core.files.storage import default_storage

from cases.actions.receive_evidence import receive_evidence
from cases.city.scans import photograph, scan
from cases.conditions import missing_materials
from cases.models import Attachment, Case
from tests.cases.moments import NOON
from tests.cases.reading import clocks, facts_of_paper, papers, refused
from workflow.models import AuditEntry


@pytest.fixture
def receive(clerk):
    def send(case, *, by=clerk, **given):
        facts = {"received": [], "originals": [], "files": {}}
        return receive_evidence(case_id=case.pk, by=by, at=NOON, **facts | given)

    return send


@pytest.fixture
def incomplete(registered):
    return registered(materials=["application_form"])


def test_what_came_is_there_and_has_a_receipt_and_no_clock_moves(receive, incomplete):
    before = clocks(incomplete)
    case = receive(incomplete, received=["identity", "case_evidence"], originals=["identity"])

    assert missing_materials(case) == ["means_statement"]
    assert (case.status, case.version, clocks(case)) == ("registered", 1, before)
    assert papers(case)[-1] == "application_receipt"
    names = [item["name"] for item in facts_of_paper(case, "application_receipt")["items"]]
    assert names == ["身份证明", "与申请事项有关的案件材料"]
    assert case.originals.get().item == "identity"


def test_each_file_is_tied_to_its_item_and_the_chain_knows_its_digest(receive, incomplete):
    files = {"identity": [photograph("正面.png"), scan("反面.pdf", "back")]}
    case = receive(incomplete, files=files)

    kept = list(case.attachments.all())
    assert [(one.item, one.kind, one.name) for one in kept] == [
        ("identity", "evidence", "正面.png"),
        ("identity", "evidence", "反面.pdf"),
    ]
    entry = AuditEntry.objects.get(action="evidence.received")
    assert [one["sha256"] for one in entry.content["files"]] == [one.sha256 for one in kept]
    assert "正面" not in str(entry.content)
    assert case.materials == ["application_form"]  # a file alone ticks nothing: the form says so


def test_the_same_file_lies_in_the_store_once(receive, incomplete, registered):
    other = registered()
    receive(incomplete, files={"identity": [photograph("a.png"), photograph("b.png")]})
    receive(other, files={"identity": [photograph("c.png")]})

    assert Attachment.objects.filter(case=incomplete).count() == 1
    one, two = Attachment.objects.order_by("pk")
    assert one.file.name == two.file.name
    assert one.file.name.endswith(one.sha256)


def test_a_harmed_file_in_the_store_is_not_taken_for_the_new_one(receive, incomplete, registered):
    receive(incomplete, files={"identity": [scan("a.pdf", "a certain page")]})
    first = Attachment.objects.get()
    with default_storage.open(first.file.name, "wb") as file:
        file.write(b"harmed")
    receive(registered(), files={"identity": [scan("a.pdf", "a certain page")]})

    second = Attachment.objects.latest("pk")
    assert second.file.name != first.file.name
    assert b"".join(second.pieces()) == scan("a.pdf", "a certain page").read()


def test_what_a_notice_asked_for_is_ticked_where_the_clock_is_moved(receive, case_in):
    case = case_in("supplementing")

    with refused("What the notice asked for is ticked under “Receive papers”: it moves the clock."):
        Case.objects.filter(pk=case.pk).update(materials=[])
        receive(case, received=["case_evidence"])
    receive(case, files={"case_evidence": [scan("a.pdf", "a")]})


def test_nothing_is_nothing(receive, incomplete):
    with refused("Tick what came, or choose a file."):
        receive(incomplete)
    with refused("There is no such item on the checklist."):
        receive(incomplete, originals=["passport"])


@pytest.mark.parametrize("where", ["recommended", "granted", "handling", "refused"])
def test_after_the_review_papers_are_no_longer_taken_here(receive, case_in, where):
    with refused("Only the clerk takes papers, and only until the decision."):
        receive(case_in(where), originals=["identity"])


@pytest.mark.parametrize("person", ["reviewer", "supervisor", "other_clerk", "stranger_clerk"])
def test_only_the_stations_clerk_takes_papers(receive, incomplete, city, person):
    with refused("Only the clerk takes papers, and only until the decision."):
        receive(incomplete, by=getattr(city, person), originals=["identity"])


def test_while_aid_was_given_first_files_come_and_the_tick_moves_the_clock(receive, case_in):
    case = case_in("provisional")

    receive(case, files={"case_evidence": [scan("a.pdf", "a")]}, originals=["identity"])
    with refused("What the notice asked for is ticked under “Receive papers”: it moves the clock."):
        receive(case, received=["group_proof"])
