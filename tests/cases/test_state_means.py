"""Stating the means: members, income, spending, belongings and debts, sealed, on form 4."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from cases.actions.state_means import state_means
from cases.assessing import assess
from cases.checking import look
from cases.eligibility import Test
from cases.models import MeansStatement
from documents.kinds.means_statement import Belongings, Member
from tests.cases.moments import MONDAY, NOON
from tests.cases.reading import facts_of_paper, papers, refused
from workflow.models import AuditEntry

STATED = {
    "household_size": 2,
    "monthly_income_yuan": Decimal("1500.50"),
    "household": [
        Member(name="某甲", age=40, relation="本人", work="务工", wage=Decimal("1500.50")),
        Member(name="某乙", age=70, relation="母亲", work="务农"),
    ],
    "spending_yuan": Decimal(1400),
    "spending_on": "母亲服药",
    "belongings": Belongings(savings="存款三千元", housing="自建平房"),
    "debts": "借款八千元",
    "hardship": "母亲长期患病",
    "check_by": "pledge",
    "stated_on": MONDAY,
}


@pytest.fixture
def state(city):
    def stated(case, **changes):
        given = STATED | {"by": city.clerk, "at": NOON} | changes
        return state_means(case_id=case.pk, **given)

    return stated


def test_form_4_bears_everything_that_was_stated(case, state):
    state(case)

    facts = facts_of_paper(case, "means_statement")
    assert papers(case)[-1] == "means_statement"
    assert (facts["household_size"], facts["income"], facts["income_per_head"]) == (
        2, "1500.50", "750.25",
    )  # fmt: skip
    assert [one["name"] for one in facts["household"]] == ["某甲", "某乙"]
    assert (facts["household"][0]["wage"], facts["household"][1]["wage"]) == ("1500.50", None)
    assert facts["belongings"]["housing"] == "自建平房"
    assert (facts["spending"], facts["debts"], facts["check"]) == ("1400", "借款八千元", "pledge")
    assert facts["stated_on"] == "2026-11-02"


def test_the_sums_count_for_the_review_and_a_pledge_lets_them_stand(case, state):
    state(case)
    case.refresh_from_db()

    sentence = assess(case).of(Test.HARDSHIP)
    assert (case.household_size, case.monthly_income_yuan) == (2, Decimal("1500.50"))
    assert (sentence.outcome, sentence.rests_on) == (
        "passed", ("income", "household", "pledge", "assets"),
    )  # fmt: skip


def test_the_newest_statement_counts(case, state):
    state(case)
    state(case, check_by="sharing", belongings=Belongings())

    assert assess(case).of(Test.HARDSHIP).rests_on == ("income", "household")


def test_nothing_of_it_lies_in_the_open(case, state):
    statement = state(case)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cases_meansstatement WHERE id = %s", [statement.pk])
        row = b" ".join(str(one).encode() for one in cursor.fetchone())
    for word in ("某甲", "1500", "1400", "母亲", "借款", "平房"):
        assert word.encode() not in row
    entry = AuditEntry.objects.get(action="means.stated")
    assert "1500" not in json.dumps(entry.content)
    assert MeansStatement.objects.get().debts == "借款八千元"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"stated_on": MONDAY + timedelta(days=1)}, "The day of the statement lies in the future."),
        ({"household_size": 1}, "More people are listed than the household has."),
        (
            {"monthly_income_yuan": Decimal(1500)},
            "The members' incomes are more than the income of the household.",
        ),
    ],
)
def test_what_can_not_be_is_refused(case, state, changes, said):
    with refused(said):
        state(case, **changes)
    assert not MeansStatement.objects.exists()
    assert case.papers.filter(document__kind="means_statement").count() == 1


def test_only_a_clerk_states_it_and_before_the_opinion(city, case, state, case_in):
    sentence = "Only a clerk of the station takes means down, before the opinion is given."
    for person in ("reviewer", "other_clerk", "stranger_clerk", "admin"):
        with refused(sentence):
            state(case, by=city.people[person])
    with refused(sentence):
        state(case_in("recommended"))
    assert state(case_in("accepted")).stated_on == date(2026, 11, 2)


def test_a_statement_leaves_a_case_that_holds_together(case, state):
    state(case)

    assert list(look(files=False)) == []
