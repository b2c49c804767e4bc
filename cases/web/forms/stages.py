"""The forms of a stage: its moment, who is told, and by which channels."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.web.forms.base import HouseForm
from cases.web.forms.endpoints import in_order
from workflow.channels import channel, channels_where
from workflow.models import StageRule

AUDIENCES = {
    "turn": _("Whose turn it is"),
    "supervisor": _("Head of agency"),
    "city": _("Justice bureau"),
}
MOMENTS = [
    ("percent", _("when so much of the time is over, in %")),
    ("before", _("so many days before the last day (0: on the last day)")),
    ("after", _("so many days after the limit has passed")),
]
#: How far a number may reach, by its moment.
REACH = {"percent": (1, 99), "before": (0, 365), "after": (1, 365)}


class ToldForm(HouseForm):
    """Who is told, and by what: all there is to say about the breach."""

    audiences = forms.MultipleChoiceField(
        label=_("Who is told"), choices=AUDIENCES.items(), widget=forms.CheckboxSelectMultiple
    )
    channels = forms.MultipleChoiceField(
        label=_("By which channels"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Everybody who is told finds a notice in the site in any case."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["channels"]
        offered.choices = [
            (one, channel(one).label) for one in in_order(channels_where(stays_inside=False))
        ]

    def facts(self) -> dict[str, Any]:
        """The columns of the stage."""
        return {
            "audiences": self.cleaned_data["audiences"],
            "channels": ["in_app", *self.cleaned_data["channels"]],
        }


class StageForm(ToldForm):
    """A warning, or a word after the limit has passed."""

    name = forms.CharField(label=_("name"), max_length=120)
    moment = forms.ChoiceField(label=_("When"), choices=MOMENTS, widget=forms.RadioSelect)
    number = forms.IntegerField(label=_("How many"))
    active = forms.BooleanField(label=_("in use"), required=False, initial=True)
    field_order = ["name", "moment", "number", "audiences", "channels", "active"]

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = list(others)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "moment" in given and given.get("number") is not None:
            low, high = REACH[given["moment"]]
            if not low <= given["number"] <= high:
                said = _("Between %(low)d and %(high)d.") % {"low": low, "high": high}
                self.add_error("number", said)
            elif any(_moment_of(one) == self._columns(given) for one in self.others):
                raise ValidationError(_("This limit has a stage at that moment already."))
        return given

    def facts(self) -> dict[str, Any]:
        percent, days_before = self._columns(self.cleaned_data)
        return super().facts() | {
            "name": self.cleaned_data["name"],
            "percent": percent,
            "days_before": days_before,
            "active": self.cleaned_data["active"],
        }

    @staticmethod
    def _columns(given: dict[str, Any]) -> tuple[int | None, int | None]:
        number = given["number"]
        if given["moment"] == "percent":
            return number, None
        return None, number if given["moment"] == "before" else -number


def _moment_of(row: StageRule) -> tuple[int | None, int | None]:
    return row.percent, row.days_before


def first_of(row: StageRule) -> dict[str, Any]:
    """What the form begins with for a stage that is there."""
    first: dict[str, Any] = {
        "name": row.label,
        "active": row.active,
        "audiences": row.audiences,
        "channels": row.channels,
    }
    if row.percent is not None:
        return first | {"moment": "percent", "number": row.percent}
    if row.days_before is not None:
        after = row.days_before < 0
        return first | {"moment": "after" if after else "before", "number": abs(row.days_before)}
    return first
