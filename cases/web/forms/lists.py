"""The forms above the list of cases."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.identity import is_number, normal
from cases.states import Status
from cases.web.forms.base import HouseForm

OPEN = "open"
#: No telephone and no identity paper has fewer digits.
FEWEST = 6
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
        """An identity or telephone number is searched as one word, however it was typed."""
        words: str = self.cleaned_data["words"].strip()
        return normal(words) if is_number(words) else words


#: A case's own number: so many letters or digits, year, serial number.
CASE_NUMBER = re.compile(r"[A-Za-z0-9_-]+-[0-9]{4}-[0-9]{5,}")


def asks_for_a_person(words: str) -> bool:
    """A word of it may be somebody's number: such searches are counted and recorded."""
    found = [words, *words.split()]
    return any(
        sum(letter.isdigit() for letter in normal(one)) >= FEWEST and not CASE_NUMBER.fullmatch(one)
        for one in found
    )
