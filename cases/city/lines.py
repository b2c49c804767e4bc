"""A line of hardship for the demo: invented, and saying so wherever it is shown."""

from datetime import date, datetime
from decimal import Decimal

from cases.actions.change_eligibility import decide_entry, enter_line
from cases.models import HardshipLine, User

REGION = "620800"
AMOUNT = Decimal(1000)
BASIS = "演示用虚构标准（不是甘肃省公布的标准）"


def build(*, at: datetime) -> None:
    """Entered by one administrator of the demo and confirmed by the other."""
    one, other = User.objects.filter(username__in=["admin-1", "admin-2"]).order_by("username")
    line = enter_line(
        region=REGION,
        amount=AMOUNT,
        valid_from=date(2022, 1, 1),
        valid_to=None,
        basis=BASIS,
        reason="仅供演示，使用前须录入省级规定的标准。",
        by=one,
        at=at,
    )
    decide_entry(table=HardshipLine, pk=line.pk, accept=True, by=other, at=at)
