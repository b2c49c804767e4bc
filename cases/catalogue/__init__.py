"""Every limit with its article: the domain's catalogue (D8.2), as the dated rows that are shipped.

``SHIPPED`` is loaded into ``LimitRule`` rows. A rule that the domain notes mark as recalled, or as
the office's own, is shipped ``confirmed=False`` and shown as a local rule until two administrators
have confirmed its article. Limits of tracks that this version does not carry out yet (legal
help, mediation, complaints, consultation) are here as rows and start nowhere.
"""

from dataclasses import replace
from datetime import date

from cases.catalogue.application import APPLICATION
from cases.catalogue.other_tracks import OLD_COMPLAINTS, ORGANS, OTHER_TRACKS
from cases.catalogue.rows import COMPLAINTS_OF_2025, LAW, ORDER_148, OUR_SIDE
from workflow.rules import ShippedRule

__all__ = ["LAW", "OUR_SIDE", "SHIPPED"]


def _again(rule: ShippedRule, **changes: object) -> ShippedRule:
    """The same numbers on other days, where the article that gives them is not confirmed."""
    return replace(rule, confirmed=False, **changes)  # type: ignore[arg-type]


_NAMED = APPLICATION + ORGANS + OTHER_TRACKS

#: Cases of 2022 and 2023 need a limit before Order 148: the older order had none of these numbers.
#: Order 149 (2025) has new rules on complaints; until its numbers are read, those of 2013 count on.
SHIPPED: tuple[ShippedRule, ...] = (
    *_NAMED,
    *(
        _again(rule, valid_from=LAW, valid_to=date(2023, 8, 31))
        for rule in _NAMED
        if rule.valid_from == ORDER_148
    ),
    *(
        _again(rule, valid_from=COMPLAINTS_OF_2025, valid_to=None)
        for rule in _NAMED
        if rule.basis == OLD_COMPLAINTS
    ),
)
