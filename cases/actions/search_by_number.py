"""Count and record a search by an identity or telephone number: so many an hour and no more."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import ngettext

from cases.models import NumberSearch, User
from workflow import audit
from workflow.transitions import TransitionRefused
from workflow.units import unit_of_work

HOUR = timedelta(hours=1)


@unit_of_work()
def search_by_number(*, by: Any, at: datetime) -> None:
    """Before anything is looked for. The number itself is not told to this action."""
    User.objects.select_for_update().only("pk").get(pk=by.pk)  # two windows count together
    mine = NumberSearch.objects.filter(by=by)
    mine.filter(at__lte=at - HOUR).delete()
    most, done = settings.CASES_NUMBER_SEARCHES, list(mine.order_by("at").values_list("at"))
    if len(done) >= most:
        [free] = done[len(done) - most]
        words = ngettext(
            "You have searched by number %(most)d time within an hour. At %(time)s you can again; "
            "until then search by case number or by name.",
            "You have searched by number %(most)d times within an hour. At %(time)s you can again; "
            "until then search by case number or by name.",
            most,
        )
        when = f"{localtime(free + HOUR):%H:%M}"
        raise TransitionRefused(words % {"most": most, "time": when})
    NumberSearch.objects.create(by=by, at=at)
    content = {"by": "identity or telephone number"}
    audit.note("person.searched", actor=by, subject="search", at=at, content=content)
