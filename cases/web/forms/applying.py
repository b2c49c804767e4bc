"""Groups of fields of the register form: who else applies, and what the number leaves open."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.applying import GROUND_OF, AgentGround, AgentKind, Situation
from cases.codes import IdType
from cases.identity import (
    NUMBERED,
    CheckDigitWrong,
    Identity,
    IdentityProblem,
    guessed_kind,
    looks_odd,
    normal,
    parse,
)
from cases.masking import may_be_a_number
from cases.telephones import TelephoneProblem, read

NONE = [("", "—")]


def numbered(choices: Any, *, empty: bool = True) -> list[tuple[str, Any]]:
    """Choices that begin with their number: typed on the keyboard it chooses, in any language."""
    digits = 2 if len(choices) > 9 else 1
    listed = [
        (code, _Numbered(f"{place:0{digits}d}", label))
        for place, (code, label) in enumerate(choices, 1)
    ]
    return [*(NONE if empty else ()), *listed]


class _Numbered:
    """A label behind its number, translated when it is shown."""

    def __init__(self, number: str, label: Any) -> None:
        self.number, self.label = number, label

    def __str__(self) -> str:
        return f"{self.number} {self.label}"


class Telephone(forms.CharField):
    """A number somebody can be reached at, in its one form."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "inputmode": "tel"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**{"max_length": 30, "required": False} | kwargs)

    def clean(self, value: Any) -> str:
        try:
            return read(super().clean(value))
        except TelephoneProblem as problem:
            raise forms.ValidationError(str(problem.sentence)) from None


class RowsWidget(forms.Widget):
    """Rows of name and number. Posted as two lists, ``co_name`` and ``co_id_no``: more rows than were
    shown may come, and a draft keeps them as they came."""

    template_name = "cases/forms/rows.html"
    parts = ("name", "id_no")
    #: Empty rows below those that are filled.
    spare = 2

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        lists = [_listed(data, f"{name}_{part}") for part in self.parts]
        longest = max(map(len, lists))
        padded = [one + [""] * (longest - len(one)) for one in lists]
        return [dict(zip(self.parts, row, strict=True)) for row in zip(*padded, strict=True)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}_{part}" in data for part in self.parts)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = [row for row in value or () if any(row.values())]
        empty = dict.fromkeys(self.parts, "")
        context["widget"]["rows"] = [*rows, *[empty] * self.spare]
        return context

    def id_for_label(self, id_: str) -> str:
        return ""


def _listed(data: Any, name: str) -> list[str]:
    if hasattr(data, "getlist"):
        return list(data.getlist(name))
    found = data.get(name, [])
    return [found] if isinstance(found, str) else list(found)


class People(forms.Field):
    """Those who apply together with the applicant, a row each; empty rows are left out."""

    widget = RowsWidget

    def __init__(self, *, read_number: Callable[[str], dict[str, Any]], **kwargs: Any) -> None:
        self.read_number = read_number
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        people, wrong = [], []
        for place, row in enumerate(value or (), 1):
            name, number = row["name"].strip(), normal(row["id_no"])
            if not name and not number:
                continue
            try:
                people.append({"name": name} | self.read_number(number))
            except IdentityProblem as problem:
                wrong.append(_row(place, problem.sentence))
            if not name:
                wrong.append(_row(place, _("the name is missing.")))
            if len(name) > 80 or len(number) > 40:
                wrong.append(_row(place, _("this is too long.")))
        numbers = [one["id_no"] for one in people if one["id_no"]]
        if len(numbers) != len(set(numbers)):
            wrong.append(str(_("The same identity number stands in two rows.")))
        if wrong:
            raise forms.ValidationError(wrong)
        return people


def _row(place: int, sentence: Any) -> str:
    return str(_("Row %(row)d: %(what)s") % {"row": place, "what": sentence})


def numbers_of_others(number: str) -> dict[str, Any]:
    """Paper and number of a co-applicant, by the number's own looks."""
    if not number:
        return {"id_type": "", "id_no": ""}
    kind = guessed_kind(number)
    if kind in NUMBERED or (number.isdigit() and kind != IdType.TAIWAN_PERMIT):
        parse(number, date.max)  # says what is wrong with it
    return {"id_type": str(kind.value), "id_no": number}


class ApplyingFields(forms.Form):
    """The agent (L40), those who apply together, and a number kept as the paper bears it."""

    situation = forms.ChoiceField(
        label=_("Situation"), choices=numbered(Situation.choices), required=False
    )
    as_printed = forms.BooleanField(
        label=_("The number is as on the paper; its check digit does not fit"), required=False
    )
    doubt_reason = forms.CharField(
        label=_("Why it is kept all the same"),
        max_length=200,
        required=False,
        help_text=_("The head of the agency confirms it before the application is accepted."),
    )
    agent_name = forms.CharField(label=_("Name"), max_length=80, required=False)
    agent_kind = forms.ChoiceField(
        label=_("Kind of agent"), choices=numbered(AgentKind.choices), required=False
    )
    agent_id_no = forms.CharField(label=_("Identity number"), max_length=60, required=False)
    agent_id_type = forms.ChoiceField(
        label=_("Identity paper"),
        choices=numbered(IdType.choices[:-1], empty=False),
        required=False,
    )
    agent_phone = Telephone(label=_("Telephone"))
    agent_relation = forms.CharField(
        label=_("Relation to the applicant"), max_length=20, required=False
    )
    agent_ground = forms.ChoiceField(
        label=_("Why an agent applies"),
        choices=numbered(AgentGround.choices),
        required=False,
        help_text=_("Empty: as follows from the applicant's age and situation."),
    )
    co = People(label=_("Co-applicants"), read_number=numbers_of_others)
    claim_divisible = forms.BooleanField(
        label=_("The claim can be divided (each has an own one)"), required=False
    )

    today: date
    warnings: list[str]
    #: Why a number is kept that doesn't fit; set by ``clean``.
    doubt = ""

    def read_identity(self, number: str, given: dict[str, Any]) -> Identity | None:
        """What the applicant's number says. An unfitting one passes with a reason, and no other."""
        try:
            return parse(number, self.today)
        except CheckDigitWrong as problem:
            if not given.get("as_printed"):
                self.add_error("id_no", str(problem.sentence))
                self.add_error(
                    "id_no", _("Is the paper itself so? Tick that below it, and say why.")
                )
                return None
        except IdentityProblem as problem:
            self.add_error("id_no", str(problem.sentence))
            return None
        return self._as_printed(number, given)

    def _as_printed(self, number: str, given: dict[str, Any]) -> Identity | None:
        reason = given.get("doubt_reason", "")
        if not reason:
            self.add_error("doubt_reason", _("Say why the number is kept as it is."))
        elif may_be_a_number(reason):
            self.add_error(
                "doubt_reason", _("Give the reason without anybody's number: it is kept for ever.")
            )
        try:
            found = parse(number, self.today, as_printed=True)
        except IdentityProblem as problem:
            self.add_error("id_no", str(problem.sentence))
            return None
        self.doubt = reason
        self.warnings.append(
            str(_("The check digit does not fit: the head of the agency must confirm the number."))
        )
        return found

    def look_at_paper(self, number: str, kind: str | None) -> None:
        """Of other papers the looks alone can be checked, and they refuse nothing."""
        if number and kind and looks_odd(number, kind):
            self.warnings.append(
                str(_("This paper usually bears another kind of number: look at it again."))
            )

    def clean_agent(self, given: dict[str, Any], *, minor: bool) -> None:
        """Who applies for the applicant; or a word where the Law thinks of somebody."""
        typed = ("agent_name", "agent_kind", "agent_id_no", "agent_phone", "agent_relation")
        given["agent"] = None
        if not any(given.get(name) for name in typed):
            self._say_who_applies(given, minor=minor)
            return
        for name, sentence in (
            ("agent_name", _("Name the agent.")),
            ("agent_kind", _("Say what kind of agent it is.")),
            ("agent_id_no", _("Give the agent's identity number.")),
        ):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        ground = given.get("agent_ground") or self._ground(given, minor=minor)
        if not ground and given.get("agent_kind"):
            self.add_error("agent_ground", _("Say why an agent applies (L40)."))
        kind, number = self._agent_number(given)
        self._doubt_the_kind(given, ground, minor=minor)
        given["agent"] = {
            "name": given.get("agent_name", ""),
            "kind": given.get("agent_kind", ""),
            "ground": str(ground),
            "relation": given.get("agent_relation", ""),
            "id_type": kind,
            "id_no": number,
            "phone": given.get("agent_phone", ""),
        }

    def _agent_number(self, given: dict[str, Any]) -> tuple[str, str]:
        number = normal(given.get("agent_id_no", ""))
        kind = given.get("agent_id_type") or IdType.RESIDENT_ID.value
        if number and number == given.get("id_no"):
            self.add_error("agent_id_no", _("This is the applicant's own number."))
        elif number and kind in NUMBERED:
            try:
                found = parse(number, self.today)
            except IdentityProblem as problem:
                self.add_error("agent_id_no", str(problem.sentence))
            else:
                kind = found.kind.value
        else:
            self.look_at_paper(number, kind)
        return kind, number

    @staticmethod
    def _ground(given: dict[str, Any], *, minor: bool) -> str:
        kind = given.get("agent_kind")
        if kind == AgentKind.OTHER_STATUTORY:
            return AgentGround.HARMED
        if kind == AgentKind.ENTRUSTED:
            return AgentGround.ENTRUSTED
        if ground := GROUND_OF.get(given.get("situation", "")):
            return ground
        return AgentGround.MINOR if minor else ""

    def _say_who_applies(self, given: dict[str, Any], *, minor: bool) -> None:
        ground = GROUND_OF.get(given.get("situation", ""))
        if minor or ground == AgentGround.INCAPABLE:
            said = _(
                "The applicant is a minor or lacks capacity: the statutory agent applies for the "
                "person (L40). Add the agent."
            )
            self.warnings.append(str(said))
        elif ground == AgentGround.DETAINED:
            said = _(
                "The applicant is held: statutory agent or near relative may apply for the person "
                "(L40). Add the agent if one does."
            )
            self.warnings.append(str(said))

    def _doubt_the_kind(self, given: dict[str, Any], ground: str, *, minor: bool) -> None:
        """Where the Law would have somebody else apply: a word, no refusal."""
        of_the_incapable = minor or ground in {AgentGround.MINOR, AgentGround.INCAPABLE}
        if given.get("agent_kind") == AgentKind.NEAR_RELATIVE and of_the_incapable:
            said = _(
                "For a minor or a person without capacity a near relative applies only where the "
                "statutory agent harms the person (L40)."
            )
            if ground != AgentGround.HARMED:
                self.warnings.append(str(said))
        if given.get("agent_name") and given["agent_name"] in (given.get("opponents") or ()):
            said = _(
                "The agent has the name of an opposing party: who is on the other side can't apply "
                "for the applicant (L40)."
            )
            self.warnings.append(str(said))
        if given.get("agent_kind") == AgentKind.ENTRUSTED and minor:
            said = _("A minor can't entrust anybody alone: the statutory agent applies (L40).")
            self.warnings.append(str(said))
