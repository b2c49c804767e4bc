"""The moves that put a case into a lawyer's hand, and take it out again."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.actions.approve import approve_assignment
from cases.actions.decline import decline_case
from cases.actions.issue_letters import introduce_lawyer, write_to_organ
from cases.actions.propose import propose_lawyer
from cases.actions.replace_lawyer import replace_lawyer
from cases.actions.send_back import send_back
from cases.actions.sign import sign_agreement
from cases.codes import DeclineReason, FirmTask, ReplaceReason
from cases.conditions import agreement_is_uploaded
from cases.models import Intake, Lawyer
from cases.models.attachments import check_upload
from cases.web.candidates import Candidate, candidates
from cases.web.facts import Fact, lawyer_facts
from cases.web.forms.base import ActForm, Day, Words

#: How long an introduction is valid unless the officer says otherwise.
USUAL_DAYS = 30


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
    has_preview = True
    main = True
    effect = _(
        "The assignment notice is issued with its number. The lawyer has five days to conclude "
        "the agreement with the recipient (P27)."
    )

    organ = forms.CharField(
        label=_("Organ that handles the case"),
        max_length=80,
        required=False,
        help_text=_(
            "Court, procuratorate, police or arbitration commission. The letter to it (form 13) is "
            "issued as well. Not known yet: leave it empty, the officer writes to it later."
        ),
    )

    def prepare(self) -> None:
        self.first(organ=Intake.of(self.case).organ)

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
    has_preview = True
    effect = _("The lawyer leaves the case, and another must be assigned within three days.")

    code = forms.ChoiceField(
        label=_("Reason"), choices=ReplaceReason.choices, widget=forms.RadioSelect
    )
    why = Words(label=_("What happened"))
    firm_task = forms.ChoiceField(
        label=_("What the firm is asked to do (form 17)"),
        choices=FirmTask.choices,
        initial=FirmTask.STOPS,
        widget=forms.RadioSelect,
    )

    def before(self) -> list[Fact]:
        return lawyer_facts(self.case)


class WriteToOrgan(ActForm):
    name, action, takes_version = "write_to_organ", write_to_organ, False
    has_preview = True
    effect = _("The letter to the organ (form 13) is issued with its number.")

    organ = forms.CharField(label=_("Organ that handles the case"), max_length=80)

    def before(self) -> list[Fact]:
        return lawyer_facts(self.case)


class Introduce(ActForm):
    name, action, takes_version = "introduce", introduce_lawyer, False
    has_preview = True
    effect = _("The introduction (form 15) is issued with its number.")

    to = forms.CharField(label=_("Introduced to"), max_length=80)
    purpose = Words(label=_("What the lawyer comes for"))
    valid_until = Day(label=_("Valid until"))

    def prepare(self) -> None:
        self.first(valid_until=self.today + timedelta(days=USUAL_DAYS))

    def before(self) -> list[Fact]:
        return lawyer_facts(self.case)
