"""Which messenger, and the address that it gave for the robot. The address holds the robot's key."""

from django import forms
from django.utils.translation import gettext_lazy as _

from workflow.channels.forms import EndpointForm, SecretField, UrlField

KINDS = [("wecom", _("WeCom")), ("dingtalk", _("DingTalk"))]


class Form(EndpointForm):
    """Messenger, address, and the secret for signing where DingTalk asks for one."""

    config_fields = ("kind",)

    kind = forms.ChoiceField(label=_("Messenger"), choices=KINDS, widget=forms.RadioSelect)
    url = UrlField(
        label=_("Address of the robot (https://…)"),
        help_text=_("As the messenger shows it when the robot is added to the group."),
    )
    secret = SecretField(
        label=_("Secret for signing"),
        required=False,
        help_text=_("DingTalk only, where “signed” was chosen for the robot; begins with SEC."),
    )
