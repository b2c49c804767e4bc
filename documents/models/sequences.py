"""The sequences that the numbers of papers, and of cases, are taken from."""

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _


class Sequence(models.Model):
    """The last number given in one register of one issuer in one year."""

    issuer = models.CharField(_("issuer"), max_length=40)
    register = models.CharField(_("register"), max_length=20)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number given"), default=0)

    class Meta:
        verbose_name = _("sequence of numbers")
        verbose_name_plural = _("sequences of numbers")
        constraints = [
            UniqueConstraint(
                name="a_register_counts_once_a_year", fields=["issuer", "register", "year"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.register} {self.year}: {self.last}"
