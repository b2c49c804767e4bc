"""How a consultation lives, and the code lists of its form (domain notes, 5 and 11).

With the moves in ``cases/models/consultations.py`` this is its whole procedure: it is taken down,
it is answered at once or by its limit, and it may become an application.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Standing(TextChoices):
    """Where a consultation stands. ``NEW`` is the dash before it is taken down."""

    NEW = "new", _("Not yet taken down")
    OPEN = "open", _("Waiting for an answer")
    ANSWERED = "answered", _("Answered")
    TAKEN_UP = "taken_up", _("Became an application")


#: Nothing need follow. An answered one may still become an application.
DONE = frozenset({Standing.ANSWERED, Standing.TAKEN_UP})


class Way(TextChoices):
    """How somebody asks."""

    VISIT = "visit", pgettext_lazy("way of asking", "Visit")
    PHONE = "phone", pgettext_lazy("way of asking", "Telephone")
    HOTLINE = "hotline", pgettext_lazy("way of asking", "12348 hotline")
    LETTER = "letter", pgettext_lazy("way of asking", "Letter")
    WEB = "web", pgettext_lazy("way of asking", "Web")


class Handling(TextChoices):
    """What became of it; one consultation may have several."""

    ANSWERED = "answered", pgettext_lazy("handling of a consultation", "Answered")
    APPOINTMENT = "appointment", pgettext_lazy("handling of a consultation", "Appointment made")
    DRAFTED = "drafted", pgettext_lazy("handling of a consultation", "Paper drafted")
    APPLY = "apply", pgettext_lazy("handling of a consultation", "Guided to an application")
    ELSEWHERE = "elsewhere", pgettext_lazy("handling of a consultation", "Shown another way")


#: By which limit a question must be answered; asked in another way it is answered at once.
LIMITS: dict[str, str] = {Way.WEB: "consult_web", Way.LETTER: "consult_letter"}
