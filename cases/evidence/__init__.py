"""Which papers an application needs, by dated rules with their articles.

``rules`` are rows of text and dates, ``proofs`` what people usually bring; ``checklist`` puts them to
the facts of an application on a day. Nothing here asks the database.
"""

from cases.evidence.checklist import Facts, Item, Need, bring_of, checklist

__all__ = ["Facts", "Item", "Need", "bring_of", "checklist"]
