"""Register what can be taken, a batch at a time, each row whole or not at all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from cases.actions.register import register_case
from cases.intake.applications import Application
from cases.intake.findings import Finding, Findings
from cases.intake.places import Places
from cases.intake.rows import check
from cases.intake.table import Row
from cases.intake.twins import OpenCases, Twins
from cases.models import Case
from workflow.transitions import TransitionRefused
from workflow.units import unit_of_work

#: Rows of one transaction: so many share one wait for the disk. Others who write wait for a batch
#: at most, which is half a second.
BATCH = 50


@dataclass
class Outcome:
    """What became of the rows."""

    read: int = 0
    taken: int = 0
    late: int = 0  # of those taken: past a limit already
    known: int = 0  # registered before: by this file or an earlier import
    refused: int = 0
    findings: list[Finding] = field(default_factory=list)
    stopped: bool = False


@dataclass
class _Checked:
    row: Row
    application: Application | None
    findings: Findings
    known: bool = False


class Taking:
    """One import. ``dry_run`` checks everything and registers nothing."""

    def __init__(
        self,
        places: Places,
        *,
        at: datetime,
        dry_run: bool = False,
        progress: Callable[[int, int], None] = lambda done, total: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self.places, self.at, self.dry_run = places, at, dry_run
        self.progress, self.stop = progress, stop
        self.outcome = Outcome()
        self._twins = Twins()
        self._rows: dict[str, str] = {}  # submission -> the row that had it first

    def run(self, rows: Sequence[Row]) -> Outcome:
        for batch in _batches(rows):
            self._take(batch)
            self.progress(self.outcome.read, len(rows))
            if self.outcome.stopped:
                break
        return self.outcome

    def _take(self, batch: Sequence[Row]) -> None:
        """One transaction. Who interrupts it hard loses the batch, never a part of a case."""
        checked = [_Checked(row, *check(row, places=self.places, at=self.at)) for row in batch]
        applications = [one.application for one in checked if one.application is not None]
        self._compare(checked, applications)
        done: list[_Checked] = []
        cases: list[Case] = []
        # Numbers are counted by station: in the order of stations two imports can't wait for
        # each other in a circle. Within a station the file's order stays.
        with unit_of_work():
            for one in sorted(checked, key=_station):
                if self.stop():
                    self.outcome.stopped = True
                    break
                cases += self._register(one)
                done.append(one)
        self._count(done, cases, batch)

    def _compare(self, checked: list[_Checked], applications: list[Application]) -> None:
        """Known already, or perhaps a second application for the same thing."""
        submissions = [key for one in applications for key in one.submissions()]
        numbers = dict(
            Case.objects.filter(submission__in=submissions).values_list("submission", "number")
        )
        open_cases = OpenCases(applications)
        for one in checked:
            if one.application is None:
                continue
            keys = one.application.submissions()
            number = next((numbers[key] for key in keys if key in numbers), None)
            twin = self._twins.sentence(one.application, open_cases)
            earlier = self._rows.setdefault(keys[0], one.row.label)
            one.known = number is not None or earlier != one.row.label
            if one.known:
                one.findings = Findings(one.row.label)  # what there was to ask was asked then
            if number is not None:
                one.findings.warning(
                    "",
                    _("Registered already as case %(number)s: not taken again.")
                    % {"number": number},
                )
            elif one.known:
                one.findings.warning(
                    "", _("The same application as row %(row)s: taken once.") % {"row": earlier}
                )
            elif twin:
                one.findings.warning("applicant_name", twin)

    def _register(self, one: _Checked) -> list[Case]:
        """The new case, if there is one."""
        application = one.application
        if application is None or one.known or self.dry_run:
            return []
        try:
            case = register_case(
                station=application.place.station,
                applicant=application.applicant,
                facts=application.facts,
                opponents=application.opponents,
                submission=application.submissions()[0],
                by=application.place.clerk,
                at=self.at,
                on_paper=True,
            )
        except TransitionRefused as refusal:
            one.findings.error("", str(refusal))
            return []
        return [case]

    def _count(self, done: list[_Checked], cases: list[Case], batch: Sequence[Row]) -> None:
        """After the commit: what was undone is not counted."""
        order = {id(row): place for place, row in enumerate(batch)}
        for one in sorted(done, key=lambda one: order[id(one.row)]):
            self.outcome.findings += one.findings.found
            self.outcome.refused += one.findings.errors
            self.outcome.known += one.known
        self.outcome.read += len(done)
        self.outcome.taken += len(cases)
        self.outcome.late += sum(
            case.next_due_at is not None and case.next_due_at <= self.at for case in cases
        )


def _station(one: _Checked) -> str:
    return one.application.place.station.code if one.application else ""


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
