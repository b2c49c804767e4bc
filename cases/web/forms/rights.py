"""The forms about an applicant's own data: agreements, a copy, a correction, a hold."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models.agreements import ANSWERS, Answer, Purpose, Spoken, Way
from cases.models.attachments import check_upload
from cases.models.corrections import Correctable
from cases.personal.disclosures import AskedBy
from cases.web.forms.base import HouseForm, Printable, Words

#: What can be said later: each purpose with each of its answers.
SAID = [
    (f"{purpose}:{answer}", (purpose, answer)) for purpose in ANSWERS for answer in ANSWERS[purpose]
]


class AgreementForm(Printable, HouseForm):
    """What was told and answered."""

    said = forms.ChoiceField(label=_("What for, and the answer"))
    way = forms.ChoiceField(label=_("How it was told"), choices=Way.choices)
    language = forms.ChoiceField(label=_("Language"), choices=Spoken.choices)
    guardian = forms.CharField(
        label=_("Guardian"),
        max_length=80,
        required=False,
        help_text=_("Who agrees for a child under fourteen (PIPL 31)."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    relation = forms.CharField(label=_("Relation"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said: Any = self.fields["said"]
        said.choices = [
            (code, f"{Purpose(purpose).label} – {Answer(answer).label}")
            for code, (purpose, answer) in SAID
        ]

    def facts(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        purpose, _colon, answer = given.pop("said").partition(":")
        return given | {"purpose": purpose, "answer": answer}


class OfOne(forms.Form):
    """About one person: the main applicant or, in a joint case, one who applies together."""

    whose = forms.ChoiceField(label=_("Whose data"), required=False)

    def __init__(self, *args: Any, together: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(str(one.pk), f"{one.name} ({_('co-applicant')})") for one in together]
        if others:
            whose: Any = self.fields["whose"]
            whose.choices = [("", _("The applicant")), *others]
        else:
            del self.fields["whose"]

    def facts(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        whose = given.pop("whose", "")
        return given | {"co_applicant": int(whose) if whose else None}


class ExportForm(OfOne, HouseForm):
    """Who asked for the copy."""

    asked_by = forms.ChoiceField(
        label=_("Who asked for it"), choices=AskedBy.choices, widget=forms.RadioSelect
    )
    identity_seen = forms.BooleanField(label=_("I looked at the identity paper of who asks"))
    words = forms.CharField(
        label=_("In a few words"),
        max_length=200,
        help_text=_("Kept in the record: write no name and no number."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class CorrectionForm(OfOne, HouseForm):
    """What the person says is wrong."""

    what = forms.ChoiceField(label=_("What is wrong"), choices=Correctable.choices)
    value = forms.CharField(
        label=_("Right value"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("As the applicant says it; a day as 1980-12-31. It is kept sealed."),
    )
    why = forms.CharField(
        label=_("Why it is wrong"),
        max_length=200,
        help_text=_("Kept in the record: write no name and no number."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    evidence = forms.FileField(
        label=_("Evidence"),
        required=False,
        validators=[check_upload],
        help_text=_("PDF, JPEG or PNG, 20 MB at most."),
    )


class DecideForm(HouseForm):
    """Yes or no to a correction."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reasons = Words(
        label=_("Reasons"),
        rows=2,
        max_length=400,
        required=False,
        help_text=_("Needed to leave the value; the applicant is told them. No number."),
    )


class HoldForm(HouseForm):
    """Why a case is held, or no longer."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Kept in the record: write no name and no number."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
