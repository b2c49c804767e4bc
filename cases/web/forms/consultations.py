"""The forms of a consultation: taken down at the counter, answered, put off to an appointment."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.codes import Group, IdType, Matter, Sex
from cases.consultation import Handling, Standing, Way
from cases.identity import NUMBERED, IdentityProblem, normal, parse
from cases.models import Consultation, Office
from cases.web.forms.base import HouseForm, Moment, Printable, Words

#: So many questions fit on the form; who asks more asks in a second consultation.
QUESTIONS = 3
ASKER = ("name", "unnamed", "sex", "id_type", "id_no", "phone", "address", "groups")
#: What is chosen by hand: an appointment follows from its time, an application from the case.
CHOSEN = [
    (one.value, one.label)
    for one in (Handling.ANSWERED, Handling.DRAFTED, Handling.APPLY, Handling.ELSEWHERE)
]


class Outcome(Printable, HouseForm):
    """What became of it: shared by taking down and answering."""

    handling = forms.MultipleChoiceField(
        label=pgettext_lazy("of a consultation", "Handling"),
        choices=CHOSEN,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    redirected_to = forms.CharField(
        label=_("The right place for it"),
        max_length=120,
        required=False,
        help_text=_("When another place is right for it: which one."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if Handling.ELSEWHERE in given.get("handling", []) and not given.get("redirected_to"):
            self.add_error("redirected_to", _("Name the place that is right for it."))
        return given


class TakeDownForm(Outcome):
    """As quick as a counter needs: way, name, telephone, question, answer. The rest may stay empty."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    station = forms.ModelChoiceField(
        label=_("Station"), queryset=Office.objects.none(), empty_label=None
    )
    way = forms.ChoiceField(
        label=_("Way of asking"), choices=Way.choices, widget=forms.RadioSelect, initial=Way.VISIT
    )
    asked_at = Moment(label=_("Asked at"))
    name = forms.CharField(label=_("Name"), max_length=80, required=False)
    unnamed = forms.BooleanField(label=_("Would not give a name"), required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", "—"), *Sex.choices], required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    id_type = forms.ChoiceField(
        label=_("Identity paper"), choices=[("", "—"), *IdType.choices], required=False
    )
    id_no = forms.CharField(label=_("Identity number"), max_length=60, required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    groups = forms.MultipleChoiceField(
        label=_("Groups"),
        choices=Group.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    appointment_at = Moment(
        label=_("Appointment"),
        required=False,
        help_text=_("When it is too hard to be answered at once."),
    )

    def __init__(self, *args: Any, stations: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        station: Any = self.fields["station"]
        station.queryset, station.initial = stations, stations[0]
        if len(stations) == 1:
            station.widget = forms.HiddenInput()
        self.fields["asked_at"].initial = at
        self.fields["phone"].widget.attrs["inputmode"] = "tel"
        for place in range(1, QUESTIONS + 1):
            self.fields |= question_fields(place, needed=place == 1)
        for name in ("name", "phone", "id_no", "address"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def station_name(self) -> str:
        return str(self.fields["station"].initial)

    def blocks(self) -> list[list[Any]]:
        """The fields of each question, for the page."""
        return [
            [self[f"{name}_{place}"] for name in ("matter", "question", "answer")]
            for place in range(1, QUESTIONS + 1)
        ]

    def clean_asked_at(self) -> datetime:
        asked: datetime = self.cleaned_data["asked_at"]
        if asked > self.at:
            raise forms.ValidationError(_("The time of the question lies in the future."))
        return asked

    def clean_appointment_at(self) -> datetime | None:
        appointment: datetime | None = self.cleaned_data["appointment_at"]
        if appointment and appointment <= self.at:
            raise forms.ValidationError(_("The appointment must lie in the future."))
        return appointment

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean()
        self._clean_person(given)
        for place in range(2, QUESTIONS + 1):
            matter, question = given.get(f"matter_{place}"), given.get(f"question_{place}")
            if question and not matter:
                self.add_error(f"matter_{place}", _("Choose what this question is about."))
            if given.get(f"answer_{place}") and not question:
                self.add_error(f"question_{place}", _("Write down what was asked."))
        answered = [one["answer"] for one in questions_of(given)]
        if given.get("handling") and not all(answered):
            self.add_error("handling", _("Write the answer first, or leave this for later."))
        if answered and all(answered) and not given.get("handling"):
            self.add_error("handling", _("Choose what became of it."))
        return given

    def _clean_person(self, given: dict[str, Any]) -> None:
        if given.get("unnamed") and given.get("name"):
            self.add_error("unnamed", _("A name is given: untick this, or remove the name."))
        elif not given.get("unnamed") and not given.get("name"):
            self.add_error("name", _("Give the name, or tick that the person would not give it."))
        number = given["id_no"] = normal(given.get("id_no", ""))
        kind = given["id_type"] = given.get("id_type") or (IdType.RESIDENT_ID if number else "")
        if number and kind in NUMBERED:
            try:
                found = parse(number, localdate(self.at))
            except IdentityProblem as problem:
                self.add_error("id_no", str(problem.sentence))
            else:
                given["id_type"], given["sex"] = found.kind, given.get("sex") or found.sex

    def asker(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ASKER}

    def facts(self) -> dict[str, Any]:
        names = ("station", "way", "asked_at", "handling", "redirected_to", "appointment_at")
        given = {name: self.cleaned_data[name] for name in names}
        return given | {"asker": self.asker(), "questions": questions_of(self.cleaned_data)}


def question_fields(place: int, *, needed: bool) -> dict[str, forms.Field]:
    """The three fields of one question."""
    return {
        f"matter_{place}": forms.ChoiceField(
            label=_("Matter"),
            choices=[("", "—"), *Matter.choices],
            required=needed,
            widget=forms.Select(attrs={"class": "form-select"}),
        ),
        f"question_{place}": Words(
            label=_("Question"),
            rows=3,
            max_length=2000,
            required=needed,
            widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        ),
        f"answer_{place}": Words(
            label=_("Answer"),
            max_length=4000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        ),
    }


def questions_of(given: dict[str, Any]) -> list[dict[str, str]]:
    """The questions that were asked, as the action takes them."""
    found = []
    for place in range(1, QUESTIONS + 1):
        names = ("matter", "question", "answer")
        one = {name: str(given.get(f"{name}_{place}") or "").strip() for name in names}
        if one["question"]:
            found.append(one)
    return found


class AnswerForm(Outcome):
    """A field for each question; what was answered already stands there."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(consultation.questions.all())
        self.fields["version"].initial = consultation.version
        chosen = [one for one in consultation.handling if one != Handling.APPOINTMENT]
        self.fields["handling"].initial = chosen or [Handling.ANSWERED.value]
        first = {
            f"answer_{one.position}": Words(
                label=one.question,
                max_length=4000,
                initial=one.answer,
                widget=forms.Textarea(attrs={"rows": 5, "class": "form-control"}),
            )
            for one in self.questions
        }
        self.fields = first | self.fields

    def clean_handling(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["handling"]
        if not chosen:
            raise forms.ValidationError(_("Choose what became of it."))
        return chosen

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "answers": {one.position: given[f"answer_{one.position}"] for one in self.questions},
            "handling": given["handling"],
            "redirected_to": given["redirected_to"],
            "expect": given["version"],
        }


class BookForm(HouseForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    appointment_at = Moment(label=_("Appointment"))

    def facts(self) -> dict[str, Any]:
        return {
            "appointment_at": self.cleaned_data["appointment_at"],
            "expect": self.cleaned_data["version"],
        }


class ConsultationFilter(HouseForm):
    """Filters are part of the address: they name nobody."""

    status = forms.ChoiceField(
        label=_("Status"),
        choices=[("", _("All")), *Standing.choices[1:]],
        required=False,
    )
    way = forms.ChoiceField(
        label=_("Way of asking"), choices=[("", _("All")), *Way.choices], required=False
    )
    station = forms.ChoiceField(label=_("Station"), required=False)

    def __init__(self, *args: Any, stations: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(station.code, station.short_name) for station in stations]
        station: Any = self.fields["station"]
        station.choices = [("", _("All stations")), *names]
