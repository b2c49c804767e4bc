"""``manage.py long_pauses``: clocks that have stood still for long, with a dry run."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from cases.pauses import LONG, long_pauses


class Command(BaseCommand):
    help = "List the clocks that have stood still for long, and their end if the pause ended today."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--days", type=int, default=LONG, help=f"from so many days on; usually {LONG}"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = long_pauses(Case.objects.all(), at=timezone.now(), days=options["days"])
        for one in found:
            words = {
                "case": one.case.number,
                "rule": one.rule.label,
                "since": one.since,
                "days": one.days,
                "paper": one.paper or "–",
                "due": one.due_on,
            }
            said = _("%(case)s %(rule)s: paused since %(since)s (%(days)d days) by %(paper)s")
            then = _("if it ended today: last day %(due)s")
            late = f" – {_('that has passed')}" if one.late else ""
            self.stdout.write(f"{said % words}; {then % words}{late}")
        self.stdout.write(
            _("%(count)d clocks stand still for %(days)d days or more; %(late)d would be late.")
            % {
                "count": len(found),
                "days": options["days"],
                "late": sum(one.late for one in found),
            }
        )
