"""The checklist on the screen: item by item, by file or by camera; and who opens what is recorded."""

import re
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.actions.read_file import READ
from cases.city.scans import photograph, scan
from cases.models import Attachment, Case
from tests.cases import hostile
from tests.cases.reading import facts_of_paper
from tests.cases.scanner import infected
from workflow.models import AuditEntry


@pytest.fixture
def incomplete(registered):
    return registered(materials=["application_form"])


@pytest.fixture
def bring(press, clerk):
    def send(case, **typed):
        return press(clerk, case, "receive_evidence", **typed)

    return send


def states(page):
    return re.findall(r'<li class="item-(\w+)">', page)


def test_the_case_page_says_item_by_item_what_is_there(clerk, incomplete, bring, see):
    bring(incomplete, original_identity="on", files_identity=[scan("身份证.pdf", "card")])

    page = see(clerk, incomplete.get_absolute_url())
    assert states(page) == ["there", "there", "missing", "missing"]
    assert "身份证.pdf" in page
    assert "法律援助法第四十一条" in page


def test_a_file_or_a_seen_original_says_that_the_paper_is_there(incomplete, bring):
    answer = bring(
        incomplete,
        files_identity=[scan("a.pdf", "a"), scan("b.pdf", "b")],
        photos_case_evidence=[photograph("c.png")],
        original_means_statement="on",
    )

    assert answer.status_code == 302
    case = Case.objects.get(pk=incomplete.pk)
    assert set(case.materials) == {
        "application_form", "identity", "case_evidence", "means_statement",
    }  # fmt: skip
    assert [one.item for one in case.attachments.all()] == ["identity", "identity", "case_evidence"]


def test_there_is_a_camera_beside_the_file(clerk, incomplete, see):
    page = see(clerk, f"{incomplete.get_absolute_url()}receive_evidence/")

    [camera] = re.findall(r"<input[^>]*name=\"photos_identity\"[^>]*>", page)
    assert 'accept="image/*"' in camera
    assert 'capture="environment"' in camera
    assert "multiple" in camera
    assert "不检查病毒" in page or "not checked for viruses here" in page


def test_what_the_notice_asked_for_has_no_tick_here(clerk, case_in, see):
    page = see(clerk, f"{case_in('supplementing').get_absolute_url()}receive_evidence/")

    assert 'name="there_case_evidence"' not in page
    assert 'name="files_case_evidence"' in page


def test_one_bad_file_is_named_beside_its_item_and_nothing_is_kept(incomplete, bring):
    answer = bring(
        incomplete, there_case_evidence="on", files_identity=[scan("a.pdf", "a"), hostile_upload()]
    )

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="id_files_identity_error"' in page
    assert re.search(r'name="there_case_evidence"[^>]*checked', page)
    assert not Attachment.objects.exists()


def hostile_upload():
    return SimpleUploadedFile("x.docx", hostile.docm())


def test_at_most_twenty_files_come_at_a_time(incomplete, bring):
    files = [scan(f"{number}.pdf", str(number)) for number in range(21)]

    assert bring(incomplete, files_identity=files).status_code == 200
    assert not Attachment.objects.exists()


def test_a_virus_is_refused_with_a_sentence_and_the_chain_hears_of_it(
    clamd,
    incomplete,
    bring,
    clerk,
):
    answer = bring(incomplete, files_identity=[infected()])

    assert "Eicar-Test-Signature" in answer.content.decode()
    assert not Attachment.objects.exists()
    entry = AuditEntry.objects.get(action="file.refused")
    assert (entry.actor_id, entry.subject) == (clerk.pk, incomplete.number)
    assert entry.content["virus"] == "Eicar-Test-Signature"


# Reading


@pytest.fixture
def kept(incomplete, bring):
    bring(incomplete, files_identity=[scan("a.pdf", "a")], photos_identity=[photograph("b.png")])
    return list(Attachment.objects.order_by("pk"))


def test_every_opening_is_recorded_before_the_file_leaves(kept, clerk, reviewer, sign_in):
    for person in (clerk, reviewer):
        answer = sign_in(person).get(f"/attachments/{kept[0].pk}/")
        assert answer.getvalue().startswith(b"%PDF-")

    entries = AuditEntry.objects.filter(action=READ).order_by("seq")
    assert [one.actor_id for one in entries] == [clerk.pk, reviewer.pk]
    assert entries[0].content == {"attachment": kept[0].pk, "what": "identity"}
    assert "a.pdf" not in str([one.content for one in entries])


def test_a_stranger_leaves_no_reading_for_there_was_none(kept, stranger_clerk, see):
    see(stranger_clerk, f"/attachments/{kept[0].pk}/", status=404)

    assert not AuditEntry.objects.filter(action=READ).exists()


def test_who_watches_reads_who_has_opened_what(kept, supervisor, auditor, clerk, see, sign_in):
    sign_in(clerk).get(f"/attachments/{kept[0].pk}/").getvalue()
    path = kept[0].case.get_absolute_url()

    for person in (supervisor, auditor):
        page = see(person, path)
        assert f"<small>{clerk.name} · 2026-11-03 09:00" in page
    assert f"<small>{clerk.name} · 2026-11-03 09:00</small>" not in see(clerk, path)


def test_a_picture_is_shown_without_any_right(kept, clerk, sign_in):
    answer = sign_in(clerk).get(f"/attachments/{kept[1].pk}/")

    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "image/png"
    answer.getvalue()


def test_a_file_that_may_run_something_is_saved_and_never_opened(incomplete, bring, clerk, sign_in):
    script = hostile.pdf_with(b"<< /S /JavaScript /JS (app.alert(1)) >>")
    bring(incomplete, files_identity=[SimpleUploadedFile("../表\u202e格.pdf", script)])
    answer = sign_in(clerk).get(f"/attachments/{Attachment.objects.get().pk}/")
    answer.getvalue()

    disposition = unquote(answer.headers["Content-Disposition"])
    assert disposition == "attachment; filename*=utf-8''表格.pdf"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")


def test_a_file_in_which_a_virus_was_found_later_is_locked(kept, clerk, see):
    Attachment.objects.filter(pk=kept[0].pk).update(scan="infected")

    assert "%PDF" not in see(clerk, f"/attachments/{kept[0].pk}/", status=403)
    assert f'href="/attachments/{kept[0].pk}/"' not in see(clerk, kept[0].case.get_absolute_url())


def test_a_lost_file_is_told_of_in_a_sentence(kept, clerk, see):
    kept[0].file.storage.delete(kept[0].file.name)

    see(clerk, f"/attachments/{kept[0].pk}/", status=500)


# The notice


def test_the_notice_is_filled_with_what_is_missing_in_the_rules_words(
    clerk, registered, press, see
):
    case = registered(materials=["identity"])
    page = see(clerk, f"{case.get_absolute_url()}ask_for_papers/")
    ticked = re.findall(r'name="items" value="(\w+)"[^>]*checked', page)
    press(clerk, case, "ask_for_papers", items=ticked, reply_by="2026-11-12")

    assert ticked == ["application_form", "means_statement", "case_evidence"]
    items = facts_of_paper(case, "supplement_notice")["items"]
    assert items[0] == "法律援助申请表（由申请人签名或者捺印）"
    assert items[2].startswith("与申请事项有关的案件材料，如劳动合同、")
    assert all(one in page for one in items)
