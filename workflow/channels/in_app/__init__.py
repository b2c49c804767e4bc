"""A notice in the site: the one channel that reaches everybody, exactly once."""

from django.utils.translation import gettext_lazy as _

from workflow.channels import Channel, Reaches

CHANNEL = Channel(_("Notice in the site"), Reaches.PERSON, wakes=False, stays_inside=True)
