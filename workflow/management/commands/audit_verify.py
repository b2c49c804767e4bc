"""``manage.py audit_verify``: is the audit chain whole, and is every record as it was written?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from workflow import audit
from workflow.models import ChainHead


class Command(BaseCommand):
    help = "Check the audit chain and the records it vouches for; exit 1 when anything was changed."

    def handle(self, *args: Any, **options: Any) -> None:
        read, flaws = audit.verify()
        for flaw in flaws:
            self.stderr.write(f"{flaw.seq}: {flaw.what}")
        if flaws:
            raise CommandError(
                _("%(flaws)d flaws in %(read)d entries.") % {"flaws": len(flaws), "read": read}
            )
        head = ChainHead.objects.get(pk=1)
        self.stdout.write(
            _("%(read)d entries, no flaw. Head: %(seq)d %(hash)s")
            % {"read": read, "seq": head.seq, "hash": head.hash}
        )
