"""``manage.py seed_demo``: the demo city, once."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import city
from cases.city import people
from cases.intake.progress import Progress
from cases.models import Case


class Command(BaseCommand):
    help = "Make the demo city with its accounts. Does nothing when it is there."

    def handle(self, *args: Any, **options: Any) -> None:
        if city.build(at=timezone.now(), say=Progress(sys.stderr)):
            self.stdout.write(_("The city stands, with %(count)d cases.") % {"count": Case.objects.count()})
        else:
            self.stdout.write(_("The city is there already."))
        tell_accounts(self.stdout)


def tell_accounts(out: Any) -> None:
    """The table of accounts to log in with."""
    rows = people.listed()
    width = max(len(username) for username, _name, _where in rows)
    for username, name, where in rows:
        out.write(f"  {username:<{width}}  {name}  {where}")
    out.write(_("  and lawyer-001, lawyer-002, …  The password of all: %s") % people.PASSWORD)
