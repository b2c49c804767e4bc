"""The screens of objections: filed, listed, looked at, ruled on with a preview, seen by whom."""

import pytest

from cases.models import Case, Notice, Objection
from documents.kinds import KINDS
from tests.cases.factories import case_in, objected, pass_time, rule_on
from tests.cases.moments import FRIDAY, moment
from workflow.models import AuditEntry

LETTER = {
    "filed_by": "counter",
    "objector": "applicant",
    "grounds": "家庭没有收入。",
    "name": "某人",
}


@pytest.fixture
def refused(city):
    return case_in(city, "refused")


def typed(form, **changes):
    """What the page offers, with what a person typed into it."""
    given = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    if hasattr(given.get("received_at"), "strftime"):
        given["received_at"] = given["received_at"].strftime("%Y-%m-%dT%H:%M")
    return {name: str(value) for name, value in given.items()} | changes


def test_a_clerk_files_an_objection_from_the_page_of_the_case(city, refused, see, sign_in):
    page = see(city.clerk, refused.get_absolute_url())
    address = f"{refused.get_absolute_url()}objections/new/"
    assert f'href="{address}"' in page

    client = sign_in(city.clerk)
    form = client.get(address).context["form"]
    answer = client.post(address, typed(form, **LETTER))

    [filed] = Objection.objects.all()
    assert (answer.status_code, answer.url) == (302, filed.get_absolute_url())
    assert (filed.status, filed.filed_by, filed.history.get().role) == ("filed", "counter", "clerk")
    page = see(city.clerk, refused.get_absolute_url())
    assert filed.number in page
    assert f'href="{address}"' not in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"objector": "agent"}, "agent_name"),
        ({"filed_by": "post"}, "posted_on"),
        ({"grounds": ""}, "grounds"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(
    city, refused, sign_in, changes, field
):
    client, address = sign_in(city.bureau_officer), f"{refused.get_absolute_url()}objections/new/"
    form = client.get(address).context["form"]
    assert form["filed_by"].value() == "bureau"
    answer = client.post(address, typed(form, **LETTER) | changes)

    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert "某人" in answer.content.decode()
    assert not Objection.objects.exists()


@pytest.mark.parametrize("name", ["reviewer", "supervisor", "archivist", "auditor"])
def test_the_form_is_there_for_counter_and_bureau_alone(city, refused, sign_in, name):
    client = sign_in(city.people[name])
    assert client.get(f"{refused.get_absolute_url()}objections/new/").status_code == 404


@pytest.mark.parametrize(
    "name", ["lawyer", "secretary", "other_clerk", "stranger_supervisor", "admin"]
)
def test_to_a_stranger_no_objection_exists(city, refused, sign_in, name):
    objection = objected(refused)
    client = sign_in(city.people[name])
    for address in (objection.get_absolute_url(), f"{objection.get_absolute_url()}examine/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {}).status_code in {404, 405}


def test_the_bureaus_work_shows_what_waits_time_left_first(city, see):
    urgent = objected(case_in(city, "refused"))
    other = objected(case_in(city, "terminated"), at=moment(FRIDAY))
    rule_on(objected(case_in(city, "refused")), "examine", "uphold")
    page = see(city.bureau_officer, "/")

    assert page.index(urgent.number) < page.index(other.number)
    listed = see(city.bureau_officer, "/objections/")
    assert listed.count('class="c-case"') == 2
    assert see(city.bureau_officer, "/objections/?all").count('class="c-case"') == 3
    assert urgent.number not in see(city.supervisor, "/")


def test_a_head_finds_the_order_in_the_work_of_the_day_and_carries_it_out(city, see, sign_in):
    case = case_in(city, "ordered")
    objection = case.objections.get()
    address = f"{case.get_absolute_url()}reopen_on_objection/"
    assert f'href="{address}"' in see(city.supervisor, "/")
    assert f'href="{address}"' in see(city.supervisor, objection.get_absolute_url())
    assert f'href="{address}"' in see(city.supervisor, case.get_absolute_url())
    page = see(city.supervisor, case.get_absolute_url())
    glance = page[page.index('id="turn"') : page.index('id="now"')]
    assert "中心负责人" in glance  # the case is at an end, and yet it is somebody's turn
    assert str(objection.carry_out_by) in glance
    page = see(city.supervisor, address)
    assert objection.order in page
    assert str(objection.ruling.document) in page

    client = sign_in(city.supervisor)
    client.post(address, {"version": case.version, "aid_form": "civil_litigation"})

    assert Case.objects.get(pk=case.pk).status == "granted"
    assert objection.number not in see(city.supervisor, "/")
    page = see(city.bureau_officer, objection.get_absolute_url())  # the case itself is out of sight
    assert case.get_absolute_url() + '"' not in page
    ruling = sign_in(city.bureau_officer).get(f"/papers/{objection.ruling_id}/")
    assert ruling.status_code == 202  # not drawn yet


def test_the_agency_sees_the_objection_and_cannot_rule(city, refused, see, sign_in):
    objection = rule_on(objected(refused), "examine")
    page = see(city.supervisor, objection.get_absolute_url())
    assert "请于二日内送交案卷" in page
    assert f'href="{objection.get_absolute_url()}uphold/"' not in page
    assert objection.number in see(city.reviewer, refused.get_absolute_url())

    client = sign_in(city.supervisor)
    assert client.get(f"{objection.get_absolute_url()}uphold/").status_code == 403
    answer = client.post(f"{objection.get_absolute_url()}uphold/", {"version": 2, "finding": "x"})
    assert answer.status_code == 409
    assert Objection.objects.get(pk=objection.pk).status == "examining"


def test_the_bureau_looks_at_its_paper_before_it_rules(city, refused, sign_in, monkeypatch):
    objection = rule_on(objected(refused), "examine")
    drawn = []
    monkeypatch.setattr(
        "cases.web.objections.draft", lambda facts, *, at: drawn.append(facts) or b"%PDF-"
    )
    client, said = sign_in(city.bureau_officer), AuditEntry.objects.count()
    address = f"{objection.get_absolute_url()}correct/"
    form = client.get(address).context["form"]
    assert form["order"].value() == "自收到本决定书之日起给予法律援助"
    given = typed(form, finding="经核实，收入低于标准。", carry_out_by="2026-11-09")
    answer = client.post(f"{address}preview/", given)

    assert answer.headers["Content-Type"] == "application/pdf"
    [facts] = drawn
    assert isinstance(facts, KINDS["objection_decision"])
    assert (facts.ruling, facts.agency.name) == ("corrected", city.bureau.name)
    assert AuditEntry.objects.count() == said
    assert Objection.objects.get(pk=objection.pk).status == "examining"

    assert client.post(address, given).url == objection.get_absolute_url()
    assert Objection.objects.get(pk=objection.pk).status == "corrected"
    assert client.post(address, given).status_code == 302  # pressed twice: the answer of the first
    assert Objection.objects.get(pk=objection.pk).version == 3


def test_a_ruling_without_a_letter_says_who_enters_it_and_keeps_what_was_typed(
    city, refused, sign_in
):
    objection = rule_on(objected(refused), "examine")
    city.bureau.letter = ""
    city.bureau.save()
    client = sign_in(city.bureau_officer)
    answer = client.post(
        f"{objection.get_absolute_url()}uphold/", {"version": 2, "finding": "经核查属实。"}
    )
    assert answer.status_code == 409
    assert "经核查属实。" in answer.content.decode()


def test_a_late_one_is_marked_on_its_page(city, refused, see):
    at = moment(refused.decided_at.date().replace(month=12, day=20))
    objection = objected(refused, at=at, decision_received_on=refused.decided_at.date())
    assert "alert-warning" in see(city.bureau_officer, objection.get_absolute_url())


def test_a_notice_of_an_objection_leads_to_it(city, refused, see):
    objection = objected(refused)
    pass_time(moment(refused.decided_at.date().replace(day=20)))
    assert Notice.objects.filter(user=city.bureau_officer, about="objection").exists()
    assert f'href="{objection.get_absolute_url()}"' in see(city.bureau_officer, "/notices/")


@pytest.mark.parametrize("many", [1, 3])
def test_the_bureaus_list_costs_the_same_however_many_there_are(
    city, client, django_assert_num_queries, many
):
    for _ in range(many):
        objected(case_in(city, "refused"))
    client.force_login(city.bureau_officer)
    with django_assert_num_queries(6):  # session, person, roles, objections, clocks, bell
        client.get("/objections/")
