"""One scene of a story: the case as it stands, who is there, and what the case says for a form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

from django.utils.timezone import localdate

from cases.assessing import assess
from cases.city import matters
from cases.city.applications import COMPLETE
from cases.city.offices import REGIONS
from cases.city.people import Staff
from cases.codes import MeansTest, Stage
from cases.models import Case, Lawyer, User


@dataclass
class Scene:
    """One step of one story: the case as it stands, the moment, and who is there."""

    case: Case
    at: datetime
    staff: Staff
    random: Random
    named: date  # the day that this step names, if it names one
    until: date  # the day on which all stories stop
    lawyers: list[Lawyer]

    @property
    def today(self) -> date:
        return localdate(self.at)

    @property
    def clerk(self) -> User:
        return self.staff.clerks[self.case.station_id][0]

    @property
    def reviewer(self) -> User:
        return self.staff.reviewers[self.case.pk % 2]

    @property
    def head(self) -> User:
        """Mostly the head; the deputy decides every fourth case."""
        return self.staff.heads[self.case.pk % 4 == 0]

    @property
    def lawyer(self) -> User:
        found: User = self.case.lawyer.user  # type: ignore[union-attr, assignment]
        return found

    def do(self, action: Callable[..., Any], by: User, **facts: Any) -> None:
        action(case_id=self.case.pk, by=by, at=self.at, **facts)


def absent(case: Case) -> list[str]:
    """What is not there, needed or not."""
    return [paper for paper in COMPLETE if paper not in case.materials]


def means_of(case: Case) -> str:
    """L32 asks for no hardship, L42 leaves it unchecked for some, L31 wants it shown."""
    answer = assess(case).means
    return MeansTest.MET if answer in {None, MeansTest.NOT_MET} else answer


def aid_form_of(case: Case) -> str:
    forms = {one.matter.value: one.aid_form.value for one in matters.SUBJECTS}
    form = forms[case.matter]
    if form == "labour_arbitration" and case.stage == Stage.FIRST_INSTANCE:
        return "civil_litigation"
    return form


def organ_of(case: Case) -> str:
    """Where the matter is heard, if anywhere yet: before the arbitrators, or in the station's court."""
    if case.stage == Stage.LABOUR_ARBITRATION:
        return f"{REGIONS[case.station.code]}劳动人事争议仲裁委员会"
    if case.stage in {Stage.FIRST_INSTANCE, Stage.MEDIATION}:
        return case.station.name.removesuffix("法律援助工作站")
    return ""
