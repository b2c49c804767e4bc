"""An organ's notice as it is typed: by the station's clerk from the letter, or by the organ itself."""

import uuid
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.codes import Channel, IdType, Sex
from cases.identity import NUMBERED, IdentityProblem, normal, parse
from cases.models import Office, OrganNotice
from cases.organ_codes import STAGES, NoticePaper, NoticeReason, OrganKind
from cases.web.forms.base import Day, HouseForm, Moment, Printable
from cases.web.forms.cooperation import Scans

PERSON = ("name", "id_type", "id_no", "no_id_reason", "sex", "birth_on")
NOTICE = (
    "organ_kind",
    "document_no",
    "reason",
    "found_on",
    "contact",
    "contact_phone",
    "hearing_at",
    "hearing_place",
    "summary_procedure",
    "detained_at",
    "papers",
    "follows",
)
Groups = tuple[tuple[Any, tuple[str, ...]], ...]
#: The screen: columns of groups of fields, in the order of the organ's own letter.
OF_THE_PERSON: tuple[str, ...] = (*PERSON, "detained_at")
OF_THE_CASE = ("cause", "stage", "reason", "found_on", "follows")
OF_THE_HEARING = ("hearing_at", "hearing_place", "summary_procedure", "contact", "contact_phone")


class NoticeForm(Printable, HouseForm):
    """What both forms ask. The person's number may be unknown to the organ, with the reason."""

    COLUMNS: ClassVar[tuple[Groups, ...]]

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    organ_kind = forms.ChoiceField(label=_("Kind of organ"), choices=OrganKind.choices)
    document_no = forms.CharField(
        label=_("Number of the notice"),
        max_length=60,
        help_text=_("The answer repeats it."),
    )

    name = forms.CharField(label=_("Name of the accused"), max_length=80)
    id_type = forms.ChoiceField(
        label=_("Identity paper"), choices=IdType.choices, initial=IdType.RESIDENT_ID
    )
    id_no = forms.CharField(label=_("Identity number"), max_length=60, required=False)
    no_id_reason = forms.CharField(
        label=_("Reason why there is none"),
        max_length=200,
        required=False,
        help_text=_("Where the number is unknown: say so here."),
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", "—"), *Sex.choices], required=False)
    birth_on = Day(
        label=_("Date of birth"), required=False, help_text=_("Empty: as in the number.")
    )
    detained_at = forms.CharField(
        label=_("Held at"),
        max_length=120,
        required=False,
        help_text=_("Where the lawyer can meet the person; empty: at liberty."),
    )

    cause = forms.CharField(label=_("Charge"), max_length=80)
    stage = forms.ChoiceField(
        label=_("Stage"), choices=[("", "—"), *((one.value, one.label) for one in STAGES)]
    )
    reason = forms.ChoiceField(label=_("Reason by law"), choices=[("", "—"), *NoticeReason.choices])
    found_on = Day(
        label=_("Reason found on"),
        required=False,
        help_text=_("The organ's own three days run from then (L36)."),
    )

    follows = forms.CharField(
        label=_("Follows case"),
        max_length=40,
        required=False,
        help_text=_(
            "Where the person refused the lawyer and is told of once more: the number of the case "
            "of the earlier notice."
        ),
    )

    hearing_at = Moment(label=_("Hearing at"), required=False)
    hearing_place = forms.CharField(label=_("Place of the hearing"), max_length=80, required=False)
    summary_procedure = forms.BooleanField(
        label=_("Summary or fast-track procedure"),
        required=False,
        help_text=_("The fifteen days before the hearing are not asked then."),
    )
    contact = forms.CharField(label=_("Judge, prosecutor or officer"), max_length=40)
    contact_phone = forms.CharField(label=_("Telephone there"), max_length=30, required=False)

    papers = forms.MultipleChoiceField(
        label=_("Papers that come with it"),
        choices=NoticePaper.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    scans = Scans(label=_("Scans of them"), required=False)

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at, self.today = at, localdate(at)
        for name in ("name", "id_no", "detained_at", "contact_phone"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def columns(self) -> list[list[tuple[Any, list[Any]]]]:
        """The visible fields by column and group, for the page."""
        return [
            [
                (title, [self[name] for name in names if not self[name].is_hidden])
                for title, names in groups
            ]
            for groups in self.COLUMNS
        ]

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
        if not number:
            if not given.get("no_id_reason"):
                self.add_error(
                    "no_id_reason", _("Give the identity number, or the reason why there is none.")
                )
            given["id_type"] = IdType.NONE
        return given

    def _read_number(self, number: str, given: dict[str, Any]) -> None:
        try:
            found = parse(number, self.today)
        except IdentityProblem as problem:
            self.add_error("id_no", str(problem.sentence))
            return
        given["id_type"] = found.kind
        given["sex"] = given.get("sex") or found.sex
        given["birth_on"] = given.get("birth_on") or found.birth_on

    def earlier(self) -> Any:
        """The notices that whoever fills in this form knows of."""
        raise NotImplementedError

    def clean_follows(self) -> OrganNotice | None:
        number = self.cleaned_data["follows"].strip()
        if not number:
            return None
        found: OrganNotice | None = self.earlier().filter(case__number=number).first()
        if found is None:
            raise forms.ValidationError(_("There is no earlier notice under this case number."))
        if found.case.applicant.name != self.cleaned_data.get("name", "").strip():
            raise forms.ValidationError(_("The notice under this case number is of somebody else."))
        return found

    def person(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PERSON}

    def notice(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in NOTICE}


class OrganNoticeForm(NoticeForm):
    """On the organ's own page: whose notice it is, and when it came, is known."""

    COLUMNS = (
        ((_("Your notice"), ("organ_kind", "document_no")), (_("The case"), OF_THE_CASE)),
        ((_("The accused"), OF_THE_PERSON),),
        (
            (_("Hearing, and whom the lawyer may call"), OF_THE_HEARING),
            (_("Papers"), ("papers", "scans")),
        ),
    )

    def __init__(self, *args: Any, organ: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organ = organ
        self.fields["organ_kind"].initial = OrganKind.guess(organ.name)

    def earlier(self) -> Any:
        return OrganNotice.objects.filter(organ=self.organ)

    def notice(self) -> dict[str, Any]:
        return super().notice() | {"organ": self.organ, "organ_name": self.organ.name}

    def facts(self) -> dict[str, Any]:
        return {
            "received_at": self.at,
            "channel": Channel.WEB,
            "cause": self.cleaned_data["cause"],
            "stage": self.cleaned_data["stage"],
        }


class StationNoticeForm(NoticeForm):
    """At the station: a letter has come, from an organ with or without a page of its own."""

    COLUMNS = (
        (
            (
                _("The notice"),
                (
                    "station",
                    "received_at",
                    "channel",
                    "organ",
                    "organ_name",
                    "organ_kind",
                    "document_no",
                ),
            ),
            (_("The case"), OF_THE_CASE),
        ),
        ((_("The accused"), OF_THE_PERSON),),
        (
            (_("Hearing, and whom the lawyer may call"), OF_THE_HEARING),
            (_("Papers"), ("papers", "scans")),
        ),
    )

    station = forms.ModelChoiceField(
        label=_("Station"), queryset=Office.objects.none(), empty_label=None
    )
    received_at = Moment(label=_("Received at"), help_text=_("The three days run from then (L36)."))
    channel = forms.ChoiceField(
        label=_("Received by"),
        choices=[(one.value, one.label) for one in (Channel.COUNTER, Channel.LETTER, Channel.WEB)],
    )
    organ = forms.ModelChoiceField(
        label=_("Organ"),
        queryset=Office.objects.none(),
        required=False,
        empty_label=_("another, named below"),
    )
    organ_name = forms.CharField(label=_("Name of another organ"), max_length=80, required=False)

    def __init__(self, *args: Any, stations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        station: Any = self.fields["station"]
        station.queryset, station.initial = stations, stations[0]
        if len(stations) == 1:
            station.widget = forms.HiddenInput()
        organ: Any = self.fields["organ"]
        organ.queryset = Office.objects.filter(
            kind=Office.Kind.ORGAN, active=True, parent__in=stations
        )
        self.fields["received_at"].initial = self.at
        self.stations = stations

    def earlier(self) -> Any:
        return OrganNotice.objects.filter(case__station__in=self.stations)

    def clean_received_at(self) -> datetime:
        received: datetime = self.cleaned_data["received_at"]
        if received > self.at:
            raise forms.ValidationError(_("The time of receipt lies in the future."))
        return received

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not given.get("organ") and not given.get("organ_name"):
            self.add_error("organ_name", _("Choose the organ, or name another."))
        return given

    def notice(self) -> dict[str, Any]:
        organ = self.cleaned_data["organ"]
        name = organ.name if organ else self.cleaned_data["organ_name"]
        return super().notice() | {"organ": organ, "organ_name": name}

    def facts(self) -> dict[str, Any]:
        names = ("received_at", "channel", "cause", "stage")
        return {name: self.cleaned_data[name] for name in names}
