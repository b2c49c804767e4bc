"""The tables of the papers."""

from documents.models.batches import Batch, BatchPaper, path_of_batch
from documents.models.numbers import NumberTemplate, SetAside
from documents.models.papers import Document, DocumentQuerySet, PaperDamaged, path_of
from documents.models.seals import Seal, SealChange
from documents.models.sequences import Sequence
from documents.models.signatures import Signature
from documents.models.standing import Standing
from documents.models.tries import Tries

__all__ = [
    "Batch",
    "BatchPaper",
    "Document",
    "DocumentQuerySet",
    "NumberTemplate",
    "PaperDamaged",
    "Seal",
    "SealChange",
    "Sequence",
    "SetAside",
    "Signature",
    "Standing",
    "Tries",
    "path_of",
    "path_of_batch",
]
