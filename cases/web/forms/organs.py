"""Telling the organ that notified: its letter was handed over or posted."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.actions.organ_letters import waiting_letter
from cases.actions.tell_organ import BY_HAND, tell_organ
from cases.organ_codes import DispatchWay
from cases.web.facts import Fact
from cases.web.forms.assignment import Upload
from cases.web.forms.base import ActForm, Day


class TellOrgan(ActForm):
    name, action, takes_version = "tell_organ", tell_organ, False
    main = True
    effect = _(
        "The organ is told who defends: only then is the limit of three days kept (L36). An organ "
        "with a page of its own may also confirm the receipt there; that is the same."
    )

    way = forms.ChoiceField(
        label=_("How the letter went"),
        choices=[(way.value, way.label) for way in BY_HAND],
        widget=forms.RadioSelect,
        initial=DispatchWay.DIRECT,
    )
    sent_on = Day(label=_("Handed over or posted on"))
    receiver = forms.CharField(
        label=_("Received by whom"),
        max_length=80,
        required=False,
        help_text=_("Where handed over."),
    )
    reference = forms.CharField(
        label=_("Number of the consignment"),
        max_length=60,
        required=False,
        help_text=_("Where posted: the number on the receipt of the post office."),
    )
    proof = Upload(label=_("Signed receipt (form 22) or postal receipt"), required=False)

    def prepare(self) -> None:
        self.first(sent_on=self.today)

    def before(self) -> list[Fact]:
        letter = waiting_letter(self.case)
        if letter is None:
            return []
        return [
            Fact(_("Organ"), letter.notice.organ_name),
            Fact(_("Letter"), letter.paper.document.label),
        ]
