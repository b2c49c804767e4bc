"""Codes of who applies and how: an agent for others (L40), the applicant's situation, the organ that
handles the case."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cases.codes import Stage


class AgentKind(TextChoices):
    """Who may apply for somebody else (L40), and the one whom the applicant entrusts (form 2)."""

    STATUTORY = "statutory", _("Statutory agent (L40)")
    OTHER_STATUTORY = (
        "other_statutory",
        _("Another statutory agent: the first harms the person (L40)"),
    )
    NEAR_RELATIVE = "near_relative", _("Near relative (L40)")
    ENTRUSTED = "entrusted", _("Entrusted by the applicant")


class AgentGround(TextChoices):
    """Why somebody else applies."""

    MINOR = "minor", _("The applicant is a minor")
    INCAPABLE = "incapable", _("No or limited legal capacity")
    HARMED = "harmed", _("The statutory agent harms the person")
    DETAINED = "detained", _("Detained, imprisoned or in compulsory treatment")
    ENTRUSTED = "entrusted", _("Entrusted in writing")


class Situation(TextChoices):
    """What keeps a person from coming to the counter, or from applying at all (L40)."""

    LIMITED = "limited", _("Limited legal capacity")
    INCAPABLE = "incapable", _("No legal capacity")
    DETAINED = "detained", _("Detained or imprisoned")
    TREATED = "treated", _("In compulsory treatment")


class OrganKind(TextChoices):
    """Who handles the case in which aid is asked for."""

    COURT = "court", _("Court")
    ARBITRATION = "arbitration", _("Arbitration commission")
    POLICE = "police", _("Police")
    PROCURATORATE = "procuratorate", _("Procuratorate")
    OTHER = "other", _("Another organ")


#: Who handles a case by its stage; before it has begun nobody does.
ORGAN_OF: dict[str, OrganKind] = {
    Stage.INVESTIGATION: OrganKind.POLICE,
    Stage.PROSECUTION: OrganKind.PROCURATORATE,
    Stage.FIRST_INSTANCE: OrganKind.COURT,
    Stage.SECOND_INSTANCE: OrganKind.COURT,
    Stage.REMAND: OrganKind.COURT,
    Stage.DEATH_REVIEW: OrganKind.COURT,
    Stage.RETRIAL: OrganKind.COURT,
    Stage.LABOUR_ARBITRATION: OrganKind.ARBITRATION,
    Stage.MEDIATION: OrganKind.COURT,
    Stage.ENFORCEMENT: OrganKind.COURT,
}
#: The stages that the station's own court mostly has in hand.
HERE = (Stage.FIRST_INSTANCE, Stage.MEDIATION, Stage.ENFORCEMENT)

#: For each situation the ground on which somebody else applies.
GROUND_OF: dict[str, AgentGround] = {
    Situation.LIMITED: AgentGround.INCAPABLE,
    Situation.INCAPABLE: AgentGround.INCAPABLE,
    Situation.DETAINED: AgentGround.DETAINED,
    Situation.TREATED: AgentGround.DETAINED,
}
