"""A person is reached by a mobile number of mainland China; it is kept as its eleven digits."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")


class MobileField(forms.CharField):
    """A mobile number, however it was typed."""

    def clean(self, value: object) -> str | None:
        typed = super().clean(value)
        if not typed:
            return None
        found = MOBILE.fullmatch(re.sub(r"[\s()-]", "", typed))
        if not found:
            raise forms.ValidationError(_("This is no mobile number: 11 digits, beginning with 1."))
        return found[1]


class Form(forms.Form):
    """The number."""

    phone = MobileField(label=_("Mobile number"), max_length=20)
