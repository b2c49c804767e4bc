"""What a test reads of a case after an action: short words for long queries."""

from contextlib import contextmanager

import pytest
from django.utils import translation

from cases.flows import open_rows
from cases.models import Case
from workflow.transitions import TransitionRefused


def clocks(case):
    """The newest clock of each code: ``{"review": ("running", date(2026, 11, 9))}``."""
    return {clock.code: (clock.state, clock.due_on) for clock in case.clocks.order_by("seq")}


def last(case):
    """The newest record as (move, from, to, role, by)."""
    record = case.history.latest("seq")
    return record.move, record.source, record.target, record.role, record.by


def todo(case):
    """The node and the owner of the open to-do; nothing where nobody has the turn."""
    return [(row.flow_task.state, row.owner) for row in open_rows(case)]


def papers(case):
    return [paper.document.kind for paper in case.papers.select_related("document")]


def facts_of_paper(case):
    """The facts of the newest paper."""
    return case.papers.latest("pk").document.facts


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
