"""The worker's side of signing: claim what was drawn, have it signed, keep it; say why where it fails."""

import hashlib
import logging
import traceback
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db.models import F
from django.utils.translation import gettext as _

from documents import marks, signing
from documents.models import Signature, path_of
from documents.signing import NotSigned, Order, Picture, Signed, Signer

LEASE = timedelta(minutes=5)
#: An e-seal service may be down for a night: about a day of tries.
ATTEMPTS = 30
LONGEST_WAIT = timedelta(hours=1)

logger = logging.getLogger(__name__)


def sign_pending(*, at: datetime, limit: int = 20) -> int:
    """Sign what was drawn; the number signed. Any number of workers may do this at once."""
    signer = signing.signer()
    if signer is None:
        return 0
    _give_up(at=at)
    due = list(Signature.objects.to_sign(at=at).order_by("pk").values_list("pk", flat=True)[:limit])
    return sum(_sign_one(pk, signer, at=at) for pk in due)


def _give_up(*, at: datetime) -> None:
    """A worker that dies while it signs records nothing."""
    Signature.objects.to_sign(at=at).filter(attempts__gte=ATTEMPTS).update(
        state=Signature.State.FAILED,
        lease_until=None,
        failure=_("The worker stopped while it was signing this paper, again and again."),
    )


def _sign_one(pk: int, signer: Signer, *, at: datetime) -> bool:
    """Claim it for a while, then sign outside any transaction."""
    mine = Signature.objects.to_sign(at=at).filter(pk=pk)
    if not mine.update(lease_until=at + LEASE, attempts=F("attempts") + 1):
        return False  # another worker got there first
    signature = Signature.objects.select_related("document__seal").get(pk=pk)
    try:
        sign(signature, signer, at=at)
    except Exception as error:  # noqa: BLE001  (whatever it is, it is this paper's and must not stop the others)
        _record_failure(signature, error, at=at)
        return False
    return True


def sign(signature: Signature, signer: Signer, *, at: datetime) -> None:
    """Have a drawn paper signed and keep the signed file beside the other."""
    document = signature.document
    pdf = document.read_pdf()
    signed = signer.sign(pdf, order_of(signature, pdf, at=at))
    _must_be_that_paper(signed, pdf, signer.name)
    digest = hashlib.sha256(signed.content).hexdigest()
    # Whoever is second, after a lease ran out, finds it signed and changes nothing.
    Signature.objects.filter(pk=signature.pk).exclude(state=Signature.State.SIGNED).update(
        state=Signature.State.SIGNED,
        file=_keep(signature, signed, digest=digest),
        media_type=signed.media_type,
        sha256=digest,
        signed_at=at,
        signer=signer.name,
        subject=signed.subject[:400],
        serial=signed.serial[:64],
        lease_until=None,
        failure="",
    )
    signature.refresh_from_db()


def order_of(signature: Signature, pdf: bytes, *, at: datetime) -> Order:
    """What the signer is told: nothing of the paper's content."""
    document = signature.document
    agency, seal = document.read_facts().agency, document.seal
    return Order(
        key=document.sha256,
        label=document.label,
        issuer=document.issuer,
        agency=agency.name,
        at=at,
        place=signing.place_of_seal(pdf),
        seal=Picture(content=bytes(seal.image), media_type=seal.media_type)
        if seal
        else Picture(content=marks.seal(agency.name), media_type="image/svg+xml"),
    )


def _must_be_that_paper(signed: Signed, pdf: bytes, signer: str) -> None:
    """Never keep what somebody else's program made of it, unless it can be seen to be the paper."""
    if signed.media_type not in Signature.SUFFIXES:
        raise NotSigned(_("The signer sent a kind of file that is not known here."), final=True)
    if signed.media_type == signing.OFD:
        if not signed.content.startswith(b"PK\x03\x04"):
            raise NotSigned(_("The signer sent something that is no OFD file."), final=True)
        return
    if not signed.content.startswith(pdf) or len(signed.content) == len(pdf):
        raise NotSigned(
            _("The signer sent another file back: a signed paper begins with all of its bytes."),
            final=True,
        )
    if not signing.verify(signed.content).may_be_kept(by=signer):
        raise NotSigned(_("The signer sent a file whose signature does not hold."), final=True)


def _keep(signature: Signature, signed: Signed, *, digest: str) -> str:
    """Put the file in the store, under a name that no other content can have."""
    document, suffix = signature.document, Signature.SUFFIXES[signed.media_type]
    name = path_of(document, f"{document.pk}-{digest[:8]}-signed.{suffix}")
    storage = signature.file.storage
    if storage.exists(name):
        storage.delete(name)  # a worker died while it was writing
    return storage.save(name, ContentFile(signed.content))


def _record_failure(signature: Signature, error: Exception, *, at: datetime) -> None:
    """Say it in plain words and try again, later each time. An error's own text may hold anything,
    so only ours is kept, and the log gets the frames without it."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    foreseen = isinstance(error, NotSigned)
    if not foreseen:
        logger.error(
            "Paper %s could not be signed: %s\n%s",
            signature.document_id,
            type(error).__name__,
            frames,
        )
    words = (
        str(error)
        if foreseen
        else _("The paper could not be signed (%(fault)s). The log of the worker says where.")
        % {"fault": type(error).__name__}
    )
    mine = Signature.objects.filter(pk=signature.pk, state=Signature.State.PENDING)
    if isinstance(error, NotSigned) and error.after is not None:  # not a failure: asked to wait
        mine.update(lease_until=at + error.after, attempts=F("attempts") - 1, failure=words[:400])
        return
    last = signature.attempts >= ATTEMPTS or (isinstance(error, NotSigned) and error.final)
    wait = min(timedelta(minutes=2 ** min(signature.attempts - 1, 10)), LONGEST_WAIT)
    mine.update(
        state=Signature.State.FAILED if last else Signature.State.PENDING,
        lease_until=None if last else at + wait,
        failure=words[:400],
    )
