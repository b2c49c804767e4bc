"""Where a row may be registered, and by whom: read once for the whole file."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from cases.intake.values import Wrong
from cases.limits import EFFECTS, PROMISES
from cases.models import Membership, Office, User
from cases.states import Role
from workflow.calendar_store import current_calendar
from workflow.calendars import Calendar
from workflow.models import LimitRule


@dataclass(frozen=True)
class Place:
    """A station, and the clerk in whose name its rows are registered."""

    station: Office
    clerk: User


class Places:
    """The stations that may be named in the file.

    ``only`` limits the import to one station, which empty cells then mean; ``by`` is the clerk to
    act as, instead of the first active clerk of each station.
    """

    def __init__(self, *, only: Office | None = None, by: User | None = None) -> None:
        self.only, self.by = only, by

    @cached_property
    def _stations(self) -> dict[str, Office]:
        stations = Office.objects.filter(kind=Office.Kind.STATION, active=True)
        return {station.code: station for station in stations.select_related("parent")}

    @cached_property
    def _clerks(self) -> dict[int, User]:
        """One clerk for each station that has any."""
        held = Membership.objects.filter(role=Role.CLERK, user__is_active=True)
        if self.by is not None:
            held = held.filter(user=self.by)
        first: dict[int, User] = {}
        for membership in held.select_related("user").order_by("user_id"):
            first.setdefault(membership.office_id or 0, membership.user)
        return first

    @cached_property
    def calendar(self) -> Calendar:
        return current_calendar()

    @cached_property
    def limits_from(self) -> date:
        """The first day on which the law's own limits of registering were in force."""
        starts = [code for code in EFFECTS["register"].start if code not in PROMISES]
        rules = LimitRule.objects.filter(code__in=starts).values_list("code", "valid_from")
        return max(
            (min(day for code, day in rules if code == wanted) for wanted in starts),
            default=date.min,
        )

    def find(self, code: str) -> Place:
        """The place a row names; :class:`Wrong` says why it can't be registered there."""
        if not code and self.only is not None:
            code = self.only.code
        if not code:
            raise Wrong(_("The office is missing: put the code of the court workstation there."))
        station = self._stations.get(code)
        if station is None:
            raise Wrong(
                _("There is no court workstation in use with the code “%(code)s”.")
                % {"code": code[:40]}
            )
        if self.only is not None and station.pk != self.only.pk:
            raise Wrong(
                _("The row belongs to another workstation than %(code)s: import it there.")
                % {"code": self.only.code}
            )
        clerk = self._clerks.get(station.pk)
        if clerk is None and self.by is not None:
            raise Wrong(_("The person given with --as is no clerk of this workstation."))
        if clerk is None:
            raise Wrong(_("This workstation has no active clerk: add one, or name one with --as."))
        return Place(station, clerk)
