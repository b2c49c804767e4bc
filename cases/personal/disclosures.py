"""Who has seen what of a case's personal values in full, and why: read out of the chain."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cases.codes import Personal, ShowReason, listed
from cases.models import Case, User
from workflow.models import AuditEntry


class AskedBy(TextChoices):
    """Who asked for a copy, and so whose identity was looked at."""

    APPLICANT = "applicant", _("The applicant, in person")
    AGENT = "agent", _("The agent or guardian, with proof")
    IN_WRITING = "in_writing", _("In writing, signed")
    HEIR = "heir", _("A close relative of one who died (PIPL 49)")


EVERYTHING = "everything"
#: Entries that mean: somebody saw values, or took them away.
SEEN = ("personal.shown", "personal.exported")


@dataclass(frozen=True)
class Disclosure:
    """One look: who, when, at what, why. Never the values."""

    at: datetime
    action: str
    by: str
    what: tuple[str, ...]
    reason: str
    words: str
    co_applicant: int | None = None  # whose copy it was; none: the main applicant's

    def concerns(self, co_applicant: int | None) -> bool:
        """Something of this person's was among it: numbers are shown together, a copy is of one."""
        if EVERYTHING in self.what:
            return self.co_applicant == co_applicant
        return co_applicant is None or Personal.ID_NO in self.what

    @property
    def what_labels(self) -> str:
        names = dict(Personal.choices) | {EVERYTHING: _("A copy of all data")}
        return listed(names.get(one, one) for one in self.what)

    @property
    def why(self) -> str:
        names = dict(ShowReason.choices) | dict(AskedBy.choices)
        return listed(one for one in (names.get(self.reason, self.reason), self.words) if one)


def disclosures(case: Case) -> list[Disclosure]:
    """The oldest first; two queries."""
    entries = AuditEntry.objects.filter(subject=case.number, action__in=SEEN).order_by("seq")
    rows: list[Any] = list(entries.values_list("at", "action", "actor_id", "content"))
    names = {one.pk: str(one) for one in User.objects.filter(pk__in={row[2] for row in rows})}
    return [
        Disclosure(
            at=at,
            action=action,
            by=names.get(actor, ""),
            what=tuple(content.get("what", ())),
            reason=str(content.get("reason", "")),
            words=str(content.get("words", "")),
            co_applicant=content.get("co_applicant"),
        )
        for at, action, actor, content in rows
    ]
