"""The code lists of organs: who notifies and why, how a letter reaches them, what another agency
answers, and by whom an application was forwarded."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cases.codes import AidForm, Group, Stage


class OrganKind(TextChoices):
    """Who may notify the agency (L25, L28, L36)."""

    COURT = "court", _("People's court")
    PROCURATORATE = "procuratorate", _("People's procuratorate")
    POLICE = "police", _("Public security organ")
    OTHER = "other", _("Another organ")

    @classmethod
    def guess(cls, name: str) -> "OrganKind":
        """What an organ's own name says it is."""
        for words, kind in (
            ("检察院", cls.PROCURATORATE),
            ("法院", cls.COURT),
            ("公安", cls.POLICE),
        ):
            if words in name:
                return kind
        return cls.OTHER


class NoticeReason(TextChoices):
    """Why there must be a defender, or may be one: the items of L25, and L28."""

    MINOR = "minor", _("A minor (L25(1))")
    IMPAIRED = "impaired", _("Impaired in sight, hearing or speech (L25(2))")
    CAPACITY = "capacity", _("An adult not fully able to discern own acts (L25(3))")
    LIFE_OR_DEATH = "life_or_death", _("A life or death sentence is possible (L25(4))")
    DEATH_REVIEW = "death_review", _("Review of a death sentence, aid asked for (L25(5))")
    IN_ABSENCE = "in_absence", _("Tried in absence (L25(6))")
    OTHER_LAW = "other_law", _("Another person named by law (L25(7))")
    MAY_NOTIFY = "may_notify", _("Ordinary procedure, no defender: the court may notify (L25)")
    TREATMENT = "treatment", _("Compulsory medical treatment (L28)")


#: The article and item that a notice rests on, as papers and the decision name it.
BASES: dict[str, str] = {
    NoticeReason.MINOR: "《中华人民共和国法律援助法》第二十五条第一款第（一）项",
    NoticeReason.IMPAIRED: "《中华人民共和国法律援助法》第二十五条第一款第（二）项",
    NoticeReason.CAPACITY: "《中华人民共和国法律援助法》第二十五条第一款第（三）项",
    NoticeReason.LIFE_OR_DEATH: "《中华人民共和国法律援助法》第二十五条第一款第（四）项",
    NoticeReason.DEATH_REVIEW: "《中华人民共和国法律援助法》第二十五条第一款第（五）项",
    NoticeReason.IN_ABSENCE: "《中华人民共和国法律援助法》第二十五条第一款第（六）项",
    NoticeReason.OTHER_LAW: "《中华人民共和国法律援助法》第二十五条第一款第（七）项",
    NoticeReason.MAY_NOTIFY: "《中华人民共和国法律援助法》第二十五条第二款",
    NoticeReason.TREATMENT: "《中华人民共和国法律援助法》第二十八条",
}
#: Reasons for which only a lawyer of three years' criminal defence will do (L26).
GRAVE = frozenset({NoticeReason.LIFE_OR_DEATH, NoticeReason.DEATH_REVIEW})
#: The group of recipients that a reason puts a person into.
GROUPS: dict[str, Group] = {
    NoticeReason.MINOR: Group.MINOR,
    NoticeReason.IMPAIRED: Group.DISABLED,
}
#: The stages of a criminal case that an organ has in hand.
STAGES = (
    Stage.INVESTIGATION,
    Stage.PROSECUTION,
    Stage.FIRST_INSTANCE,
    Stage.SECOND_INSTANCE,
    Stage.REMAND,
    Stage.DEATH_REVIEW,
    Stage.RETRIAL,
)


def aid_form_of(reason: str) -> AidForm:
    """Defence; in proceedings for compulsory treatment there is nobody to defend (L28)."""
    if reason == NoticeReason.TREATMENT:
        return AidForm.CRIMINAL_AGENCY
    return AidForm.CRIMINAL_DEFENCE


class NoticePaper(TextChoices):
    """What comes with a notice (刑诉法解释 49)."""

    NOTICE = "notice", _("The notice itself")
    INDICTMENT = "indictment", _("Indictment")
    OPINION = "opinion", _("Police opinion recommending prosecution")
    JUDGMENT = "judgment", _("Judgment or ruling of the court below")
    OTHER = "other", _("Other papers of the case")


class DispatchWay(TextChoices):
    """How the agency's letter goes to the organ, each with its own proof."""

    DIRECT = "direct", _("Handed over")
    POST = "post", _("By registered post")
    PAGE = "page", _("On the organ's own page")
    MACHINE = "machine", _("To the organ's own system")


class CooperationResult(TextChoices):
    """How a request to another agency ended."""

    ANSWERED = "answered", _("Answered")
    PARTLY = "partly", _("Answered in part")
    NO_REPLY = "no_reply", _("No reply by the date")
    CALLED_OFF = "called_off", _("No longer needed")


class ForwardedBy(TextChoices):
    """Who passed an application on and had 24 hours for it (L39)."""

    CUSTODY = "custody", _("The organ, from custody")
    DUTY_LAWYER = "duty_lawyer", _("A duty lawyer")


#: The limit of who forwarded an application.
FORWARDING: dict[str, str] = {
    ForwardedBy.CUSTODY: "custody_forward",
    ForwardedBy.DUTY_LAWYER: "duty_forward",
}
