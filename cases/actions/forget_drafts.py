"""Remove the drafts that nobody has touched for so long: they hold what somebody told at a counter."""

from datetime import datetime, timedelta

from django.conf import settings

from cases.models import IntakeDraft


def forget_drafts(*, at: datetime) -> int:
    """Those last saved more than ``INTAKE_DRAFT_DAYS`` ago; how many they were."""
    before = at - timedelta(days=settings.INTAKE_DRAFT_DAYS)
    old = IntakeDraft.objects.forgotten(before=before)
    if not old.exists():  # asked every few seconds: nothing is written then
        return 0
    gone, _by_table = old.delete()
    return gone
