"""What an applicant was told of the handling of personal data, and what they agreed to."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.masking import masked_name
from workflow.sealed import SealedField


class NoticeEditionQuerySet(models.QuerySet["NoticeEdition"]):
    """Editions by the day on which they are shown."""

    def in_force(self, on: date) -> "NoticeEdition | None":
        return self.filter(valid_from__lte=on).order_by("valid_from", "number").last()


class NoticeEdition(models.Model):
    """One edition of the notice (PIPL 17, 30, 35). Append-only: an agreement names what was shown."""

    number = models.PositiveIntegerField(_("edition"), unique=True)
    valid_from = models.DateField(_("shown from"))
    text_zh = models.TextField(_("text in Chinese"))
    text_en = models.TextField(_("text in English"))
    #: Nobody: it came with the program, and an administrator has not put their own in its place.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    at = models.DateTimeField(_("entered at"))

    objects: ClassVar[Any] = NoticeEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition of the notice on personal data")
        verbose_name_plural = _("editions of the notice on personal data")
        ordering = ["-valid_from", "-number"]
        constraints = [
            models.CheckConstraint(
                name="a_notice_is_written_in_both_languages",
                condition=~Q(text_zh="") & ~Q(text_en=""),
            ),
        ]

    def __str__(self) -> str:
        return f"edition {self.number}"

    def text(self) -> str:
        """In the reader's language."""
        return self.text_en if get_language() == "en" else self.text_zh


class Purpose(models.TextChoices):
    """What the data are handled for. Only what is no duty of the law rests on an agreement."""

    HANDLING = "handling", _("Handling this application (a duty of the law)")
    MEANS_CHECK = "means_check", _("Checking the means by shared data (L41)")
    PUBLISHING = "publishing", _("Telling of the case as an example, without the name")


class Answer(models.TextChoices):
    """What the applicant said to it."""

    TOLD = "told", _("was told")
    AGREED = "agreed", _("agreed")
    PLEDGED = "pledged", _("pledged the means instead")
    REFUSED = "refused", _("did not agree")
    WITHDRAWN = "withdrawn", _("took the agreement back")


#: What can be answered to each purpose. Who wants no handling at all withdraws the application.
ANSWERS: dict[str, tuple[Answer, ...]] = {
    Purpose.HANDLING: (Answer.TOLD,),
    Purpose.MEANS_CHECK: (Answer.AGREED, Answer.PLEDGED, Answer.WITHDRAWN),
    Purpose.PUBLISHING: (Answer.AGREED, Answer.REFUSED, Answer.WITHDRAWN),
}


class Way(models.TextChoices):
    READ_OUT = "read_out", _("read out")
    READ = "read", _("read by the applicant")
    ON_PAPER = "on_paper", _("handed over on paper")


class Spoken(models.TextChoices):
    MANDARIN = "mandarin", _("Mandarin")
    DIALECT = "dialect", _("the local dialect")
    MINORITY = "minority", _("a minority language")
    SIGNED = "signed", _("sign language")
    FOREIGN = "foreign", _("a foreign language")


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """What was said on a case, in its order."""

    def standing(self) -> dict[str, "Agreement"]:
        """The latest word on each purpose."""
        return {one.purpose: one for one in self.select_related("edition", "by").order_by("pk")}


class Agreement(models.Model):
    """One thing that was told and answered. A later word stands beside it, never in its place."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="agreements")
    edition = models.ForeignKey(
        NoticeEdition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.CharField(_("what for"), max_length=20, choices=Purpose)
    answer = models.CharField(_("answer"), max_length=20, choices=Answer)
    way = models.CharField(_("how it was told"), max_length=20, choices=Way)
    language = models.CharField(_("language"), max_length=20, choices=Spoken)
    #: Who agreed for a child under fourteen (PIPL 31), or acts for an adult.
    guardian = SealedField(_("guardian"), max_length=80, null=True, blank=True)
    guardian_relation = models.CharField(_("relation"), max_length=40, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken down by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("at"))

    objects: ClassVar[Any] = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="an_answer_fits_its_purpose",
                condition=Q(purpose="handling", answer="told")
                | Q(purpose="means_check", answer__in=["agreed", "pledged", "withdrawn"])
                | Q(purpose="publishing", answer__in=["agreed", "refused", "withdrawn"]),
            ),
        ]

    def __str__(self) -> str:
        return f"agreement {self.pk}"

    @property
    def shown_guardian(self) -> str:
        return masked_name(self.guardian or "")
