"""Messages that must leave the building, kept until they have left it."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OutboxQuerySet(models.QuerySet[Any]):
    def waiting(self) -> Self:
        """Neither sent, nor given up, nor overtaken by events."""
        return self.filter(sent_at=None, dead_at=None, superseded_at=None)

    def ready(self, at: datetime) -> Self:
        """Waiting, due, and in nobody's hands."""
        return (
            self.waiting()
            .filter(Q(lease_until=None) | Q(lease_until__lte=at), not_before__lte=at)
            .order_by("not_before", "pk")
        )

    def dead(self) -> Self:
        """Given up: a person must look."""
        return self.filter(dead_at__isnull=False)

    def failing(self) -> Self:
        """Tried in vain, and to be tried again."""
        return self.waiting().exclude(last_error="")


class OutboxMessage(models.Model):
    """One message to one recipient by one channel; ``key`` names it once and for all.

    A concrete message says what it is: ``subject_and_body``, ``address`` and ``is_stale`` are
    asked at the moment of sending, so nothing personal needs to be stored here. One to a machine
    has ``secret``, ``config`` and ``facts`` as well.
    """

    #: When the relay took it in hand: the time that a signature names. Not kept.
    attempted_at: datetime | None = None

    key = models.CharField(_("key"), max_length=200, unique=True)
    channel = models.CharField(_("channel"), max_length=20)
    payload = models.JSONField(_("payload"), default=dict, blank=True)
    not_before = models.DateTimeField(_("not before"))
    lease_until = models.DateTimeField(_("in hand until"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    dead_at = models.DateTimeField(_("given up at"), null=True, blank=True)
    superseded_at = models.DateTimeField(_("superseded at"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=100, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None, dead_at=None)
                | Q(sent_at=None, superseded_at=None)
                | Q(dead_at=None, superseded_at=None),
                name="%(class)s_ends_in_one_way",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                condition=Q(sent_at=None, dead_at=None, superseded_at=None),
                # The relay's work list.
                name="%(class)s_waiting",
            ),
            models.Index(
                fields=["dead_at"],
                condition=Q(dead_at__isnull=False),
                # The watchdog asks for these at every look, among a million that were sent.
                name="%(class)s_dead",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def address(self) -> str:
        """Where the channel delivers it: a mail address, a number, a URL."""
        raise NotImplementedError

    def subject_and_body(self) -> tuple[str, str]:
        """The text, in the recipient's language."""
        raise NotImplementedError

    def secret(self) -> str:
        """What both sides know, for signing; empty: nothing is signed."""
        return ""

    def config(self) -> dict[str, Any]:
        """What else the channel must know of the endpoint."""
        return {}

    def facts(self) -> dict[str, Any]:
        """What a program wants to know beside the text; as JSON, with nothing personal."""
        return {}

    def is_stale(self) -> bool:
        """What it says is no longer so: read the database again before answering."""
        raise NotImplementedError
