"""The offices of a city: the agency that decides, its bureau, its stations in the courts."""

import re

from django.core.validators import RegexValidator
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
        ORGAN = "organ", _("Organ that notifies")

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
        help_text=_(
            "A station belongs to its agency, an agency to its bureau; an organ to the station that "
            "takes its notices in."
        ),
    )
    letter = models.CharField(
        _("letter in paper numbers"),
        max_length=4,
        blank=True,
        help_text=_(
            "As in （平）援决字〔2026〕第12号. Needed for an agency, and for a bureau: its rulings on "
            "objections are numbered with it."
        ),
    )
    region = models.CharField(
        _("region"),
        max_length=6,
        blank=True,
        default="",
        validators=[RegexValidator(r"^[1-9][0-9]{5}$", _("Give the six digits (GB/T 2260)."))],
        help_text=_(
            "Six digits (GB/T 2260): whose line of hardship holds for applications that the agency "
            "receives. Empty: those at the end of its code."
        ),
    )
    contact = models.CharField(_("contact person"), max_length=40, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    address = models.CharField(_("address"), max_length=120, blank=True)
    hours = models.CharField(
        _("opening hours"),
        max_length=80,
        blank=True,
        default="",
        db_default="",
        help_text=_("As applicants read them: Monday to Friday, 9:00–12:00 and 14:30–18:00."),
    )
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
            models.CheckConstraint(
                name="an_organ_belongs_to_a_station",
                condition=~Q(kind="organ") | Q(parent__isnull=False),
                violation_error_message=_("An organ must belong to the station that serves it."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def region_code(self) -> str:
        """Where the agency is; empty where nobody said and its code does not tell."""
        if self.region:
            return self.region
        told = re.search(r"(?<!\d)[1-9]\d{5}$", self.code)
        return told.group() if told else ""

    def clean(self) -> None:
        """Bureaus from before their rulings were papers may have none: it is asked for as soon as
        somebody looks after them, and a ruling says who enters it."""
        from django.core.exceptions import ValidationError

        if self.kind == self.Kind.BUREAU and not self.letter:
            raise ValidationError(
                {"letter": _("A bureau needs the letter that its rulings' numbers begin with.")}
            )

    def issuer(self) -> Issuer:
        """The agency, or the bureau, as its papers name it."""
        return Issuer(
            code=self.code,
            name=self.name,
            letter=self.letter,
            contact=self.contact,
            phone=self.phone,
        )
