"""The forms by which an administrator changes how numbers are written, or sets some aside."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.web.forms.base import Day, HouseForm, Printable, Words
from documents import labels


class WrittenForm(Printable, HouseForm):
    template = forms.CharField(
        label=_("Written as"),
        max_length=labels.LONGEST,
        help_text=_(
            "{letter} is the agency's letter, {register} the word of the register, {year} the year, "
            "{seq} the number; {seq:04} fills it up with zeros."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    valid_from = Day(label=_("From"), help_text=_("Numbers already given stay as they are."))

    def __init__(self, *args: Any, today: date, present: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].initial = present
        self.fields["valid_from"].initial = today

    def clean_template(self) -> str:
        template: str = self.cleaned_data["template"].strip()
        if found := labels.flaws(template):
            raise forms.ValidationError(found)
        return template


class AsideForm(Printable, HouseForm):
    last = forms.IntegerField(label=_("Up to number"), min_value=1, max_value=999_999)
    reason = Words(
        label=_("Reason"),
        max_length=200,
        rows=2,
        help_text=_("Who gave these numbers, and where those papers are to be found."),
    )
