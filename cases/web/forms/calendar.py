"""The forms about notices of rest days."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.web.forms.base import Day, HouseForm, Words
from workflow.notice_files import LONGEST, Draft, read_notice


class ImportForm(HouseForm):
    """A notice as a file, or as lines; what was typed is shown again with what is wrong about it."""

    year = forms.IntegerField(
        label=gettext_lazy("Year"), min_value=2000, max_value=2100, widget=forms.NumberInput()
    )
    paper_no = forms.CharField(
        label=gettext_lazy("Number of the notice"),
        max_length=60,
        help_text=gettext_lazy("As printed, such as 国办发明电〔2026〕11号."),
    )
    published_on = Day(label=gettext_lazy("Published on"))
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy(
            "CSV with date, status (off or work) and occasion, or JSON; UTF-8 or GB18030."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.json"}),
    )
    lines = Words(
        rows=12,
        label=gettext_lazy("Or the lines themselves"),
        required=False,
        max_length=LONGEST,
        help_text=gettext_lazy(
            "One day a line: the date, off or work, and the occasion, with commas between."
        ),
    )

    draft: Draft
    source_name = ""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        file: UploadedFile | None = given.get("file")
        if file is None and not given.get("lines"):
            self.add_error("file", _("Choose a file, or type the lines."))
            return given
        self.source_name = (file.name or "") if file else _("typed in")
        content = file.read(LONGEST + 1) if file else str(given["lines"]).encode()
        self.draft = read_notice(content, year=given.get("year"))
        for defect in self.draft.defects:
            self.add_error("lines", str(defect))
        return given

    def keep_lines(self) -> None:
        """A browser does not keep the file: its text is put where it can be corrected."""
        if self.files and getattr(self, "draft", None) and self.draft.text:
            data: Any = self.data
            self.data = data = data.copy()
            data["lines"] = self.draft.text


class RejectForm(HouseForm):
    why = Words(label=gettext_lazy("Why it is rejected"), max_length=200, rows=2)
