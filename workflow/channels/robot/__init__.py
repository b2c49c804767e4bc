"""A group robot of an enterprise messenger: 企业微信 or 钉钉."""

from django.utils.translation import gettext_lazy as _

from workflow.channels import Channel, Reaches

CHANNEL = Channel(_("Group robot (WeCom, DingTalk)"), Reaches.ENDPOINT, wakes=True)
