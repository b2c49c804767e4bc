"""Forms that are signed by typing one's password again."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cases.web.forms.base import HouseForm


class SignedForm(HouseForm):
    """Signed by typing one's own password again: whoever sits at an open screen is not enough."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("Your signature: typed again for this change alone."),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Asked like at the door: failures count, and too many lock."""
        user: Any = self.request.user
        typed = self.cleaned_data["password"]
        if authenticate(self.request, username=user.username, password=typed) != user:
            raise forms.ValidationError(_("This is not your password."))
        return ""
