"""What the administration asks and keeps: the role, and an audit entry for every change."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView, redirect_to_login
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from cases.models import User
from cases.states import Role
from cases.web.forms.base import Printable
from workflow import audit
from workflow.units import unit_of_work

#: Pages of Django's that this site does without.
CLOSED = frozenset({"view_on_site", "password_change_done"})


class Administration(admin.AdminSite):
    """Asks for the role, not for Django's staff flag; to others these pages do not exist."""

    site_header = site_title = _("Fayuan administration")
    index_title = _("Offices, people, providers")
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
        return [one for one in super().get_urls() if getattr(one, "name", "") not in CLOSED]

    # One way in, one way out, one place to change a password: those of the site itself.

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        there = request.GET.get("next", reverse("admin:index"))
        return redirect_to_login(there)

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return LogoutView.as_view()(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("password_change")


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


class ReferenceForm(Printable, ModelForm):
    """Offices, firms, lawyers and people are named on papers."""


class Reference(ByRole, admin.ModelAdmin):
    """A table whose changes are audited."""

    form: type[ModelForm] = ReferenceForm

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
