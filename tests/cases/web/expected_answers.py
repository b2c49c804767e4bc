"""What the tables of rights say that one person is answered at one address, to a GET and to a POST."""

from cases.web.middleware import OPEN_TO_ORGANS
from tests.cases.asking import READERS
from tests.cases.web.rights_table import (
    ADMIN,
    ADMIN_TAKES,
    CLERKS,
    FOR_ALL,
    HEADS,
    IN_SIGHT,
    LIAISONS,
    NEWCOMERS,
    OF_A_CASE,
    OF_A_CONSULTATION,
    OF_A_ROLE,
    OF_ADMINISTRATORS,
    OF_LIAISONS,
    OF_THE_HOUSE,
    TAKES,
)


def of_organ(name):
    """What a liaison finds: the own pages, the way to them, and what is open to anybody."""
    if name == "cases:my_work":
        return 302
    if name in OF_A_ROLE:
        return 200 if "liaison" in OF_A_ROLE[name] else 404
    return FOR_ALL[name] if name in OPEN_TO_ORGANS else 404


def finds(person, those):
    """Whether the page of these people is there for this person."""
    if person in NEWCOMERS and person not in those:
        return NEWCOMERS[person] in those and bool(
            those & {"stranger_clerk", "stranger_supervisor"}
        )
    return person in those


def expected_of_a_post(name, person):
    if name.startswith("admin:"):
        same = expected(name, person, person in IN_SIGHT)
        return ADMIN_TAKES.get(name, same) if person == "admin" else same
    if name.startswith("cases:organ"):
        return OF_LIAISONS.get(name, 405) if person in LIAISONS else 404
    if person in LIAISONS and name not in OPEN_TO_ORGANS:
        return 302 if name == "cases:my_work" else 404
    if name not in TAKES:
        return 405
    status, those = TAKES[name]
    return status if person in those else 404


def expected(name, person, sees):
    if name == "cases:organ_received":
        return 404 if person not in LIAISONS else 405
    if person in LIAISONS:
        return of_organ(name)
    if name == "admin:login":
        return 302  # to the one door there is
    if name.startswith("admin:"):
        return ADMIN.get(name, 200) if person == "admin" else 404
    if name in OF_ADMINISTRATORS:
        return OF_ADMINISTRATORS[name] if person == "admin" else 404
    if name in OF_A_CONSULTATION:
        if name == "cases:asker" and person == "auditor":
            return 403
        return 200 if person in READERS else 404
    if name in {"cases:register", "cases:take_in_notice", "cases:take_consultation_down"}:
        return 200 if person in CLERKS else 404
    if name == "cases:forecast":
        return 200 if person in HEADS else 404
    if name in OF_A_ROLE:
        return 200 if finds(person, OF_A_ROLE[name]) else 404
    if name == "cases:my_work" and person == "admin":
        return 302
    if name in OF_THE_HOUSE:
        status, those = OF_THE_HOUSE[name]
        return status if status == 405 or finds(person, those) else 404
    if name in OF_A_CASE:
        if not sees and OF_A_CASE[name] != 405:
            return 404
        return OF_A_CASE[name]
    return FOR_ALL[name]
