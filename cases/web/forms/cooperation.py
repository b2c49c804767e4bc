"""Asking another agency, and what came back."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.actions.ask_cooperation import ask_cooperation
from cases.actions.receive_cooperation import receive_cooperation
from cases.models import Cooperation
from cases.models.attachments import check_upload
from cases.organ_codes import CooperationResult
from cases.web.facts import Fact, words
from cases.web.forms.base import ActForm, Day, Lines, Words

#: The first value of the date: far enough for a letter there and back.
USUAL_DAYS = 15


class AskCooperation(ActForm):
    name, action = "ask_cooperation", ask_cooperation
    has_preview = True
    effect = _(
        "The letter of co-operation (form 7) is issued with its number. Review and acceptance stand "
        "still until the reply is there; it is followed up by its date."
    )

    agency = forms.CharField(label=_("Agency asked"), max_length=80)
    region = forms.CharField(label=_("Its region"), max_length=40, required=False)
    items = Lines(
        label=_("What it is to look into"),
        help_text=_("One a line, in Chinese: printed on the letter as you type it."),
    )
    background = Words(
        label=_("What the agency must know"), required=False, help_text=_("Printed on the letter.")
    )
    enclosed = Lines(
        label=_("Papers sent along"), required=False, rows=2, help_text=_("One a line.")
    )
    reply_by = Day(
        label=_("Answer expected by"),
        help_text=_("The last day for the reply, as the letter names it: no rule gives one."),
    )

    def prepare(self) -> None:
        self.first(reply_by=self.today + timedelta(days=USUAL_DAYS))


class Scans(forms.FileField):
    """Some scans at once: each a PDF, JPEG or PNG of at most 20 MB."""

    class Several(forms.ClearableFileInput):
        allow_multiple_selected = True

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", self.Several(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}))
        kwargs.setdefault("help_text", _("PDF, JPEG or PNG, at most 20 MB each."))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        found = [super(Scans, self).clean(one, initial) for one in given]
        kept = [one for one in found if one]
        for one in kept:
            check_upload(one)
        return kept


class ReceiveCooperation(ActForm):
    name, action = "receive_cooperation", receive_cooperation
    main = True
    effect = _("The clocks go on from the next day, and the application is under review again.")

    result = forms.ChoiceField(
        label=_("Outcome"),
        choices=CooperationResult.choices,
        widget=forms.RadioSelect,
        initial=CooperationResult.ANSWERED,
        help_text=_("“No reply” is possible once the date has passed."),
    )
    findings = Words(
        label=_("What was found, or why the review goes on without it"),
        help_text=_("It stays on the page of the case, for the review alone."),
    )
    papers = Scans(label=_("Reply and its papers"), required=False)

    def before(self) -> list[Fact]:
        asked = Cooperation.objects.waiting().filter(case=self.case).first()
        if asked is None:
            return []
        return [
            Fact(_("Agency asked"), words([asked.agency, asked.region])),
            Fact(_("Answer expected by"), words(asked.reply_by)),
            Fact(_("To be looked into"), words(asked.items), wide=True),
        ]
