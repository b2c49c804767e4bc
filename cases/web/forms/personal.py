"""What of a person's data somebody needs in full, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.codes import Personal, ShowReason
from cases.web.forms.base import HouseForm


class ShowForm(HouseForm):
    what = forms.MultipleChoiceField(label=_("Show"), widget=forms.CheckboxSelectMultiple)
    reason = forms.ChoiceField(
        label=_("Reason"), choices=ShowReason.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In a few words"),
        max_length=200,
        required=False,
        help_text=_("Kept in the record: write no name and no number."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, allowed: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what: Any = self.fields["what"]
        what.choices = [(one, Personal(one).label) for one in allowed]
