"""The case through our own actions: everything on, as the screens call them."""

import uuid
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from story import APPLICANT, APPLICATION, OPPONENT, STEPS

from cases.actions.accept import accept_case
from cases.actions.approve import approve_assignment
from cases.actions.archive import archive_case
from cases.actions.ask_for_papers import ask_for_papers
from cases.actions.close import close_case
from cases.actions.grant import grant_case
from cases.actions.propose import propose_lawyer
from cases.actions.receive_papers import receive_papers
from cases.actions.recommend import recommend
from cases.actions.register import register_case
from cases.actions.report import report_case
from cases.actions.sign import sign_agreement
from cases.models import Firm, Lawyer, Membership, Office, User

ACTIONS: dict[str, Callable[..., Any]] = {
    "ask_for_papers": ask_for_papers,
    "receive_papers": receive_papers,
    "accept": accept_case,
    "recommend": recommend,
    "grant": grant_case,
    "propose": propose_lawyer,
    "approve": approve_assignment,
    "sign": sign_agreement,
    "close": close_case,
    "report": report_case,
    "archive": archive_case,
}


class FayuanCase:
    """One court station, its agency, six people; each :meth:`run` is one case."""

    def __init__(self, tag: str) -> None:
        self.people: dict[str, User] = {}
        bureau = Office.objects.create(
            code=f"bureau-{tag}", kind="bureau", name="平凉市司法局", short_name="司法局"
        )
        agency = Office.objects.create(
            code=f"agency-{tag}",
            kind="agency",
            name="平凉市法律援助中心",
            short_name="中心",
            letter="平",
            parent=bureau,
            contact="何敏",
            phone="0933-1234567",
        )
        self.station = Office.objects.create(
            code=f"court-{tag}",
            kind="station",
            name="崆峒区人民法院法律援助工作站",
            short_name="崆峒",
            parent=agency,
        )
        firm = Firm.objects.create(
            name=f"甘肃正衡律师事务所{tag}", licence_no=tag, licence_until=date(2030, 1, 1)
        )
        self._hire("clerk", tag, office=self.station)
        for role in ("reviewer", "supervisor", "officer", "archivist"):
            self._hire(role, tag, office=agency)
        self._hire("lawyer", tag, firm=firm)
        self.lawyer = Lawyer.objects.create(
            user=self.people["lawyer"],
            firm=firm,
            name="周子昂",
            licence_no=f"L{tag}",
            licence_from=date(2020, 1, 1),
            licence_until=date(2030, 1, 1),
            practising_since=date(2015, 1, 1),
        )

    def _hire(self, role: str, tag: str, **place: Any) -> None:
        person = User.objects.create(username=f"{role}-{tag}", name=role)
        Membership.objects.create(user=person, role=role, **place)
        self.people[role] = person

    def moves(self) -> Iterator[Callable[[], Any]]:
        """The twelve moves of a new case, each made when it is called."""
        case: Any = None

        def register() -> None:
            nonlocal case
            case = register_case(
                station=self.station,
                applicant=dict(APPLICANT),
                facts=dict(APPLICATION),
                opponents=[OPPONENT],
                submission=uuid.uuid4().hex,
                by=self.people["clerk"],
                at=STEPS[0].at,
            )

        yield register
        for step in STEPS[1:]:
            facts = step.facts | self._rows_and_files(step.move)
            person = self.people[step.role]
            yield partial(ACTIONS[step.move], case_id=case.pk, by=person, at=step.at, **facts)

    def _rows_and_files(self, move: str) -> dict[str, Any]:
        if move == "propose":
            return {"lawyer_id": self.lawyer.pk}
        if move == "sign":
            return {"agreement": _scan(), "power_of_attorney": _scan()}
        return {}

    def run(self) -> None:
        for move in self.moves():
            move()


def _scan() -> SimpleUploadedFile:
    """A small file that no other case has."""
    return SimpleUploadedFile("scan.pdf", b"%PDF-1.4 " + uuid.uuid4().bytes * 64)
