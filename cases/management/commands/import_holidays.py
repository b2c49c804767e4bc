"""``manage.py import_holidays FILE``: take in a notice of rest days for a second person to confirm."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.calendar_notices import import_notice
from cases.models import User
from cases.recomputing import foreseen
from workflow.calendar_notices import NoticeRefused
from workflow.models import CalendarNotice
from workflow.notice_files import Draft, read_notice


class Command(BaseCommand):
    help = (
        "Imports a notice of rest days from CSV (date,status,occasion; off or work) or JSON. It "
        "counts once another administrator has confirmed it on the calendar's page."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--year", type=int, help="the year, where the file does not say it")
        parser.add_argument("--paper-no", default="", help="国办发明电〔2026〕N号")
        parser.add_argument("--published", metavar="DAY", help="the day of its publication")
        parser.add_argument("--by", metavar="USER", required=True, help="who imports it")

    def handle(self, *args: Any, **options: Any) -> None:
        by, draft = self._person(options["by"]), self._read(options)
        at = timezone.now()
        try:
            notice = import_notice(
                draft=draft,
                paper_no=options["paper_no"] or draft.paper_no,
                published_on=_day(options["published"]) or draft.published_on,
                source_name=Path(options["file"]).name,
                by=by,
                at=at,
            )
        except NoticeRefused as refusal:
            raise CommandError("\n".join(refusal.sentences)) from refusal
        self._tell(notice, draft, at)

    def _read(self, options: dict[str, Any]) -> Draft:
        try:
            content = Path(options["file"]).read_bytes()
        except OSError as error:
            raise CommandError(_("The file can't be read: %s") % error.strerror) from error
        return read_notice(content, year=options["year"])

    def _person(self, name: str) -> User:
        person = User.objects.filter(username=name).first()
        if person is None:
            raise CommandError(_("There is nobody called “%s”.") % name)
        return person

    def _tell(self, notice: CalendarNotice, draft: Draft, at: Any) -> None:
        for warning in draft.warnings:
            self.stdout.write(_("Note: %s") % warning)
        found = foreseen(notice, at=at)
        words = {
            "notice": notice,
            "days": len(draft.days),
            "open": found.open,
            "changed": found.total.changed,
            "lifted": found.total.lifted,
            "late": found.total.late,
        }
        self.stdout.write(
            _(
                "%(notice)s is taken in: %(days)d days. Of %(open)d open clocks %(changed)d would "
                "change, %(lifted)d breaches would be taken back, %(late)d limits would have "
                "passed. Another administrator must confirm it."
            )
            % words
        )


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            _("“%(text)s” is no date: write it like 2027-01-01.") % {"text": text}
        ) from error
