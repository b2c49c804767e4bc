"""A file that another program reads: for tests, and for offices without any other channel."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from workflow.channels import Channel, Reaches

CHANNEL = Channel(
    _("File"),
    Reaches.ENDPOINT,
    wakes=False,
    is_set_up=lambda: bool(getattr(settings, "WORKFLOW_FILE_SINK", "")),
    how_to_set_up=_("Set FAYUAN_FILE_SINK to the path of the file and start the services again."),
)
