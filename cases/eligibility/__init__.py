"""Who may have aid: dated rules with their sources, facts in, a trail of sentences out.

Plain Python, apart from the labels. ``rows`` says what a rule is, ``shipped`` has the tables of
the Law and of Gansu, ``judging`` applies them. No line of hardship is shipped: L34 leaves it to
the province, and until an administrator has entered it, the trail says so. What the trail proposes
a reviewer confirms or overrules (:mod:`cases.models.eligibility`); the law is never the program's
to decide.
"""

from cases.eligibility.facts import Facts, Line
from cases.eligibility.judging import judge, waived_by
from cases.eligibility.rows import Mark, Outcome, Rule, Test
from cases.eligibility.shipped import SHIPPED
from cases.eligibility.table import NATIONAL_SCOPE, in_force
from cases.eligibility.trail import Sentence, Trail

__all__ = [
    "NATIONAL_SCOPE",
    "SHIPPED",
    "Facts",
    "Line",
    "Mark",
    "Outcome",
    "Rule",
    "Sentence",
    "Test",
    "Trail",
    "in_force",
    "judge",
    "waived_by",
]
