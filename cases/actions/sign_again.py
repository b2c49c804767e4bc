"""Give papers that could not be signed to the workers once more, after the fault was mended."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.states import Role
from documents.models import Signature
from workflow import audit
from workflow.transitions import TransitionRefused
from workflow.units import unit_of_work


@unit_of_work()
def sign_again(*, by: Any, at: datetime) -> int:
    """The number of papers that wait again."""
    if Role.ADMIN not in by.roles:
        raise TransitionRefused(_("Only an administrator has papers signed again."))
    count = Signature.objects.try_again()
    if count:
        audit.note(
            "signatures.again", actor=by, subject="signatures", at=at, content={"count": count}
        )
    return count
