"""``manage.py what_if``: past cases under another line of hardship, or another promise."""

from argparse import ArgumentParser
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cases import whatif
from cases.eligibility import wording
from cases.models import Case, Office


class Command(BaseCommand):
    help = "Tell what another line of hardship, or another promise, would have done to past cases."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--line", help="yuan a head and month")
        parser.add_argument("--acceptance", type=int, help="days promised for acceptance")
        parser.add_argument("--from", dest="first", required=True, help="received from, 2026-01-01")
        parser.add_argument("--to", dest="last", required=True, help="received until, 2026-06-30")
        parser.add_argument("--agency", help="the code of one agency; else all")

    def handle(self, *args: Any, **options: Any) -> None:
        line, days = _amount(options["line"]), options["acceptance"]
        if line is None and days is None:
            raise CommandError(_("Name a line, or a promise, or both."))
        if days is not None and not 1 <= days <= 60:
            raise CommandError(_("A promise is of 1 to 60 days."))
        first, last = _day(options["first"]), _day(options["last"])
        if last < first:
            raise CommandError(_("The period ends before it begins."))
        cases = whatif.received_between(_cases(options["agency"]), first, last)
        if line is not None:
            self._tell_line(whatif.under_line(cases, line))
        if days is not None:
            self._tell_promise(whatif.under_promise(cases, days, at=timezone.now()))

    def _tell_line(self, found: whatif.UnderLine) -> None:
        for title, turned in ((_("gains"), found.gains), (_("loses"), found.loses)):
            for one in turned:
                said = {
                    "case": one.number,
                    "how": title,
                    "after": wording.why(one.after),
                    "before": wording.why(one.before),
                }
                self.stdout.write(_("%(case)s %(how)s: %(after)s Until now: %(before)s") % said)
        for hand in found.by_hand:
            said = {
                "case": hand.number,
                "test": str(wording.TESTS[hand.test]),
                "proposed": str(wording.OUTCOMES[hand.proposed]),
                "found": str(wording.OUTCOMES[hand.found]),
            }
            self.stdout.write(
                _(
                    "%(case)s decided by hand: “%(test)s” was proposed as %(proposed)s and found as "
                    "%(found)s. It stays as it was found."
                )
                % said
            )
        counts = {
            "line": found.line,
            "total": found.total,
            "gains": len(found.gains),
            "loses": len(found.loses),
            "unchanged": found.unchanged,
            "by_hand": len(found.by_hand),
            "untested": found.untested,
            "unknown": found.unknown,
            "unconfigured": found.unconfigured,
        }
        self.stdout.write(
            _(
                "Line %(line)s: of %(total)d cases %(gains)d gain and %(loses)d lose; %(unchanged)d "
                "stay as they are, %(untested)d are not asked for hardship or not checked, "
                "%(unknown)d stated nothing, %(by_hand)d were decided by hand. No line was in force for %(unconfigured)d."
            )
            % counts
        )

    def _tell_promise(self, found: whatif.UnderPromise) -> None:
        for one in found.late:
            pauses = ", ".join(
                f"{pause.asked_on} – {pause.complete_on} {pause.paper}".strip()
                for pause in one.explanation.pauses
            )
            said = {
                "case": one.number,
                "start": one.started_on,
                "due": one.due_on,
                "was": one.was_due_on or "–",
                "done": localdate(one.ended_at) if one.ended_at else _("still open"),
                "pauses": pauses or _("none"),
            }
            words = _(
                "%(case)s late: received %(start)s, last day %(due)s instead of %(was)s, done "
                "%(done)s; pauses: %(pauses)s"
            )
            too = f" ({_('late then, too')})" if one.was_late else ""
            self.stdout.write(f"{words % said}{too}")
        counts = {
            "days": found.days,
            "total": found.total,
            "late": len(found.late),
            "newly": len(found.newly_late),
            "kept": found.kept,
            "running": found.running,
            "paused": found.paused,
            "given_up": found.given_up,
        }
        self.stdout.write(
            _(
                "Promise of %(days)d days: of %(total)d cases %(late)d would be late, %(newly)d of "
                "these in time until now; %(kept)d kept, %(running)d still run, %(paused)d stand "
                "still, %(given_up)d were given up."
            )
            % counts
        )


def _cases(code: str | None) -> Any:
    if code is None:
        return Case.objects.all()
    agency = Office.objects.filter(code=code, kind=Office.Kind.AGENCY).first()
    if agency is None:
        raise CommandError(_("There is no agency with this code: %s") % code)
    return Case.objects.filter(agency=agency)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(_("This is no day: %s. Write it as 2026-01-31.") % text) from None


def _amount(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal(0)
    if not amount.is_finite() or amount <= 0:
        raise CommandError(_("This is no amount: %s") % text)
    return amount
