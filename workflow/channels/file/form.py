"""The file's path is a setting, FAYUAN_FILE_SINK: nobody at a screen chooses where we write."""

from workflow.channels.forms import EndpointForm


class Form(EndpointForm):
    """No fields of its own."""
