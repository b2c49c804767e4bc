"""How numbers are written, and which were set aside. Rows are added, never changed."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from documents import labels


class NumberTemplateQuerySet(models.QuerySet["NumberTemplate"]):
    def in_force(self, issuer: str, register: str, *, on: date) -> Self:
        """The one by which a number of that day is written: the newest that holds by then."""
        said = self.filter(issuer=issuer, register=register, valid_from__lte=on)
        return said.order_by("-valid_from", "-pk")[:1]


class NumberTemplate(models.Model):
    """How an issuer writes the numbers of one register, from a day on."""

    issuer = models.CharField(_("issuer"), max_length=40)
    register = models.CharField(_("register"), max_length=20)
    template = models.CharField(_("written as"), max_length=labels.LONGEST)
    valid_from = models.DateField(_("from"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("set by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    set_at = models.DateTimeField(_("set at"))

    objects = NumberTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("way to write numbers")
        verbose_name_plural = _("ways to write numbers")
        indexes = [
            models.Index(
                name="numbers_are_written", fields=["issuer", "register", "-valid_from", "-id"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.register} {self.valid_from}: {self.template}"


class SetAside(models.Model):
    """Numbers that no paper of ours bears, with the reason: given by hand before us or beside us."""

    issuer = models.CharField(_("issuer"), max_length=40)
    register = models.CharField(_("register"), max_length=20)
    year = models.PositiveSmallIntegerField(_("year"))
    first = models.PositiveIntegerField(_("first number"))
    last = models.PositiveIntegerField(_("last number"))
    reason = models.CharField(_("reason"), max_length=200)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("set by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    set_at = models.DateTimeField(_("set at"))

    class Meta:
        verbose_name = _("numbers set aside")
        verbose_name_plural = _("numbers set aside")
        constraints = [
            CheckConstraint(
                name="numbers_set_aside_are_a_span", condition=Q(first__gte=1, last__gte=F("first"))
            ),
            CheckConstraint(name="numbers_set_aside_have_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.register} {self.year}: {self.first}-{self.last}"
