"""``manage.py seed_demo``: the demo city, once."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import city
from cases.city import people
from cases.intake.progress import Progress
from cases.models import Case


class Command(BaseCommand):
    help = "Make the demo city with its accounts. Does nothing when it is there."

    def handle(self, *args: Any, **options: Any) -> None:
        if make_city():
            count = Case.objects.count()
            self.stdout.write(_("The city stands, with %(count)d cases.") % {"count": count})
        else:
            self.stdout.write(_("The city is there already."))
        self.stdout.write(accounts())


def make_city() -> bool:
    """False when it was there."""
    try:
        return city.build(at=timezone.now(), say=Progress(sys.stderr))
    except city.InUse as in_use:
        raise CommandError(str(in_use)) from in_use


def accounts() -> str:
    """The table of accounts to log in with."""
    rows = people.listed()
    width = max(len(username) for username, _name, _where in rows)
    lines = [f"  {username:<{width}}  {name}  {where}" for username, name, where in rows]
    said = _("and %(lawyers)s …  The password of all: %(password)s") % {
        "lawyers": "lawyer-001, lawyer-002",
        "password": people.PASSWORD,
    }
    return "\n".join([*lines, f"  {said}"])
