"""Messages that did not get through: what was given up, what is still tried, and "send again"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Min, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cases.actions.send_again import send_again
from cases.models import Case, CaseMessage, OrganMessage
from cases.states import Role
from cases.web.doors import only_for
from workflow.channels import channel, known_channels
from workflow.channels.reasons import in_words

PAGE, MOST_FAILING = 50, 50


@dataclass(frozen=True)
class Row:
    """One message as it is listed: no address, no number. ``kind`` is the outbox that it lies in."""

    kind: str
    pk: int
    channel: str
    recipient: str
    place: str
    case: Case | None
    sentence: str
    attempts: int
    reason: str
    at: datetime

    @classmethod
    def of(cls, kind: str, message: CaseMessage | OrganMessage) -> "Row":
        name = message.channel
        recipient, place = _recipient(message)
        return cls(
            kind=kind,
            pk=message.pk,
            channel=str(channel(name).label) if name in known_channels() else name,
            recipient=recipient,
            place=place,
            case=_case_of(message),
            sentence=message.sentence(),
            attempts=message.attempts,
            reason=in_words(message.last_error),
            at=message.dead_at or message.not_before,
        )


def _case_of(message: CaseMessage | OrganMessage) -> Case | None:
    if isinstance(message, OrganMessage):
        return message.dispatch.letter.notice.case
    if message.objection_clock is not None:
        return message.objection_clock.subject.case
    return message.clock.subject if message.clock else None


def _recipient(message: CaseMessage | OrganMessage) -> tuple[str, str]:
    if message.endpoint is not None:
        return message.endpoint.name, message.endpoint.office.short_name
    assert isinstance(message, CaseMessage)
    assert message.notice is not None
    user = message.notice.user
    roles = dict.fromkeys(str(held.get_role_display()) for held in user.memberships.all())
    return str(user), " / ".join(roles)


def _outboxes(user: Any) -> dict[str, Any]:
    """What this person looks after: messages about limits, and letters to organs' own systems."""
    return {
        "message": CaseMessage.objects.visible_to(user),
        "letter": OrganMessage.objects.visible_to(user),
    }


def _among(outboxes: dict[str, Any], which: str, order: str) -> Any:
    """Those of every outbox that are ``dead`` or ``failing``, in one order: kind and key of each."""
    parts = [
        getattr(mine, which)()
        .order_by()
        .annotate(kind=Value(kind))
        .values_list(order.lstrip("-"), "kind", "id")
        for kind, mine in outboxes.items()
    ]
    return parts[0].union(*parts[1:], all=True).order_by(order, "id")


def _rows(outboxes: dict[str, Any], found: Iterable[tuple[Any, str, int]]) -> list[Row]:
    """In the order in which they were found."""
    wanted = [(kind, pk) for _moment, kind, pk in found]
    rows = {}
    for kind, mine in outboxes.items():
        keys = [pk for one, pk in wanted if one == kind]
        for message in mine.filter(pk__in=keys).with_recipients() if keys else ():
            rows[kind, message.pk] = Row.of(kind, message)
    return [rows[key] for key in wanted if key in rows]


@require_safe
@only_for(Role.ADMIN, Role.SUPERVISOR)
def undelivered(request: HttpRequest) -> HttpResponse:
    """An administrator sees all of them, the head of an agency those about its cases."""
    mine, now = _outboxes(request.user), timezone.now()
    page = Paginator(_among(mine, "dead", "-dead_at"), PAGE).get_page(request.GET.get("page"))
    failing = _among(mine, "failing", "not_before")
    rows, trying = _rows(mine, page.object_list), _rows(mine, failing[:MOST_FAILING])
    numbers = {row.case.pk for row in (*rows, *trying) if row.case}
    waiting = [one.waiting() for one in mine.values()]
    due = [one.filter(not_before__lte=now).aggregate(at=Min("not_before"))["at"] for one in waiting]
    context = {
        "page": page,
        "rows": rows,
        "trying": trying,
        "seen": set(
            Case.objects.visible_to(request.user)
            .filter(pk__in=numbers)
            .values_list("pk", flat=True)
        ),
        "dead": page.paginator.count,
        "failing": failing.count(),
        "waiting": sum(one.count() for one in waiting),
        "oldest": min((at for at in due if at is not None), default=None),
    }
    return render(request, "cases/undelivered.html", context)


@require_POST
@only_for(Role.ADMIN, Role.SUPERVISOR)
def again(request: HttpRequest) -> HttpResponse:
    """One message, or all that were given up."""
    chosen = _outboxes(request.user)
    for kind, mine in chosen.items():
        if (one := request.POST.get(kind, "")) and one.isdecimal():
            chosen = {kind: mine.filter(pk=one)}
            break
    count = send_again(*chosen.values(), by=request.user, at=timezone.now())
    if count:
        said = ngettext(
            "%(count)d message is sent again with the next round.",
            "%(count)d messages are sent again with the next round.",
            count,
        ) % {"count": count}
        messages.success(request, said)
    else:
        messages.info(request, _("Nothing was left to send again."))
    return redirect("cases:undelivered")
