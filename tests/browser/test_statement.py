"""The page of limits for the file: one sheet of A4 for a usual case, in both languages."""

from datetime import timedelta
from io import BytesIO

import pypdf
import pytest

from tests.cases import factories
from tests.cases.moments import MONDAY, moment


def printed(person, case):
    """The page as Chromium prints it: the paper, and its text."""
    person.page.goto(f"{case.get_absolute_url()}limits/")
    sheet = pypdf.PdfReader(BytesIO(person.page.pdf(prefer_css_page_size=True)))
    return sheet, "".join(page.extract_text() for page in sheet.pages)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_case_with_review_promise_and_a_pause_fits_one_sheet(city, at_screen, language):
    case = factories.case_in(city, "accepted")
    case = factories.make(case, "ask_for_papers", at=moment(MONDAY + timedelta(days=2), 10))
    case = factories.make(case, "receive_papers", at=moment(MONDAY + timedelta(days=8), 15))
    factories.pass_time(moment(MONDAY + timedelta(days=16), 9))  # both are breached by now
    city.supervisor.language = language
    city.supervisor.save(update_fields=["language"])
    head = at_screen(city.supervisor)

    sheet, text = printed(head, case)
    assert len(sheet.pages) == 1
    width, height = (float(side) / 72 * 25.4 for side in sheet.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (210, 297)
    assert case.number in text
    assert "2026-11-16" in text
    assert "Ctrl+P" not in text  # what belongs to the screen stays there


def test_the_case_page_leads_to_it(city, at_screen):
    case = factories.registered(city)
    clerk = at_screen(city.clerk).open(case)

    with clerk.page.context.expect_page() as opened:
        clerk.page.click(f"a[href='{case.get_absolute_url()}limits/']")
    assert case.number in opened.value.inner_text("h1 + dl")
