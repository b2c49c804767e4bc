"""What the forms of endpoints have in common.

The fields ``url`` and ``secret`` are sealed columns: they are never shown again, and left empty
they stay as they are. Every other field goes into the endpoint's configuration.
"""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from workflow.channels import NotDelivered
from workflow.channels.calling import require_https

SEALED = ("url", "secret")


class EndpointForm(forms.Form):
    """Of a channel that reaches a machine. ``kept``: the sealed fields that are there already."""

    def __init__(self, *args: Any, kept: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in SEALED:
            if name in kept and name in self.fields:
                self.fields[name].required = False
                self.fields[name].help_text = _("Is kept. Leave empty to change nothing.")

    def config(self) -> dict[str, Any]:
        """What is kept unsealed."""
        own = [name for name in self.base_fields if name not in SEALED]
        return {name: self.cleaned_data[name] for name in own if name in self.config_fields}

    #: The names of the channel's own fields that make up the configuration.
    config_fields: tuple[str, ...] = ()


class SecretInput(forms.PasswordInput):
    """A password field that no browser fills in with somebody's own password."""

    def __init__(self) -> None:
        super().__init__(attrs={"autocomplete": "new-password", "spellcheck": "false"})


class UnrepeatedInput(forms.TextInput):
    """A text that can be read while it is typed, and that no page gives back."""

    def __init__(self) -> None:
        super().__init__(attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "url"})

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return super().get_context(name, None, attrs)


class SecretField(forms.CharField):
    """A secret: typed once, never shown."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=SecretInput(), max_length=200, **kwargs)


class UrlField(forms.CharField):
    """An address that we post to: https, and no password in it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=UnrepeatedInput(), max_length=500, **kwargs)

    def clean(self, value: Any) -> str:
        url = str(super().clean(value))
        if not url:
            return url
        try:
            require_https(url)
        except NotDelivered:
            raise forms.ValidationError(_("The address must begin with https://.")) from None
        if "@" in url.partition("//")[2].partition("/")[0]:
            raise forms.ValidationError(_("Put no user name or password into the address."))
        URLValidator(schemes=["http", "https"])(url)
        return url
