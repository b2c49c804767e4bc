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
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from cases.models import Absence, Firm, Lawyer, Membership, Office, User
from cases.web.administration import (
    Administration,
    Inline,
    Reference,
    bring_into_force,
    seal_days,
)
from workflow.models import CalendarDay, CalendarNotice, LimitRule
from workflow.units import unit_of_work

site = Administration(name="admin")

#: Texts of Django's pages that its own Chinese lacks: named here, our catalogue has them.
LACKING = (
    gettext_noop("Add link"),
    gettext_noop("After you’ve created a user, you’ll be able to edit more user options."),
    gettext_noop("Change or view list link"),
    gettext_noop("Model name"),
)


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
        (
            None,
            {"fields": ["username", "name", "email", "usable_password", "password1", "password2"]},
        )
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
        "name",
        "firm",
        "licence_no",
        "licence_until",
        "criminal_since",
        "knows_minors",
        "capacity",
        "active",
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
        events = {before.end_event} | (
            {"accepted", "decided"} if before.code == "acceptance" else set()
        )
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
        "code",
        "called",
        "amount",
        "unit",
        "nature",
        "valid_from",
        "valid_to",
        "confirmed",
        "basis",
    ]
    list_filter = ["confirmed", "nature", "code"]
    counted_by = (
        "code",
        "amount",
        "unit",
        "roll",
        "exclude_first",
        "cut_off",
        "end_event",
        "nature",
        "valid_from",
    )

    @admin.display(description=_("name"))
    def called(self, rule: LimitRule) -> str:
        return rule.label

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

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Shipped occasions are kept in English: who only reads them sees them translated."""
        occasion = "occasion" if self._open(request, obj) else "celebrated"
        return ["date", "status", occasion]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [] if self._open(request, obj) else ["celebrated"]

    @admin.display(description=_("occasion"))
    def celebrated(self, day: CalendarDay) -> str:
        return gettext(day.occasion)

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
        seal_days(form.instance)

    @admin.action(description=_("Put the chosen notices into force"))
    def put_into_force(self, request: HttpRequest, queryset: Any) -> None:
        """From now on limits are reckoned with it. It lists the whole year, amendments too."""
        for notice in queryset.order_by("year", "pk"):
            if notice.confirmed or not notice.days.exists():
                said = _("%(notice)s is in force already, or lists no day.") % {"notice": notice}
                self.message_user(request, said, messages.WARNING)
                continue
            with unit_of_work():
                bring_into_force(notice)
                self.log_change(request, notice, [{"changed": {"fields": ["revision"]}}])
            said = _("%(notice)s is in force.") % {"notice": notice}
            self.message_user(request, said, messages.SUCCESS)
