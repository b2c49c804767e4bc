"""Searches for a person by number: so many an hour, counted here, recorded in the chain."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NumberSearch(models.Model):
    """That somebody searched by a number, never by which. Rows older than the hour are removed."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("search by number")
        verbose_name_plural = _("searches by number")
        indexes = [models.Index(fields=["by", "at"], name="searches_by_person")]

    def __str__(self) -> str:
        return f"search {self.pk}"
