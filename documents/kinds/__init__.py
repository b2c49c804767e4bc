"""The kinds of paper. To add one, copy a folder, and name its class here."""

from documents.facts import Facts
from documents.kinds.assignment_notice import AssignmentNotice
from documents.kinds.grant_decision import GrantDecision
from documents.kinds.refusal_decision import RefusalDecision
from documents.kinds.supplement_notice import SupplementNotice

KINDS: dict[str, type[Facts]] = {
    kind.kind: kind for kind in (SupplementNotice, GrantDecision, RefusalDecision, AssignmentNotice)
}

__all__ = ["KINDS", "AssignmentNotice", "GrantDecision", "RefusalDecision", "SupplementNotice"]
