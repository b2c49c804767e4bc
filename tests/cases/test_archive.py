"""Archive: the file is complete and the subsidy decided; a terminated case waits for objections."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.actions.papers.dossier import leaves_of
from cases.city.scans import png
from cases.models import Attachment
from documents import drawing
from tests.cases.factories import MOVES, make, pass_time, walk
from tests.cases.moments import FRIDAY, LATER, NOON, moment
from tests.cases.reading import clocks, last, papers, refused, todo, unchanged


def test_the_case_has_ended_and_nothing_runs(city, case_in):
    case = make(case_in("reported"), "archive", at=moment(FRIDAY), subsidy_yuan=Decimal("1500.00"))

    assert last(case) == ("archive", "reported", "archived", "archivist", city.archivist)
    assert clocks(case)["closing_check"] == ("met", date(2026, 12, 2))
    assert not case.clocks.open().exists()
    assert (todo(case), case.next_due_at) == ([], None)
    assert case.process.finished is not None
    assert case.subsidy_yuan == Decimal("1500.00")
    assert case.history.latest("seq").facts == {"subsidy_yuan": "1500.00"}
    assert papers(case) == [
        "dossier_cover",
        "dossier_catalogue",
        "payment_approval",
        "closing_note",
    ]


def test_papers_that_never_came_end_with_the_case(walk, case_in):
    case = walk(case_in("provisional"), "propose", "approve", "sign", "close", "report", "archive")

    assert clocks(case)["papers_later"][0] == "cancelled"


def test_no_subsidy_is_an_answer_too_and_none_is_not(case_in):
    case = case_in("reported")
    with refused("Decide the subsidy; zero is an answer."):
        make(case, "archive", subsidy_yuan=None)
    assert unchanged(case)
    assert make(case, "archive", subsidy_yuan=Decimal("0.00")).status == "archived"


# The file


def facts(case, kind):
    return case.papers.get(document__kind=kind).document.facts


def test_cover_and_payment_say_what_the_case_was_and_brought(city, case_in):
    case = make(case_in("reported"), "archive", at=moment(FRIDAY), subsidy_yuan=Decimal("1500.00"))

    cover, payment = facts(case, "dossier_cover"), facts(case, "payment_approval")
    assert cover["branch"] == "民事"
    assert (cover["outcome"], cover["ended_on"], cover["filed_on"]) == (
        "胜诉",
        "2026-11-02",
        "2026-11-06",
    )
    assert (cover["firm"], cover["lawyer"]) == ("甘肃崆峒律师事务所", "陆正")
    assert cover["opponents"] == ["某某建筑有限公司"]
    assert (payment["amount"], payment["payee"], payment["checked_by"]) == (
        "1500.00",
        "陆正",
        "邓洁",
    )


def test_the_catalogue_has_the_file_in_its_order_with_its_pages(case_in):
    case = case_in("reported")
    drawing.draw_pending(at=NOON)

    case = make(case, "archive", at=moment(FRIDAY))

    listed = [
        (one["title"], one["first_page"], one["last_page"])
        for one in facts(case, "dossier_catalogue")["entries"]
    ]
    assert listed == [
        ("法律援助审查表", 1, 1),
        ("法律援助申请表", 2, 3),
        ("法律援助申请材料接收凭证", 4, 4),
        ("经济困难状况说明表", 5, 5),
        ("给予法律援助决定书", 6, 6),
        ("指派通知书", 7, 7),
        ("法律援助公函", 8, 8),
        ("授权委托书", 9, 9),
        ("委托代理/辩护协议", 10, 10),
        ("承办情况通报/报告记录", 11, 11),
        ("法律援助案件结案报告表", 12, 12),
        ("法律援助办案补贴审批表", 13, 13),
    ]
    assert facts(case, "dossier_cover")["pages"] == 13
    note = facts(case, "closing_note")
    assert (note["items"], note["pages"], note["remarks"]) == (12, 13, "")


def test_pages_end_where_one_thing_can_not_be_counted(case_in):
    """The report was just handed in and is not drawn yet."""
    case = case_in("closed")
    drawing.draw_pending(at=NOON)
    broken = case.attachments.get(kind="power_of_attorney")
    Path(broken.file.path).write_bytes(b"%PDF-1.7 cut off")

    case = walk(case, "report", "archive")

    entries = facts(case, "dossier_catalogue")["entries"]
    place = [one["title"] for one in entries].index("授权委托书")
    before, it, *rest = entries[place - 1 :]
    assert [before["last_page"], it["first_page"], it["last_page"]] == [8, 9, None]
    assert {one["first_page"] for one in rest} == {None}
    assert (facts(case, "dossier_cover")["pages"], facts(case, "closing_note")["pages"]) == (0, 0)
    assert "未能自动清点" in facts(case, "closing_note")["remarks"]


def test_a_picture_is_a_page(case_in):
    case = case_in("closed")
    image = SimpleUploadedFile("回证.png", png(2, 2), "image/png")
    Attachment.keep(case, Attachment.Kind.SERVICE, image, by=case.lawyer.user, at=NOON)

    titles = [(leaf.title, leaf.pages) for leaf in leaves_of(case.pk)]

    assert titles[-1] == ("送达回证", 1)


@pytest.mark.parametrize(
    ("facts_of_the_case", "branch"),
    [
        ({"criminal": True}, "刑事"),
        ({"stage": "reconsideration"}, "行政"),
        ({"stage": "labour_arbitration"}, "民事"),
    ],
)
def test_the_cover_names_the_branch_of_law(case_in, facts_of_the_case, branch):
    assert facts(case_in("archived", **facts_of_the_case), "dossier_cover")["branch"] == branch


def test_where_nothing_is_paid_no_payment_is_approved(case_in):
    case = make(case_in("reported"), "archive", subsidy_yuan=Decimal(0))

    assert "payment_approval" not in papers(case)
    assert facts(case, "closing_note")["items"] == 11  # one fewer than with a payment


# From terminated


def archive(case, city, at):
    MOVES["archive"][0](case_id=case.pk, subsidy_yuan=Decimal(0), by=city.archivist, at=at)


def test_a_terminated_case_waits_for_the_notice_and_for_objections(city, case_in):
    case = case_in("terminated")
    with refused(
        "The notice of termination has not been served.", "The time for an objection is not over."
    ):
        archive(case, city, NOON)

    case = make(case, "serve_termination")
    with refused("The time for an objection is not over."):
        archive(case, city, NOON)
    assert unchanged(case)

    pass_time(LATER)
    archive(case, city, LATER)
    case.refresh_from_db()
    assert (case.status, todo(case), case.clocks.open().count()) == ("archived", [], 0)
    assert papers(case)[-3:] == ["dossier_cover", "dossier_catalogue", "closing_note"]
    cover = facts(case, "dossier_cover")
    assert (cover["outcome"], cover["ended_on"]) == ("终止法律援助", "2026-11-02")


def test_the_time_alone_is_not_enough(city, case_in):
    case = case_in("terminated")
    pass_time(LATER)

    with refused("The notice of termination has not been served."):
        archive(case, city, LATER)


@pytest.mark.parametrize("name", ["lawyer", "supervisor", "clerk"])
def test_only_the_archivist_archives(city, case_in, name):
    case = case_in("reported")
    with refused("Only this role may do it: Archivist and finance."):
        make(case, "archive", by=city.people[name])
