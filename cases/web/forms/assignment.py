"""The moves that put a case into a lawyer's hand, and take it out again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.actions.approve import approve_assignment
from cases.actions.decline import decline_case
from cases.actions.propose import propose_lawyer
from cases.actions.replace_lawyer import replace_lawyer
from cases.actions.send_back import send_back
from cases.actions.sign import sign_agreement
from cases.codes import DeclineReason, ReplaceReason
from cases.conditions import agreement_is_uploaded
from cases.models import Lawyer
from cases.models.attachments import check_upload
from cases.web.candidates import Candidate, candidates
from cases.web.facts import Fact, lawyer_facts
from cases.web.forms.base import ActForm, Words


class Propose(ActForm):
    name, action = "propose", propose_lawyer
    template = "cases/propose.html"
    main = True
    effect = _("The head of the agency approves the proposal or sends it back.")

    lawyer = forms.ModelChoiceField(
        label=_("Lawyer"),
        queryset=Lawyer.objects.filter(active=True),
        error_messages={"required": _("Choose a lawyer.")},
    )

    def candidates(self) -> list[Candidate]:
        """Everybody who could be proposed, who may take the case first, the freest in front."""
        return candidates(self.case, on=self.today)

    def chosen(self) -> str:
        return str(self["lawyer"].value() or "")

    def facts(self) -> dict[str, Any]:
        return {"lawyer_id": self.cleaned_data["lawyer"].pk}


class SendBack(ActForm):
    name, action = "send_back", send_back
    effect = _("The officer names another lawyer. The limit for assigning runs on.")

    why = Words(label=_("Why another lawyer should be named"))

    def before(self) -> list[Fact]:
        return lawyer_facts(self.case)


class Approve(ActForm):
    name, action = "approve", approve_assignment
    main = True
    effect = _(
        "The assignment notice is issued with its number. The lawyer has five days to conclude "
        "the agreement with the recipient (P27)."
    )

    def before(self) -> list[Fact]:
        return lawyer_facts(self.case)


class Decline(ActForm):
    name, action, grave = "decline", decline_case, True
    effect = _("The agency must assign another lawyer; the case leaves your list.")

    code = forms.ChoiceField(
        label=_("Reason"), choices=DeclineReason.choices, widget=forms.RadioSelect
    )


class Upload(forms.FileField):
    """A scan: PDF, JPEG or PNG, at most 20 MB. What it is, is read from its first bytes."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("validators", [check_upload])
        kwargs.setdefault("help_text", _("PDF, JPEG or PNG, at most 20 MB."))
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ".pdf,.jpg,.jpeg,.png"


class Sign(ActForm):
    name, action = "sign", sign_agreement
    settles = (agreement_is_uploaded.sentence,)  # type: ignore[attr-defined]
    main = True
    effect = _("The case is in your hand: the first meeting with the recipient is due next.")

    agreement = Upload(label=_("Agreement, signed (form 12)"))
    power_of_attorney = Upload(label=_("Power of attorney, signed (form 3)"))


class ReplaceLawyer(ActForm):
    name, action, grave = "replace_lawyer", replace_lawyer, True
    effect = _("The lawyer leaves the case, and another must be assigned within three days.")

    code = forms.ChoiceField(
        label=_("Reason"), choices=ReplaceReason.choices, widget=forms.RadioSelect
    )
    why = Words(label=_("What happened"))

    def before(self) -> list[Fact]:
        return lawyer_facts(self.case)
