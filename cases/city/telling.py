"""Tell all stories in the order of time, as if the city had worked with this system for two months."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from heapq import heapify, heappop, heappush
from random import Random
from typing import Any

from django.utils.timezone import localdate

from cases import flows, notices
from cases.actions.file_correction import file_correction
from cases.actions.notify import take_in_notice
from cases.actions.record_agreement import Told
from cases.actions.register import register_case
from cases.city import organs
from cases.city.applications import invent
from cases.city.evidence import Twins, hand_in
from cases.city.invention import Inventor
from cases.city.people import Staff
from cases.city.scene import Scene
from cases.city.steps import STEPS
from cases.city.stories import Story
from cases.city.together import beside
from cases.codes import Channel
from cases.models import Case, Lawyer, Office
from cases.models.agreements import Answer
from cases.states import Role
from workflow.moments import local_day, moment_on

#: When the clock runner looks: after midnight limits have passed, in the morning it warns.
LOOKS = (time(0, 5), time(8, 31))
#: Of five to-dos that wait for an office, two are in somebody's hand.
CLAIMED = 0.4
#: What the demo's submissions are called.
SUBMISSION = "demo:"


class Telling:
    """The whole two months, from the first receipt until now."""

    def __init__(
        self,
        stories: list[Story],
        *,
        until: datetime,
        staff: Staff,
        stations: list[Office],
        organ: Office,
        lawyers: list[Lawyer],
        inventor: Inventor,
    ) -> None:
        self.stories, self.until, self.staff, self.stations = stories, until, staff, stations
        self.lawyers, self.inventor, self.organ = lawyers, inventor, organ
        self.random: Random = inventor.random
        self.twins = Twins(stations)

    def tell(self, say: Callable[[int, int], None]) -> None:
        """``say(done, all)`` hears how far it is, in steps."""
        steps = sum(len(story.moments) for story in self.stories)
        queue = [(story.next_at, story.number, story) for story in self.stories]
        heapify(queue)
        looked, done = self._looks(queue[0][0]), 0
        look = next(looked)
        while queue:
            at, number, story = heappop(queue)
            while look < at:
                self._look(look)
                look = next(looked)
            self._play(story)
            done += 1
            say(done, steps)
            if not story.over:
                heappush(queue, (story.next_at, number, story))
        self._claim()
        self._correct()
        for rest in (look, *looked):
            self._look(rest)

    def _looks(self, first: datetime) -> Any:
        """Every moment at which the clock runner looks, up to now and once now."""
        day, today = local_day(first), local_day(self.until)
        while day <= today:
            for clock in LOOKS:
                if moment_on(day, clock) < self.until:
                    yield moment_on(day, clock)
            day += timedelta(days=1)
        yield self.until

    @staticmethod
    def _look(at: datetime) -> None:
        while notices.pass_time(at=at):
            pass

    def _play(self, story: Story) -> None:
        if story.played == 0:
            story.case_id = self._register(story).pk
        else:
            scene = Scene(
                case=Case.objects.with_places().get(pk=story.case_id),
                at=self._moment(story),
                staff=self.staff,
                random=self.random,
                named=story.named_on(self._today),
                until=self._today,
                lawyers=self.lawyers,
            )
            STEPS[story.next_step](scene)
        story.played += 1

    @property
    def _today(self) -> date:
        return localdate(self.until)

    def _moment(self, story: Story) -> datetime:
        """Nothing happens after now."""
        return min(story.next_at, self.until)

    def _register(self, story: Story) -> Case:
        at = self._moment(story)
        if story.plot.notified:
            return take_in_notice(
                **organs.invent(self.inventor, organ=self.organ, number=story.number, at=at),
                submission=f"{SUBMISSION}{story.number}",
                by=self.staff.liaison,
                at=at,
            )
        station = self.random.choices(self.stations, [2, 6, 4, 3, 2, 4, 4, 3])[0]
        application = invent(
            self.inventor,
            station=station,
            received_at=at,
            complete=story.plot.complete,
            minor=story.plot.minor,
        )
        application = self.twins.follow(story.number, application)
        facts = application["facts"]
        more = beside(
            application, story.number, minor=story.plot.minor, together=story.plot.together
        )
        told = _told(story.number, application["applicant"], localdate(at))
        facts["received_at"] = at - self._lag(facts["channel"], exact=bool(story.plot.dues))
        by = self.random.choice(self.staff.clerks[application["station"].pk])
        submission = f"{SUBMISSION}{story.number}"
        case = register_case(
            **application, beside=replace(more, told=told), submission=submission, by=by, at=at
        )
        hand_in(case, story.number, by=by, at=at)
        return case

    def _correct(self) -> None:
        """One applicant says that a telephone number is wrong: a head decides it."""
        case = Case.objects.with_places().get(pk=self.stories[0].case_id)
        file_correction(
            case_id=case.pk,
            what="phone",
            value=self.inventor.phone(),
            why="换了号码",
            by=self.staff.clerks[case.station_id][0],
            at=self.until,
        )

    def _lag(self, channel: str, *, exact: bool) -> timedelta:
        """From the receipt to the counter's keyboard: letters wait, the web doesn't sleep.

        ``exact``: on the same day, since the plot wants its limit to end on a certain one."""
        if exact or channel == Channel.COUNTER:
            return timedelta(minutes=self.random.randint(3, 10))
        longest = 14 if channel == Channel.WEB else 3
        return timedelta(minutes=self.random.randint(10, 60 * longest))

    def _claim(self) -> None:
        """Some of what waits is in somebody's hand."""
        for story in self.stories:
            case = Case.objects.with_places().get(pk=story.case_id)
            if case.todo_role in {None, Role.LAWYER} or self.random.random() > CLAIMED:
                continue
            person = self.random.choice(list(flows.holders(case)))
            flows.claim(
                case=case, by=person, at=min(story.moments[-1] + timedelta(minutes=20), self.until)
            )


def _told(number: int, applicant: dict[str, Any], on: date) -> Told | None:
    """Most were told at the counter; for a child a guardian answers."""
    if number % 12 == 0:
        return None
    means = Answer.PLEDGED if number % 3 == 0 else Answer.AGREED
    if applicant["birth_on"] > on - timedelta(days=14 * 366):
        return Told(means=means, guardian=f"{applicant['name'][0]}秀英", relation="母亲")
    return Told(means=means)
