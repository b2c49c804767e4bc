"""A person is reached by an address."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Form(forms.Form):
    """The address."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
