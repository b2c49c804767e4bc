"""The engines' tables, tied to a case by real keys."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from cases.limits import OUTSIDE
from cases.states import Status
from workflow.models import (
    Clock,
    ClockEvent,
    OutboxMessage,
    Pause,
    Stage,
    TransitionRecord,
)


class CaseTransition(TransitionRecord):
    """A move of a case."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="history")

    class Meta(TransitionRecord.Meta):
        verbose_name = _("move of a case")
        verbose_name_plural = _("moves of cases")
        constraints = [
            models.UniqueConstraint(name="a_move_has_its_own_number", fields=["case", "seq"]),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.seq} {self.move}"

    def subject_content(self) -> dict[str, Any]:
        return {"case": self.case_id}

    def get_source_display(self) -> str:
        return str(Status(self.source).label)

    def get_target_display(self) -> str:
        return str(Status(self.target).label)


class CaseClock(Clock):
    """A limit that runs on a case."""

    subject = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="clocks")

    class Meta(Clock.Meta):
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")

    @property
    def binds_outside(self) -> bool:
        """It is somebody outside who must act: when it runs out, nothing of ours is late."""
        return self.code in OUTSIDE


class CasePause(Pause):
    """Days that a clock of a case stands still, with the paper behind them."""

    clock = models.ForeignKey(CaseClock, on_delete=models.PROTECT, related_name="pauses")

    class Meta(Pause.Meta):
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")


class CaseClockEvent(ClockEvent):
    """What happened to a clock of a case, kept for ever."""

    clock = models.ForeignKey(CaseClock, on_delete=models.PROTECT, related_name="events")

    class Meta(ClockEvent.Meta):
        verbose_name = _("event of a clock")
        verbose_name_plural = _("events of clocks")


class CasePaper(models.Model):
    """An official paper issued on a case."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="papers")
    document = models.OneToOneField(
        "documents.Document", on_delete=models.PROTECT, related_name="case_paper"
    )

    class Meta:
        verbose_name = _("paper of a case")
        verbose_name_plural = _("papers of cases")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"paper {self.pk}"


class Notice(models.Model):
    """A word to one person inside the system. The key makes it come exactly once."""

    key = models.CharField(max_length=120, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="notices")
    clock = models.ForeignKey(CaseClock, on_delete=models.PROTECT, related_name="notices")
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    due_on = models.DateField(_("due on"))
    at = models.DateTimeField(_("at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(
                fields=["user", "-at"], name="unread_notices", condition=models.Q(read_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"

    def sentence(self) -> str:
        """What it says, in the reader's language; no personal data."""
        return stage_sentence(self.case.number, self.clock.rule.name, self.stage, self.due_on)


class CaseMessage(OutboxMessage):
    """A notice that also leaves the house, by one channel."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="messages")

    class Meta(OutboxMessage.Meta):
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def address(self) -> str:
        return self.notice.user.email

    def subject_and_body(self) -> tuple[str, str]:
        """The text in the person's language, with a link that says nothing by itself."""
        notice = self.notice
        with override(notice.user.language):
            sentence = notice.sentence()
            link = f"{settings.SITE_URL}{notice.case.get_absolute_url()}"
            body = _("%(sentence)s\n\nOpen the case: %(link)s\n") % {
                "sentence": sentence,
                "link": link,
            }
            return sentence, body

    def is_stale(self) -> bool:
        """A warning is stale when its clock is met, or its dates have changed; a breach never is."""
        clock = CaseClock.objects.get(pk=self.notice.clock_id)
        if self.notice.stage == Stage.BREACH:
            return False
        return not clock.is_open or clock.epoch != self.payload["epoch"]


def stage_sentence(number: str, rule: str, stage: str, due_on: date) -> str:
    """One sentence per stage of a limit."""
    words = {"number": number, "rule": gettext(rule), "day": due_on.isoformat()}
    if stage == Stage.BREACH:
        return (
            gettext("Case %(number)s: the limit “%(rule)s” ended on %(day)s and has passed.")
            % words
        )
    if stage == Stage.LAST_DAY:
        return gettext("Case %(number)s: the limit “%(rule)s” ends today, %(day)s.") % words
    if stage == Stage.ONE_DAY:
        return gettext("Case %(number)s: the limit “%(rule)s” ends tomorrow, %(day)s.") % words
    return gettext("Case %(number)s: the limit “%(rule)s” ends in two days, on %(day)s.") % words
