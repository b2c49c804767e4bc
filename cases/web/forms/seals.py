"""The forms by which administrators change seals: the picture, from when, why, and the signature."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.web.forms.base import Moment, Words
from cases.web.forms.signed import SignedForm


class SealForm(SignedForm):
    """A new seal."""

    picture = forms.FileField(
        label=_("Picture of the seal"),
        widget=forms.ClearableFileInput(attrs={"accept": ".svg,.png"}),
        help_text=_(
            "SVG with everything turned into paths, or PNG of 500 to 2000 pixels a side with a "
            "transparent background; square, the seal reaching its four edges, 512 KB at most."
        ),
    )
    used_from = Moment(
        label=_("In use from"),
        help_text=_("Not before another administrator has confirmed it."),
    )
    decision_no = forms.CharField(
        label=_("Number of the decision"),
        max_length=80,
        help_text=_("The paper by which the seal was cut and put into use."),
    )
    reason = Words(label=_("Reason"), max_length=400, rows=2)

    field_order = ("picture", "used_from", "decision_no", "reason", "password")

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["used_from"].initial = at

    def facts(self) -> dict[str, Any]:
        """The action's own arguments."""
        given = self.cleaned_data
        names = ("used_from", "decision_no", "reason")
        return {name: given[name] for name in names} | {"content": given["picture"].read()}


class SealDecisionForm(SignedForm):
    """Yes or no to a seal that another administrator handed in."""

    note = Words(
        label=_("Note"), max_length=400, rows=2, required=False, help_text=_("Needed to reject it.")
    )

    field_order = ("note", "password")
