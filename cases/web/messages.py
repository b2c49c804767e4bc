"""Messages that did not get through: what was given up, what is still tried, and "send again"."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cases.actions.send_again import send_again
from cases.models import Case, CaseMessage
from cases.states import Role
from cases.web.doors import only_for
from workflow.channels import channel, known_channels
from workflow.channels.reasons import in_words

PAGE, MOST_FAILING = 50, 50


@dataclass(frozen=True)
class Row:
    """One message as it is listed: no address, no number."""

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
    def of(cls, message: CaseMessage) -> "Row":
        name = message.channel
        recipient, place = _recipient(message)
        return cls(
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


def _case_of(message: CaseMessage) -> Case | None:
    if message.objection_clock is not None:
        return message.objection_clock.subject.case
    return message.clock.subject if message.clock else None


def _recipient(message: CaseMessage) -> tuple[str, str]:
    if message.endpoint is not None:
        return message.endpoint.name, message.endpoint.office.short_name
    assert message.notice is not None
    user = message.notice.user
    roles = dict.fromkeys(str(held.get_role_display()) for held in user.memberships.all())
    return str(user), " / ".join(roles)


@require_safe
@only_for(Role.ADMIN, Role.SUPERVISOR)
def undelivered(request: HttpRequest) -> HttpResponse:
    """An administrator sees all of them, the head of an agency those about its cases."""
    mine, now = CaseMessage.objects.visible_to(request.user), timezone.now()
    page = Paginator(mine.dead().with_recipients().order_by("-dead_at", "-pk"), PAGE).get_page(
        request.GET.get("page")
    )
    failing = mine.failing().with_recipients().order_by("not_before", "pk")[:MOST_FAILING]
    rows, trying = [Row.of(one) for one in page.object_list], [Row.of(one) for one in failing]
    numbers = {row.case.pk for row in (*rows, *trying) if row.case}
    due = mine.waiting().filter(not_before__lte=now).order_by("not_before")
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
        "failing": mine.failing().count(),
        "waiting": mine.waiting().count(),
        "oldest": due.values_list("not_before", flat=True).first(),
    }
    return render(request, "cases/undelivered.html", context)


@require_POST
@only_for(Role.ADMIN, Role.SUPERVISOR)
def again(request: HttpRequest) -> HttpResponse:
    """One message, or all that were given up."""
    chosen: Any = CaseMessage.objects.visible_to(request.user)
    if (one := request.POST.get("message", "")) and one.isdecimal():
        chosen = chosen.filter(pk=one)
    count = send_again(chosen, by=request.user, at=timezone.now())
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
