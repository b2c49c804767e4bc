"""Print papers: off the queue of an office together, and nobody prints them twice."""

import pytest

from cases.actions.print_papers import AT_ONCE, print_papers
from cases.models import CasePaper, PrintedPaper
from documents import drawing
from tests.cases.moments import FRIDAY, MONDAY, TUESDAY, moment
from tests.cases.reading import refused
from workflow import audit
from workflow.models import AuditEntry

AT = moment(FRIDAY)


#: The papers of an assigned case in the order of their issue, each with its receivers.
COPIES = {
    "application_form": 1,
    "means_statement": 1,
    "application_receipt": 2,
    "review_sheet": 1,
    "grant_decision": 2,
    "assignment_notice": 2,
    "letter_to_organ": 2,
}


@pytest.fixture
def case(case_in):
    """An assigned case, its papers drawn."""
    case = case_in("assigned")
    assert drawing.draw_pending(at=moment(TUESDAY)) == len(COPIES)
    return case


def queue(office):
    return list(CasePaper.objects.to_print(office).values_list("pk", flat=True))


def give(office, by, papers):
    return print_papers(office_id=office.pk, papers=papers, by=by, at=AT)


def test_what_is_printed_leaves_both_queues(city, case, clerk):
    papers = queue(city.station)
    assert papers == queue(city.agency) == [one.pk for one in case.papers.order_by("pk")]

    job = give(city.station, clerk, papers)

    assert (job.office, job.by, job.at) == (city.station, clerk, AT)
    assert [one.paper_id for one in job.printed.all()] == papers
    assert queue(city.station) == queue(city.agency) == []
    entry = AuditEntry.objects.latest("seq")
    assert (entry.action, entry.content) == ("papers.printed", {"job": job.pk, "papers": papers})
    assert audit.verify()[1] == []


def test_a_paper_has_a_copy_for_each_of_its_receivers(city, case, clerk):
    job = give(city.station, clerk, queue(city.station))

    assert {one.paper.document.kind: one.copies for one in job.printed.all()} == COPIES


def test_a_paper_that_is_not_drawn_waits_for_its_drawing(city, case_in):
    case_in("granted")

    assert queue(city.station) == []


def test_the_papers_since_a_moment_are_those_issued_then_or_later(city, case):
    papers = CasePaper.objects.to_print(city.station)

    assert papers.issued_since(moment(MONDAY, 0)).count() == len(COPIES)
    assert papers.issued_since(moment(TUESDAY, 0)).count() == 0


def test_who_comes_second_prints_what_is_left_and_nothing_twice(city, case, clerk, officer):
    first, *others = papers = queue(city.station)
    give(city.station, clerk, [first])

    assert [one.paper_id for one in give(city.agency, officer, papers).printed.all()] == others
    with refused("Somebody else has just printed these papers."):
        give(city.agency, officer, papers)
    assert PrintedPaper.objects.count() == len(COPIES)


def test_something_is_chosen_and_not_too_much(city, case, clerk):
    with refused("Choose at least one paper."):
        give(city.station, clerk, [])
    with refused(f"Choose at most {AT_ONCE} papers at a time."):
        give(city.station, clerk, list(range(1, AT_ONCE + 2)))


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("other_clerk", "station"),
        ("clerk", "agency"),
        ("officer", "station"),
        ("supervisor", "agency"),
        ("stranger_clerk", "station"),
    ],
)
def test_everybody_prints_at_the_own_office_alone(city, case, name, place):
    with refused("You don't print at this office."):
        give(getattr(city, place), city.people[name], queue(city.station))


def test_papers_of_another_office_are_not_printed_here(city, case, other_clerk):
    with refused("Somebody else has just printed these papers."):
        give(city.other_station, other_clerk, queue(city.station))
