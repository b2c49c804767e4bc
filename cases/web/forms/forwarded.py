"""How an application reached the station where an organ or a duty lawyer passed it on (L39)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Office
from cases.organ_codes import ForwardedBy
from cases.web.forms.base import HouseForm, Moment

#: In the order in which they are typed.
FORWARDED = ("forwarded_by", "forwarded_got_at", "forwarded_organ")


class ForwardedFields(HouseForm):
    """A group of fields of the counter's form. Left empty by who applies in person."""

    forwarded_by = forms.ChoiceField(
        label=_("Passed on by"),
        choices=[("", "—"), *ForwardedBy.choices],
        required=False,
    )
    forwarded_got_at = Moment(
        label=_("Handed to them at"),
        required=False,
        help_text=_("They had 24 hours from then: the record says whether they kept them."),
    )
    forwarded_organ = forms.ModelChoiceField(
        label=_("Organ with an account"),
        queryset=Office.objects.none(),
        required=False,
        empty_label="—",
    )

    def offer_organs(self, stations: Any) -> None:
        """Those that the stations serve; without any the field is not there."""
        organs = Office.objects.filter(kind=Office.Kind.ORGAN, active=True, parent__in=stations)
        field: Any = self.fields["forwarded_organ"]
        field.queryset = organs
        if not organs.exists():
            field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        by, got_at = given.get("forwarded_by"), given.get("forwarded_got_at")
        received = given.get("received_at")
        if by and not got_at and "forwarded_got_at" not in self.errors:
            self.add_error(
                "forwarded_got_at", _("Say when it was handed to them: the 24 hours run from then.")
            )
        if got_at and not by:
            self.add_error("forwarded_by", _("Say who passed the application on."))
        if got_at and received and got_at > received:
            self.add_error(
                "forwarded_got_at",
                _("It was handed to them after we received it: look at both times again."),
            )
        return given

    def forwarded(self) -> dict[str, Any] | None:
        """For ``register_case``; None where nobody passed it on."""
        if not self.cleaned_data["forwarded_by"]:
            return None
        return {
            "forwarded_by": self.cleaned_data["forwarded_by"],
            "got_at": self.cleaned_data["forwarded_got_at"],
            "organ": self.cleaned_data["forwarded_organ"],
        }
