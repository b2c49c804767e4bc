"""``/healthz``: is the house alive? For a machine that watches from outside, without a login."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.watch import findings
from workflow.watch import Finding, Level, worst

logger = logging.getLogger(__name__)

PATH = "/healthz"


class HealthMiddleware:
    """Answers before anything else does, so that the answer is about the house and nothing else.

    A session would be looked up in the database that may be what is down; a redirect to HTTPS
    would look like success to a watcher on the same machine; no host needs to be named.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return healthz(request) if request.path_info == PATH else self.get_response(request)


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while nothing is red, else 503; the same answer to everybody, and no word of a case."""
    at = timezone.now()
    try:
        found = findings(at)
    except Error as error:
        # The text of the exception may hold the address of the database: its type must do.
        logger.error("The database does not answer: %s.", type(error).__name__)
        found = [Finding("database", Level.RED)]
    else:
        found.insert(0, Finding("database"))
    status = worst(found)
    answer = {
        "status": status,
        "at": at.isoformat(),
        "checks": [_as_json(one, at) for one in found],
    }
    code = 503 if status is Level.RED else 200
    return JsonResponse(answer, status=code, headers={"Cache-Control": "no-store"})


def _as_json(finding: Finding, at: datetime) -> dict[str, Any]:
    """Its code, how bad, and in seconds how old against how old it may be."""
    said: dict[str, Any] = {
        "code": finding.code,
        "level": finding.level,
        "seconds": finding.seconds(at),
        "limit": finding.limit and int(finding.limit.total_seconds()),
    }
    if finding.count is not None:
        said["count"] = finding.count
    return said
