"""The same person with the same matter twice: in the file, or in an open case.

Two stations may rightly take the same matter (the person moved, the court changed), so this is a
warning; and of what lies at another workstation nothing is told but that it exists.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from cases.intake.applications import Application
from cases.models import Case


class Twins:
    """Remembers who was seen with what."""

    def __init__(self) -> None:
        self._rows: dict[tuple[Any, ...], tuple[str, int]] = {}

    def sentence(self, application: Application, open_cases: "OpenCases") -> str:
        """The warning about this row, or an empty text; afterwards the row itself is known."""
        key = (application.person, application.facts["matter"])
        here = application.place.station.pk
        earlier = self._rows.setdefault(key, (application.row, here))
        if earlier != (application.row, here):
            row, station = earlier
            if station == here:
                return _("The same person and matter as row %(row)s: is it one application?") % {
                    "row": row
                }
            return _elsewhere()
        return open_cases.sentence(application)


class OpenCases:
    """Open cases of the people of one batch: one query for all of them."""

    def __init__(self, applications: Iterable[Application]) -> None:
        numbers = {one.applicant["id_no"] for one in applications} - {""}
        rows = Case.objects.open().filter(applicant__id_no_index__matches=numbers)
        self._found: dict[tuple[str, str], list[tuple[str, int, str]]] = {}
        for id_no, matter, number, station, submission in rows.values_list(
            "applicant__id_no", "matter", "number", "station_id", "submission"
        ):
            self._found.setdefault((id_no, matter), []).append((number, station, submission))

    def sentence(self, application: Application) -> str:
        key = (application.applicant["id_no"], application.facts["matter"])
        own = application.submissions()
        others = [one for one in self._found.get(key, ()) if one[2] not in own]
        for number, station, _submission in others:
            if station == application.place.station.pk:
                return _("The same person and matter as the open case %(number)s: is it one?") % {
                    "number": number
                }
        return _elsewhere() if others else ""


def _elsewhere() -> str:
    return _("The same person and matter are known at another workstation: ask the agency.")
