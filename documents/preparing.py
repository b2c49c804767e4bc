"""Forms that are prepared for signing: drawn at once from given facts, neither issued nor kept."""

from datetime import datetime

from documents import coverage
from documents.facts import Form, texts
from documents.rendering import Imprint, NotDrawn, paint


def prepare(facts: Form, *, at: datetime) -> bytes:
    """The PDF under the number of the case, without a check code: nothing of it can be checked.

    Raises NotDrawn with a sentence that says why there is none.
    """
    if missing := coverage.uncovered("".join(text for _place, text in texts(facts))):
        raise NotDrawn(coverage.sentence(missing))
    return paint(facts, Imprint(label=facts.file_number, issued_at=at, check_code=""))
