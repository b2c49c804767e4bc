"""Forms to be printed and signed: offered to the lawyer and the firm while they are needed."""

import io
import re
from decimal import Decimal
from urllib.parse import unquote

import pypdf
import pytest

from cases.models import CasePaper


def text(content):
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def links(page):
    return re.findall(r'href="/cases/[\w-]+/forms/(\w+)/(\?scope=\w+)?"', page)


def test_agreement_and_authority_are_offered_while_the_case_is_assigned(
    lawyer, secretary, clerk, case_in, see
):
    case = case_in("assigned")
    scopes = ["", "?scope=general", "?scope=special"]

    for person in (lawyer, secretary):
        assert links(see(person, case.get_absolute_url())) == [
            (kind, scope) for kind in ("aid_agreement", "power_of_attorney") for scope in scopes
        ]
    assert links(see(clerk, case.get_absolute_url())) == []


def test_they_are_drawn_for_the_lawyer_and_not_kept(lawyer, case_in, sign_in):
    case = case_in("assigned")
    client, path = sign_in(lawyer), f"{case.get_absolute_url()}forms/"
    before = CasePaper.objects.count()

    agreement = client.get(f"{path}aid_agreement/?scope=special")
    authority = client.get(f"{path}power_of_attorney/")

    disposition = unquote(agreement.headers["Content-Disposition"])
    assert disposition.endswith(f"委托代理、辩护协议{case.number}.pdf")
    assert "√特别授权" in text(agreement.content)
    assert "√" not in text(authority.content).replace("前打√", "")
    assert case.applicant.name in text(authority.content)
    assert CasePaper.objects.count() == before


def test_no_number_of_a_person_is_printed(lawyer, case_in, sign_in):
    case = case_in("assigned", applicant={"phone": "13811535642"})
    for kind in ("aid_agreement", "power_of_attorney"):
        said = text(sign_in(lawyer).get(f"{case.get_absolute_url()}forms/{kind}/").content)
        assert case.applicant.id_no not in said
        assert "13811535642" not in said
        assert "某镇某街" not in said


def test_a_defenders_authority_has_no_scope(lawyer, case_in, see):
    case = case_in("assigned", criminal=True)
    type(case).objects.filter(pk=case.pk).update(aid_form="criminal_defence")

    assert links(see(lawyer, case.get_absolute_url())) == [
        ("aid_agreement", ""),
        ("power_of_attorney", ""),
    ]
    see(lawyer, f"{case.get_absolute_url()}forms/aid_agreement/?scope=special", status=404)


def test_the_closing_report_is_a_draft_until_it_is_handed_in(lawyer, case_in, see, sign_in):
    case = case_in("closed")
    assert links(see(lawyer, case.get_absolute_url())) == [("closing_report", "")]

    said = text(sign_in(lawyer).get(f"{case.get_absolute_url()}forms/closing_report/").content)

    assert "（草稿，尚未提交）" in said
    assert "案件结果胜诉" in said


def test_a_returned_report_is_drafted_with_what_it_said(lawyer, case_in, make, sign_in):
    case = make(
        make(
            case_in("closed"), "report", organ="崆峒区人民法院", recovered_yuan=Decimal("12600.00")
        ),
        "return_report",
    )
    said = text(sign_in(lawyer).get(f"{case.get_absolute_url()}forms/closing_report/").content)

    assert "办案机关崆峒区人民法院" in said
    assert "￥12600.00" in said
    assert "会见受援人，参加庭审，发表代理意见。" in said


@pytest.mark.parametrize(
    ("where", "person", "rest"),
    [
        ("assigned", "clerk", "aid_agreement/"),
        ("assigned", "colleague", "aid_agreement/"),
        ("assigned", "lawyer", "closing_report/"),
        ("assigned", "lawyer", "grant_decision/"),
        ("assigned", "lawyer", "aid_agreement/?scope=all"),
        ("closed", "lawyer", "closing_report/?scope=general"),
        ("handling", "lawyer", "aid_agreement/"),
    ],
)
def test_what_is_not_offered_is_not_there(where, person, rest, city, case_in, see):
    case = case_in(where)

    see(city.people[person], f"{case.get_absolute_url()}forms/{rest}", status=404)


def test_in_hand_the_log_so_far_and_a_request_for_another_lawyer_are_printed(
    city, case_in, make, see, sign_in
):
    case = make(case_in("handling"), "log_handling", note="了解案情。")
    offered = {
        name: links(see(city.people[name], case.get_absolute_url()))
        for name in ("lawyer", "clerk", "officer", "archivist")
    }
    before = CasePaper.objects.count()

    client, path = sign_in(city.lawyer), f"{case.get_absolute_url()}forms/"
    log = text(client.get(f"{path}progress_log/").content)
    asked = text(sign_in(city.clerk).get(f"{path}change_request/").content)

    assert offered == {
        "lawyer": [("progress_log", ""), ("change_request", "")],
        "clerk": [("change_request", "")],
        "officer": [("change_request", "")],
        "archivist": [],
    }
    assert "会见受援人了解案情。" in log
    assert "年月日" in log
    assert f"承办人员{city.lawyers['lawyer'].name}" in asked
    assert case.applicant.name in asked
    assert CasePaper.objects.count() == before
