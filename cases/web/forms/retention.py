"""The forms of administrators: a period of retention, and an edition of the notice."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models.keeping import Ending
from cases.web.forms.base import Day, HouseForm, Words


class RetentionForm(HouseForm):
    """How long, counted from which end, on which basis."""

    ending = forms.ChoiceField(label=_("Counts from"), choices=Ending.choices)
    years = forms.IntegerField(label=_("Years kept"), min_value=1, max_value=100)
    basis = forms.CharField(
        label=_("Basis"),
        max_length=200,
        help_text=_("The rule or the decision that sets the period."),
    )
    valid_from = Day(label=_("In force from"))

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = today


class NoticeForm(HouseForm):
    """A new edition."""

    text_zh = Words(label=_("Text in Chinese"), rows=10, max_length=8000)
    text_en = Words(label=_("Text in English"), rows=10, max_length=8000)
    valid_from = Day(label=_("Shown from"))

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = today
