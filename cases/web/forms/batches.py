"""Asking for many papers in one file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.web.forms.base import HouseForm
from documents.kinds import KINDS
from documents.models import Batch

#: So many years back, this one included.
YEARS = 10


class BatchForm(HouseForm):
    year = forms.TypedChoiceField(label=_("Year of issue"), coerce=int)
    kind = forms.ChoiceField(
        label=_("Paper"), choices=[(kind, KINDS[kind].title) for kind in KINDS]
    )
    form = forms.ChoiceField(label=_("File"), choices=Batch.Form.choices, initial=Batch.Form.PDF)

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years: Any = self.fields["year"]
        years.choices = [(one, str(one)) for one in range(year, year - YEARS, -1)]
