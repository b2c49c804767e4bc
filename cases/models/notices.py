"""What the system has told people: inside the house, and by the channels that leave it."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _

from cases.limits import breach_sentence
from cases.models.objections import ObjectionClock
from cases.models.records import CaseClock
from cases.states import Role
from workflow.models import BREACH, OutboxMessage
from workflow.models.outbox import OutboxQuerySet
from workflow.rules import Certainty


class Notice(models.Model):
    """A word to one person inside the system. The key makes it come exactly once."""

    class About(models.TextChoices):
        LIMIT = "limit", _("a limit of a case")
        OBJECTION = "objection", _("a limit of an objection")
        CALENDAR = "calendar", _("the calendar")
        TEST = "test", _("a test of the channel")

    key = models.CharField(max_length=120, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    about = models.CharField(_("about"), max_length=10, choices=About, default=About.LIMIT)
    #: Nobody asks for the notices of a case but through its clocks, so it has no index.
    case = models.ForeignKey(
        "cases.Case",
        on_delete=models.PROTECT,
        related_name="notices",
        null=True,
        db_index=False,
    )
    clock = models.ForeignKey(
        CaseClock, on_delete=models.PROTECT, related_name="notices", null=True
    )
    objection_clock = models.ForeignKey(
        ObjectionClock, on_delete=models.PROTECT, related_name="notices", null=True
    )
    stage = models.SlugField(_("stage"), max_length=20, blank=True, db_index=False)
    due_on = models.DateField(_("due on"))
    at = models.DateTimeField(_("at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_notice_about_a_limit_names_its_case_and_clock",
                condition=(
                    Q(about="limit", case__isnull=False, clock__isnull=False, objection_clock=None)
                    & ~Q(stage="")
                )
                | (
                    Q(
                        about="objection",
                        case__isnull=False,
                        clock=None,
                        objection_clock__isnull=False,
                    )
                    & ~Q(stage="")
                )
                | (
                    ~Q(about__in=["limit", "objection"])
                    & Q(case=None, clock=None, objection_clock=None)
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["user", "-at"], name="unread_notices", condition=models.Q(read_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"

    @property
    def address(self) -> str:
        """The page of what it tells of: the case, or the objection."""
        if self.case is None:
            return ""
        if self.objection_clock is not None:
            return self.objection_clock.subject.address_on(self.case)
        return self.case.get_absolute_url()

    def sentence(self) -> str:
        """What it says, in the reader's language; no personal data."""
        if self.about == self.About.CALENDAR:
            return calendar_sentence(self.due_on)
        if self.about == self.About.TEST:
            return test_sentence()
        clock = self.clock or self.objection_clock
        assert clock is not None
        told_of = self.case if self.clock else clock.subject
        told_on = localdate(self.at)
        return limit_sentence(told_of, clock, self.stage, self.due_on, told_on=told_on)


class CaseMessageQuerySet(OutboxQuerySet):
    def visible_to(self, user: Any) -> Self:
        """An administrator looks after all of them, the head of an agency after those about its
        cases."""
        if Role.ADMIN in user.roles:
            return self
        mine = user.offices(Role.SUPERVISOR)
        return self.filter(
            Q(clock__subject__agency__in=mine) | Q(objection_clock__subject__case__agency__in=mine)
        )

    def with_recipients(self) -> Self:
        """What it takes to say whom a message is for and what it says; addresses stay sealed."""
        return (
            self.select_related(
                "clock__rule",
                "clock__subject",
                "endpoint__office",
                "notice__case",
                "notice__clock__rule",
                "notice__objection_clock__rule",
                "notice__objection_clock__subject",
                "notice__user",
                "objection_clock__rule",
                "objection_clock__subject__case",
            )
            .defer("endpoint__url", "endpoint__secret", "notice__user__phone")
            .prefetch_related("notice__user__memberships")
        )


class CaseMessage(OutboxMessage):
    """A word about a limit that leaves the house: to a person, or to an endpoint of an office."""

    clock = models.ForeignKey(
        CaseClock, on_delete=models.PROTECT, related_name="messages", null=True
    )
    objection_clock = models.ForeignKey(
        ObjectionClock, on_delete=models.PROTECT, related_name="messages", null=True
    )
    stage = models.SlugField(_("stage"), max_length=20, blank=True, db_index=False)
    #: By its key, so that notices and messages can be written together, whatever their numbers.
    notice = models.ForeignKey(
        Notice,
        to_field="key",
        on_delete=models.PROTECT,
        related_name="messages",
        null=True,
        db_index=False,
    )
    endpoint = models.ForeignKey(
        "cases.Endpoint", on_delete=models.PROTECT, related_name="messages", null=True
    )

    objects: ClassVar[Any] = CaseMessageQuerySet.as_manager()

    class Meta(OutboxMessage.Meta):
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            *OutboxMessage.Meta.constraints,
            models.CheckConstraint(
                name="a_message_goes_to_a_person_or_to_an_endpoint",
                condition=Q(notice__isnull=False, endpoint=None)
                | Q(notice=None, endpoint__isnull=False),
            ),
        ]

    @property
    def limit(self) -> CaseClock | ObjectionClock | None:
        """The clock that it tells of; a test of a channel tells of none."""
        return self.clock or self.objection_clock

    def address(self) -> str:
        if self.endpoint is not None:
            return self.endpoint.url or ""
        user = self._notice.user
        return (user.phone if self.channel == "sms" else user.email) or ""

    def secret(self) -> str:
        return (self.endpoint.secret if self.endpoint else "") or ""

    def config(self) -> dict[str, Any]:
        return dict(self.endpoint.config) if self.endpoint else {}

    def subject_and_body(self) -> tuple[str, str]:
        """The text in the person's language, to a machine in the site's, with a link that says
        nothing by itself."""
        language = settings.LANGUAGE_CODE if self.endpoint else self._notice.user.language
        with override(language):
            sentence = self.sentence()
            words = _("%(sentence)s\n\nOpen the case: %(link)s\n")
            if self.limit is None:
                words = _("%(sentence)s\n\nOpen the system: %(link)s\n")
            return sentence, words % {"sentence": sentence, "link": self._link()}

    def sentence(self) -> str:
        """What it says, in the reader's language; no personal data."""
        if self.endpoint is None:
            return self._notice.sentence()
        assert self.limit is not None
        return limit_sentence(
            self.limit.subject,
            self.limit,
            self.stage,
            date.fromisoformat(self.payload["due_on"]),
            told_on=date.fromisoformat(self.payload["told_on"]),
        )

    def facts(self) -> dict[str, Any]:
        """The sentence once more, for a program."""
        if self.limit is None:
            return {}
        return {
            "case": self.limit.subject.number,
            "limit": self.limit.code,
            "stage": self.stage,
            "due_on": self.payload["due_on"],
            "breached": bool(self.payload["breach"]),
            "link": self._link(),
        }

    def _link(self) -> str:
        path = self.limit.subject.get_absolute_url() if self.limit else "/"
        return f"{settings.SITE_URL}{path}"

    @property
    def _notice(self) -> Notice:
        assert self.notice is not None
        return self.notice

    def is_stale(self) -> bool:
        """A warning is stale when its clock stands still or is met, or when the limit ends on
        another day now; a breach only when a changed calendar, or a paper posted in time, has
        taken it back.

        By the day and not by the epoch: a pause of no days leaves the warning true, and its stage
        does not come again.
        """
        clock: CaseClock | ObjectionClock
        if self.clock_id is not None:
            clock = CaseClock.objects.get(pk=self.clock_id)
        elif self.objection_clock_id is not None:
            clock = ObjectionClock.objects.get(pk=self.objection_clock_id)
        else:
            return False
        if self.payload.get("breach") or self.stage == BREACH:
            return clock.breached_at is None
        # Messages of the first version have their day in the notice alone.
        told = self.payload.get("due_on") or str(self._notice.due_on)
        return not clock.is_open or str(clock.due_on) != told


def limit_sentence(case: Any, clock: Any, stage: str, due_on: date, *, told_on: date) -> str:
    """One sentence about a clock's limit as it stood on the day it was told."""
    days = (due_on - told_on).days
    left = None if stage == BREACH or days < 0 else days
    if left is None and (said := breach_sentence(clock.code, number=case.number, due_on=due_on)):
        return said
    said = stage_sentence(case.number, clock.rule.name, due_on, days_left=left)
    if clock.certainty == Certainty.PROVISIONAL and clock.due_on == due_on:
        said = gettext("%(sentence)s Provisional: between %(first)s and %(last)s.") % {
            "sentence": said,
            "first": clock.due_earliest,
            "last": clock.due_latest,
        }
    return said


def stage_sentence(number: str, rule: str, due_on: date, *, days_left: int | None) -> str:
    """One sentence about a limit as it stands when it is told; no days left: it has passed."""
    words: dict[str, Any] = {
        "number": number,
        "rule": gettext(rule),
        "day": due_on.isoformat(),
        "days": days_left,
    }
    if days_left is None:
        said = gettext("Case %(number)s: the limit “%(rule)s” ended on %(day)s and has passed.")
    elif days_left == 0:
        said = gettext("Case %(number)s: the limit “%(rule)s” ends today, %(day)s.")
    elif days_left == 1:
        said = gettext("Case %(number)s: the limit “%(rule)s” ends tomorrow, %(day)s.")
    else:
        said = ngettext(
            "Case %(number)s: the limit “%(rule)s” ends in %(days)d day, on %(day)s.",
            "Case %(number)s: the limit “%(rule)s” ends in %(days)d days, on %(day)s.",
            days_left,
        )
    return said % words


def test_sentence() -> str:
    """What the test of a channel says."""
    return gettext("This is a test of the channel. No limit is concerned.")


def calendar_sentence(due_on: date) -> str:
    """What an administrator is told in December while the next year's notice is missing."""
    return gettext(
        "The notice of rest days for %(year)d is not imported: limits that reach into that year "
        "are provisional."
    ) % {"year": due_on.year}
