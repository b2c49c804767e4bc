"""What every answer of the site has in common."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers

from cases.states import Role

Answer = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Chinese, until the person switches. What the browser prefers does not count: a court's
    machine set up in English must still greet its clerks in Chinese."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = dict(settings.LANGUAGES)
        language = asked if asked in known else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", language)
        return response


class NoStoreMiddleware:
    """Nothing that a person saw while logged in stays behind in a shared machine's cache."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        return response


#: What an organ's account may open besides its own pages: the door, and what is open to anybody.
OPEN_TO_ORGANS = frozenset(
    {
        "login",
        "logout",
        "password_change",
        "set_language",
        "cases:source",
        "cases:check",
        "cases:check_paper",
        "cases:check_file",
        "cases:status",
        "cases:status_of",
    }
)
#: How the addresses of its own pages are called.
OF_ORGANS = "cases:organ"


class OrganMiddleware:
    """Who holds the role of an organ finds its own pages and no other of the house, whatever else
    the person may hold: what is behind a new address stays closed to it until it is named here."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        user: Any = request.user
        if not user.is_authenticated or Role.ORGAN not in user.roles:
            return None
        assert request.resolver_match is not None
        name = request.resolver_match.view_name
        if name in OPEN_TO_ORGANS or name.startswith(OF_ORGANS):
            return None
        if name == "cases:my_work":  # where the door leads
            return redirect("cases:organ")
        raise Http404
