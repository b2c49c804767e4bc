"""A short message to a mobile, through whatever HTTP gateway the office has a contract with."""

from django.utils.translation import gettext_lazy as _

from workflow.channels import Channel, Reaches
from workflow.channels.sms.gateway import is_set_up

CHANNEL = Channel(
    _("SMS"),
    Reaches.PERSON,
    wakes=True,
    is_set_up=is_set_up,
    how_to_set_up=_(
        "Put the request that your SMS gateway expects into a file and its path into "
        "FAYUAN_SMS_GATEWAY_FILE, then start the services again "
        "(docs/how-to/configure-channels.md has an example)."
    ),
)
