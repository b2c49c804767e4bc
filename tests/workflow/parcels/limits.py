"""The limits of the parcel office."""

from datetime import date, time

from workflow.rules import ShippedRule
from workflow.stages import ShippedStage

SHIPPED = (
    ShippedRule(
        code="deliver",
        name="Delivery",
        amount=7,
        basis="Parcel Act, art. 1",
        valid_from=date(2022, 1, 1),
        end_event="delivered",
    ),
    ShippedRule(
        code="deliver",
        name="Delivery",
        amount=7,
        unit="working",
        basis="Parcel Order, art. 13",
        valid_from=date(2012, 7, 1),
        valid_to=date(2021, 12, 31),
        end_event="delivered",
    ),
    ShippedRule(
        code="deliver_promise",
        name="Delivery as promised",
        amount=5,
        basis="Notice at the counter",
        valid_from=date(2019, 8, 29),
        end_event="delivered",
        nature="promise",
        confirmed=False,
    ),
    ShippedRule(
        code="customs",
        name="Customs papers",
        amount=None,
        basis="Parcel Act, art. 2",
        valid_from=date(2022, 1, 1),
        end_event="papers_in",
    ),
    ShippedRule(
        code="chill",
        name="Cold chain",
        amount=24,
        unit="hours",
        roll="none",
        basis="Parcel Act, art. 3",
        valid_from=date(2022, 1, 1),
        end_event="delivered",
    ),
    ShippedRule(
        code="counter",
        name="Counter service",
        amount=3,
        cut_off=time(17, 30),
        basis="House rules",
        valid_from=date(2022, 1, 1),
    ),
)

#: Every limit of the parcel office has these; they are named limit by limit, because the table has
#: the city's own rows for all limits already.
STAGES = tuple(
    ShippedStage(stage, stage.replace("_", " "), days_before=days, limit=code)
    for code in sorted({rule.code for rule in SHIPPED})
    for stage, days in (("two_days", 2), ("one_day", 1), ("last_day", 0), ("breach", None))
)
