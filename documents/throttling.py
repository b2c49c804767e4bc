"""Who tries too many codes or files waits. Counted in the database, so for all hosts together."""

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection
from django.db.models import F
from django.utils.crypto import salted_hmac

from documents.models import Tries

SPAN = 15 * 60  # seconds
DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Limit:
    """Tries in a span of time: of one client, and of all, after which one wrong try is enough."""

    each: int
    together: int
    span: int = SPAN


#: A code is counted when it is wrong, a file always: to hash 20 MB is work. Who asks how a case
#: stands is counted by address (``status``) and by the code that was tried (``case_code``): four
#: digits are found in ten thousand tries, which so take years.
LIMITS = {
    "code": Limit(each=10, together=1000),
    "file": Limit(each=10, together=200),
    "status": Limit(each=10, together=1000),
    "case_code": Limit(each=10, together=20_000, span=DAY),
}

#: One statement on both databases. Everybody's row comes first, so that two never wait crosswise.
COUNT = f"""
INSERT INTO {Tries._meta.db_table} (kind, span, client, count)
VALUES (%(kind)s, %(span)s, '', 1), (%(kind)s, %(span)s, %(client)s, 1)
ON CONFLICT (kind, span, client) DO UPDATE SET count = {Tries._meta.db_table}.count + 1
RETURNING client, count
"""  # noqa: S608 - the table's own name


def client_of(address: str) -> str:
    """Stands for a client's address, which is not kept. A whole IPv6 network of 64 bits is one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        named = address  # a socket without one: whoever comes that way is counted as one
    else:
        bits = 32 if parsed.version == 4 else 64
        named = str(ipaddress.ip_network((parsed, bits), strict=False))
    return salted_hmac("documents.throttling", named, algorithm="sha256").hexdigest()[:32]


def take(kind: str, *, client: str, at: datetime) -> datetime | None:
    """Count a try before it is made. Returns when to come again, or None: go ahead.

    Counted first, so that many at once can't slip through; :func:`give_back` takes it off again.
    """
    limit = LIMITS[kind]
    span = _span(at, limit)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"kind": kind, "span": span, "client": client})
        counts = dict(cursor.fetchall())
    if counts[""] == 1:  # the first of a new span sweeps the old ones out
        Tries.objects.filter(kind=kind, span__lt=span).delete()
    mine = counts[client]
    if mine > limit.each or (counts[""] > limit.together and mine > 1):
        return datetime.fromtimestamp((span + 1) * limit.span, tz=UTC)
    return None


def give_back(kind: str, *, client: str, at: datetime) -> None:
    """The try was a right one, and doesn't count."""
    mine = Tries.objects.filter(kind=kind, span=_span(at, LIMITS[kind]), count__gt=0)
    counted = mine.filter(client__in=["", client])
    counted.update(count=F("count") - 1)


def code_client(code: str) -> str:
    """Stands for a code that is tried, known or not: it is not kept either."""
    return salted_hmac("documents.throttling.code", code, algorithm="sha256").hexdigest()[:32]


def _span(at: datetime, limit: Limit) -> int:
    return int(at.timestamp()) // limit.span
