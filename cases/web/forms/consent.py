"""At the register: that the notice on personal data was read out, and the answer to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.actions.record_agreement import Told
from cases.models.agreements import Answer
from cases.web.forms.applying import numbered

#: The group of these fields on the screen: a line of ``forms.register.COLUMNS``.
CONSENT_GROUP = (_("Personal data"), ("told_notice", "means_answer"))


class WithConsent(forms.Form):
    """One box and one choice; everything rarer is taken down on the page of the case."""

    told_notice = forms.BooleanField(
        label=_("The notice on personal data was read out"), required=False
    )
    means_answer = forms.ChoiceField(
        label=_("Check of means by shared data (L41)"),
        choices=numbered(
            [(Answer.AGREED.value, _("agreed to")), (Answer.PLEDGED.value, _("pledge instead"))]
        ),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("means_answer") and not given.get("told_notice"):
            self.add_error(
                "told_notice", _("Who agrees or pledges was told before: read out the notice.")
            )
        return given

    def told(self) -> Told | None:
        """What the registration takes down; None where the applicant is told later."""
        given = self.cleaned_data
        return Told(means=given["means_answer"]) if given["told_notice"] else None
