"""The moves of the counter: papers, acceptance, and the ways in which an application ends early."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cases.actions.accept import accept_case
from cases.actions.ask_for_papers import ask_for_papers
from cases.actions.confirm_number import confirm_number
from cases.actions.deem_withdrawn import deem_withdrawn
from cases.actions.receive_later_papers import receive_later_papers
from cases.actions.receive_papers import receive_papers
from cases.actions.redirect import redirect_case
from cases.actions.withdraw import withdraw_case
from cases.codes import Material
from cases.conditions import bringing, missing_materials
from cases.web.facts import Fact, labels_of
from cases.web.forms.base import ActForm, Day, Lines, Words


class AskForPapers(ActForm):
    name, action = "ask_for_papers", ask_for_papers
    has_preview = True
    effect = _(
        "The supplement notice is issued with its number. Review and acceptance stand still until "
        "the papers are there. The law allows one request only: name everything that is missing."
    )

    items = forms.MultipleChoiceField(
        label=_("Missing papers"),
        choices=Material.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Ticked: what the law asks for and is not there yet. The notice prints the words "
            "behind each name."
        ),
    )
    more = Lines(
        label=_("Other missing papers"),
        required=False,
        help_text=_("One a line, in Chinese: printed on the notice as you type it."),
    )
    reply_by = Day(
        label=_("Reply by"),
        help_text=_(
            "The last day on which the papers may come: at the counter until it closes, by web "
            "until midnight, by post with that day's postmark."
        ),
    )

    def prepare(self) -> None:
        bring = bringing(self.case)
        printed = '<span>{} <span class="bring" lang="zh-Hans">{}</span></span>'
        choices = [
            (code, format_html(printed, label, bring[code])) for code, label in Material.choices
        ]
        self.offer("items", choices)
        self.first(items=missing_materials(self.case), reply_by=self.today + timedelta(days=7))

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return {"items": given["items"] + given["more"], "reply_by": given["reply_by"]}


class Posted(Day):
    """The day on the envelope: what was posted in time is in time (民诉法 85)."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Posted on"),
            required=False,
            help_text=_(
                "Only if the papers came by post: the day of the postmark. It decides whether they "
                "were in time, not the day on which they arrived."
            ),
        )


class ReceivePapers(ActForm):
    name, action = "receive_papers", receive_papers
    has_preview = True
    main = True
    effect = _("The clocks go on from the next day, and the application returns to where it was.")

    received = forms.MultipleChoiceField(
        label=_("Papers that came"), widget=forms.CheckboxSelectMultiple
    )
    posted_on = Posted()

    def prepare(self) -> None:
        names = dict(Material.choices)
        asked = self.case.papers_asked_for
        self.offer("received", [(item, names.get(item, item)) for item in asked])


class ReceiveLaterPapers(ActForm):
    name, action, takes_version = "receive_later_papers", receive_later_papers, False
    has_preview = True
    main = True
    effect = _("Once no required paper is missing, the aid is no longer provisional.")

    received = forms.MultipleChoiceField(
        label=_("Papers that came"),
        choices=Material.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    posted_on = Posted()

    def prepare(self) -> None:
        there = set(self.case.materials)
        missing = [(code, label) for code, label in Material.choices if code not in there]
        self.offer("received", missing)


class DeemWithdrawn(ActForm):
    name, action, grave = "deem_withdrawn", deem_withdrawn, True
    has_preview = True
    effect = _(
        "The papers did not come by their date: the application counts as withdrawn and ends here."
    )


class Withdraw(ActForm):
    name, action, grave = "withdraw", withdraw_case, True
    has_preview = True
    effect = _("The application ends here, at the applicant's own signed request.")

    request = Words(label=_("What the signed request says"))


class Redirect(ActForm):
    name, action, grave = "redirect", redirect_case, True
    has_preview = True
    effect = _("The application ends here; the applicant is sent to the agency that is competent.")

    to = forms.CharField(label=_("Competent agency"), max_length=120)
    why = Words(label=_("Why it is not ours"))


class ConfirmNumber(ActForm):
    name, action, takes_version = "confirm_number", confirm_number, False
    main = True
    effect = _("The number stays as it is, and the application can be accepted.")

    seen = forms.CharField(
        label=_("What you looked at"),
        max_length=200,
        help_text=_("For example: the card itself; a copy of the household register."),
    )

    def before(self) -> list[Fact]:
        doubt = self.case.number_doubt
        return [
            Fact(_("Reason given at the counter"), doubt.reason, wide=True),
            Fact(_("Registered by"), str(doubt.by)),
        ]


class Accept(ActForm):
    name, action = "accept", accept_case
    main = True
    effect = _("The application goes to the agency's reviewers. The clocks run on.")

    def before(self) -> list[Fact]:
        missing = labels_of(Material, missing_materials(self.case))
        found = [
            Fact(_("Papers there"), labels_of(Material, self.case.materials), wide=True),
            Fact(_("Missing papers"), missing, wide=True),
        ]
        return [fact for fact in found if fact.value]
