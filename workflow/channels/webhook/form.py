"""The other system's address, and the secret that both sides know."""

from django.utils.translation import gettext_lazy as _

from workflow.channels.forms import EndpointForm, SecretField, UrlField


class Form(EndpointForm):
    """Address and secret."""

    url = UrlField(label=_("Address (https://…)"))
    secret = SecretField(
        label=_("Shared secret"),
        min_length=16,
        help_text=_("16 characters or more. The other side checks the signature with it."),
    )
