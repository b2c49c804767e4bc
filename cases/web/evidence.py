"""The checklist of a case as a page shows it: each item with its files, and who has opened which."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.actions.read_file import READ
from cases.evidence import Item
from cases.models import Attachment, Case, User
from cases.states import Role
from workflow.models import AuditEntry

#: Who reads over others' shoulders: the head of the agency and the auditor.
WATCHERS = frozenset({Role.SUPERVISOR, Role.AUDITOR})
#: So many readings are on the page; the chain has all of them.
SHOWN = 30


@dataclass(frozen=True)
class Line:
    """One item: is it there, was its original seen, which files show it."""

    item: Item
    there: bool
    original: Any = None
    files: tuple[Attachment, ...] = ()

    @property
    def state(self) -> str:
        """The word for it: what is required and not there comes before all else."""
        if self.item.missing:
            return "missing"
        return "there" if self.there or self.item.satisfied else "open"


@dataclass(frozen=True)
class Reading:
    """Somebody opened a file."""

    at: datetime
    by: str
    title: str


def lines_of(
    case: Case, items: Iterable[Item], *, files: Iterable[Attachment] | None = None
) -> list[Line]:
    """One query for the originals, and one for the files where they are not at hand."""
    if files is None:
        files = case.attachments.select_related("by")
    originals = {one.item: one for one in case.originals.select_related("by")}
    by_item: dict[str, list[Attachment]] = {}
    for file in files:
        by_item.setdefault(file.item, []).append(file)
    return [
        Line(
            item,
            item.code in case.materials,
            originals.get(item.code),
            tuple(by_item.get(item.code, ())),
        )
        for item in items
    ]


def readings_of(case: Case, user: Any, files: Iterable[Attachment]) -> list[Reading] | None:
    """The latest openings of its files, for who watches over it; two queries."""
    if not WATCHERS & user.roles_on(case):
        return None
    entries = AuditEntry.objects.filter(subject=case.number, action=READ).order_by("-seq")[:SHOWN]
    found = list(entries)
    titles = {file.pk: file.title for file in files}
    people = User.objects.in_bulk({one.actor_id for one in found if one.actor_id})
    return [
        Reading(
            one.at,
            str(people.get(one.actor_id or 0, "")),
            titles.get(int((one.content or {}).get("attachment", 0)), ""),
        )
        for one in found
    ]
