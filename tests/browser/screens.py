"""Pictures of the pages of a running ``bin/demo``, to be looked at: ``bin/screenshots screens DIR``.

Wide and narrow, in both languages; a file is named person, page, width and language.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from tests.chromium import CHROMIUM, CHROMIUM_ARGUMENTS

PASSWORD = "fayuan-demo-2026"
WIDTHS = {1366: 768, 390: 844}
LANGUAGES = ("zh-hans", "en")
#: Whose pages, and which. ``case`` is the newest case that has a paper, ``paper`` its check page.
PAGES: dict[str, dict[str, str]] = {
    "": {"login": "/login/", "check": "/check/", "unknown": "/check/0000000000000000"},
    "head-1": {
        "work": "/",
        "cases": "/cases/?status=all",
        "case": "{case}",
        "paper": "{paper}",
        "terminate": "{case}terminate/",
        "forecast": "/forecast/",
        "limits": "/limits/",
        "calendar": "/calendar/",
    },
    "clerk-620802": {"work": "/", "register": "/cases/register/"},
    "admin-1": {"channels": "/channels/", "stages": "/stages/"},
}


def log_in(page: Any, person: str) -> None:
    page.goto("/login/")
    page.fill("[name=username]", person)
    page.fill("[name=password]", PASSWORD)
    page.click("form button.btn-primary")
    page.wait_for_url("**/")


def a_case_with_a_paper(page: Any) -> dict[str, str]:
    """The addresses of a case and of its newest paper's check page."""
    page.goto("/cases/?status=all")
    found = page.eval_on_selector_all(".c-case a", "links => links.map(link => link.pathname)")
    for address in found:
        page.goto(address)
        papers = page.locator(".paper a[href*='/check/']")
        if papers.count():
            return {"case": address, "paper": papers.last.get_attribute("href") or ""}
    sys.exit("No case of the first list has a paper.")


def main() -> None:
    words = ArgumentParser(description=__doc__)
    words.add_argument("folder", type=Path)
    words.add_argument("url", nargs="?", default="http://127.0.0.1:8000")
    given = words.parse_args()
    if not CHROMIUM:
        sys.exit("There is no Chromium here: apt-get install chromium")
    given.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        for person, pages in PAGES.items():
            context = chromium.new_context(base_url=given.url, timezone_id="Asia/Shanghai")
            page = context.new_page()
            found: dict[str, str] = {}
            if person:
                log_in(page, person)
            if "case" in pages:
                found = a_case_with_a_paper(page)
            for language in LANGUAGES:
                host = urlsplit(given.url).hostname or ""
                cookie = {"name": "django_language", "value": language, "domain": host, "path": "/"}
                context.add_cookies([cookie])  # type: ignore[list-item]
                for name, address in pages.items():
                    page.goto(address.format(**found))
                    for width, height in WIDTHS.items():
                        page.set_viewport_size({"width": width, "height": height})
                        file = f"{person or 'anyone'}-{name}-{width}-{language}.png"
                        page.screenshot(path=given.folder / file, full_page=True)
            context.close()


if __name__ == "__main__":
    main()
