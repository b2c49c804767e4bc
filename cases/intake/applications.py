"""An application as a row of a file gives it, and the key by which it is known again."""

import json
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from cases.intake.places import Place


@dataclass
class Application:
    """A row that can be taken: the arguments of the action that registers it."""

    row: str
    place: Place
    applicant: dict[str, Any]
    facts: dict[str, Any]
    opponents: list[str] = field(default_factory=list)

    @property
    def person(self) -> tuple[Any, ...]:
        """Who it is, as far as the row tells: the number, or name, birth and telephone."""
        one = self.applicant
        return (one["id_no"],) if one["id_no"] else (one["name"], one["birth_on"], one["phone"])

    def identifying(self) -> str:
        """What makes it this application and no other, in one spelling.

        Telephone, address, means and papers are left out: a file sent again with those corrected
        must not register everybody twice.
        """
        facts = self.facts
        parts = [
            self.place.station.code,
            facts["received_at"].astimezone(UTC).isoformat(timespec="seconds"),
            *map(str, self.person),
            self.applicant["name"],
            facts["matter"],
            facts["cause"],
            facts["claim"],
            *sorted(self.opponents),
        ]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))

    def submissions(self) -> list[str]:
        """The key kept with the case; behind it the keys that older secrets would have made.

        Keyed, since identity numbers are few enough to be guessed from a plain digest.
        """
        secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        return [_digest(self.identifying(), secret) for secret in secrets]


def _digest(text: str, secret: str | bytes) -> str:
    keyed = salted_hmac("cases.intake.submission", text, secret=secret, algorithm="sha256")
    return f"import:{keyed.hexdigest()}"
