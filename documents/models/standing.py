"""What became of a paper after its issue. The paper itself never changes; what is said of it is added."""

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _


class Standing(models.Model):
    """One event in the life of an issued paper; the newest says how it stands. Never changed."""

    class What(models.TextChoices):
        REPLACED = "replaced", _("replaced by another paper")
        WITHDRAWN = "withdrawn", _("withdrawn by the agency")
        ENDED = "ended", _("no longer in force")
        OBJECTED = "objected", _("under objection")
        UPHELD = "upheld", _("upheld on objection")
        CHANGED = "changed", _("changed on objection")

    #: After these a paper can still come to stand otherwise: it is in force.
    IN_FORCE = frozenset({What.OBJECTED, What.UPHELD})

    document = models.ForeignKey(
        "documents.Document",
        verbose_name=_("paper"),
        on_delete=models.PROTECT,
        related_name="standings",
    )
    what = models.CharField(_("what became of it"), max_length=10, choices=What)
    at = models.DateTimeField(_("at"))
    by_document = models.ForeignKey(
        "documents.Document",
        verbose_name=_("by which paper"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )

    class Meta:
        verbose_name = _("standing of a paper")
        verbose_name_plural = _("standings of papers")
        ordering = ["pk"]
        constraints = [
            CheckConstraint(
                name="a_standing_is_a_known_one",
                condition=Q(
                    what__in=["replaced", "withdrawn", "ended", "objected", "upheld", "changed"]
                ),
            ),
            CheckConstraint(
                name="a_replaced_paper_names_the_one_that_replaces_it",
                condition=~Q(what="replaced") | Q(by_document__isnull=False),
            ),
            CheckConstraint(
                name="no_paper_replaces_itself",
                condition=Q(by_document=None) | ~Q(by_document=F("document")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.what}"

    @property
    def in_force(self) -> bool:
        return self.what in self.IN_FORCE
