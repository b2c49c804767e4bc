"""The administration: for the role alone, every change on record, the law's limits out of reach."""

from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry

from cases.admin import site
from cases.models import Case, CaseTransition, Membership, Office, User
from cases.states import Role
from tests.cases.factories import PASSWORD, UserFactory
from workflow import audit
from workflow.calendar_store import current_calendar
from workflow.models import AuditEntry, CalendarNotice, LimitRule

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
    models = {model._meta.label for model in site._registry}

    assert models == {
        "cases.Office",
        "cases.User",
        "cases.Firm",
        "cases.Lawyer",
        "workflow.LimitRule",
        "workflow.CalendarNotice",
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


# Limits


def rule(**changes):
    return {
        "code": "acceptance",
        "name": "Promised time for acceptance",
        "amount": "4",
        "unit": "calendar",
        "roll": "next_working_day",
        "exclude_first": "on",
        "cut_off": "",
        "end_event": "decided",
        "nature": "promise",
        "basis": "本机构公开承诺",
        "valid_from": "2027-01-01",
        "valid_to": "",
        "confirmed": "on",
    } | changes


def test_a_promise_is_changed_by_a_dated_row(administer, db):
    administer("workflow/limitrule/add/", **rule())

    added = LimitRule.objects.in_force("acceptance", date(2027, 1, 1))
    assert added.amount == 4
    assert LimitRule.objects.in_force("acceptance", date(2026, 12, 31)).amount == 5
    [entry] = entries("limitrule.added")
    assert entry.content["amount"] == 4


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "invented"},
        {"valid_from": "2019-08-29"},
        {"end_event": "whenever"},
        {"code": "review", "amount": "8", "nature": "statute"},
        {"code": "review", "amount": "", "nature": "statute", "unit": "working"},
        {"code": "review", "amount": "7", "nature": "promise"},
        {"valid_to": "2028-01-01"},
        {"amount": "0"},
    ],
)
def test_a_row_that_would_break_the_law_or_the_clocks_is_refused(administer, db, changes):
    before = LimitRule.objects.count()
    answer = administer("workflow/limitrule/add/", **rule(**changes))

    assert "errorlist" in answer.content.decode() or "errornote" in answer.content.decode()
    assert LimitRule.objects.count() == before


def test_what_a_row_counts_by_stands_and_it_cannot_simply_end(administer, db):
    row = LimitRule.objects.in_force("review", date(2026, 11, 3))
    administer(
        f"workflow/limitrule/{row.pk}/change/",
        **rule(code="review", amount="70", valid_to="2026-12-31", nature="statute"),
    )

    row.refresh_from_db()
    assert (row.amount, row.valid_to) == (7, None)


# Calendar


def notice(*days):
    rows = [{"date": day, "status": status, "occasion": "New Year's Day"} for day, status in days]
    return {
        "year": "2027",
        "paper_no": "国办发明电〔2026〕9号",
        "published_on": "2026-11-03",
    } | inline("days", *rows)


def test_a_years_notice_is_typed_in_and_put_into_force(administer, db):
    before = current_calendar()
    administer(
        "workflow/calendarnotice/add/", **notice(("2027-01-01", "off"), ("2027-01-02", "work"))
    )
    typed = CalendarNotice.objects.get(year=2027)
    assert not typed.confirmed
    assert current_calendar().revision == before.revision

    administer(
        "workflow/calendarnotice/", action="put_into_force", _selected_action=[str(typed.pk)]
    )

    now = current_calendar()
    assert now.revision == before.revision + 1
    assert now.works(date(2027, 1, 2))
    assert not now.works(date(2027, 1, 1))
    assert entries("calendarnotice.changed")
    assert audit.verify()[1] == []


def test_a_notice_in_force_is_neither_edited_nor_put_into_force_again(administer, db):
    shipped = CalendarNotice.objects.first()
    answer = administer(
        "workflow/calendarnotice/", action="put_into_force", _selected_action=[str(shipped.pk)]
    )

    assert "warning" in answer.content.decode()
    assert (
        administer(f"workflow/calendarnotice/{shipped.pk}/change/", **notice()).status_code == 403
    )
    assert not entries("calendarnotice.changed")


def test_a_notice_lists_days_of_its_own_year(administer, db):
    administer("workflow/calendarnotice/add/", **notice(("2028-01-01", "off")))

    assert not CalendarNotice.objects.filter(year=2027).exists()


def test_a_draft_may_be_thrown_away(administer, db):
    administer("workflow/calendarnotice/add/", **notice(("2027-01-01", "off")))
    typed = CalendarNotice.objects.get(year=2027)

    administer(f"workflow/calendarnotice/{typed.pk}/delete/", post="yes")

    assert not CalendarNotice.objects.filter(year=2027).exists()
    assert entries("calendarnotice.deleted")


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

    with django_assert_num_queries(6):  # session, person, roles, counts (2), people
        client.get("/admin/cases/user/")
