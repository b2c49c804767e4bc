"""One case's story: when each of its steps happens, and which days its people name."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import cycle, islice
from random import Random

from django.utils.timezone import localdate

from cases.city.hours import OfficeHours
from cases.city.plots import FIXED, GAPS, PLOTS, SLOW, SLOWER, Plot
from workflow.calendars import Calendar
from workflow.models import LimitRule
from workflow.rules import reckon

#: Nothing of the demo is older than this.
LONGEST = timedelta(days=59)


@dataclass
class Story:
    """A plot with its moments: the registration first, then each step."""

    number: int
    plot: Plot
    moments: list[datetime]
    named_in: int  # days from today, for a date named in the last step
    case_id: int = 0
    played: int = field(default=0)

    @property
    def next_at(self) -> datetime:
        return self.moments[self.played]

    @property
    def next_step(self) -> str:
        """The step to play now; the registration has no name."""
        return self.plot.steps[self.played - 1] if self.played else ""

    @property
    def over(self) -> bool:
        return self.played >= len(self.moments)

    def named_on(self, today: date) -> date:
        """The day that the present step names: after the step that waits for it, or as the plot says."""
        on = localdate(self.next_at)
        if self.played + 1 < len(self.moments):
            waiting = self.plot.steps[self.played]
            coming = localdate(self.moments[self.played + 1])
            day = coming - timedelta(days=1) if waiting == "deem_withdrawn" else coming
        else:
            day = today + timedelta(days=self.named_in)
        return max(day, on + timedelta(days=1))


def write(hours: OfficeHours, calendar: Calendar, today: date, random: Random) -> list[Story]:
    """Every story of every plot."""
    stories: list[Story] = []
    for plot in PLOTS:
        dues = (*plot.dues, *[None] * plot.count)
        rests = islice(cycle(plot.rests), plot.count)
        for place, rest in enumerate(rests):
            number = len(stories) + 1
            slow = SLOWER if number % SLOW == 0 else 1.0
            back = _days_back(plot, dues[place], rest, slow, hours, calendar, today, random)
            stories.append(
                Story(
                    number=number,
                    plot=plot,
                    # Nobody presses a button on the full minute
                    moments=sorted(
                        hours.ago(days) + timedelta(seconds=random.randrange(1, 59))
                        for days in back
                    ),
                    named_in=plot.named[place % len(plot.named)],
                )
            )
    return stories


def _days_back(
    plot: Plot,
    due_in: int | None,
    rest: float,
    slow: float,
    hours: OfficeHours,
    calendar: Calendar,
    today: date,
    random: Random,
) -> list[float]:
    """How many working days ago the registration and each step were, the oldest first."""
    gaps = [random.uniform(*GAPS[step]) for step in plot.steps]
    if due_in is not None:
        began = _began(plot.clock, due_in, hours, calendar, today)
        length = hours.days_since(began, opening=random.uniform(0.05, 0.6))
        if plot.from_receipt:
            longest = length * 0.8 / max(sum(gaps), 0.01)
            gaps = [gap * min(1.0, longest) for gap in gaps]
            rest = length - sum(gaps)
        else:
            rest = length
    elif plot.steps and not FIXED & set(plot.steps):
        gaps[random.randrange(len(gaps))] *= slow
    fixed = sum(gap for step, gap in zip(plot.steps, gaps, strict=True) if step in FIXED)
    room = hours.days_since(today - LONGEST) - rest - fixed
    tight = min(1.0, room / max(sum(gaps) - fixed, 0.01))
    gaps = [
        gap if step in FIXED else gap * tight for step, gap in zip(plot.steps, gaps, strict=True)
    ]
    back = [rest]
    for gap in reversed(gaps):
        back.append(back[-1] + gap)
    return back[::-1]


def _began(code: str, due_in: int, hours: OfficeHours, calendar: Calendar, today: date) -> date:
    """The latest day on which this limit had to begin to end in so many days, or as soon after."""
    wanted = today + timedelta(days=due_in)
    period = LimitRule.objects.in_force(code, today).period
    found = hours.days[-1]
    for day in reversed(hours.days):
        due_on = reckon(calendar, day, period, []).due_on
        if due_on is None or due_on < wanted:
            break
        found = day
    return found
