"""The one form of the counter: an application as it is taken down."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases import causes
from cases.actions.register import Beside
from cases.applying import ORGAN_OF, OrganKind
from cases.codes import Channel, Group, IdType, Material, Matter, Sex, Stage
from cases.identity import NUMBERED, Identity, normal
from cases.limits import LAW
from cases.models import Applicant, Office
from cases.web.forms.applying import ApplyingFields, Telephone, numbered
from cases.web.forms.base import Day, HouseForm, Lines, Moment, Printable, Words
from cases.web.forms.consent import CONSENT_GROUP, WithConsent
from cases.web.forms.forwarded import FORWARDED, ForwardedFields


@dataclass(frozen=True)
class Section:
    """A group of fields under a title. Folded ones open by themselves where something is in them."""

    title: Any
    names: tuple[str, ...]
    folded: bool = False
    hint: Any = ""


#: The screen: three columns of sections, in the order in which they are typed: what is always asked
#: for comes first, so that the hand can stop there. A further section is one more line here.
COLUMNS: tuple[tuple[Section, ...], ...] = (
    (
        Section(
            _("Applicant"),
            ("name", "id_no", "phone", "id_type", "sex", "birth_on", "address", "groups"),
        ),
        Section(_("No paper, or a number that does not fit"), ("no_id_reason", "as_printed", "doubt_reason"), folded=True),
        Section(
            _("More about the applicant"),
            ("situation", "ethnic_group", "domicile", "employer", "education"),
            folded=True,
        ),
    ),
    (
        Section(
            _("Matter"),
            (
                "matter",
                "cause",
                "stage",
                "limitation_on",
                "organ_kind",
                "organ",
                "opponents",
                "claim",
                "criminal",
                "life_or_death",
            ),
        ),
    ),
    (
        Section(
            _("Means and papers"),
            ("household_size", "monthly_income_yuan", "materials"),
        ),
        Section(*CONSENT_GROUP),
        Section(
            _("An agent applies"),
            (
                "agent_name",
                "agent_kind",
                "agent_id_no",
                "agent_id_type",
                "agent_phone",
                "agent_relation",
                "agent_ground",
            ),
            folded=True,
            hint=_("For a minor, a person without capacity or in detention (L40)."),
        ),
        Section(_("Others apply with the same claim"), ("co", "claim_divisible"), folded=True),
        Section(_("Forwarded by (L39)"), FORWARDED, folded=True),
        Section(_("Note"), ("note",), folded=True),
        Section(_("Receipt"), ("station", "received_at", "channel")),
    ),
)  # fmt: skip
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
INTAKE = (
    "organ_kind",
    "organ",
    "situation",
    "ethnic_group",
    "domicile",
    "employer",
    "education",
    "claim_divisible",
)
#: So near is the end of a limitation that aid may come first (L44).
URGENT = timedelta(days=7)


class RegisterForm(WithConsent, ForwardedFields, Printable, ApplyingFields, HouseForm):
    """``warnings`` are sentences that stop nothing: the clerk looks again, the case is kept."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    station = forms.ModelChoiceField(
        label=_("Station"), queryset=Office.objects.none(), empty_label=None
    )
    received_at = Moment(label=_("Received at"))
    channel = forms.ChoiceField(
        label=_("Received by"), choices=numbered(Channel.choices, empty=False)
    )

    name = forms.CharField(label=_("Name"), max_length=80)
    id_type = forms.ChoiceField(
        label=_("Identity paper"), choices=numbered(IdType.choices, empty=False)
    )
    id_no = forms.CharField(label=_("Identity number"), max_length=60, required=False)
    no_id_reason = forms.CharField(
        label=_("Reason why there is none"), max_length=200, required=False
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=numbered(Sex.choices), required=False)
    birth_on = Day(label=_("Date of birth"), required=False)
    phone = Telephone(label=_("Telephone"))
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    ethnic_group = forms.CharField(label=_("Ethnic group"), max_length=20, required=False)
    domicile = forms.CharField(label=_("Registered residence"), max_length=200, required=False)
    employer = forms.CharField(label=_("Employer"), max_length=80, required=False)
    education = forms.CharField(label=_("Education"), max_length=20, required=False)
    groups = forms.MultipleChoiceField(
        label=_("Groups"),
        choices=Group.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    matter = forms.ChoiceField(label=_("Matter"), choices=numbered(Matter.choices))
    cause = forms.CharField(
        label=_("Cause"),
        max_length=80,
        required=False,
    )
    stage = forms.ChoiceField(label=_("Stage"), choices=numbered(Stage.choices))
    limitation_on = Day(label=_("Limitation ends on"), required=False)
    organ_kind = forms.ChoiceField(
        label=_("Organ"), choices=numbered(OrganKind.choices), required=False
    )
    organ = forms.CharField(label=_("Its name"), max_length=80, required=False)
    opponents = Lines(
        label=_("Opposing parties"), required=False, rows=2, help_text=_("One a line.")
    )
    claim = Words(label=_("What is claimed"), rows=3)
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
        self.offer_organs(stations)
        self.fields["received_at"].initial = at
        self.fields["materials"].initial = [Material.APPLICATION_FORM]
        if len(stations) == 1:
            station.widget = forms.HiddenInput()
        for name, hints in TYPED.items():
            self.fields[name].widget.attrs.update(hints)

    def station_name(self) -> str:
        """The one station that needs no choosing."""
        return str(self.fields["station"].initial)

    def columns(self) -> list[list[dict[str, Any]]]:
        """The sections by column, each with its visible fields, for the page."""
        return [[self._shown(section) for section in column] for column in COLUMNS]

    def _shown(self, section: Section) -> dict[str, Any]:
        fields = [self[name] for name in section.names if not self[name].is_hidden]
        open_ = any(field.errors or _holds(field.value()) for field in fields)
        return {"section": section, "fields": fields, "open": open_}

    def matters(self) -> dict[str, list[str]]:
        """The causes of each matter, the usual one first."""
        return {matter: [one.name for one in found] for matter, found in causes.CAUSES.items()}

    def cause_names(self) -> list[str]:
        return list(dict.fromkeys(name for names in self.matters().values() for name in names))

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
        self._clean_identity(given)
        given["cause"] = given.get("cause") or causes.usual(given.get("matter", ""))
        if not given["cause"] and "matter" in given:
            self.add_error("cause", _("Name the cause."))
        given["organ_kind"] = given.get("organ_kind") or ORGAN_OF.get(given.get("stage", ""), "")
        self.clean_agent(given, minor=self._is_minor(given))
        if given.get("claim_divisible") and not given.get("co"):
            self.warnings.append(
                str(_("Only one person applies: there is nothing to divide the claim among."))
            )
        if given.get("life_or_death"):
            given["criminal"] = True
        return given

    def _clean_identity(self, given: dict[str, Any]) -> None:
        number = given["id_no"] = normal(given.get("id_no", ""))
        kind = given.get("id_type")
        if kind == IdType.NONE:
            given["id_no"] = number = ""
        if kind in NUMBERED and number:
            self._read_number(number, given)
        else:
            self.look_at_paper(number, kind)
        if not number and not given.get("no_id_reason"):
            self.add_error("id_no", _("Give the identity number, or the reason why there is none."))
        if number and any(number == one["id_no"] for one in given.get("co") or ()):
            self.add_error("co", _("The applicant stands among the co-applicants, too."))

    def _read_number(self, number: str, given: dict[str, Any]) -> None:
        """What the number says fills what was left empty; what differs is a warning, no error."""
        found = self.read_identity(number, given)
        if found is None:
            return
        given["id_type"] = found.kind
        given["sex"] = given.get("sex") or found.sex
        given["birth_on"] = given.get("birth_on") or found.birth_on
        self.warnings += differences(found, given)

    def _is_minor(self, given: dict[str, Any]) -> bool:
        return Applicant(birth_on=given.get("birth_on")).is_minor(on=self.today)

    def applicant(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in APPLICANT}

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS}

    def beside(self) -> Beside:
        """What else belongs to the application, the draft it was typed into among it."""
        given = self.cleaned_data
        intake = {name: given[name] for name in INTAKE}
        if code := causes.code_of(given["matter"], given["cause"]):
            intake |= {"cause_code": code, "cause_edition": causes.EDITION}
        return Beside(
            agent=given["agent"],
            co_applicants=given["co"],
            intake=intake,
            doubt=self.doubt,
            forwarded=self.forwarded(),
            told=self.told(),
            draft=given["submission"],
        )

    def urgent(self) -> bool:
        """Less than seven days to the end of the limitation: aid first is possible (L44)."""
        day: date | None = getattr(self, "cleaned_data", {}).get("limitation_on")
        return day is not None and self.today <= day < self.today + URGENT


def _holds(value: Any) -> bool:
    """Something was typed: also in a row of a table of rows."""
    if isinstance(value, list):
        return any(any(one.values()) if isinstance(one, dict) else one for one in value)
    return bool(value) and value != IdType.RESIDENT_ID


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


QUIET = {"autocomplete": "off"}
NUMBER = {"autocomplete": "off", "spellcheck": "false", "class": "form-control number"}
#: How the browser helps with typing; nothing personal is kept by it.
TYPED: dict[str, dict[str, Any]] = {
    "name": QUIET | {"autofocus": "", "accesskey": "1"},
    "id_no": NUMBER,
    "agent_id_no": NUMBER,
    "agent_name": QUIET | {"accesskey": "4"},
    "address": QUIET,
    "domicile": QUIET,
    "matter": {"accesskey": "2"},
    "household_size": {"accesskey": "3"},
    "cause": QUIET | {"list": "causes", "placeholder": _("Empty: the usual one")},
    "monthly_income_yuan": {"step": "0.01"},
}
