"""A case's papers on their way out: printed by whom, served on whom."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.codes import ServiceWay
from cases.models.keeping import Erasure
from cases.states import Role
from documents.kinds import KINDS
from documents.models import Document

#: Kinds of paper that go out of the house, each with a proof of service.
OUTWARD = frozenset(kind.kind for kind in KINDS.values() if kind.sealed)


class CasePaperQuerySet(models.QuerySet["CasePaper"]):
    """Papers of cases by what is still to be done with them."""

    def closed(self) -> Self:
        """Of cases whose personal values are erased: the archive's, and read by nobody here."""
        return self.filter(case__erasure__state__in=Erasure.BEGUN)

    def readable(self) -> Self:
        return self.exclude(pk__in=CasePaper.objects.closed().values("pk"))

    def outward(self) -> Self:
        return self.filter(document__kind__in=OUTWARD)

    def unserved(self) -> Self:
        return self.outward().filter(service=None)

    def to_print(self, office: Any) -> Self:
        """Drawn and signed if it is to be, of a case of this station or agency, printed by nobody
        yet, and not closed."""
        place = {"station": "case__station", "agency": "case__agency"}[office.kind]
        found = self.filter(**{place: office}, document__in=Document.objects.ready(), printed=None)
        return found.readable()

    def issued_since(self, moment: datetime) -> Self:
        return self.filter(document__issued_at__gte=moment)


class CasePaper(models.Model):
    """An official paper issued on a case."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="papers")
    document = models.OneToOneField(
        "documents.Document", on_delete=models.PROTECT, related_name="case_paper"
    )

    objects: ClassVar[Any] = CasePaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper of a case")
        verbose_name_plural = _("papers of cases")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"paper {self.pk}"

    @property
    def is_outward(self) -> bool:
        return self.document.kind in OUTWARD

    @property
    def served(self) -> "Service | None":
        """Its service, read with it: ``select_related("service")``."""
        return getattr(self, "service", None)


class Service(models.Model):
    """A paper reached its receiver; the signed form 22 may lie beside it."""

    paper = models.OneToOneField(
        CasePaper, verbose_name=_("paper"), on_delete=models.PROTECT, related_name="service"
    )
    way = models.CharField(_("way of service"), max_length=12, choices=ServiceWay)
    receiver = models.CharField(_("receiver"), max_length=80)
    received_on = models.DateField(_("received on"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    proof = models.ForeignKey(
        "cases.Attachment",
        verbose_name=_("proof of service"),
        on_delete=models.PROTECT,
        related_name="services",
        null=True,
        blank=True,
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("service of a paper")
        verbose_name_plural = _("services of papers")
        constraints = [
            models.CheckConstraint(
                name="a_served_paper_has_its_receiver", condition=~models.Q(receiver="")
            ),
        ]

    def __str__(self) -> str:
        return f"service {self.pk}"


class PrintJobQuerySet(models.QuerySet["PrintJob"]):
    """Print jobs by who may open them again."""

    def of_printer(self, user: Any) -> Self:
        return self.filter(office__in=printing_offices(user))


class PrintJob(models.Model):
    """Papers that one person printed together. The file is bound anew from them when it is opened."""

    office = models.ForeignKey(
        "cases.Office", verbose_name=_("office"), on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("printed at"))

    objects: ClassVar[Any] = PrintJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("print job")
        verbose_name_plural = _("print jobs")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["office", "-id"], name="print_job_by_office")]

    def __str__(self) -> str:
        return f"print job {self.pk}"


class PrintedPaper(models.Model):
    """A paper in a print job: it is in one alone, and that may be opened any number of times."""

    job = models.ForeignKey(PrintJob, on_delete=models.PROTECT, related_name="printed")
    paper = models.OneToOneField(CasePaper, on_delete=models.PROTECT, related_name="printed")
    copies = models.PositiveSmallIntegerField(_("copies"))

    class Meta:
        verbose_name = _("printed paper")
        verbose_name_plural = _("printed papers")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_printed_paper_has_a_copy", condition=models.Q(copies__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"printed paper {self.pk}"


def printing_offices(user: Any) -> set[int]:
    """Where this person prints: the clerk at the station, officer and archivist at the agency."""
    offices: set[int] = user.offices(Role.CLERK, Role.OFFICER, Role.ARCHIVIST)
    return offices
