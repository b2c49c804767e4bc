"""The forms above the list of cases."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.identity import normal
from cases.states import Status
from cases.web.forms.base import HouseForm

OPEN = "open"
STATUSES = [
    (OPEN, _("All that are open")),
    ("all", _("All")),
    *[(code, label) for code, label in Status.choices if code != Status.NEW],
]


class FilterForm(HouseForm):
    """Filters are part of the address: they name nobody."""

    status = forms.ChoiceField(label=_("Status"), choices=STATUSES, required=False)
    station = forms.ChoiceField(label=_("Station"), required=False)
    late = forms.BooleanField(label=_("Late only"), required=False)

    def __init__(self, *args: Any, stations: list[Any], searching: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(station.code, station.short_name) for station in stations]
        station: Any = self.fields["station"]
        station.choices = [("", _("All stations")), *names]
        #: Who searches for a name wants ended cases as well.
        self.usual_status = "all" if searching else OPEN
        if not self.data.get("status"):
            given: Any = self.data
            self.data = given = given.copy()
            given["status"] = self.usual_status


class SearchForm(HouseForm):
    words = forms.CharField(
        label=_("Search"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def clean_words(self) -> str:
        """An identity number is searched in its normal form, however it was typed."""
        words = self.cleaned_data["words"].strip()
        bare = normal(words)
        return bare if len(bare) == 18 and bare[:17].isdecimal() else words
