"""Log in, change the password, switch the language."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.web.forms.session import LoginForm, PasswordForm
from workflow import audit
from workflow.units import unit_of_work

YEAR = 365 * 24 * 60 * 60


class Login(views.LoginView):
    """django-axes counts failures behind it, by person and address, and locks for a while."""

    authentication_form = LoginForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        remember_language(response, form.get_user().language)
        return response


class ChangePassword(views.PasswordChangeView):
    form_class = PasswordForm
    template_name = "registration/password.html"

    def get_success_url(self) -> str:
        return reverse("cases:my_work")

    def form_valid(self, form: Any) -> HttpResponse:
        user: Any = self.request.user
        with unit_of_work():
            response = super().form_valid(form)
            audit.note(
                "password.changed",
                actor=user,
                subject=f"user {user.pk}",
                at=timezone.now(),
                content={},
            )
        messages.success(self.request, _("Your password is changed."))
        return response


login = Login.as_view()
change_password = ChangePassword.as_view()


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the person's language, here and for the messages the person is sent."""
    language = request.POST.get("language", "")
    response = HttpResponseRedirect(_way_back(request))
    if language in dict(settings.LANGUAGES):
        user: Any = request.user
        if user.is_authenticated and user.language != language:
            user.language = language
            user.save(update_fields=["language"])
        remember_language(response, language)
    return response


def remember_language(response: HttpResponse, language: str) -> None:
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    translation.activate(language)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=YEAR,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def _way_back(request: HttpRequest) -> str:
    there = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        there, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return there if safe else reverse("cases:my_work")
