"""Electronic mail, through the backend that the settings name."""

from django.utils.translation import gettext_lazy as _

from workflow.channels import Channel, Reaches

CHANNEL = Channel(_("E-mail"), Reaches.PERSON, wakes=True)
