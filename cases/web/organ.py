"""The pages of an organ's liaison: its own notices, where each stands, and its letters. Nothing else
of a case is told here: neither means nor anybody's opinion (domain notes, 10)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.actions.receive_letter import receive_letter
from cases.models import Attachment, CaseClock, Forwarding, Office, OrganLetter, OrganNotice
from cases.organ_codes import FORWARDING, DispatchWay, NoticePaper
from cases.states import Role, Status
from cases.web.acts import CONFLICT
from cases.web.doors import only_for
from cases.web.facts import Fact, labels_of, words
from cases.web.files import file_of, hand_out
from cases.web.forms.notice import OrganNoticeForm
from cases.web.notice import keep

PAGE = 30
WAITING = (Status.GRANTED, Status.PROPOSED)
WORKING = (Status.ASSIGNED, Status.HANDLING)


@dataclass(frozen=True)
class Standing:
    """Where a notice stands, in words for who sent it. ``step`` is the number of steps done."""

    sentence: str
    step: int
    due_on: date | None = None
    late: bool = False
    to_do: bool = False  # a letter waits to be received


@dataclass(frozen=True)
class Letter:
    """One letter on the organ's page."""

    letter: OrganLetter
    received: Any  # the dispatch that proves it first, or None
    holds: bool


def standing_of(notice: OrganNotice, letters: list[Letter], *, at: datetime) -> Standing:
    case = notice.case
    if case.termination_ground:
        return Standing(_("Legal aid was ended."), 4)
    if case.status in WAITING:
        clock = CaseClock.objects.open().filter(subject=case, code="notify_assign").first()
        due_on = clock.due_on if clock else None
        late = clock is not None and clock.is_over(at)
        return Standing(_("A lawyer is being chosen."), 1, due_on, late)
    if case.status in WORKING:
        unread = any(one.holds and one.received is None for one in letters)
        said = _("A lawyer is assigned.")
        return Standing(said, 2 if unread else 3, to_do=unread)
    if case.status == Status.WITHDRAWN:
        return Standing(_("Withdrawn."), 4)
    return Standing(_("The lawyer's work has ended."), 4)


def letters_of(notice: OrganNotice) -> list[Letter]:
    """The newest first; only the newest can speak for the lawyer who has the case."""
    found = list(
        notice.letters.select_related("paper__document")
        .prefetch_related("dispatches")
        .order_by("-pk")
    )
    return [
        Letter(
            letter,
            next((one for one in letter.dispatches.all() if one.received_at), None),
            holds=place == 0 and notice.case.lawyer_id is not None,
        )
        for place, letter in enumerate(found)
    ]


@only_for(Role.ORGAN)
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    at, user = timezone.now(), request.user
    asked = request.GET.get("page", "1")
    page = max(1, int(asked)) if asked.isdecimal() and len(asked) < 5 else 1
    mine = OrganNotice.objects.visible_to(user).select_related(
        "case__applicant", "case__lawyer__firm"
    )
    found = list(mine[(page - 1) * PAGE : page * PAGE + 1])
    context = {
        "rows": [
            (notice, standing_of(notice, letters_of(notice), at=at)) for notice in found[:PAGE]
        ],
        "page": page,
        "more": len(found) > PAGE,
        "forwarded": forwarded_by(user) if page == 1 else [],
    }
    return render(request, "cases/organ/notices.html", context)


def forwarded_by(user: Any) -> list[tuple[Forwarding, CaseClock | None]]:
    """The applications that this organ passed on, each with its 24 hours (L39)."""
    organs = user.offices(Role.ORGAN)
    mine = Forwarding.objects.filter(organ__in=organs).select_related("case").order_by("-pk")[:PAGE]
    clocks = CaseClock.objects.filter(
        subject__in=[one.case_id for one in mine], code__in=FORWARDING.values()
    )
    by_case = {clock.subject_id: clock for clock in clocks}
    return [(one, by_case.get(one.case_id)) for one in mine]


def _own(request: HttpRequest, number: str) -> OrganNotice:
    """The organ's own notice; of any other there is no page."""
    mine = OrganNotice.objects.visible_to(request.user)
    found: OrganNotice = get_object_or_404(
        mine.select_related(
            "case__applicant", "case__lawyer__firm", "case__agency", "case__station"
        ),
        case__number=number,
    )
    return found


@only_for(Role.ORGAN)
@require_safe
def notice(request: HttpRequest, number: str) -> HttpResponse:
    found = _own(request, number)
    letters = letters_of(found)
    case = found.case
    context = {
        "notice": found,
        "standing": standing_of(found, letters, at=timezone.now()),
        "letters": letters,
        "lawyer": case.lawyer if case.status in WORKING else None,
        "facts": facts_of(found),
        "linked_notices": _linked(found, request.user),
        "files": _files(found),
    }
    return render(request, "cases/organ/notice.html", context)


def facts_of(notice: OrganNotice) -> list[Fact]:
    """What the organ itself has told; the person's number is not repeated."""
    case = notice.case
    told = [
        Fact(_("Reason by law"), notice.get_reason_display()),
        Fact(_("Charge"), case.cause),
        Fact(_("Stage"), case.get_stage_display()),
        Fact(_("Received at"), words(case.received_at)),
        Fact(_("Hearing at"), words(notice.hearing_at)),
        Fact(_("Place of the hearing"), notice.hearing_place),
        Fact(
            _("Judge, prosecutor or officer"),
            words([one for one in (notice.contact, notice.contact_phone) if one]),
        ),
        Fact(_("Held at"), notice.detained_at),
        Fact(_("Papers that come with it"), labels_of(NoticePaper, notice.papers)),
    ]
    return [fact for fact in told if fact.value]


def _linked(notice: OrganNotice, user: Any) -> list[OrganNotice]:
    """The organ's own earlier and later notices of the same person."""
    linked = OrganNotice.objects.visible_to(user).linked_to(notice)
    return list(linked.select_related("case").order_by("pk"))


def _files(notice: OrganNotice) -> Any:
    return notice.case.attachments.filter(kind=Attachment.Kind.NOTICE)


@only_for(Role.ORGAN)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    organ = (
        Office.objects.filter(pk__in=user.offices(Role.ORGAN), active=True)
        .select_related("parent__parent")
        .order_by("pk")
        .first()
    )
    if organ is None or organ.parent is None:
        raise Http404
    given: dict[str, Any] = {"organ": organ, "at": timezone.now()}
    if request.method != "POST":
        return _form(request, OrganNoticeForm(**given))
    form = OrganNoticeForm(request.POST, request.FILES, **given)
    if not form.is_valid():
        return _form(request, form)
    case = keep(request, form, station=organ.parent)
    if case is None:
        return _form(request, form, status=CONFLICT)
    messages.success(
        request,
        _("The legal aid agency has your notice, as %(number)s. You will find the letter here.")
        % {"number": case.number},
    )
    return redirect("cases:organ_notice", case.number)


def _form(request: HttpRequest, form: OrganNoticeForm, *, status: int = 200) -> HttpResponse:
    return render(request, "cases/organ/hand_in.html", {"form": form}, status=status)


@only_for(Role.ORGAN)
@require_POST
def received(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    letter = _letter(request, number, pk)
    receive_letter(letter_id=letter.pk, by=request.user, at=timezone.now())
    messages.success(
        request,
        _("Noted: your organ has the letter %(label)s.") % {"label": letter.paper.document.label},
    )
    return redirect("cases:organ_notice", number)


def _letter(request: HttpRequest, number: str, pk: int) -> OrganLetter:
    found: OrganLetter = get_object_or_404(
        _own(request, number).letters.select_related(
            "paper__document__signature", "paper__case", "notice"
        ),
        pk=pk,
        dispatches__way=DispatchWay.PAGE,
    )
    return found


@only_for(Role.ORGAN)
@xframe_options_sameorigin
@require_safe
def letter(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    found = _letter(request, number, pk)
    return hand_out(request, found.paper, page="cases/organ/paper.html")


@only_for(Role.ORGAN)
@require_safe
def letter_json(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The machine-readable copy, byte for byte as it was frozen."""
    found = _letter(request, number, pk)
    if not found.is_whole:
        raise Http404  # damaged: ``check_cases`` says so; nothing that is not ours is handed out
    label = found.paper.document.label
    return file_of(
        found.content.encode(),
        f"{label}.json",
        media_type="application/json; charset=utf-8",
        as_attachment=True,
    )


@only_for(Role.ORGAN)
@require_safe
def organ_file(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """What the organ itself has handed in."""
    found = get_object_or_404(_files(_own(request, number)), pk=pk)
    with found.file.open("rb") as kept:
        return file_of(kept.read(), found.name, media_type=found.content_type)
