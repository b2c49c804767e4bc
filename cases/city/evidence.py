"""Files for some applications, and a few that resemble each other: what a counter sees each week."""

from datetime import datetime
from typing import Any

from cases.actions.receive_evidence import receive_evidence
from cases.city.scans import photograph, scan
from cases.models import Case, Office, User

#: Stories whose people apply twice: (the one, the other, at the same station).
PAIRS = ((2, 4, True), (5, 40, False))
#: Every so manyth application has its papers as files.
WITH_FILES = 6


class Twins:
    """Remembers an application, and lets the other of its pair come from the same person."""

    def __init__(self, stations: list[Office]) -> None:
        self.stations = stations
        self._first: dict[tuple[int, int, bool], dict[str, Any]] = {}

    def follow(self, number: int, application: dict[str, Any]) -> dict[str, Any]:
        """The application of this story, or that of its twin once more; whichever comes second."""
        for pair in PAIRS:
            if number not in pair[:2]:
                continue
            first = self._first.setdefault(pair, application)
            if first is not application:
                return self._again(first, application, here=pair[2])
        return application

    def _again(
        self, first: dict[str, Any], second: dict[str, Any], *, here: bool
    ) -> dict[str, Any]:
        kept = {"matter", "cause", "claim", "stage", "groups"}
        same = {name: value for name, value in first["facts"].items() if name in kept}
        elsewhere = [one for one in self.stations if one != first["station"]]
        return second | {
            "station": first["station"] if here else elsewhere[0],
            "applicant": first["applicant"],
            "facts": second["facts"] | same,
            "opponents": first["opponents"],
        }


def hand_in(case: Case, number: int, *, by: User, at: datetime) -> None:
    """What is there already is scanned, and its original is seen."""
    if number % WITH_FILES or "identity" not in case.materials:
        return
    files = {
        "identity": [
            photograph(f"身份证正面-{number}.png"),
            photograph(f"身份证反面-{number}.png", height=80),
        ],
    }
    if "case_evidence" in case.materials:
        files["case_evidence"] = [scan(f"证据材料-{number}.pdf", f"Papers of case {case.number}")]
    receive_evidence(
        case_id=case.pk, received=[], originals=["identity"], files=files, by=by, at=at
    )
