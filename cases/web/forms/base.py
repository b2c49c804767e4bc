"""What all forms have in common: how a field looks, and how a form becomes one action."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy as _

from cases.web.facts import Fact
from documents import coverage


class HouseRenderer(DjangoTemplates):
    """Label, field, help and errors in one block of ours."""

    form_template_name = "cases/forms/form.html"
    field_template_name = "cases/forms/field.html"


class Dressed(forms.BaseForm):
    """Gives each widget the class of Bootstrap that belongs to its kind."""

    default_renderer = HouseRenderer

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field.widget)


def dress(widget: forms.Widget) -> None:
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        name = "choices"
    elif isinstance(widget, forms.CheckboxInput):
        name = "form-check-input"
    elif isinstance(widget, forms.Select):
        name = "form-select"
    elif isinstance(widget, forms.HiddenInput):
        return
    else:
        name = "form-control"
    given = widget.attrs.get("class", "")
    widget.attrs["class"] = f"{given} {name}".strip()


class HouseForm(Dressed, forms.Form):
    pass


class Printable(forms.BaseForm):
    """What is typed here may end on a paper: kept in one spelling, refused where no paper can show
    it, be it a rare character, one for private use, or one that nobody sees."""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in list(given.items()):
            lines = value if isinstance(value, list) else [value]
            if not all(isinstance(line, str) for line in lines) or self._is_secret(name):
                continue
            spelled = [coverage.spelled(line) for line in lines]
            given[name] = spelled if isinstance(value, list) else spelled[0]
            if missing := coverage.uncovered("".join(spelled)):
                self.add_error(name, coverage.sentence(missing))
        return given

    def _is_secret(self, name: str) -> bool:
        return name in self.fields and isinstance(self.fields[name].widget, forms.PasswordInput)


class Day(forms.DateField):
    """A day, chosen in the browser's own calendar or typed as 2026-11-22."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)


class Moment(forms.DateTimeField):
    """A local day and time of Asia/Shanghai, to the minute."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"type": "datetime-local"}
        kwargs.setdefault("widget", forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs=attrs))
        super().__init__(**kwargs)


class Words(forms.CharField):
    """Some lines of text."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """Browsers end a line with two characters, and what is pasted has tabs: neither is text
        that a paper could print."""
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")


class Lines(Words):
    """One entry a line; empty lines and repetitions are dropped."""

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if long := [line for line in lines if len(line) > self.longest]:
            raise forms.ValidationError(
                _("A line has more than %(most)d characters: “%(start)s…”.")
                % {"most": self.longest, "start": long[0][:10]}
            )
        return list(dict.fromkeys(lines))

    def __init__(self, *, longest: int = 120, **kwargs: Any) -> None:
        self.longest = longest
        super().__init__(**kwargs)


class ActForm(Printable, HouseForm):
    """One form, one action. Subclasses name the action and what follows from it."""

    #: The name of the move or step: also the last part of its address.
    name: ClassVar[str]
    action: ClassVar[Callable[..., Any]]
    #: What will follow, told before the button is pressed.
    effect: ClassVar[Any]
    #: The next step of an ordinary case: the first button.
    main: ClassVar[bool] = False
    #: It can't be taken back and ends something: the button is red.
    grave: ClassVar[bool] = False
    #: Sentences of guards that this very form answers, such as "upload the agreement first".
    settles: ClassVar[tuple[Any, ...]] = ()
    template: ClassVar[str] = "cases/act.html"
    #: It issues papers, which can be looked at before. Never one that takes files: the preview is
    #: rolled back, and the store of files knows no rollback.
    has_preview: ClassVar[bool] = False
    #: Steps that are no moves leave the version alone.
    takes_version: ClassVar[bool] = True

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, case: Any, user: Any, today: date, **kwargs: Any) -> None:
        self.case, self.user, self.today = case, user, today
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = case.version
        self.prepare()

    def prepare(self) -> None:
        """Set first values and choices from the case."""

    def before(self) -> list[Fact]:
        """What a person must have in view to decide this."""
        return []

    def facts(self) -> dict[str, Any]:
        """The action's own arguments."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def carry_out(self, *, by: Any, at: datetime) -> Any:
        """Call the action with what was typed, for the case as the person saw it."""
        expected = {"expect": self.cleaned_data["version"]} if self.takes_version else {}
        return type(self).action(case_id=self.case.pk, by=by, at=at, **self.facts() | expected)

    def offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        """Choices that the case itself gives."""
        field: Any = self.fields[name]
        field.choices = choices

    def first(self, **values: Any) -> None:
        for name, value in values.items():
            self.fields[name].initial = value

    def show_version(self, version: int) -> None:
        """Let the same typed values be sent again for the case as it now stands."""
        given: Any = self.data
        self.data = given = given.copy()
        given["version"] = str(version)
        self.case.version = version
