"""Organs: their notices, the letters that answer them with the proof of sending, and the
applications they or a duty lawyer forwarded (L25, L28, L36, L39)."""

import hashlib
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.organ_codes import DispatchWay, ForwardedBy, NoticeReason, OrganKind
from cases.states import Role
from workflow.models import OutboxMessage
from workflow.models.outbox import OutboxQuerySet
from workflow.sealed import SealedField


class OrganNoticeQuerySet(models.QuerySet["OrganNotice"]):
    def visible_to(self, user: Any) -> Self:
        """An organ's liaison sees the notices of the own organ, and nothing else."""
        return self.filter(organ__in=user.offices(Role.ORGAN))

    def linked_to(self, notice: "OrganNotice") -> Self:
        """The notice that this one follows, and those that follow it."""
        return self.filter(Q(followed_by=notice) | Q(follows=notice)).distinct()


class OrganNotice(models.Model):
    """What an organ has told: about whom, why, where the case stands, whom to call."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="organ_notice")
    organ = models.ForeignKey(
        "cases.Office",
        verbose_name=_("organ with an account"),
        on_delete=models.PROTECT,
        related_name="organ_notices",
        null=True,
        blank=True,
    )
    organ_name = models.CharField(_("organ"), max_length=80)
    organ_kind = models.CharField(_("kind of organ"), max_length=15, choices=OrganKind)
    document_no = models.CharField(_("number of the notice"), max_length=60)
    reason = models.CharField(_("reason by law"), max_length=15, choices=NoticeReason)
    found_on = models.DateField(_("reason found on"), null=True, blank=True)
    contact = models.CharField(_("judge, prosecutor or officer"), max_length=40)
    contact_phone = SealedField(_("telephone there"), max_length=30, blank=True, default="")
    hearing_at = models.DateTimeField(_("hearing at"), null=True, blank=True)
    hearing_place = models.CharField(_("place of the hearing"), max_length=80, blank=True)
    summary_procedure = models.BooleanField(_("summary or fast-track procedure"), default=False)
    detained_at = SealedField(_("held at"), max_length=120, blank=True, default="")
    papers = models.JSONField(_("papers that came with it"), default=list, blank=True)
    #: Somebody who refused the lawyer is told of once more: that notice is a case of its own.
    follows = models.ForeignKey(
        "self",
        verbose_name=_("earlier notice"),
        on_delete=models.PROTECT,
        related_name="followed_by",
        null=True,
        blank=True,
    )

    objects: ClassVar = OrganNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("organ's notice")
        verbose_name_plural = _("organs' notices")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="a_notice_names_its_organ", condition=~Q(organ_name="")),
        ]

    def __str__(self) -> str:
        return f"notice of case {self.case_id}"


class OrganLetterQuerySet(models.QuerySet["OrganLetter"]):
    def untold(self, case: Any) -> bool:
        """The organ has still to learn who has this case: its newest letter is not proven sent."""
        newest = self.filter(notice__case=case).order_by("pk").last()
        return newest is None or not newest.dispatches.proven().exists()


class OrganLetter(models.Model):
    """The machine-readable copy of a letter to an organ (form 13), frozen with the letter."""

    paper = models.OneToOneField(
        "cases.CasePaper", on_delete=models.PROTECT, related_name="organ_letter"
    )
    notice = models.ForeignKey(OrganNotice, on_delete=models.PROTECT, related_name="letters")
    content = models.TextField(_("machine-readable text"))
    sha256 = models.CharField(_("digest"), max_length=64)

    objects: ClassVar = OrganLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("machine-readable letter")
        verbose_name_plural = _("machine-readable letters")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"letter {self.pk}"

    @property
    def is_whole(self) -> bool:
        """Nobody has changed it since it was frozen."""
        return hashlib.sha256(self.content.encode()).hexdigest() == self.sha256

    @property
    def is_current(self) -> bool:
        """It names the lawyer who has the case: no other letter came after it, and nobody has let
        the case go."""
        newest = self.notice.letters.order_by("pk").last()
        return newest == self and self.notice.case.lawyer_id is not None


class OrganDispatchQuerySet(models.QuerySet["OrganDispatch"]):
    def proven(self) -> Self:
        """Sent with proof: posted on a day with its number, or received by somebody, or accepted
        by the organ's own system."""
        return self.filter(Q(way=DispatchWay.POST) | Q(received_at__isnull=False))


class OrganDispatch(models.Model):
    """One way on which a letter went to its organ, and the proof that it did."""

    letter = models.ForeignKey(OrganLetter, on_delete=models.PROTECT, related_name="dispatches")
    way = models.CharField(_("way"), max_length=10, choices=DispatchWay)
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reference = models.CharField(_("number of the consignment"), max_length=60, blank=True)
    receiver = models.CharField(_("receiver"), max_length=80, blank=True)
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    proof = models.ForeignKey(
        "cases.Attachment",
        verbose_name=_("signed receipt"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    objects: ClassVar = OrganDispatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("dispatch to an organ")
        verbose_name_plural = _("dispatches to organs")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="what_was_posted_has_its_number",
                condition=~Q(way="post") | ~Q(reference=""),
            ),
            models.CheckConstraint(
                name="what_was_handed_over_has_its_receiver",
                condition=~Q(way="direct") | (~Q(receiver="") & Q(received_at__isnull=False)),
            ),
            models.UniqueConstraint(
                name="a_letter_is_on_the_organs_page_once",
                fields=["letter"],
                condition=Q(way="page"),
            ),
        ]

    def __str__(self) -> str:
        return f"dispatch {self.pk}"


class OrganMessageQuerySet(OutboxQuerySet):
    def visible_to(self, user: Any) -> Self:
        """As messages about limits: the administrator's, and the head's of whose case it is."""
        if Role.ADMIN in user.roles:
            return self
        mine = user.offices(Role.SUPERVISOR)
        return self.filter(dispatch__letter__notice__case__agency__in=mine)

    def with_recipients(self) -> Self:
        """What it takes to say whom a letter is for and of which case; addresses stay sealed."""
        return self.select_related(
            "endpoint__office",
            "dispatch__letter__paper__document",
            "dispatch__letter__notice__case",
        ).defer(
            "endpoint__url",
            "endpoint__secret",
            "dispatch__letter__content",
            "dispatch__letter__notice__contact_phone",
            "dispatch__letter__notice__detained_at",
        )


class OrganMessage(OutboxMessage):
    """A letter on its way to the organ's own system. What it says is read when it is sent."""

    dispatch = models.OneToOneField(OrganDispatch, on_delete=models.PROTECT, related_name="message")
    endpoint = models.ForeignKey(
        "cases.Endpoint", on_delete=models.PROTECT, related_name="organ_messages"
    )

    objects: ClassVar[Any] = OrganMessageQuerySet.as_manager()

    class Meta(OutboxMessage.Meta):
        verbose_name = _("message to an organ")
        verbose_name_plural = _("messages to organs")
        constraints = [*OutboxMessage.Meta.constraints]

    def address(self) -> str:
        return self.endpoint.url or ""

    def secret(self) -> str:
        return self.endpoint.secret or ""

    def config(self) -> dict[str, Any]:
        return dict(self.endpoint.config)

    def subject_and_body(self) -> tuple[str, str]:
        label = self.dispatch.letter.paper.document.label
        return label, label

    def sentence(self) -> str:
        """What it is, to who looks after messages; no personal data."""
        return gettext("Case %(number)s: letter %(label)s to the organ.") % {
            "number": self.dispatch.letter.notice.case.number,
            "label": self.dispatch.letter.paper.document.label,
        }

    def facts(self) -> dict[str, Any]:
        """The letter's own text, byte for byte: its digest can be checked by who receives it."""
        letter = self.dispatch.letter
        return {"letter": letter.content, "sha256": letter.sha256}

    def is_stale(self) -> bool:
        """Its lawyer has let the case go, or a later letter names another."""
        return not self.dispatch.letter.is_current


class Forwarding(models.Model):
    """An application that came by way of an organ or a duty lawyer, who had 24 hours (L39)."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="forwarding")
    by = models.CharField(_("forwarded by"), max_length=12, choices=ForwardedBy)
    got_at = models.DateTimeField(_("handed to them at"))
    organ = models.ForeignKey(
        "cases.Office",
        verbose_name=_("organ with an account"),
        on_delete=models.PROTECT,
        related_name="forwardings",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("forwarded application")
        verbose_name_plural = _("forwarded applications")

    def __str__(self) -> str:
        return f"forwarding of case {self.case_id}"
