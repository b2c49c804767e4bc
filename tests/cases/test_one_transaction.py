"""Sentence 1: a move, its record, clocks, papers' numbers, to-do and messages are one transaction.

Whatever fails, at whatever point, nothing of the move is left behind.
"""

import pytest
from django.apps import apps
from django.db import transaction

from cases import clockwork, flows
from cases.actions import papers
from cases.models import Case
from documents import issuing
from documents.models.papers import DocumentQuerySet
from tests.cases.factories import MOVES, make, pass_time, registered
from tests.cases.moments import LATER
from workflow import audit, rows
from workflow.clocks import Changes
from workflow.transitions import moves_in

#: The way to a case on which the move can be made.
WAYS = {
    "ask_for_papers": "registered",
    "receive_papers": "supplementing",
    "deem_withdrawn": "supplementing",
    "withdraw": "registered",
    "redirect": "registered",
    "accept": "registered",
    "recommend": "accepted",
    "return_to_review": "recommended",
    "grant": "recommended",
    "refuse": "recommended",
    "aid_first": "registered",
    "propose": "granted",
    "send_back": "proposed",
    "approve": "proposed",
    "decline": "assigned",
    "sign": "assigned",
    "replace_lawyer": "handling",
    "terminate": "handling",
    "close": "handling",
    "report": "closed",
    "return_report": "reported",
    "archive": "reported",
    "log_handling": "handling",
    "write_to_organ": "assigned",
    "introduce": "handling",
    "receive_later_papers": "provisional",
    "serve_termination": "terminated",
    "ask_cooperation": "accepted",
    "receive_cooperation": "verifying",
    "tell_organ": "notified_assigned",
    "reopen_on_objection": "ordered",
}


class PowerCut(Exception):
    """Stands for whatever can go wrong."""


def cut(*args, **kwargs):
    raise PowerCut


def everything():
    """Every row of ours and of the to-do list."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.app_label in {"cases", "documents", "workflow", "viewflow"}
    }


def test_every_move_and_every_step_is_here():
    assert set(WAYS) == set(MOVES)
    assert set(WAYS) >= {edge.name for edge in moves_in(Case)} - {"register", "notify"}


@pytest.mark.parametrize("move", WAYS)
def test_a_move_cut_off_at_its_last_statement_leaves_nothing(move, case_in, monkeypatch):
    """The last statement of all is the chain's."""
    case = case_in(WAYS[move])
    pass_time(LATER)
    before = everything()

    monkeypatch.setattr(audit, "_chain", cut)
    with pytest.raises(PowerCut), transaction.atomic():
        make(case, move, at=LATER)
    assert everything() == before

    monkeypatch.undo()
    make(case, move, at=LATER)
    assert everything() != before


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (rows, "insert"),
        (Changes, "write"),
        (clockwork, "next_limit"),
        (flows, "_finish"),
        (rows, "save"),
        (papers, "issue_all"),
        (issuing, "take"),
        (DocumentQuerySet, "bulk_create"),
    ],
    ids=lambda place: place if isinstance(place, str) else place.__name__,
)
@pytest.mark.parametrize(
    "move", ["grant", "approve", "ask_for_papers", "terminate", "replace_lawyer"]
)
def test_a_move_cut_off_anywhere_leaves_nothing(move, place, name, case_in, monkeypatch):
    case = case_in(WAYS[move])
    before = everything()

    monkeypatch.setattr(place, name, cut)  # fails when there is no such place any more
    with pytest.raises(PowerCut), transaction.atomic():
        make(case, move)
    assert everything() == before


def test_a_registration_cut_off_leaves_no_applicant_and_no_number(city, monkeypatch):
    before = everything()
    monkeypatch.setattr(audit, "_chain", cut)
    with pytest.raises(PowerCut), transaction.atomic():
        registered(city)
    assert everything() == before

    monkeypatch.undo()
    assert registered(city).number.endswith("-00001")
