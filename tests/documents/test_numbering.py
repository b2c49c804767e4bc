import subprocess
import sys
import threading

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from documents.kinds.grant_decision.sample import AGENCY
from documents.models import Document, Sequence
from documents.numbering import take

REGISTER = {"issuer": "agency-620800", "register": "援决字", "year": 2026}


def test_numbers_start_at_one_and_have_no_gap(db):
    assert [take(**REGISTER) for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize(
    "other", [{"issuer": "agency-620802"}, {"register": "援指字"}, {"year": 2027}]
)
def test_each_issuer_register_and_year_counts_for_itself(db, other):
    take(**REGISTER)

    assert take(**REGISTER | other) == 1
    assert take(**REGISTER) == 2


def test_a_number_whose_transaction_fails_is_given_again(db):
    take(**REGISTER)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert take(**REGISTER) == 2
        raise ZeroDivisionError

    assert take(**REGISTER) == 2


def test_the_first_number_of_a_year_that_fails_is_given_again(db):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        take(**REGISTER)
        raise ZeroDivisionError

    assert take(**REGISTER) == 1


@pytest.mark.django_db(transaction=True)
def test_a_number_is_refused_outside_a_transaction():
    with pytest.raises(TransactionManagementError, match="in the transaction"):
        take(**REGISTER)


def test_a_sequence_reads_as_its_register_and_last_number(db):
    take(**REGISTER)

    assert str(Sequence.objects.get()) == "agency-620800 援决字 2026: 1"


def test_a_number_costs_one_statement(db, django_assert_num_queries):
    take(**REGISTER)

    with django_assert_num_queries(1):
        take(**REGISTER)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_clerks_at_once_get_eighty_numbers_without_gap_or_double():
    """All begin with the first number of the year, where there is no row to lock yet."""
    start, numbers, faults = threading.Barrier(8), [], []

    def clerk(place):
        try:
            start.wait()
            for turn in range(11):
                with transaction.atomic():
                    number = take(**REGISTER)
                    if turn == place:  # each clerk loses one, at another time
                        transaction.set_rollback(True)
                        continue
                numbers.append(number)
        except Exception as fault:  # noqa: BLE001  (told by the assertion below)
            faults.append(fault)
        finally:
            connection.close()

    clerks = [threading.Thread(target=clerk, args=(place,)) for place in range(8)]
    for thread in clerks:
        thread.start()
    for thread in clerks:
        thread.join()

    assert not faults
    assert sorted(numbers) == list(range(1, 81))
    assert Sequence.objects.get(**REGISTER).last == 80


@pytest.mark.postgres
@pytest.mark.timeout(300)
@pytest.mark.django_db(transaction=True)
def test_eight_processes_issue_a_thousand_papers_without_gap_or_double():
    """Whole papers, each in a transaction of its own; every tenth is rolled back."""
    database = connection.settings_dict["NAME"]
    clerks = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.documents.clerk", database, str(place)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for place in range(8)
    ]
    for clerk in clerks:
        assert clerk.stdout.readline() == "ready\n"
    for clerk in clerks:
        clerk.stdin.write("go\n")
        clerk.stdin.flush()
    for clerk in clerks:
        clerk.communicate()
    assert [clerk.returncode for clerk in clerks] == [0] * 8

    papers = Document.objects.order_by("number")
    assert list(papers.values_list("number", flat=True)) == list(range(1, 1001))
    assert len(set(papers.values_list("label", "check_code"))) == 1000
    assert Sequence.objects.get(issuer=AGENCY.code).last == 1000


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_next_clerk_waits_until_the_number_is_committed():
    took, may_commit, order = threading.Event(), threading.Event(), []

    def first():
        with transaction.atomic():
            order.append(take(**REGISTER))
            took.set()
            may_commit.wait(10)
            order.append("committed")
        connection.close()

    def second():
        took.wait(10)
        with transaction.atomic():
            order.append(take(**REGISTER))
        connection.close()

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    for thread in threads:
        thread.start()
    took.wait(10)
    threads[1].join(0.3)
    assert order == [1]
    may_commit.set()
    for thread in threads:
        thread.join()

    assert order == [1, "committed", 2]
