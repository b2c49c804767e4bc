"""How often somebody has tried codes or files on the page where anyone checks a paper."""

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _


class Tries(models.Model):
    """Tries of one client, or of all together, in one span of time. Gone when the span is over."""

    kind = models.CharField(_("kind"), max_length=10)
    # Quarters of an hour, or days, since 1970 (documents.throttling.LIMITS): one column for both databases to count in.
    span = models.PositiveIntegerField(_("span of time"))
    # A keyed digest of the address, which can't be turned back; empty: everybody.
    client = models.CharField(_("client"), max_length=32, blank=True)
    count = models.PositiveIntegerField(_("tries"), default=0)

    class Meta:
        verbose_name = _("tries of a client")
        verbose_name_plural = _("tries of clients")
        constraints = [
            UniqueConstraint(
                name="a_client_is_counted_once_a_span", fields=["kind", "span", "client"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.span}: {self.count}"
