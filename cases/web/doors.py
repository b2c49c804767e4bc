"""Screens that are there for some roles only: to everybody else they do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from cases.states import Role

Screen = Callable[..., HttpResponse]


def only_for(*roles: Role) -> Callable[[Screen], Screen]:
    """``@only_for(Role.ADMIN)``."""

    def guard(screen: Screen) -> Screen:
        @wraps(screen)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user: Any = request.user
            if not user.roles.intersection(roles):
                raise Http404
            return screen(request, *args, **kwargs)

        return guarded

    return guard
