"""Machines that are told about limits: another system, a group robot, a file."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflow.sealed import SealedField


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    def unopened(self) -> Self:
        """Without their sealed columns, which a list has no use for; ``has_url`` and ``has_secret``
        say whether they are there."""
        return self.defer("url", "secret").annotate(
            has_url=Q(url__isnull=False), has_secret=Q(secret__isnull=False)
        )

    def in_use(self) -> Self:
        """Those that alarms are sent to."""
        return self.filter(active=True)


class Endpoint(models.Model):
    """One address of one channel that an office has its alarms sent to.

    Stations under the office count too: what happens in a court is told to its agency's endpoint.
    Address and secret are sealed: who has a robot's address can speak in its group.
    """

    office = models.ForeignKey(
        "cases.Office", verbose_name=_("office"), on_delete=models.PROTECT, related_name="endpoints"
    )
    channel = models.CharField(_("channel"), max_length=20)
    name = models.CharField(_("name"), max_length=80)
    url = SealedField(_("address"), max_length=500, null=True, blank=True)
    secret = SealedField(_("secret"), max_length=200, null=True, blank=True)
    config: Any = models.JSONField(_("configuration"), default=dict, blank=True)
    active = models.BooleanField(_("in use"), default=True)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("endpoint")
        verbose_name_plural = _("endpoints")
        ordering = ["office_id", "channel", "pk"]

    def __str__(self) -> str:
        return f"{self.channel} {self.name}"

    @property
    def masked_url(self) -> str:
        """The host alone: what follows it is as good as a password."""
        return str(self.config.get("host", ""))
