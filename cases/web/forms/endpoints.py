"""The form of an endpoint: whose it is and its name, and what its channel asks for."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Office
from cases.web.forms.base import HouseForm
from workflow.channels import form_of
from workflow.channels.forms import SEALED

#: In the order in which an office comes to them.
ORDER = ("in_app", "email", "sms", "robot", "webhook", "file")


def in_order(names: Iterable[str]) -> list[str]:
    """The channels as screens list them; one that is added later comes last."""
    return sorted(names, key=lambda name: (*ORDER, name).index(name))


class EndpointFields(HouseForm):
    """What every endpoint has, before the channel's own fields."""

    office = forms.ModelChoiceField(
        label=_("Office"),
        queryset=Office.objects.none(),
        help_text=_("Alarms of its cases are sent here; a bureau's only when the city is told."),
    )
    name = forms.CharField(label=_("name"), max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office: Any = self.fields["office"]
        office.queryset = Office.objects.filter(active=True)
        self.order_fields(["office", "name"])

    def facts(self) -> dict[str, Any]:
        """What may be kept as it is."""
        own: Any = self
        return {
            "office": self.cleaned_data["office"],
            "name": self.cleaned_data["name"],
            "config": own.config(),
        }

    def sealed(self) -> dict[str, str]:
        """What is sealed."""
        return {name: self.cleaned_data.get(name) or "" for name in SEALED}


def endpoint_form(channel: str) -> Any:
    """The form class for endpoints of this channel."""
    return type("EndpointOfChannel", (EndpointFields, form_of(channel)), {})
