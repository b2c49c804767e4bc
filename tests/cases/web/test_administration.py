"""The administration: for the role alone, every change on record, the law's limits out of reach."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry

from cases.admin import site
from cases.models import Case, CaseTransition, Membership, Office, User
from cases.states import Role
from tests.cases.factories import PASSWORD, UserFactory
from workflow import audit
from workflow.models import AuditEntry

NEW = "a new and long secret"


@pytest.fixture
def administer(admin, sign_in):
    client = sign_in(admin)

    def send(path, **typed):
        return client.post(f"/admin/{path}", typed, follow=True)

    return send


def inline(prefix, *rows, initial=0):
    """The management form of an inline table, and its rows."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for place, row in enumerate(rows):
        data |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return data


def entries(action):
    return list(AuditEntry.objects.filter(action=action))


def test_only_reference_tables_are_administered():
    """Limits, stages, channels and the calendar have pages of their own."""
    models = {model._meta.label for model in site._registry}

    assert models == {
        "cases.Office",
        "cases.User",
        "cases.Firm",
        "cases.Lawyer",
    }
    assert not {Case, CaseTransition} & set(site._registry)


def test_djangos_own_flags_open_nothing(clerk, see):
    User.objects.filter(pk=clerk.pk).update(is_staff=True, is_superuser=True)

    see(clerk, "/admin/", status=404)


# People


def test_a_person_is_taken_in_with_roles_and_can_log_in(administer, admin, station, client):
    answer = administer(
        "cases/user/add/",
        username="new_clerk",
        name="新人",
        email="",
        usable_password="true",
        password1=NEW,
        password2=NEW,
        **inline("memberships", {"role": "clerk", "office": station.pk, "firm": ""}),
    )

    person = User.objects.get(username="new_clerk")
    assert answer.status_code == 200
    assert person.password.startswith("md5$")  # hashed, in the tests by a quick algorithm
    assert person.offices(Role.CLERK) == {station.pk}
    assert client.post("/login/", {"username": "new_clerk", "password": NEW}).status_code == 302
    [entry] = entries("user.added")
    assert entry.actor_id == admin.pk
    assert entry.content["held"] == [["clerk", station.pk, None]]
    assert "新人" not in str(entry.content)
    assert audit.verify()[1] == []


def test_a_role_is_held_where_it_belongs(administer, agency, clerk):
    for role, office in (("clerk", agency.pk), ("lawyer", agency.pk), ("admin", agency.pk)):
        answer = administer(
            f"cases/user/{clerk.pk}/change/",
            username="clerk",
            name="柳明",
            email="",
            language="zh-hans",
            is_active="on",
            **inline("memberships", {"role": role, "office": office, "firm": "", "user": clerk.pk}),
        )
        assert "errorlist" in answer.content.decode()
    assert Membership.objects.filter(user=clerk).count() == 1


def test_taking_a_role_away_and_putting_out_of_use_are_on_record(administer, clerk, station):
    held = clerk.memberships.get()
    administer(
        f"cases/user/{clerk.pk}/change/",
        username="clerk",
        name="柳明",
        email="",
        language="zh-hans",
        **inline(
            "memberships",
            {
                "id": held.pk,
                "user": clerk.pk,
                "role": "clerk",
                "office": station.pk,
                "firm": "",
                "DELETE": "on",
            },
            initial=1,
        ),
    )

    [entry] = entries("user.changed")
    assert (entry.content["held"], entry.content["active"]) == ([], False)
    assert not Membership.objects.filter(user=clerk).exists()
    assert not User.objects.get(pk=clerk.pk).is_active


def test_a_new_password_is_given_and_the_gift_is_on_record(administer, clerk, client):
    administer(
        f"cases/user/{clerk.pk}/password/", usable_password="true", password1=NEW, password2=NEW
    )

    assert client.post("/login/", {"username": "clerk", "password": PASSWORD}).status_code == 200
    assert client.post("/login/", {"username": "clerk", "password": NEW}).status_code == 302
    assert entries("user.changed")


def test_nobody_is_deleted(administer, clerk):
    assert administer(f"cases/user/{clerk.pk}/delete/", post="yes").status_code == 403
    assert User.objects.filter(pk=clerk.pk).exists()


def test_an_office_is_changed_on_record(administer, station):
    administer(
        f"cases/office/{station.pk}/change/",
        code=station.code,
        kind="station",
        name="崆峒区人民法院工作站",
        short_name="崆峒",
        parent=station.parent_id,
        letter="",
        contact="",
        phone="",
        address="",
        active="on",
    )

    assert Office.objects.get(pk=station.pk).short_name == "崆峒"
    [entry] = entries("office.changed")
    assert "name" in " ".join(entry.content["fields"]).lower()
    assert LogEntry.objects.count() == 1


def test_leave_of_a_lawyer_is_typed_in(administer, city):
    lawyer = city.lawyers["lawyer"]
    answer = administer(
        f"cases/lawyer/{lawyer.pk}/change/",
        user=lawyer.user_id,
        firm=lawyer.firm_id,
        name=lawyer.name,
        phone="",
        licence_no=lawyer.licence_no,
        licence_from="2015-01-01",
        licence_until="2028-12-31",
        practising_since="2015-01-01",
        criminal_since="2016-01-01",
        capacity="8",
        active="on",
        **inline("absences", {"first_day": "2026-11-09", "last_day": "2026-11-13", "reason": ""}),
    )

    assert "errorlist" not in answer.content.decode()
    assert lawyer.absences.get().last_day - lawyer.absences.get().first_day == timedelta(days=4)


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_of_people_costs_the_same_however_many_there_are(
    admin, client, django_assert_num_queries, many
):
    UserFactory.create_batch(many)
    client.force_login(admin)

    # session, person, roles, counts (2), people; twelve for the watchdog
    with django_assert_num_queries(18):
        client.get("/admin/cases/user/")
