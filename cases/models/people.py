"""People: who works with the system, and whom it is for."""

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.codes import IdType, Sex
from cases.identity import bare_phone, normal
from cases.states import (
    AGENCY_ROLES,
    BUREAU_ROLES,
    GLOBAL_ROLES,
    ORGAN_ROLES,
    PROVIDER_ROLES,
    STATION_ROLES,
    Role,
)
from cases.telephones import read_or_as_typed
from workflow.sealed import BlindIndex, SealedField, Searchable

if TYPE_CHECKING:
    from cases.models.case import Case


class PeopleManager(UserManager["User"]):
    """A page that knows who asks for it has no use for the person's number: it stays sealed."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet["User"]:
        return super().get_queryset().defer("phone")


class User(AbstractUser):
    """Somebody who logs in. What the person may do comes from memberships alone."""

    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=40)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    #: Staff's own, for short messages: eleven digits (workflow.channels.sms.form).
    phone = SealedField(_("mobile number"), max_length=20, null=True, blank=True)

    objects: ClassVar[Any] = PeopleManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name or self.username

    @cached_property
    def held(self) -> list[tuple[str, int | None, int | None]]:
        """(role, office, firm) of each membership: one query per request, the base of every right."""
        return list(self.memberships.values_list("role", "office_id", "firm_id"))

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(role for role, _office, _firm in self.held)

    def offices(self, *roles: str) -> set[int]:
        """The offices where the person holds one of these roles."""
        return {office for role, office, _firm in self.held if role in roles and office}

    def firms(self, *roles: str) -> set[int]:
        return {firm for role, _office, firm in self.held if role in roles and firm}

    def roles_on(self, case: "Case") -> frozenset[str]:
        """The roles the person holds where this case is."""
        found = set()
        for role, office, firm in self.held:
            if (
                (role in STATION_ROLES and office == case.station_id)
                or (role in AGENCY_ROLES and office == case.agency_id)
                or (role in BUREAU_ROLES and office == case.bureau_id)
                or (role == Role.PROVIDER and firm and firm == case.firm_id)
                or (role in ORGAN_ROLES and office and office == case.organ_id)
                or (role == Role.LAWYER and case.lawyer_user_id == self.pk)
                or role in GLOBAL_ROLES
            ):
                found.add(role)
        return frozenset(found)

    @property
    def sees_cases(self) -> bool:
        """An administrator looks after people, calendars and rules, and sees no case; an organ has
        pages of its own."""
        return bool(self.roles - {Role.ADMIN, Role.ORGAN})


class Membership(models.Model):
    """One role of one person at one place."""

    user = models.ForeignKey(
        User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)
    office = models.ForeignKey(
        "cases.Office",
        verbose_name=_("office"),
        on_delete=models.PROTECT,
        related_name="memberships",
        null=True,
        blank=True,
    )
    firm = models.ForeignKey(
        "cases.Firm",
        verbose_name=_("provider"),
        on_delete=models.PROTECT,
        related_name="memberships",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")
        ordering = ["user_id", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="an_office_role_is_held_once",
                fields=["user", "role", "office"],
                condition=Q(office__isnull=False),
            ),
            models.UniqueConstraint(
                name="a_provider_role_is_held_once",
                fields=["user", "role", "firm"],
                condition=Q(firm__isnull=False),
            ),
            models.UniqueConstraint(
                name="a_global_role_is_held_once",
                fields=["user", "role"],
                condition=Q(office=None, firm=None),
            ),
            models.CheckConstraint(
                name="an_office_role_has_an_office",
                condition=~Q(
                    role__in=sorted(STATION_ROLES | AGENCY_ROLES | BUREAU_ROLES | ORGAN_ROLES)
                )
                | Q(office__isnull=False, firm__isnull=True),
                violation_error_message=_("This role is held at an office: choose the office."),
            ),
            models.CheckConstraint(
                name="a_provider_role_has_a_firm",
                condition=~Q(role__in=sorted(PROVIDER_ROLES))
                | Q(office__isnull=True, firm__isnull=False),
                violation_error_message=_("This role is held at a provider: choose the provider."),
            ),
            models.CheckConstraint(
                name="a_global_role_has_no_place",
                condition=~Q(role__in=sorted(GLOBAL_ROLES))
                | Q(office__isnull=True, firm__isnull=True),
                violation_error_message=_(
                    "This role is held everywhere: leave office and provider empty."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"

    def clean(self) -> None:
        """A station role at a station, an agency role at an agency, a bureau role at a bureau."""
        from django.core.exceptions import ValidationError

        kinds: dict[frozenset[Role], str] = {
            STATION_ROLES: "station",
            AGENCY_ROLES: "agency",
            BUREAU_ROLES: "bureau",
            ORGAN_ROLES: "organ",
        }
        for roles, kind in kinds.items():
            if self.role in roles and self.office is not None and self.office.kind != kind:
                raise ValidationError(
                    {"office": _("This role can't be held at an office of this kind.")}
                )


def is_numbered(*words: str, person: str = "") -> Q:
    """One of these is the identity or telephone number of the person at that lookup, as a whole."""
    phones = {*words, *map(read_or_as_typed, words)}
    identity = Q(**{f"{person}id_no_index__matches": words})
    return identity | Q(**{f"{person}phone_index__matches": phones})


class ApplicantQuerySet(models.QuerySet["Applicant"]):
    def numbered(self, words: str) -> "ApplicantQuerySet":
        """Whose identity number or telephone this is, as a whole."""
        return self.filter(is_numbered(words))


class Applicant(Searchable):
    """Who asks for aid. Number, telephone and address are sealed; number and telephone are found
    by their blind indexes, the name by its letters."""

    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=80)
    id_type = models.CharField(_("identity paper"), max_length=20, choices=IdType)
    id_no = SealedField(_("identity number"), max_length=40, blank=True, default="")
    id_no_index = BlindIndex("id_no", normal=normal)
    no_id_reason = models.CharField(_("reason for no identity paper"), max_length=200, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, blank=True)
    birth_on = models.DateField(_("date of birth"), null=True, blank=True)
    phone = SealedField(_("telephone"), max_length=30, blank=True, default="")
    phone_index = BlindIndex("phone", normal=bare_phone)
    address = SealedField(_("address"), max_length=200, blank=True, default="")

    objects = ApplicantQuerySet.as_manager()

    class Meta:
        verbose_name = _("applicant")
        verbose_name_plural = _("applicants")
        indexes = [
            models.Index(fields=["name"], name="applicant_by_name"),
        ]
        constraints = [
            models.CheckConstraint(
                name="an_applicant_has_a_number_or_a_reason",
                condition=Q(id_no_index__isnull=False) | Q(no_id_reason__gt=""),
                violation_error_message=_(
                    "Give the identity number, or the reason why there is none."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"applicant {self.pk}"  # never the name: this may end in a log

    def is_minor(self, *, on: Any) -> bool:
        """Under eighteen on that day (Civil Code, article 17)."""
        if self.birth_on is None:
            return False
        years = on.year - self.birth_on.year
        return years - ((on.month, on.day) < (self.birth_on.month, self.birth_on.day)) < 18


class Opponent(models.Model):
    """A party on the other side."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="opponents")
    name = models.CharField(_("name"), max_length=120, db_index=True)

    class Meta:
        verbose_name = _("opposing party")
        verbose_name_plural = _("opposing parties")
        constraints = [
            models.UniqueConstraint(name="an_opponent_is_named_once", fields=["case", "name"]),
        ]

    def __str__(self) -> str:
        return f"opponent {self.pk}"
