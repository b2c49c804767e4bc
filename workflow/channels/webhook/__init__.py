"""Another system's door: JSON, posted and signed."""

from django.utils.translation import gettext_lazy as _

from workflow.channels import Channel, Reaches

CHANNEL = Channel(_("Another system (webhook)"), Reaches.ENDPOINT, wakes=False)
