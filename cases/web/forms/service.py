"""The form by which service is recorded, or its proof printed beforehand."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.codes import ServiceWay
from cases.web.forms.assignment import Upload
from cases.web.forms.base import Day, HouseForm


class ServiceForm(HouseForm):
    """Several papers may go on one proof."""

    papers = forms.TypedMultipleChoiceField(
        label=_("Papers that go out"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    way = forms.ChoiceField(label=_("Way of service"), choices=ServiceWay.choices)
    receiver = forms.CharField(label=_("Receiver"), max_length=80)
    received_on = Day(label=_("Received on"))
    proof = Upload(label=_("Signed proof of service (form 22)"), required=False)
    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        help_text=_("Who took it in the receiver's place, the number of the parcel, …"),
    )

    def __init__(self, *args: Any, papers: list[Any], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["papers"]
        field.choices = [
            (paper.pk, f"{paper.document.title} {paper.document.label}") for paper in papers
        ]
        self.fields["received_on"].initial = today
