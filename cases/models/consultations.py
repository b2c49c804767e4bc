"""Consultations: who asked what, in which way, and what was answered. Most never become a case."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases import codes, permissions
from cases.consultation import DONE, Handling, Standing, Way
from cases.identity import bare_phone, is_number, normal
from cases.states import Role
from workflow.models import TransitionRecord
from workflow.sealed import BlindIndex, SealedField, Searchable
from workflow.transitions import (
    StatusField,
    Subject,
    SubjectQuerySet,
    condition,
    move,
    refuse_if,
)

#: Who sees the consultations of the stations below the own agency.
READERS = (Role.REVIEWER, Role.SUPERVISOR)
#: What is sealed of who asked: lists leave it unread.
PERSONAL = ("id_no", "phone", "address")


class ConsultationQuerySet(SubjectQuerySet):
    def visible_to(self, user: Any) -> "ConsultationQuerySet":
        """Own station, own agency's stations; an auditor all; everybody else none."""
        taken = self.exclude(status=Standing.NEW)
        if Role.AUDITOR in user.roles:
            return taken
        seen = Q(pk__in=[])
        if stations := user.offices(Role.CLERK):
            seen |= Q(station__in=stations)
        if agencies := user.offices(*READERS):
            seen |= Q(station__parent__in=agencies)
        return taken.filter(seen)

    def without_personal(self) -> "ConsultationQuerySet":
        return self.defer(*PERSONAL)

    def by_urgency(self) -> "ConsultationQuerySet":
        """What waits for an answer first, by its limit; then the newest."""
        waits = Q(status=Standing.OPEN)
        return self.alias(
            done=models.Case(models.When(waits, then=0), default=1),
            due=models.Case(models.When(waits, then=F("due_at"))),
        ).order_by("done", F("due").asc(nulls_last=True), "-asked_at", "-pk")

    def waiting(self, *, at: datetime) -> dict[str, int]:
        """How many wait for an answer, and how many of them past their limit."""
        late = Q(due_at__lte=at)
        counted: dict[str, int] = (
            self.filter(status=Standing.OPEN)
            .order_by()
            .aggregate(open=Count("pk"), late=Count("pk", filter=late))
        )
        return counted

    def search(self, words: str) -> "ConsultationQuerySet":
        """By number, whole identity or telephone number, part of a name or of a question."""
        if is_number(words):
            return self._numbered(words)
        found = self
        for word in words.split():
            asked = Question.objects.filter(question__contains=word).values("consultation")
            said = Q(number__iexact=word) | Q(name__contains=word) | Q(pk__in=asked)
            found = found.filter(said | Q(pk__in=self._numbered(word).values("pk")))
        return found

    def _numbered(self, number: str) -> "ConsultationQuerySet":
        return self.filter(Q(id_no_index__matches=number) | Q(phone_index__matches=number))

    def tally(self) -> dict[str, int]:
        """As statistics count (domain notes, 12): who asks twice the kinds is one person-time and
        two items."""
        counted: dict[str, int] = self.order_by().aggregate(
            persons=Count("pk", distinct=True), items=Count("questions")
        )
        return counted


@condition(_("Every question needs its answer first."))
def every_question_is_answered(consultation: Any) -> bool:
    return not consultation.questions.filter(answer="").exists()


class Consultation(Searchable, Subject):
    """Somebody asks. Who may refuse to say a name, and then the record says so."""

    MOVES_ASK_ABOUT = ("station",)

    status = StatusField(
        _("status"), max_length=10, choices=Standing, default=Standing.NEW, db_index=True
    )
    number = models.CharField(_("number"), max_length=30, unique=True)
    station = models.ForeignKey(
        "cases.Office", verbose_name=_("station"), on_delete=models.PROTECT, related_name="+"
    )
    way = models.CharField(pgettext_lazy("of asking", "way"), max_length=10, choices=Way)
    asked_at = models.DateTimeField(_("asked at"))

    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=80, blank=True)
    #: Would not say who it is: kept, and printed on the form.
    unnamed = models.BooleanField(_("would not give a name"), default=False)
    sex = models.CharField(_("sex"), max_length=1, choices=codes.Sex, blank=True)
    id_type = models.CharField(_("identity paper"), max_length=20, choices=codes.IdType, blank=True)
    id_no = SealedField(_("identity number"), max_length=40, blank=True, default="")
    id_no_index = BlindIndex("id_no", normal=normal)
    phone = SealedField(_("telephone"), max_length=30, blank=True, default="")
    phone_index = BlindIndex("phone", normal=bare_phone)
    address = SealedField(_("address"), max_length=200, blank=True, default="")
    groups = models.JSONField(_("groups"), default=list, blank=True)

    handling = models.JSONField(_("handling"), default=list, blank=True)
    redirected_to = models.CharField(_("shown which way"), max_length=120, blank=True)
    appointment_at = models.DateTimeField(_("appointment"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken down by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    rule = models.ForeignKey(
        "workflow.LimitRule",
        verbose_name=_("limit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    due_at = models.DateTimeField(_("to be answered by"), null=True, blank=True)
    case = models.ForeignKey(
        "cases.Case",
        verbose_name=_("case"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
    )
    submission = models.CharField(_("submission"), max_length=80, unique=True, editable=False)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_consultation_names_who_asks_or_says_that_nobody_would",
                condition=Q(unnamed=True, name="") | Q(unnamed=False, name__gt=""),
                violation_error_message=_(
                    "Give the name, or tick that the person would not give it."
                ),
            ),
            models.CheckConstraint(
                name="an_answered_consultation_has_its_moment",
                condition=Q(status__in=["new", "open"]) | Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_consultation_taken_up_has_its_case",
                condition=~Q(status="taken_up") | Q(case__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["station", "status", "due_at"], name="consultation_by_station"),
            models.Index(fields=["-asked_at", "-id"], name="consultation_by_day"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("cases:consultation", args=[self.pk])

    # What rights ask (User.roles_on): a consultation belongs to a station and its agency alone.

    @property
    def agency_id(self) -> int | None:
        return self.station.parent_id

    @property
    def bureau_id(self) -> None:
        return None

    firm_id = lawyer_user_id = organ_id = None

    def roles_acted_by(self, user: Any) -> set[str]:
        """Four eyes have nothing to watch here: nobody decides anything."""
        return set()

    @property
    def is_open(self) -> bool:
        return self.status not in DONE

    @property
    def was_late(self) -> bool:
        """It was answered after its limit. What is answered at once has none to miss."""
        return bool(
            self.rule_id and self.answered_at and self.due_at and self.answered_at > self.due_at
        )

    def handle_as(self, *ways: str) -> None:
        self.handling = [one for one in Handling.values if one in {*self.handling, *ways}]

    # Moves

    @move(Standing.NEW, Standing.OPEN, by=permissions.clerk, label=_("Take down"))
    def take_down(self, *, by: Any, at: datetime) -> None:
        """Keep who asks what (domain notes, 6.7): to be answered at once, or by its limit."""
        refuse_if((self.asked_at > at, _("The time of the question lies in the future.")))

    @move(Standing.OPEN, Standing.OPEN, by=permissions.clerk, label=_("Make an appointment"))
    def book(self, *, by: Any, at: datetime, appointment_at: datetime) -> None:
        """A hard question is answered at a time that is agreed on."""
        refuse_if((appointment_at <= at, _("The appointment must lie in the future.")))
        self.appointment_at = self.due_at = appointment_at
        self.handle_as(Handling.APPOINTMENT)

    @move(
        Standing.OPEN,
        Standing.ANSWERED,
        by=permissions.clerk,
        label=_("Answer"),
        when=[every_question_is_answered],
    )
    def answer(
        self, *, by: Any, at: datetime, handling: list[str], redirected_to: str = ""
    ) -> None:
        """Say what the answer was and what became of it. The words stand with the questions."""
        elsewhere = Handling.ELSEWHERE in handling
        refuse_if(
            (not set(handling) - {Handling.APPOINTMENT}, _("Choose what became of it.")),
            (elsewhere and not redirected_to.strip(), _("Name the place that is right for it.")),
        )
        self.handle_as(*handling)
        self.redirected_to = redirected_to.strip() if elsewhere else ""
        self.answered_at, self.answered_by = at, by

    @move(
        [Standing.OPEN, Standing.ANSWERED],
        Standing.TAKEN_UP,
        by=permissions.clerk,
        label=_("Becomes an application"),
    )
    def take_up(self, *, by: Any, at: datetime, case: Any) -> None:
        """An application was registered from it (L23: who asks is told that one may apply)."""
        self.case = case
        self.handle_as(Handling.APPLY)
        if self.answered_at is None:
            self.answered_at, self.answered_by = at, by


class Question(models.Model):
    """One thing that was asked, and its answer: an item of the statistics."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="questions"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    matter = models.CharField(_("matter"), max_length=30, choices=codes.Matter)
    question = models.TextField(_("question"))
    answer = models.TextField(_("answer"), blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                name="a_question_has_its_place", fields=["consultation", "position"]
            ),
            models.CheckConstraint(name="a_question_asks_something", condition=~Q(question="")),
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"


class ConsultationTransition(TransitionRecord):
    """A move of a consultation."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="history")

    class Meta(TransitionRecord.Meta):
        verbose_name = _("move of a consultation")
        verbose_name_plural = _("moves of consultations")
        constraints = [
            models.UniqueConstraint(
                name="a_move_of_a_consultation_has_its_own_number", fields=["consultation", "seq"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.seq} {self.move}"

    def subject_content(self) -> dict[str, Any]:
        return {"consultation": self.consultation_id}
