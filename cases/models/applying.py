"""What an application brings beside the case's own columns: who applies for the applicant, who
applies together with the applicant, what else form 2 asks for, and a number that doesn't fit."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.applying import AgentGround, AgentKind, OrganKind, Situation
from cases.codes import IdType
from cases.identity import bare_phone, normal
from workflow.sealed import BlindIndex, SealedField, Searchable


class Agent(Searchable):
    """Who applies for the applicant (L40): one for a case."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="agent")
    kind = models.CharField(_("kind of agent"), max_length=20, choices=AgentKind)
    ground = models.CharField(_("why an agent applies"), max_length=20, choices=AgentGround)
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=80)
    relation = models.CharField(_("relation to the applicant"), max_length=20, blank=True)
    id_type = models.CharField(_("identity paper"), max_length=20, choices=IdType)
    id_no = SealedField(_("identity number"), max_length=40, blank=True, default="")
    id_no_index = BlindIndex("id_no", normal=normal)
    phone = SealedField(_("telephone"), max_length=30, blank=True, default="")
    phone_index = BlindIndex("phone", normal=bare_phone)

    class Meta:
        verbose_name = _("agent")
        verbose_name_plural = _("agents")
        indexes = [models.Index(fields=["name"], name="agent_by_name")]

    def __str__(self) -> str:
        return f"agent {self.pk}"  # never the name: this may end in a log


class CoApplicant(Searchable):
    """Another person with the same claim, in the same application."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="co_applicants")
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=80)
    id_type = models.CharField(_("identity paper"), max_length=20, choices=IdType, blank=True)
    id_no = SealedField(_("identity number"), max_length=40, blank=True, default="")
    id_no_index = BlindIndex("id_no", normal=normal)

    class Meta:
        verbose_name = _("co-applicant")
        verbose_name_plural = _("co-applicants")
        indexes = [models.Index(fields=["name"], name="co_applicant_by_name")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"co-applicant {self.pk}"


class Intake(models.Model):
    """What form 2 asks for beyond the case's own columns. A case without such a row left all of it
    empty: read it by :meth:`of`."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="intake")
    cause_code = models.CharField(_("code of the cause"), max_length=20, blank=True)
    cause_edition = models.CharField(_("edition of the causes"), max_length=20, blank=True)
    organ_kind = models.CharField(_("organ"), max_length=20, choices=OrganKind, blank=True)
    organ = models.CharField(_("organ that handles the case"), max_length=80, blank=True)
    situation = models.CharField(_("situation"), max_length=20, choices=Situation, blank=True)
    ethnic_group = models.CharField(_("ethnic group"), max_length=20, blank=True)
    domicile = SealedField(_("registered residence"), max_length=200, blank=True, default="")
    employer = models.CharField(_("employer"), max_length=80, blank=True)
    education = models.CharField(_("education"), max_length=20, blank=True)
    #: How many apply together, the applicant among them.
    applicants = models.PositiveSmallIntegerField(_("applicants"), default=1)
    claim_divisible = models.BooleanField(_("the claim can be divided"), default=False)

    class Meta:
        verbose_name = _("intake")
        verbose_name_plural = _("intakes")
        constraints = [
            models.CheckConstraint(
                name="an_application_has_an_applicant", condition=Q(applicants__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"intake {self.pk}"

    @classmethod
    def of(cls, case: Any) -> "Intake":
        """The case's row, or an empty one."""
        try:
            found: Intake = case.intake
        except cls.DoesNotExist:
            found = cls(case=case)
        return found

    @property
    def persons_counted(self) -> int:
        """As statistics count them: several unpaid workers are several, several heirs are one."""
        return self.applicants if self.claim_divisible else 1


class NumberDoubt(models.Model):
    """An identity number kept as the paper bears it although its check digit doesn't fit. Somebody
    who decides for the agency must confirm it; until then the case isn't accepted."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="number_doubt")
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("registered at"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    seen = models.CharField(_("what was seen"), max_length=200, blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("number that does not fit")
        verbose_name_plural = _("numbers that do not fit")
        constraints = [
            models.CheckConstraint(
                name="a_confirmed_number_has_who_and_when",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_confirms_the_own_number",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("by")),
            ),
        ]

    def __str__(self) -> str:
        return f"number doubt {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.confirmed_at is None
