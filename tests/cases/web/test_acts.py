"""One form page for every move: complete, kind when refused, and nothing typed is lost."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from cases import flows
from cases.models import Attachment, Case
from cases.states import Status
from cases.web.forms.acts import FORMS, MOVE_FORMS, WITHOUT_PAGE, acts_of, labels
from documents import drawing
from tests.cases.factories import UserFactory
from tests.cases.moments import LATER, TUESDAY
from tests.cases.web.conftest import NOW
from workflow.transitions import moves_in

IN_A_WEEK = TUESDAY + timedelta(days=7)


def scan(name):
    return SimpleUploadedFile(name, b"%PDF-1.7 scan %%EOF", "application/pdf")


#: What people type into each form, in the order of one whole case and of its ways round.
STATED = {"household_size": 3, "monthly_income_yuan": "1860", "check_by": "pledge"}
TYPED = {
    "reopen_on_objection": {"aid_form": "civil_litigation"},
    "ask_for_papers": {
        "items": ["group_proof"],
        "more": "村委会证明\n\n村委会证明",
        "reply_by": IN_A_WEEK,
    },
    "receive_papers": {"received": ["group_proof", "村委会证明"]},
    "withdraw": {"request": "对方已付清，本人撤回申请。"},
    "redirect": {"to": "西峰区法律援助中心", "why": "办案机关在西峰区。"},
    "recommend": {
        "person_qualifies": "yes",
        "scope_basis": "《中华人民共和国法律援助法》第三十一条第（五）项",
        "means": "met",
        "evidence": "工资表。",
        "opinion": "grant",
        "reasons": "符合条件。",
        "why_scope": "",
        "why_means": "",
    },
    "return_to_review": {"why": "请核实收入。"},
    "grant": {"aid_form": "civil_litigation"},
    "refuse": {"code": "no_hardship", "reasons": "收入高于标准。"},
    "aid_first": {
        "ground": "limit_near",
        "ground_on": IN_A_WEEK,
        "aid_form": "civil_litigation",
        "papers_by": IN_A_WEEK,
    },
    "send_back": {"why": "请另派一名律师。"},
    "approve": {"organ": "崆峒区人民法院"},
    "decline": {"code": "workload"},
    "replace_lawyer": {"code": "unable", "why": "受援人申请更换。", "firm_task": "names_another"},
    "close": {"event": "judgment", "closed_on": TUESDAY, "result": "won"},
    "report": {
        "papers": ["agreement", "notes", "pleadings", "outcome", "report"],
        "organ": "崆峒区人民法院",
        "summary": "会见受援人，参加庭审。\n主要意见被采纳。",
        "recovered_yuan": "12600",
    },
    "return_report": {"missing": "缺少会见笔录。"},
    "archive": {"subsidy_yuan": "1500.00"},
    "terminate": {"ground": "own_lawyer", "reasons": "另行委托了律师。"},
    "log_handling": {
        "kind": "meeting",
        "happened_on": TUESDAY,
        "note": "会见受援人。",
        "next_kind": "hearing",
        "next_on": IN_A_WEEK,
    },
    "write_to_organ": {"organ": "平凉市中级人民法院"},
    "introduce": {"to": "平凉市不动产登记中心", "purpose": "查询。", "valid_until": IN_A_WEEK},
    "serve_termination": {"served_on": TUESDAY, "way": "direct", "receiver": "本人"},
    "receive_later_papers": {"received": ["group_proof"]},
    "receive_evidence": {"original_identity": "on"},
    "ask_cooperation": {"agency": "西安市碑林区法援中心", "items": "收入", "reply_by": IN_A_WEEK},
    "receive_cooperation": {"result": "answered", "findings": "无固定收入。"},
    "tell_organ": {"way": "direct", "sent_on": TUESDAY, "receiver": "秦法官"},
    "means": {
        "household_size": 3,
        "monthly_income_yuan": "1860",
        "check_by": "pledge",
        "stated_on": TUESDAY,
    },
}
#: Where each form is used in the tests of its happy path, by whom, and where the case is then.
HAPPY = [
    ("accept", "registered", "clerk", "accepted"),
    ("ask_for_papers", "registered", "clerk", "supplementing"),
    ("receive_papers", "supplementing", "clerk", "registered"),
    ("withdraw", "granted", "clerk", "withdrawn"),
    ("redirect", "registered", "clerk", "redirected"),
    ("recommend", "accepted", "reviewer", "recommended"),
    ("return_to_review", "recommended", "supervisor", "accepted"),
    ("grant", "recommended", "supervisor", "granted"),
    ("refuse", "recommended", "supervisor", "refused"),
    ("aid_first", "registered", "supervisor", "granted"),
    ("propose", "granted", "officer", "proposed"),
    ("send_back", "proposed", "supervisor", "granted"),
    ("approve", "proposed", "supervisor", "assigned"),
    ("decline", "assigned", "lawyer", "granted"),
    ("sign", "assigned", "lawyer", "handling"),
    ("replace_lawyer", "handling", "supervisor", "granted"),
    ("close", "handling", "lawyer", "closed"),
    ("report", "closed", "lawyer", "reported"),
    ("return_report", "reported", "archivist", "closed"),
    ("archive", "reported", "archivist", "archived"),
    ("terminate", "handling", "supervisor", "terminated"),
    ("reopen_on_objection", "ordered", "supervisor", "granted"),
    ("write_to_organ", "assigned", "officer", "assigned"),
    ("introduce", "handling", "officer", "handling"),
    ("log_handling", "handling", "lawyer", "handling"),
    ("serve_termination", "terminated", "archivist", "terminated"),
    ("receive_later_papers", "provisional", "clerk", "granted"),
    ("receive_evidence", "registered", "clerk", "registered"),
    ("ask_cooperation", "accepted", "reviewer", "verifying"),
    ("receive_cooperation", "verifying", "reviewer", "accepted"),
    ("tell_organ", "notified_assigned", "clerk", "assigned"),
    ("means", "registered", "clerk", "registered"),
]


def typed_for(city, case, name):
    if name == "receive_papers":
        return {"received": case.papers_asked_for}
    if name == "propose":
        return {"lawyer": city.lawyers["lawyer"].pk}
    if name == "sign":
        return {"agreement": scan("协议.pdf"), "power_of_attorney": scan("委托书.pdf")}
    return TYPED.get(name, {})


def test_every_move_has_its_form_page():
    moves = {move.name for move in moves_in(Case)}

    assert set(MOVE_FORMS) == moves - WITHOUT_PAGE
    assert moves >= WITHOUT_PAGE
    assert set(labels()) == moves | set(FORMS)
    assert {name for name, *_rest in HAPPY} == set(FORMS) - {"deem_withdrawn", "confirm_number"}


@pytest.mark.parametrize(("name", "where", "person", "then"), HAPPY)
def test_a_form_makes_its_move(name, where, person, then, city, case_in, press, see):
    case, by = case_in(where), getattr(city, person)
    assert "<form" in see(by, f"{case.get_absolute_url()}{name}/")

    answer = press(by, case, name, **typed_for(city, case, name))

    now = Case.objects.get(pk=case.pk)
    gone = name == "decline"
    assert (answer.status_code, answer.url) == (302, "/" if gone else case.get_absolute_url())
    assert now.status == then
    assert now.history.latest("seq").by == by or name in STEPS


STEPS = {"serve_termination", "receive_later_papers", "log_handling", "write_to_organ"}
STEPS |= {"introduce", "tell_organ", "means"}


def test_a_reply_that_never_came_is_deemed_a_withdrawal(
    supervisor, case_in, press, pass_time, later
):
    case = case_in("supplementing")
    pass_time(LATER)
    with later(LATER):
        press(supervisor, case, "deem_withdrawn")

    assert Case.objects.get(pk=case.pk).status == Status.WITHDRAWN


def test_one_whole_case_goes_through_the_screens(city, case, press, client):
    for name, person in [
        ("ask_for_papers", "clerk"),
        ("receive_papers", "clerk"),
        ("accept", "clerk"),
        ("recommend", "reviewer"),
        ("grant", "supervisor"),
        ("propose", "officer"),
        ("approve", "supervisor"),
        ("sign", "lawyer"),
        ("log_handling", "lawyer"),
        ("close", "lawyer"),
        ("report", "lawyer"),
        ("archive", "archivist"),
    ]:
        case.refresh_from_db()
        press(getattr(city, person), case, name, **typed_for(city, case, name))

    case.refresh_from_db()
    assert case.status == Status.ARCHIVED
    assert case.subsidy_yuan == Decimal("1500.00")
    assert case.papers_asked_for == ["group_proof", "村委会证明"]
    drawing.draw_pending(at=NOW, limit=40)  # or the worker did, where a broker rings
    states = case.papers.values_list("document__kind", "document__state")
    assert {"supplement_notice", "grant_decision", "assignment_notice"} <= {
        kind for kind, _ in states
    }
    assert {state for _kind, state in states} == {"drawn"}
    client.force_login(city.archivist)
    assert case.number in client.get(case.get_absolute_url()).content.decode()


def test_what_is_asked_of_the_reviewer_comes_filled_in_from_the_matter(reviewer, case_in, see):
    page = see(reviewer, f"{case_in('accepted').get_absolute_url()}recommend/")

    assert 'value="《中华人民共和国法律援助法》第三十一条第（五）项" selected' in page


# Refused


def test_who_may_not_make_a_move_reads_why(officer, case, see, press):
    page = see(officer, f"{case.get_absolute_url()}accept/", status=403)
    answer = press(officer, case, "accept")

    assert '<button class="btn btn-primary">' not in page
    assert answer.status_code == 409
    assert Case.objects.get(pk=case.pk).status == Status.REGISTERED


def test_a_move_that_the_status_does_not_know_is_refused(clerk, case, see):
    see(clerk, f"{case.get_absolute_url()}archive/", status=403)
    see(clerk, f"{case.get_absolute_url()}abolish/", status=404)


def test_a_refusal_keeps_what_was_typed(supervisor, case_in, press):
    case = case_in("registered")
    answer = press(
        supervisor, case, "aid_first", **TYPED["aid_first"] | {"papers_by": localdate(NOW)}
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "errorlist nonfield" in page
    assert f'value="{IN_A_WEEK.isoformat()}"' in page


def test_a_field_that_is_wrong_keeps_the_rest(reviewer, case_in, press):
    case = case_in("accepted")
    answer = press(reviewer, case, "recommend", **TYPED["recommend"] | {"opinion": ""})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in page
    assert "工资表。" in page


def test_a_test_that_fails_does_not_go_with_a_grant(reviewer, case_in, press):
    case = case_in("accepted")
    answer = press(reviewer, case, "recommend", **TYPED["recommend"] | {"scope_basis": ""})

    assert answer.status_code == 409
    assert "符合条件。" in answer.content.decode()


def test_files_must_be_chosen_again_and_the_page_says_so(lawyer, case_in, press):
    case = case_in("assigned")
    wrong = SimpleUploadedFile("a.pdf", b"MZ this is a program", "application/pdf")
    answer = press(lawyer, case, "sign", agreement=wrong, power_of_attorney=scan("b.pdf"))

    assert answer.status_code == 200
    assert "alert-info" in answer.content.decode()
    assert not Attachment.objects.exists()


def test_signing_needs_no_earlier_upload(lawyer, case_in):
    case = case_in("assigned")

    assert {act.name: act.allowed for act in acts_of(case, lawyer)}["sign"]


# Two at once


def test_who_comes_second_reads_a_kind_sentence_and_loses_nothing(
    supervisor, second_supervisor, case_in, press, make
):
    case = case_in("recommended")
    stale = case.version
    make(case, "grant", by=supervisor)

    answer = press(
        second_supervisor, case, "refuse", version=stale, code="other", reasons="理由写了很长一段。"
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "errorlist nonfield" in page
    assert "理由写了很长一段。" in page
    assert f'name="version" value="{stale + 1}"' in page
    assert str(Status.GRANTED.label) in page
    assert Case.objects.get(pk=case.pk).status == Status.GRANTED


def test_pressing_twice_is_done_once_and_no_error(clerk, case, press):
    first = press(clerk, case, "accept", version=1)
    second = press(clerk, case, "accept", version=1)

    assert first.url == second.url == case.get_absolute_url()
    assert Case.objects.get(pk=case.pk).version == 2


def test_a_step_logged_twice_is_kept_once(lawyer, case_in, press):
    case = case_in("handling")
    press(lawyer, case, "log_handling", **TYPED["log_handling"])
    again = press(lawyer, case, "log_handling", **TYPED["log_handling"])

    assert again.status_code == 200
    assert case.handling_events.count() == 1


def test_work_in_another_persons_hand_is_named_and_nothing_is_lost(
    second_clerk, clerk, case_in, press
):
    case = case_in("registered")
    flows.claim(case=case, by=clerk, at=NOW)

    answer = press(second_clerk, case, "redirect", **TYPED["redirect"])

    page = answer.content.decode()
    assert answer.status_code == 409
    assert clerk.name in page
    assert "办案机关在西峰区。" in page


def test_what_another_has_in_hand_is_offered_to_nobody_else(
    supervisor, second_supervisor, clerk, case_in, see
):
    case = case_in("recommended")
    flows.claim(case=case, by=supervisor, at=NOW)

    assert supervisor.name in see(second_supervisor, f"{case.get_absolute_url()}grant/", status=403)
    see(supervisor, f"{case.get_absolute_url()}grant/")
    see(clerk, f"{case.get_absolute_url()}withdraw/")  # another role's own move


# Rights


def test_a_stranger_finds_no_form_and_moves_nothing(stranger_clerk, other_clerk, case, press, see):
    for person in (stranger_clerk, other_clerk):
        see(person, f"{case.get_absolute_url()}accept/", status=404)
        assert press(person, case, "accept").status_code == 404


def test_what_cannot_be_granted_after_a_failed_test_is_refused_in_words(
    supervisor, case_in, make, press
):
    case = make(case_in("accepted"), "recommend", opinion="refuse", scope_basis="", means="not_met")

    assert press(supervisor, case, "grant", aid_form="civil_litigation").status_code == 409


def test_the_candidates_are_judged_as_the_case_judges_them(city, case_in, officer):
    from cases.web.candidates import candidates
    from tests.cases.factories import FirmFactory, LawyerFactory

    case_in("handling")  # a lawyer with a case
    LawyerFactory(expired=True, firm=city.firm)
    LawyerFactory(firm=FirmFactory(licence_until=TUESDAY - timedelta(days=1)))
    LawyerFactory(firm=FirmFactory(grassroots=True), capacity=1)
    away = LawyerFactory(firm=city.firm)
    away.absences.create(first_day=TUESDAY, last_day=TUESDAY)
    case = case_in("granted", criminal=True, life_or_death=True)

    found = candidates(case, on=TUESDAY)

    assert len(found) == 7
    for one in found:
        said = [str(reason) for reason in case.obstacles(one.lawyer, on=TUESDAY)]
        assert [str(reason) for reason in one.obstacles] == said
    assert [bool(one.obstacles) for one in found] == sorted(bool(one.obstacles) for one in found)


def test_a_person_without_any_role_sees_nothing(case, see):
    nobody = UserFactory()

    see(nobody, case.get_absolute_url(), status=404)
    assert case.number not in see(nobody, "/cases/?status=all")
