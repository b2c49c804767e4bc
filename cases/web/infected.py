"""Whoever brings a file with a virus is told so by the form; the chain hears of it as well."""

from typing import Any

from django import forms
from django.utils import timezone

from cases.actions.note_refused_file import note_refused_file


def note_infected(form: forms.BaseForm, *, subject: str, by: Any) -> None:
    """Of a form that was not valid: each file that a scanner refused."""
    for errors in form.errors.as_data().values():
        for error in errors:
            if error.code == "infected" and error.params:
                note_refused_file(
                    subject=subject,
                    harm=error.params["name"],
                    sha256=error.params["sha256"],
                    by=by,
                    at=timezone.now(),
                )
