"""Administration of the reference tables: offices, people, providers.

Limits and the calendar have pages of their own, where two people change them.

Only for who holds the role of administrator; every change is written into the audit chain. A case
is never edited here, nor any row of the to-do list.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cases.models import Absence, Firm, Lawyer, Membership, Office, User
from cases.web.administration import (
    Administration,
    Inline,
    Reference,
)
from cases.web.forms.base import Printable
from cases.web.forms.people import WithPhone

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


class PersonForm(Printable, WithPhone, UserChangeForm):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ["username", "name", "email", "language", "is_active"]


class NewPersonForm(Printable, AdminUserCreationForm):
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
        (_("SMS"), {"fields": ["new_phone", "no_phone"]}),
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
