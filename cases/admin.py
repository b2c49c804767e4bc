"""Administration of the reference tables: offices, people, providers, limits, calendar.

Only for who holds the role of administrator; every change is written into the audit chain. A case
is never edited here, nor any row of the to-do list.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.views import LogoutView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Absence, Firm, Lawyer, Membership, Office, User
from cases.states import Role
from workflow import audit
from workflow.calendar_store import confirm, digest_of
from workflow.models import CalendarDay, CalendarNotice, LimitRule
from workflow.units import unit_of_work


class Administration(admin.AdminSite):
    """Asks for the role, not for Django's staff flag; to others these pages do not exist."""

    site_header = site_title = _("Fayuan administration")
    index_title = _("Offices, people, providers, limits, calendar")
    site_url = "/"
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return bool(user.is_active and user.is_authenticated and Role.ADMIN in user.roles)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_permission(request):
                raise Http404
            answer: HttpResponse = inner(request, *args, **kwargs)
            return answer

        return guarded

    def get_urls(self) -> list[Any]:
        """Without ``view_on_site``, which tells the address of any row of any table."""
        return [one for one in super().get_urls() if getattr(one, "name", "") != "view_on_site"]

    # One way in, one way out, one place to change a password: those of the site itself.

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("login")

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return LogoutView.as_view()(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("password_change")


site = Administration(name="admin")


class ByRole:
    """Rights come from the role alone. Nothing is deleted: what is over is put out of use."""

    admin_site: admin.AdminSite

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Inline(ByRole, admin.TabularInline):
    extra = 0


class Reference(ByRole, admin.ModelAdmin):
    """A table whose changes are audited."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        with unit_of_work():
            _note(request, "added", obj, message)
            return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        with unit_of_work():
            _note(request, "changed", obj, message)
            return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        with unit_of_work():
            for obj in queryset:
                _note(request, "deleted", obj, [])
            return super().log_deletions(request, queryset)


def _note(request: HttpRequest, what: str, obj: Any, message: Any) -> None:
    """Names of fields, never values that tell of a person; a person's roles are told in full."""
    content: dict[str, Any] = {"pk": obj.pk, "fields": _fields(message)}
    if isinstance(obj, User):
        held = obj.memberships.order_by("pk").values_list("role", "office_id", "firm_id")
        content |= {"active": obj.is_active, "held": [list(one) for one in held]}
    elif isinstance(obj, LimitRule):
        content |= {
            "code": obj.code,
            "amount": obj.amount,
            "from": str(obj.valid_from),
            "to": str(obj.valid_to or ""),
            "confirmed": obj.confirmed,
        }
    name = obj._meta.model_name
    audit.note(
        f"{name}.{what}",
        actor=request.user,
        subject=f"{name} {obj.pk}",
        at=timezone.now(),
        content=content,
    )


def _fields(message: Any) -> list[str]:
    """The names of the changed fields, out of Django's own account of a change."""
    if not isinstance(message, list):
        return []
    return [
        str(field)
        for part in message
        for change in part.values()
        for field in change.get("fields", [])
    ]


@admin.register(Office, site=site)
class OfficeAdmin(Reference):
    list_display = ["code", "name", "kind", "parent", "letter", "active"]
    list_filter = ["kind", "active"]
    list_select_related = ["parent"]
    search_fields = ["code", "name"]


class MembershipInline(Inline):
    model = Membership
    fields = ["role", "office", "firm"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A role can be taken away: the records keep what was done in it."""
        return self.admin_site.has_permission(request)


class PersonForm(UserChangeForm):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ["username", "name", "email", "language", "is_active"]


class NewPersonForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["username", "name", "email"]


@admin.register(User, site=site)
class PersonAdmin(Reference, UserAdmin):
    form, add_form = PersonForm, NewPersonForm
    inlines = [MembershipInline]
    list_display = ["username", "name", "email", "is_active", "last_login"]
    list_filter = ["is_active", "memberships__role"]
    search_fields = ["username", "name"]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "password", "name", "email", "language", "is_active"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "name", "email", "usable_password", "password1", "password2"]})
    ]


@admin.register(Firm, site=site)
class FirmAdmin(Reference):
    list_display = ["name", "kind", "licence_no", "licence_until", "region", "active"]
    list_filter = ["kind", "active", "region"]
    search_fields = ["name", "licence_no"]


class AbsenceInline(Inline):
    model = Absence

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)


@admin.register(Lawyer, site=site)
class LawyerAdmin(Reference):
    inlines = [AbsenceInline]
    list_display = [
        "name", "firm", "licence_no", "licence_until", "criminal_since", "knows_minors",
        "capacity", "active",
    ]
    list_filter = ["active", "knows_minors", "firm"]
    list_select_related = ["firm"]
    search_fields = ["name", "licence_no"]
    raw_id_fields = ["user"]


class LimitRuleForm(forms.ModelForm):
    """A changed limit is a new row with a later day. The statute is neither ended nor lengthened."""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        others = LimitRule.objects.exclude(pk=self.instance.pk)
        code, begins = given.get("code") or self.instance.code, given.get("valid_from")
        begins = begins or self.instance.valid_from
        same = others.filter(code=code)
        if given.get("valid_to") and not same.filter(valid_from__gt=begins).exists():
            self.add_error(
                "valid_to", _("A limit can't end without the next one: add that row first.")
            )
        if self.instance.pk is None and begins:
            self._follow(same.order_by("valid_from").last(), given)
        return given

    def _follow(self, before: LimitRule | None, given: dict[str, Any]) -> None:
        if before is None:
            self.add_error("code", _("No limit has this code; codes come with the program."))
            return
        if given["valid_from"] <= before.valid_from:
            self.add_error("valid_from", _("The new row must begin after the present one."))
        events = {before.end_event} | ({"accepted", "decided"} if before.code == "acceptance" else set())
        if given.get("end_event") not in events:
            words = ", ".join(sorted(events))
            self.add_error("end_event", _("This limit is met by: %(events)s.") % {"events": words})
        statute = before.nature == LimitRule.Nature.STATUTE
        longer = (given.get("amount") or 0) > (before.amount or 0)
        if statute and (
            given.get("nature") != before.nature or given.get("unit") != before.unit or longer
        ):
            self.add_error(None, _("A limit of the law can't be lengthened or made a promise."))


@admin.register(LimitRule, site=site)
class LimitRuleAdmin(Reference):
    form = LimitRuleForm
    list_display = [
        "code", "label", "amount", "unit", "nature", "valid_from", "valid_to", "confirmed", "basis",
    ]
    list_filter = ["confirmed", "nature", "code"]
    counted_by = (
        "code", "amount", "unit", "roll", "exclude_first", "cut_off", "end_event", "nature",
        "valid_from",
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Clocks were reckoned by this row: what it counts by stands."""
        return self.counted_by if obj else ()


class DayForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        day, year = given.get("date"), getattr(given.get("notice"), "year", None)
        if day and year and day.year != year and (day.year, day.month) != (year - 1, 12):
            self.add_error("date", _("A notice lists days of its year and of the December before."))
        return given


class DayInline(Inline):
    model, form = CalendarDay, DayForm

    def _open(self, request: HttpRequest, obj: Any) -> bool:
        return self.admin_site.has_permission(request) and not (obj and obj.confirmed)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._open(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._open(request, obj)


@admin.register(CalendarNotice, site=site)
class CalendarNoticeAdmin(Reference):
    inlines = [DayInline]
    fields = ["year", "paper_no", "published_on", "imported_at", "confirmed_at", "revision"]
    readonly_fields = ["imported_at", "confirmed_at", "revision"]
    list_display = ["year", "paper_no", "published_on", "confirmed_at", "revision"]
    actions = ["put_into_force"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A notice in force is never edited: an amendment is a new notice of the same year."""
        return super().has_change_permission(request, obj) and not (obj and obj.confirmed)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(obj and not obj.confirmed) and self.admin_site.has_permission(request)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        notice = form.instance
        days = notice.days.values_list("date", "status", "occasion")
        notice.digest = digest_of(days)
        notice.imported_at = timezone.now()
        notice.save(update_fields=["digest", "imported_at"])

    @admin.action(description=_("Put the chosen notices into force"))
    def put_into_force(self, request: HttpRequest, queryset: Any) -> None:
        """From now on limits are reckoned with it. It lists the whole year, amendments too."""
        for notice in queryset.order_by("year", "pk"):
            if notice.confirmed or not notice.days.exists():
                said = _("%(notice)s is in force already, or lists no day.") % {"notice": notice}
                self.message_user(request, said, messages.WARNING)
                continue
            with unit_of_work():
                confirm(notice, at=timezone.now())
                self.log_change(request, notice, [{"changed": {"fields": ["revision"]}}])
            said = _("%(notice)s is in force.") % {"notice": notice}
            self.message_user(request, said, messages.SUCCESS)
