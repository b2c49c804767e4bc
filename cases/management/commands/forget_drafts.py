"""``manage.py forget_drafts``: remove drafts of applications that were left lying."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.forget_drafts import forget_drafts


class Command(BaseCommand):
    help = "Remove the drafts of applications that nobody has touched for FAYUAN_DRAFT_DAYS days."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(
            _("Drafts removed: %(count)d.") % {"count": forget_drafts(at=timezone.now())}
        )
