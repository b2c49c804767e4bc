"""The forms of an objection: taken down, taken up, ruled on."""

from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from cases.actions.correct_objection import correct_objection
from cases.actions.examine_objection import examine_objection
from cases.actions.uphold_objection import uphold_objection
from cases.codes import FiledBy, Objector
from cases.web.forms.assignment import Upload
from cases.web.forms.base import Day, HouseForm, Moment, Printable, Words


class FileObjection(Printable, HouseForm):
    """Taken down at the counter, at the bureau, or from a letter. Nothing turns a late one away."""

    submission = forms.CharField(widget=forms.HiddenInput, max_length=40)
    objector = forms.ChoiceField(
        label=_("Who objects"), choices=Objector.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=_("Name of the objector"),
        max_length=80,
        help_text=_("The applicant or recipient, also where an agent speaks; the ruling names it."),
    )
    agent_name = forms.CharField(label=_("Name of the agent"), max_length=80, required=False)
    filed_by = forms.ChoiceField(label=_("How it came in"), choices=FiledBy.choices)
    received_at = Moment(label=_("Received at"))
    posted_on = Day(
        label=_("Posted on"),
        required=False,
        help_text=_("By post: the day of the postmark counts for the time to object."),
    )
    decision_received_on = Day(
        label=_("Decision received on"),
        required=False,
        help_text=_(
            "The time to object runs from here, by a rule of this office. A late objection is taken "
            "down all the same: the bureau decides."
        ),
    )
    grounds = Words(
        label=_("Facts and reasons of the objection"),
        rows=6,
        help_text=_("A paragraph a line; they are printed on the ruling."),
    )
    letter = Upload(label=_("Signed objection, scanned"), required=False)
    proof = Upload(label=_("What was handed in with it"), required=False)

    def __init__(
        self,
        *args: Any,
        case: Any,
        at_bureau: bool,
        served_on: date | None,
        at: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        first = {
            "submission": str(uuid4()),
            "objector": Objector.APPLICANT,
            "name": case.applicant.name,
            "filed_by": FiledBy.BUREAU if at_bureau else FiledBy.COUNTER,
            "received_at": localtime(at),
            "decision_received_on": served_on,
        }
        for name, value in first.items():
            self.fields[name].initial = value

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("objector") == Objector.AGENT and not given.get("agent_name"):
            self.add_error("agent_name", _("Name the agent."))
        if given.get("objector") != Objector.AGENT:
            given["agent_name"] = ""
        if given.get("filed_by") == FiledBy.POST and not given.get("posted_on"):
            self.add_error("posted_on", _("Give the day of the postmark."))
        return given

    def sent(self) -> dict[str, Any]:
        """The action's arguments."""
        facts = dict(self.cleaned_data)
        files = [facts.pop(name) for name in ("letter", "proof")]
        submission = facts.pop("submission")
        return {
            "facts": facts,
            "submission": f"objection:{submission}",
            "files": [one for one in files if one],
        }


class ObjectionAct(Printable, HouseForm):
    """One form, one move of an objection."""

    name: ClassVar[str]
    action: ClassVar[Any]
    effect: ClassVar[Any]
    has_preview: ClassVar[bool] = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, objection: Any, today: date, **kwargs: Any) -> None:
        self.objection, self.today = objection, today
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = objection.version
        self.prepare()

    def prepare(self) -> None:
        """Set first values from the objection."""

    def carry_out(self, *, by: Any, at: datetime) -> Any:
        facts = dict(self.cleaned_data)
        seen = facts.pop("version")
        return type(self).action(objection_id=self.objection.pk, by=by, at=at, expect=seen, **facts)

    def show_version(self, version: int) -> None:
        """Let the same typed values be sent again for the objection as it now stands."""
        given: Any = self.data
        self.data = given = given.copy()
        given["version"] = str(version)


class Examine(ObjectionAct):
    name, action = "examine", examine_objection
    effect = _(
        "The bureau takes it up. What you ask for stands on the agency's page of the case; the limit "
        "runs on."
    )

    asked = Words(
        label=_("What the agency is asked for"),
        required=False,
        help_text=_("Its file, its view, by when."),
    )


class Uphold(ObjectionAct):
    name, action = "uphold", uphold_objection
    has_preview = True
    effect = _(
        "The decision stands. The ruling goes to the objector, who may ask for reconsideration or "
        "sue (L49)."
    )

    finding = Words(
        label=_("What was found"), rows=6, help_text=_("A paragraph a line, printed on the ruling.")
    )


class Correct(Uphold):
    name, action = "correct", correct_objection  # type: ignore[assignment]  # takes the order too
    effect = _(
        "The agency is ordered to correct its decision. Its head reopens the case by the day that "
        "you name; you see here when that is done."
    )

    order = forms.CharField(
        label=_("What the agency must do"),
        max_length=200,
        help_text=_("A clause: it is printed after “责令……改正上述决定，”."),
    )
    carry_out_by = Day(
        label=_("To be carried out by"),
        help_text=_("The law names no day: the order does. Alarms follow it."),
    )

    def prepare(self) -> None:
        for name, value in {
            "order": _first_order(self.objection.against),
            "carry_out_by": self.today + timedelta(days=3),
        }.items():
            self.fields[name].initial = value


def _first_order(against: str) -> str:
    """The usual words, in the language of papers."""
    verb = "给予" if against == "refusal" else "继续向你提供"
    return f"自收到本决定书之日起{verb}法律援助"


ACTS: dict[str, type[ObjectionAct]] = {form.name: form for form in (Examine, Uphold, Correct)}
