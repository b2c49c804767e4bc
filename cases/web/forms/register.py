"""The one form of the counter: an application as it is taken down."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.codes import Channel, Group, IdType, Material, Matter, Sex, Stage
from cases.identity import NUMBERED, Identity, IdentityProblem, normal, parse
from cases.limits import LAW
from cases.models import Office
from cases.web.forms.base import Day, HouseForm, Lines, Moment, Words

#: The screen: three columns of groups of fields, in the order in which they are typed.
COLUMNS: tuple[tuple[tuple[Any, tuple[str, ...]], ...], ...] = (
    (
        (_("Receipt"), ("station", "received_at", "channel")),
        (
            _("Applicant"),
            (
                "name",
                "sex",
                "id_type",
                "id_no",
                "no_id_reason",
                "birth_on",
                "phone",
                "address",
            ),
        ),
    ),
    (
        (
            _("Matter"),
            (
                "matter",
                "cause",
                "stage",
                "limitation_on",
                "claim",
                "opponents",
                "criminal",
                "life_or_death",
            ),
        ),
    ),
    (
        (_("Means"), ("groups", "household_size", "monthly_income_yuan")),
        (_("Papers and note"), ("materials", "note")),
    ),
)
APPLICANT = ("name", "id_type", "id_no", "no_id_reason", "sex", "birth_on", "phone", "address")
FACTS = (
    "received_at",
    "channel",
    "matter",
    "cause",
    "claim",
    "stage",
    "groups",
    "household_size",
    "monthly_income_yuan",
    "limitation_on",
    "criminal",
    "life_or_death",
    "materials",
    "note",
)


class RegisterForm(HouseForm):
    """``warnings`` are sentences that stop nothing: the clerk looks again, the case is kept."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    station = forms.ModelChoiceField(
        label=_("Station"), queryset=Office.objects.none(), empty_label=None
    )
    received_at = Moment(label=_("Received at"))
    channel = forms.ChoiceField(label=_("Received by"), choices=Channel.choices)

    name = forms.CharField(label=_("Name"), max_length=80)
    id_type = forms.ChoiceField(label=_("Identity paper"), choices=IdType.choices)
    id_no = forms.CharField(label=_("Identity number"), max_length=60, required=False)
    no_id_reason = forms.CharField(
        label=_("Reason why there is none"), max_length=200, required=False
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", "—"), *Sex.choices], required=False)
    birth_on = Day(
        label=_("Date of birth"), required=False, help_text=_("Empty: as in the number.")
    )
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    groups = forms.MultipleChoiceField(
        label=_("Groups"),
        choices=Group.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    matter = forms.ChoiceField(label=_("Matter"), choices=[("", "—"), *Matter.choices])
    cause = forms.CharField(label=_("Cause"), max_length=80)
    stage = forms.ChoiceField(label=_("Stage"), choices=[("", "—"), *Stage.choices])
    limitation_on = Day(label=_("Limitation ends on"), required=False)
    opponents = Lines(
        label=_("Opposing parties"), required=False, rows=2, help_text=_("One a line.")
    )
    claim = Words(label=_("What is claimed"), rows=2)
    criminal = forms.BooleanField(label=_("Criminal case"), required=False)
    life_or_death = forms.BooleanField(label=_("Life or death sentence possible"), required=False)

    household_size = forms.IntegerField(
        label=_("Household size"), min_value=1, max_value=99, required=False
    )
    monthly_income_yuan = forms.DecimalField(
        label=_("Household income a month (yuan)"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
    )
    materials = forms.MultipleChoiceField(
        label=_("Papers there"),
        choices=Material.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = Words(label=_("Note"), rows=2, required=False)

    def __init__(self, *args: Any, stations: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at, self.today = at, localdate(at)
        self.warnings: list[str] = []
        station: Any = self.fields["station"]
        station.queryset, station.initial = stations, stations[0]
        self.fields["received_at"].initial = at
        self.fields["materials"].initial = [Material.APPLICATION_FORM]
        if len(stations) == 1:
            station.widget = forms.HiddenInput()
        for name, hints in TYPED.items():
            self.fields[name].widget.attrs.update(hints)

    def station_name(self) -> str:
        """The one station that needs no choosing."""
        return str(self.fields["station"].initial)

    def columns(self) -> list[list[tuple[Any, list[Any]]]]:
        """The visible fields by column and group, for the page."""
        return [
            [
                (title, [self[name] for name in names if not self[name].is_hidden])
                for title, names in groups
            ]
            for groups in COLUMNS
        ]

    def clean_received_at(self) -> datetime:
        received: datetime = self.cleaned_data["received_at"]
        if received > self.at:
            raise forms.ValidationError(_("The time of receipt lies in the future."))
        if localdate(received) < LAW:
            raise forms.ValidationError(
                _("Applications from before 2022 fall under the older rules.")
            )
        return received

    def clean_limitation_on(self) -> date | None:
        day: date | None = self.cleaned_data["limitation_on"]
        if day and day < self.today:
            self.warnings.append(str(_("The limitation has ended already: check the date.")))
        return day

    def clean_birth_on(self) -> date | None:
        day: date | None = self.cleaned_data["birth_on"]
        if day and day > self.today:
            raise forms.ValidationError(_("The date of birth lies in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        number = given["id_no"] = normal(given.get("id_no", ""))
        kind = given.get("id_type")
        if kind == IdType.NONE:
            given["id_no"] = number = ""
        if kind in NUMBERED and number:
            self._read_number(number, given)
        if not number and not given.get("no_id_reason"):
            self.add_error("id_no", _("Give the identity number, or the reason why there is none."))
        if given.get("life_or_death"):
            given["criminal"] = True
        return given

    def _read_number(self, number: str, given: dict[str, Any]) -> None:
        """What the number says fills what was left empty; what differs is a warning, no error."""
        try:
            found = parse(number, self.today)
        except IdentityProblem as problem:
            self.add_error("id_no", str(problem.sentence))
            return
        given["id_type"] = found.kind
        given["sex"] = given.get("sex") or found.sex
        given["birth_on"] = given.get("birth_on") or found.birth_on
        self.warnings += differences(found, given)

    def applicant(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in APPLICANT}

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS}

    def urgent(self) -> bool:
        """Less than seven days to the end of the limitation: aid first is possible (L44)."""
        day: date | None = self.cleaned_data["limitation_on"]
        return day is not None and self.today <= day < self.today + timedelta(days=7)


def differences(found: Identity, given: dict[str, Any]) -> list[str]:
    """Where the form says something else than the number."""
    said = []
    if given["sex"] != found.sex:
        said.append(str(_("The sex differs from the one in the identity number: check both.")))
    if given["birth_on"] != found.birth_on:
        said.append(
            str(_("The date of birth differs from the one in the identity number: check both."))
        )
    return said


#: How the browser helps with typing; nothing personal is kept by it.
TYPED: dict[str, dict[str, str]] = {
    "name": {"autocomplete": "off"},
    "id_no": {"autocomplete": "off", "spellcheck": "false", "class": "form-control number"},
    "phone": {"autocomplete": "off", "inputmode": "tel"},
    "address": {"autocomplete": "off"},
    "monthly_income_yuan": {"step": "0.01"},
}
