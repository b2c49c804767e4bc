"""Why a message was not delivered: short codes for the row, whole sentences for people."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from workflow.channels import NotDelivered

WORDS: dict[str, Any] = {
    # Said by our own transports
    "no_answer": _("There was no answer in time."),
    "no_connection": _("No connection could be made: the address or the network is wrong."),
    "no_trust": _("The certificate of the other side can't be trusted."),
    "not_https": _("The address must begin with https://."),
    "redirected": _("The other side sent us to another address. Enter that address itself."),
    "status": _("The other side answered with status %(number)s."),
    "refused": _("The other side refused it with error %(number)s."),
    "unreadable": _("The answer of the other side can't be understood."),
    "no_success": _("The answer of the other side does not say that it succeeded."),
    "not_set_up": _("The channel is not set up."),
    "no_address": _("The recipient has no address for this channel."),
    "not_outside": _("This channel is a notice in the site, not a message that is sent."),
    # Raised by what we stand on
    "ConnectionRefusedError": _(
        "No connection could be made: the address or the network is wrong."
    ),
    "gaierror": _("The name of the server is not known."),
    "TimeoutError": _("There was no answer in time."),
    "SMTPAuthenticationError": _("The mail server refused the user name or the password."),
    "SMTPRecipientsRefused": _("The mail server refused the recipient's address."),
    "SMTPSenderRefused": _("The mail server refused the sender's address."),
    "SMTPServerDisconnected": _("The mail server hung up."),
    "UnknownChannel": _("The program has no such channel any more."),
    "SealBroken": _("The address can't be opened: it was changed, or its key is not here."),
}


def reason_of(error: BaseException) -> str:
    """What may be kept of a failure: our own reason, or the name of the exception's type.

    The exception's text may hold an address.
    """
    return str(error) if isinstance(error, NotDelivered) else type(error).__name__


def in_words(reason: str) -> str:
    """The sentence for a kept reason, in the reader's language."""
    code, _space, number = reason.partition(" ")
    if code not in WORDS:
        return gettext("It failed (%(reason)s).") % {"reason": reason}
    return str(WORDS[code]) % {"number": number}
