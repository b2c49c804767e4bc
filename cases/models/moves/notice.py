"""The other door: a court, procuratorate or police notifies, and a lawyer is owed (L25, L28, L36)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import conditions, permissions
from cases.models.case_facts import CaseFacts
from cases.organ_codes import BASES, GRAVE, GROUPS, aid_form_of
from cases.states import Status
from workflow.transitions import move, refuse_if


class NoticeMoves(CaseFacts):
    class Meta:
        abstract = True

    @move(
        Status.NEW,
        Status.GRANTED,
        by=permissions.clerk_or_organ,
        label=_("Take in a notice"),
        when=[conditions.identity_is_given, conditions.a_notice_is_there],
    )
    def notify(self, *, by: Any, at: datetime, ground: str, organ: str, document_no: str) -> None:
        """An organ has notified (L25, L28): no means are looked at, and within three days a lawyer is
        assigned and the organ told (L36)."""
        refuse_if((self.received_at > at, _("The time of receipt lies in the future.")))
        self.decided_at = at
        self.criminal, self.life_or_death = True, ground in GRAVE
        self.scope_basis, self.aid_form = BASES[ground], aid_form_of(ground)
        self.groups = [GROUPS[ground].value] if ground in GROUPS else []
