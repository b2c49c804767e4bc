"""Keep the address of a machine that an office has its alarms sent to, or put it out of use."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from cases.models import Endpoint
from workflow import audit
from workflow.channels.forms import SEALED
from workflow.units import unit_of_work


@unit_of_work()
def keep_endpoint(
    endpoint: Endpoint, *, facts: dict[str, Any], sealed: dict[str, str], by: Any, at: datetime
) -> Endpoint:
    """Write ``facts``, and of ``sealed`` what was typed: what was left empty stays as it is."""
    new = endpoint.pk is None
    typed = {name: value for name, value in sealed.items() if value and name in SEALED}
    for name, value in (facts | typed).items():
        setattr(endpoint, name, value)
    if "url" in typed:
        # The host alone may be shown: what follows it is as good as a password.
        parts = urlsplit(typed["url"])
        endpoint.config = endpoint.config | {"host": f"{parts.scheme}://{parts.netloc}/…"}
    if new:
        endpoint.save()
    else:
        endpoint.save(update_fields=[*facts, *typed, *(["config"] if "url" in typed else [])])
    _note(endpoint, "added" if new else "changed", by, at, fields=sorted({*facts, *typed}))
    return endpoint


@unit_of_work()
def use_endpoint(endpoint: Endpoint, *, active: bool, by: Any, at: datetime) -> None:
    """Put it into use or out of use; what was already written to it is still sent."""
    endpoint.active = active
    endpoint.save(update_fields=["active"])
    _note(endpoint, "changed", by, at, fields=["active"])


def _note(endpoint: Endpoint, what: str, by: Any, at: datetime, *, fields: list[str]) -> None:
    audit.note(
        f"endpoint.{what}",
        actor=by,
        subject=f"endpoint {endpoint.pk}",
        at=at,
        content={
            "channel": endpoint.channel,
            "office": endpoint.office_id,
            "active": endpoint.active,
            "fields": fields,
        },
    )
