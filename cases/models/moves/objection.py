"""The moves of an objection: taken down, examined, ruled on by the bureau (L49)."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases import conditions, permissions
from cases.models.objection_facts import ObjectionFacts
from cases.states import ObjectionStatus
from workflow.transitions import move, refuse_if

#: An order is carried out in days; a year is a slip of the keyboard.
LONGEST = 365


class ObjectionMoves(ObjectionFacts):
    class Meta:
        abstract = True

    @move(
        ObjectionStatus.NEW,
        ObjectionStatus.FILED,
        by=permissions.clerk_or_bureau,
        label=_("File an objection"),
        when=[conditions.a_decision_can_be_contested, conditions.no_other_objection_is_open],
    )
    def file(self, *, by: Any, at: datetime) -> None:
        """Take down what the applicant or recipient objects to (L49). One that comes late is taken
        down like any other: whether that matters is for the bureau to say."""
        received_on = localdate(self.received_at)
        refuse_if(
            (not self.grounds.strip(), _("Say what the objection rests on.")),
            (self.received_at > at, _("The time of receipt lies in the future.")),
            (
                received_on < self.contested_on,
                _("The objection can't have come before the decision that it is about."),
            ),
            (
                self.posted_on is not None
                and not self.contested_on <= self.posted_on <= received_on,
                _("The day of posting must lie between the decision and the receipt."),
            ),
            (
                self.decision_received_on is not None
                and not self.contested_on <= self.decision_received_on <= received_on,
                _("The decision was received between its own day and that of the objection."),
            ),
        )

    @move(
        ObjectionStatus.FILED,
        ObjectionStatus.EXAMINING,
        by=permissions.bureau,
        label=_("Examine the objection"),
    )
    def examine(self, *, by: Any, at: datetime, asked: str) -> None:
        """Take it up, and ask the agency for its file and its view (L49)."""

    @move(
        ObjectionStatus.EXAMINING,
        ObjectionStatus.UPHELD,
        by=permissions.bureau,
        label=_("Uphold the decision"),
    )
    def uphold(self, *, by: Any, at: datetime, finding: str) -> None:
        """The decision stands, in writing and with what was found; reconsideration or suit is
        open (L49)."""
        refuse_if((not finding.strip(), _("Say what was found; it is printed on the ruling.")))
        self.finding, self.ruled_at = finding, at

    @move(
        ObjectionStatus.EXAMINING,
        ObjectionStatus.CORRECTED,
        by=permissions.bureau,
        label=_("Order a correction"),
    )
    def correct(
        self, *, by: Any, at: datetime, finding: str, order: str, carry_out_by: date
    ) -> None:
        """The agency is ordered to correct its decision, by a day that the order names (L49)."""
        today = localdate(at)
        refuse_if(
            (not finding.strip(), _("Say what was found; it is printed on the ruling.")),
            (not order.strip(), _("Say what the agency must do; it is printed on the ruling.")),
            (carry_out_by < today, _("The order can't be due before today.")),
            ((carry_out_by - today).days > LONGEST, _("Name a day within the next year.")),
        )
        self.finding, self.order, self.ruled_at = finding, order, at
        self.carry_out_by = carry_out_by
