"""The offices of a city: the agency that decides, its bureau, its stations in the courts."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from documents.facts import Issuer

models.CharField.register_lookup(Length)


class Office(models.Model):
    """One place. Every case belongs to a station and to the agency above it (L12, L13)."""

    class Kind(models.TextChoices):
        AGENCY = "agency", _("Legal aid agency")
        STATION = "station", _("Court workstation")
        BUREAU = "bureau", _("Justice bureau")

    code = models.SlugField(_("code"), max_length=30, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=80)
    short_name = models.CharField(_("short name"), max_length=20)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("belongs to"),
        on_delete=models.PROTECT,
        related_name="branches",
        null=True,
        blank=True,
        help_text=_("A station belongs to its agency, an agency to its bureau."),
    )
    letter = models.CharField(
        _("letter in paper numbers"),
        max_length=4,
        blank=True,
        help_text=_("As in （平）援决字〔2026〕第12号. Needed for an agency."),
    )
    contact = models.CharField(_("contact person"), max_length=40, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    address = models.CharField(_("address"), max_length=120, blank=True)
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="an_agency_has_a_letter",
                condition=~Q(kind="agency") | Q(letter__length__gt=0),
                violation_error_message=_(
                    "An agency needs the letter that its papers' numbers begin with."
                ),
            ),
            models.CheckConstraint(
                name="a_station_belongs_to_an_agency",
                condition=~Q(kind="station") | Q(parent__isnull=False),
                violation_error_message=_("A station must belong to an agency."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def issuer(self) -> Issuer:
        """The agency as its papers name it."""
        return Issuer(
            code=self.code,
            name=self.name,
            letter=self.letter,
            contact=self.contact,
            phone=self.phone,
        )
