"""The real seals of agencies. Without one a paper bears a sample seal made from the name."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SealQuerySet(models.QuerySet["Seal"]):
    def in_use(self, issuer: str, *, at: datetime) -> Self:
        """The seal an issuer puts on papers at a time: the newest that is in use by then."""
        return self.filter(issuer=issuer, used_from__lte=at).order_by("-used_from", "-pk")[:1]


class Seal(models.Model):
    """The picture of an agency's seal. A paper keeps the seal it was issued under."""

    issuer = models.CharField(_("issuer"), max_length=40)
    image = models.BinaryField(_("picture"))
    media_type = models.CharField(_("kind of picture"), max_length=20)
    sha256 = models.CharField("SHA-256", max_length=64)
    used_from = models.DateTimeField(_("in use from"))

    objects = SealQuerySet.as_manager()

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        constraints = [
            UniqueConstraint(
                name="a_picture_is_an_issuers_seal_once", fields=["issuer", "sha256", "used_from"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.used_from:%Y-%m-%d}"


class SealChangeQuerySet(models.QuerySet["SealChange"]):
    def waiting(self) -> Self:
        return self.filter(outcome=SealChange.Outcome.PENDING)


class SealChange(models.Model):
    """A new seal, as one person proposes it and another decides it. Kept whatever is decided."""

    class Outcome(models.TextChoices):
        PENDING = "pending", _("waits for another administrator")
        ACCEPTED = "accepted", pgettext_lazy("of a proposed change", "confirmed")
        REJECTED = "rejected", _("rejected")

    issuer = models.CharField(_("issuer"), max_length=40)
    image = models.BinaryField(_("picture"))
    media_type = models.CharField(_("kind of picture"), max_length=20)
    sha256 = models.CharField("SHA-256", max_length=64)
    used_from = models.DateTimeField(_("in use from"))
    decision_no = models.CharField(_("number of the decision"), max_length=80)
    reason = models.CharField(_("reason"), max_length=400)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome, default=Outcome.PENDING
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    note = models.CharField(_("note of who decided"), max_length=400, blank=True)
    made = models.OneToOneField(
        Seal, verbose_name=_("seal"), on_delete=models.PROTECT, related_name="made_by", null=True
    )

    objects = SealChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a seal")
        verbose_name_plural = _("changes of seals")
        ordering = ["-pk"]
        constraints = [
            CheckConstraint(
                name="a_seal_is_decided_by_another_person",
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
            ),
            CheckConstraint(
                name="a_decided_seal_says_who_and_when",
                condition=Q(outcome="pending", decided_by=None, decided_at=None)
                | Q(
                    outcome__in=["accepted", "rejected"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
            ),
            CheckConstraint(
                name="a_change_of_a_seal_names_its_decision_and_reason",
                condition=~Q(decision_no="") & ~Q(reason=""),
            ),
            CheckConstraint(
                name="a_confirmed_change_and_no_other_makes_a_seal",
                condition=Q(outcome="accepted", made__isnull=False)
                | (~Q(outcome="accepted") & Q(made=None)),
            ),
            UniqueConstraint(
                fields=["issuer"],
                condition=Q(outcome="pending"),
                name="one_change_of_a_seal_waits_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.used_from:%Y-%m-%d}"

    @property
    def is_pending(self) -> bool:
        return self.outcome == self.Outcome.PENDING
