"""Take papers at the counter, item by item of the checklist: ticked, compared, as files."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cases.actions.receive_evidence import receive_evidence
from cases.conditions import evidence_of
from cases.models.attachments import check_upload
from cases.states import Status
from cases.web.evidence import Line, lines_of
from cases.web.forms.base import ActForm, dress

#: In one go: a longer bundle is scanned as one PDF.
MOST_FILES = 20


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class Uploads(forms.FileField):
    """Any number of scans or photographs, each looked at as if it had come alone."""

    def __init__(self, *, camera: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(widget=ManyFiles, **kwargs)
        accepted = {"accept": "image/*", "capture": "environment"} if camera else {}
        self.widget.attrs.update({"accept": ".pdf,.jpg,.jpeg,.png"} | accepted)

    def clean(self, value: Any, initial: Any = None) -> list[Any]:
        given = [one for one in value or [] if one] if isinstance(value, list | tuple) else []
        wrong = []
        for upload in given:
            try:
                check_upload(upload)
            except forms.ValidationError as error:
                wrong += error.error_list
        if wrong:
            raise forms.ValidationError(wrong)
        return given


class ReceiveEvidence(ActForm):
    """Three questions for each item; only what is answered changes anything."""

    name, action, takes_version = "receive_evidence", receive_evidence, False
    effect = _(
        "What is newly there gets a receipt. The application stays where it is, and the clocks run on."
    )
    template = "cases/receive_evidence.html"

    def prepare(self) -> None:
        self.lines = lines_of(self.case, evidence_of(self.case))
        asked = self.case.papers_asked_for if self.case.status == Status.SUPPLEMENTING else []
        self.ticked = {
            line.item.code
            for line in self.lines
            if not line.there and line.item.code not in asked and not self.case.provisional
        }
        for line in self.lines:
            for field, given in self._fields_of(line).items():
                self.fields[field] = given

    def _fields_of(self, line: Line) -> dict[str, Any]:
        code, fields = line.item.code, {}
        if code in self.ticked:
            fields[f"there_{code}"] = _box(_("It is there"))
        if not line.original:
            fields[f"original_{code}"] = _box(_("Original seen and compared"))
        fields[f"files_{code}"] = _dressed(Uploads(label=_("Files")))
        fields[f"photos_{code}"] = _dressed(Uploads(label=_("Photograph"), camera=True))
        return fields

    def rows(self) -> list[tuple[Line, list[Any]]]:
        """Each line with its own fields, for the page."""
        return [(line, [self[name] for name in self._fields_of(line)]) for line in self.lines]

    @property
    def unchecked(self) -> bool:
        """No scanner is set: the page says so."""
        return not settings.CLAMD

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if sum(len(one) for one in self._files().values()) > MOST_FILES:
            self.add_error(
                None, _("At most %d files at a time: scan a bundle as one PDF.") % MOST_FILES
            )
        return given

    def _files(self) -> dict[str, list[Any]]:
        found = {}
        for line in self.lines:
            code = line.item.code
            fields = (f"files_{code}", f"photos_{code}")
            found[code] = [one for name in fields for one in self.cleaned_data.get(name) or []]
        return {code: uploads for code, uploads in found.items() if uploads}

    def facts(self) -> dict[str, Any]:
        """A file or an original that is seen says that the paper is there."""
        files = self._files()
        codes = [line.item.code for line in self.lines]
        originals = [one for one in codes if self.cleaned_data.get(f"original_{one}")]
        shown = {*files, *originals, *(o for o in codes if self.cleaned_data.get(f"there_{o}"))}
        received = [one for one in codes if one in shown & self.ticked]
        return {"received": received, "originals": originals, "files": files}

    def carry_out(self, *, by: Any, at: datetime) -> Any:
        return receive_evidence(case_id=self.case.pk, by=by, at=at, **self.facts())


def _box(label: Any) -> forms.BooleanField:
    field: forms.BooleanField = _dressed(forms.BooleanField(label=label, required=False))
    return field


def _dressed(field: Any) -> Any:
    dress(field.widget)
    return field
