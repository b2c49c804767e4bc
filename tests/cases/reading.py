"""What a test reads of a case after an action: short words for long queries."""

from contextlib import contextmanager

import pytest
from django.utils import translation

from cases.flows import open_rows
from cases.models import Case
from documents.models import Standing
from workflow.transitions import TransitionRefused


def clocks(case):
    """The newest clock of each code: ``{"review": ("running", date(2026, 11, 9))}``."""
    return {clock.code: (clock.state, clock.due_on) for clock in case.clocks.order_by("seq")}


def own_clocks(objection):
    """The clocks of an objection, in the same words."""
    return {clock.code: (clock.state, clock.due_on) for clock in objection.clocks.all()}


def last(case):
    """The newest record as (move, from, to, role, by)."""
    record = case.history.latest("seq")
    return record.move, record.source, record.target, record.role, record.by


def todo(case):
    """The node and the owner of the open to-do; nothing where nobody has the turn."""
    return [(row.flow_task.state, row.owner) for row in open_rows(case)]


def papers(case):
    """The kinds of paper that the newest move issued, and the steps since, in their order."""
    since = case.papers.filter(document__issued_at__gte=case.history.latest("seq").at)
    return list(since.values_list("document__kind", flat=True))


def paper(case, kind):
    """The newest paper of that kind."""
    return case.papers.select_related("document").filter(document__kind=kind).latest("pk")


def facts_of_paper(case, kind=None):
    """The facts of the newest paper, of that kind where one is named."""
    return (paper(case, kind) if kind else case.papers.latest("pk")).document.facts


def said_of(case, kind):
    """What became of the newest paper of that kind."""
    paper = case.papers.filter(document__kind=kind).latest("pk")
    return list(Standing.objects.filter(document=paper.document).values_list("what", flat=True))


@contextmanager
def refused(*sentences):
    """The move is refused with exactly these sentences, whatever language people read."""
    with translation.override("en"):
        with pytest.raises(TransitionRefused) as caught:
            yield
        assert [str(sentence) for sentence in caught.value.sentences] == list(sentences)


def unchanged(case):
    """Nothing of a refused move is left."""
    again = Case.objects.get(pk=case.pk)
    same = (again.status, again.version) == (case.status, case.version)
    return same and again.history.count() == again.version
