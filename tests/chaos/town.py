"""A town whose limits run out: real cases, registered by the real action, with more clocks each."""

from datetime import date, datetime, timedelta

from django.db import transaction

from cases.models import CaseClock, CaseMessage, Endpoint
from tests.cases.cast import City, build_city, registered
from tests.cases.moments import moment
from workflow import clocks
from workflow.models import LimitRule, StageRule
from workflow.units import unit_of_work

#: Registered on Monday the 2nd of November 2026; the limits end on Monday the 9th.
REGISTERED = moment(date(2026, 11, 2), 9)
#: In the morning of the last day: three stages have come, the breach comes at midnight.
LAST_DAY = moment(date(2026, 11, 9), 9)
#: After midnight: all of them are breached.
OVERDUE = moment(date(2026, 11, 10), 0, 1)
MORE = tuple(f"chaos_{number}" for number in range(1, 5))


def build() -> City:
    """Offices, people and endpoints; every stage goes to a file too, and nothing by mail."""
    city = build_city()
    Endpoint.objects.create(office=city.agency, channel="file", name="sink")
    for stage in StageRule.objects.all():
        stage.channels = ["in_app", "file"]
        stage.save()
    for code in MORE:
        LimitRule.objects.create(
            code=code, name="A limit more", amount=7, valid_from=date(2022, 1, 1), confirmed=True
        )
    return city


def take_in(city: City, count: int) -> list[int]:
    """So many cases, each with six clocks; the keys of all their clocks."""
    for _ in range(0, count, 50):
        with transaction.atomic():
            for _ in range(min(50, count)):
                case = registered(city, received_at=REGISTERED, by=city.clerk)
                with unit_of_work(), clocks.changes(case, at=REGISTERED) as change:
                    for code in MORE:
                        change.start(code, on=REGISTERED.date())
        count -= 50
    return list(CaseClock.objects.order_by("pk").values_list("pk", flat=True))


def spread(keys: list[int], *, begins: datetime, over: timedelta) -> None:
    """Let the alarms that have come be looked at one after the other, evenly over that time: as if
    each had just fallen due. In the order of a shuffled deck, so that cases mix."""
    for place in range(len(keys)):
        key = keys[(place * 7919) % len(keys)] if len(keys) % 7919 else keys[place]
        CaseClock.objects.filter(pk=key).update(next_action_at=begins + over * place / len(keys))


def has_work(at: datetime) -> bool:
    """Something is due, or a message could leave now."""
    due = CaseClock.objects.due_for_action(at).exists()
    return due or CaseMessage.objects.ready(at).exists()


def is_at_rest(at: datetime) -> bool:
    """Nothing is due, and no message waits for anything."""
    due = CaseClock.objects.due_for_action(at).exists()
    return not due and not CaseMessage.objects.waiting().exists()
