"""The stages of limits: changed at a screen, never without a breach, each change on record."""

import pytest
from django.utils import timezone

from cases.models import CaseClock
from workflow import recompute
from workflow.models import BREACH, AuditEntry, Recompute, StageRule
from workflow.shipped import load_shipped_stages
from workflow.stages import current_plan

TOLD = {"audiences": ["turn", "supervisor"], "channels": ["email", "robot"]}


def general(stage):
    return StageRule.objects.get(limit="", stage=stage)


def send(client, path, **typed):
    answer = client.post(path, typed)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer


def test_the_table_tells_every_stage_in_words(admin, see):
    page = see(admin, "/stages/")

    assert page.count("<table") == 6
    assert page.count("<table") == StageRule.objects.values("limit").distinct().count()
    for row in StageRule.objects.all():
        assert f'href="/stages/{row.pk}/"' in page


def test_a_stage_gets_another_moment_other_people_and_other_channels(admin, sign_in):
    row, before = general("one_day"), current_plan()
    name = row.name
    send(
        sign_in(admin),
        f"/stages/{row.pk}/",
        name=row.label,
        moment="before",
        number="2",
        active="on",
        **TOLD,
    )

    row.refresh_from_db()
    assert (row.days_before, row.percent, row.active) == (2, None, True)
    assert (row.audiences, row.channels) == (["turn", "supervisor"], ["in_app", "email", "robot"])
    assert row.name == name  # kept in English, shown translated
    assert current_plan() is not before
    [asked] = Recompute.objects.of(CaseClock).open()
    assert (asked.reason, asked.rearms, asked.requested_by) == ("stages", True, admin)
    entry = AuditEntry.objects.get(action="stages.changed")
    assert (entry.actor_id, entry.content["days_before"]) == (admin.pk, 2)


@pytest.mark.parametrize(
    ("moment", "number", "columns"),
    [("percent", 80, (80, None)), ("before", 0, (None, 0)), ("after", 7, (None, -7))],
)
def test_a_moment_is_a_share_days_before_or_days_after(admin, sign_in, moment, number, columns):
    StageRule.objects.filter(limit="", days_before=0).delete()
    typed = {"name": "再提醒", "moment": moment, "number": number, "active": "on"}
    send(sign_in(admin), "/stages/every/new/", **typed, **TOLD)

    added = StageRule.objects.get(name="再提醒")
    assert (added.percent, added.days_before) == columns
    assert added.limit == ""


@pytest.mark.parametrize(
    ("moment", "number"),
    [("percent", 0), ("percent", 100), ("before", -1), ("after", 0), ("after", 366), ("noon", 1)],
)
def test_a_moment_out_of_reach_is_refused(admin, sign_in, moment, number):
    typed = {"name": "x", "moment": moment, "number": number, **TOLD}
    assert sign_in(admin).post("/stages/every/new/", typed).status_code == 200
    assert not StageRule.objects.filter(name="x").exists()


def test_two_stages_at_one_moment_are_refused(admin, sign_in):
    typed = {"name": "x", "moment": "before", "number": general("one_day").days_before, **TOLD}
    answer = sign_in(admin).post("/stages/every/new/", typed)

    assert answer.context["form"].non_field_errors()


def test_a_stage_for_nobody_is_refused(admin, sign_in):
    typed = {"name": "x", "moment": "before", "number": "3", "channels": ["email"]}
    answer = sign_in(admin).post("/stages/every/new/", typed)

    assert set(answer.context["form"].errors) == {"audiences"}


def test_a_warning_is_switched_off_and_a_breach_never(admin, sign_in):
    client, half = sign_in(admin), general("half")
    send(client, f"/stages/{half.pk}/", name="x", moment="percent", number="50", **TOLD)
    half.refresh_from_db()
    assert not half.active
    assert "half" not in [stage.stage for stage in current_plan().of("review")]

    breach = general(BREACH)
    send(client, f"/stages/{breach.pk}/", moment="before", number="3", name="y", **TOLD)
    breach.refresh_from_db()
    assert (breach.active, breach.days_before, breach.percent) == (True, None, None)
    assert breach.name != "y"
    assert breach.channels == ["in_app", "email", "robot"]


def test_a_limit_gets_a_copy_of_the_general_stages_and_gives_it_back(admin, sign_in, see):
    client = sign_in(admin)
    send(client, "/stages/own/", limit="assign", own="1")
    own = StageRule.objects.filter(limit="assign")
    columns = ("stage", "name", "percent", "days_before", "audiences", "channels", "active")
    everybodys = StageRule.objects.filter(limit="")
    assert list(own.values_list(*columns)) == list(everybodys.values_list(*columns))

    send(client, "/stages/assign/new/", name="急", moment="before", number="2", active="on", **TOLD)
    assert "before_2" in [stage.stage for stage in current_plan().of("assign")]
    assert "before_2" not in [stage.stage for stage in current_plan().of("review")]
    assert "急" in see(admin, "/stages/")

    before = StageRule.objects.stamp().first()
    send(client, "/stages/own/", limit="assign")
    assert not StageRule.objects.own_or_general().filter(limit="assign").exists()
    assert StageRule.objects.stamp().first() > before  # or kept copies would pass for fresh
    assert "急" not in see(admin, "/stages/")
    assert load_shipped_stages(StageRule) == 0
    assert "before_2" not in [stage.stage for stage in current_plan().of("assign")]
    actions = AuditEntry.objects.filter(action__startswith="stages.").order_by("seq")
    assert [entry.action for entry in actions] == [
        "stages.copied",
        "stages.added",
        "stages.put_out_of_use",
    ]


def test_asked_twice_a_limit_has_its_own_stages_once(admin, sign_in):
    for _ in range(2):
        send(sign_in(admin), "/stages/own/", limit="assign", own="1")

    assert StageRule.objects.filter(limit="assign").count() == general_count()


def general_count():
    return StageRule.objects.filter(limit="").count()


@pytest.mark.parametrize("limit", ["", "nothing", "objection_window"])
def test_only_a_limit_that_is_told_of_gets_stages(admin, sign_in, limit):
    before = StageRule.objects.count()
    for own in ("1", "0"):
        send(sign_in(admin), "/stages/own/", limit=limit, own=own)

    assert StageRule.objects.count() == before
    assert sign_in(admin).get("/stages/nothing/new/").status_code == 404


@pytest.mark.parametrize("name", ["clerk", "supervisor", "auditor"])
def test_nobody_else_changes_who_is_told(city, case, name, sign_in):
    client, row = sign_in(city.people[name]), general("one_day")
    before, clocks = row.revision, CaseClock.objects.count()
    for path in (f"/stages/{row.pk}/", "/stages/every/new/", "/stages/own/"):
        assert client.post(path, {"limit": "assign", "own": "1"}).status_code == 404
    row.refresh_from_db()
    assert (row.revision, CaseClock.objects.count()) == (before, clocks)


def test_a_clock_that_runs_is_armed_for_the_new_stage(admin, case, sign_in):
    """Its moment lies before the one that the clock was armed for."""
    clock = case.clocks.get(code="review")
    assert clock.next_stage == "half"
    typed = {"name": "早提醒", "moment": "percent", "number": "30", "active": "on"}
    send(sign_in(admin), "/stages/every/new/", **typed, **TOLD)
    while recompute.advance(CaseClock, at=timezone.now()):
        pass

    armed = case.clocks.get(code="review")
    assert armed.next_stage == "percent_30"
    assert armed.next_action_at < clock.next_action_at


def test_what_was_put_out_of_use_begins_anew_as_a_copy(admin, sign_in):
    client = sign_in(admin)
    send(client, "/stages/own/", limit="supplement")
    assert current_plan().of("supplement") == current_plan().of("review")
    send(client, "/stages/own/", limit="supplement", own="1")

    own = {stage.stage: stage for stage in current_plan().of("supplement")}
    assert own == {stage.stage: stage for stage in current_plan().of("review")}
