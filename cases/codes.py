"""The code lists of the forms (domain notes, section 11): matters, groups, stages, results, grounds.

A matter names the article that puts it in scope. L31 asks for hardship, L32 does not, L42 lets the
hardship go unchecked; Gansu's regulation of 2023 widens L32 (see ``NO_TEST_IN_GANSU``).
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext


def listed(items: Iterable[Any]) -> str:
    """Several labels in one sentence, as the reader's language sets them apart."""
    return pgettext("between the items of a list", ", ").join(str(one) for one in items)


class Matter(TextChoices):
    """What the application is about, by the items of L31 and L32."""

    STATE_COMPENSATION = "state_compensation", _("State compensation")
    SOCIAL_INSURANCE = "social_insurance", _("Social insurance benefits")
    MINIMUM_LIVING = "minimum_living", _("Social assistance")
    VETERAN = "veteran", _("Pensions for the bereaved and disabled")
    SUPPORT_PARENTS = "support_parents", _("Support of parents")
    CHILD_SUPPORT = "child_support", _("Support of children")
    SPOUSE_SUPPORT = "spouse_support", _("Support between spouses")
    LABOUR_RELATION = "labour_relation", _("Confirming employment")
    LABOUR_PAY = "labour_pay", _("Payment of wages")
    CAPACITY = "capacity", _("Finding of legal incapacity")
    WORK_INJURY = "work_injury", _("Injury at work")
    TRAFFIC_INJURY = "traffic_injury", _("Injury in traffic")
    FOOD_DRUG_INJURY = "food_drug_injury", _("Injury by food or medicine")
    MEDICAL_INJURY = "medical_injury", _("Injury by medical treatment")
    POLLUTION = "pollution", _("Pollution and ecological damage")
    HEROES = "heroes", _("Honour of heroes and martyrs")
    BRAVE_ACT = "brave_act", _("Claims from acting bravely")
    ACQUITTED = "acquitted", _("State compensation after acquittal on retrial")
    DOMESTIC_VIOLENCE = "domestic_violence", _("Victims of abuse or domestic violence")
    MARRIAGE_FAMILY = "marriage_family", _("Marriage, inheritance, change of custody")
    EDUCATION = "education", _("Right to compulsory education")
    OTHER = "other", _("Another matter named by law")


#: Article and item for each matter, as (article, item); 32 means: no test of means at all.
SCOPE: dict[str, tuple[int, int]] = {
    Matter.STATE_COMPENSATION: (31, 1),
    Matter.SOCIAL_INSURANCE: (31, 2),
    Matter.MINIMUM_LIVING: (31, 2),
    Matter.VETERAN: (31, 3),
    Matter.SUPPORT_PARENTS: (31, 4),
    Matter.CHILD_SUPPORT: (31, 4),
    Matter.SPOUSE_SUPPORT: (31, 4),
    Matter.LABOUR_RELATION: (31, 5),
    Matter.LABOUR_PAY: (31, 5),
    Matter.CAPACITY: (31, 6),
    Matter.WORK_INJURY: (31, 7),
    Matter.TRAFFIC_INJURY: (31, 7),
    Matter.FOOD_DRUG_INJURY: (31, 7),
    Matter.MEDICAL_INJURY: (31, 7),
    Matter.POLLUTION: (31, 8),
    Matter.HEROES: (32, 1),
    Matter.BRAVE_ACT: (32, 2),
    Matter.ACQUITTED: (32, 3),
    Matter.DOMESTIC_VIOLENCE: (32, 4),
    Matter.MARRIAGE_FAMILY: (31, 9),
    Matter.EDUCATION: (31, 9),
    Matter.OTHER: (31, 9),
}


class Group(TextChoices):
    """Groups of recipients; a person may belong to several. Values are the forms' own words."""

    WOMAN = "妇女", _("Woman")
    DISABLED = "残疾人", _("Person with disability")
    FARMER = "农民", _("Farmer")
    MIGRANT = "农民工", _("Migrant worker")
    OLD = "老年人", _("Older person")
    MINOR = "未成年人", _("Minor")
    MILITARY = "军人军属", _("Military personnel and dependants")
    MINORITY = "少数民族", _("Ethnic minority")
    FOREIGN = "外国籍或无国籍", _("Foreign or stateless")
    POOR = "一般贫困者", _("Person in hardship")
    OTHER = "其他", _("Other group")


class Channel(TextChoices):
    COUNTER = "counter", _("At the counter")
    LETTER = "letter", _("By letter")
    PHONE = "phone", _("By telephone")
    WEB = "web", _("By web")
    COURT_REFERRAL = "court_referral", _("Referred by the court")


class Stage(TextChoices):
    INVESTIGATION = "investigation", _("Investigation")
    PROSECUTION = "prosecution", _("Prosecution review")
    FIRST_INSTANCE = "first_instance", _("First instance")
    SECOND_INSTANCE = "second_instance", _("Second instance")
    RETRIAL = "retrial", _("Retrial")
    LABOUR_ARBITRATION = "labour_arbitration", _("Labour arbitration")
    MEDIATION = "mediation", _("Mediation")
    ADMINISTRATIVE = "administrative", _("Administrative handling")
    RECONSIDERATION = "reconsideration", _("Reconsideration")
    ENFORCEMENT = "enforcement", _("Enforcement")
    NOT_STARTED = "not_started", _("Not started yet")


class IdType(TextChoices):
    RESIDENT_ID = "resident_id", _("Resident identity card")
    RESIDENCE_PERMIT = "residence_permit", _("Residence permit (Hong Kong, Macao, Taiwan)")
    FOREIGN_RESIDENT = "foreign_resident", _("Foreign permanent resident card")
    PASSPORT = "passport", _("Passport")
    OTHER = "other", _("Another paper")
    NONE = "none", _("No paper at all")


class Sex(TextChoices):
    MALE = "男", _("Male")
    FEMALE = "女", _("Female")


class Material(TextChoices):
    """The papers of an application (L41)."""

    IDENTITY = "identity", _("Proof of identity")
    APPLICATION_FORM = "application_form", _("Application form")
    MEANS_STATEMENT = "means_statement", _("Statement of financial hardship")
    CASE_EVIDENCE = "case_evidence", _("Papers about the case")
    GROUP_PROOF = "group_proof", _("Proof of belonging to a group")
    AGENT_PROOF = "agent_proof", _("Proof of the agent's authority")


class MeansTest(TextChoices):
    """The three answers of the third test."""

    MET = "met", _("Hardship shown (L31)")
    NOT_REQUIRED = "not_required", _("No hardship needed (L32)")
    NOT_CHECKED = "not_checked", _("Hardship not checked (L42)")
    NOT_MET = "not_met", _("Hardship not shown")


class Opinion(TextChoices):
    GRANT = "grant", _("Grant aid")
    REFUSE = "refuse", _("Refuse aid")


class RefusalCode(TextChoices):
    OUT_OF_SCOPE = "out_of_scope", _("The matter is out of scope")
    NO_HARDSHIP = "no_hardship", _("The standard of hardship is not met")
    OTHER = "other", _("Another reason")


class AidForm(TextChoices):
    CIVIL = "civil_litigation", _("Civil litigation representation")
    ADMINISTRATIVE = "administrative_litigation", _("Administrative litigation representation")
    STATE_COMPENSATION = "state_compensation", _("State compensation representation")
    LABOUR = "labour_arbitration", _("Labour mediation and arbitration")
    NON_LITIGATION = "non_litigation", _("Non-litigation representation")
    CRIMINAL_DEFENCE = "criminal_defence", _("Criminal defence")
    CRIMINAL_AGENCY = "criminal_agency", _("Criminal agency for the victim")


class UrgentGround(TextChoices):
    """L44: aid first, papers later."""

    LIMIT_NEAR = "limit_near", _("Less than seven days to a limitation or time limit (L44)")
    PRESERVATION = "preservation", _("Preservation or advance execution is needed at once (L44)")
    OTHER = "other_urgent", _("Another urgent need named by law (L44)")


class TerminationGround(TextChoices):
    """L48, items 1 to 8."""

    DECEIT = "deceit", _("Aid was obtained by deceit (L48(1))")
    FALSE_EVIDENCE = "false_evidence", _("Facts hidden or false evidence given (L48(2))")
    UNLAWFUL_USE = "unlawful_use", _("Aid was used for unlawful acts (L48(3))")
    MEANS_CHANGED = "means_changed", _("Means no longer meet the standard (L48(4))")
    PROCEEDINGS_ENDED = "proceedings_ended", _("The proceedings ended or were revoked (L48(5))")
    OWN_LAWYER = "own_lawyer", _("The recipient engaged a lawyer (L48(6))")
    REQUESTED = "requested", _("The recipient asks for it with good reason (L48(7))")
    OTHER = "other", _("Another ground named by law (L48(8))")


class DeclineReason(TextChoices):
    CONFLICT = "conflict", _("Conflict of interest")
    WORKLOAD = "workload", _("No capacity")
    ILLNESS = "illness", _("Illness or absence")
    NOT_QUALIFIED = "not_qualified", _("Not qualified for this matter")
    OTHER = "other", _("Another reason")


class ReplaceReason(TextChoices):
    NEGLECT = "neglect", _("The lawyer does not do the duty (L55)")
    CONFLICT = "conflict", _("Conflict of interest")
    UNABLE = "unable", _("The lawyer can't go on")


class ClosingEvent(TextChoices):
    """What fixes the closing date, by the kind of case (Order 148, article 40)."""

    JUDGMENT = "judgment", _("Judgment, ruling or court mediation received")
    AWARD = "award", _("Arbitral award or reconsideration decision received")
    PROSECUTION = "prosecution", _("Indictment or decision not to prosecute received")
    SETTLEMENT = "settlement", _("Settlement or mediation outside court")
    PERFORMANCE = "performance", _("The other side began to perform")


class Result(TextChoices):
    WON = "won", _("Won")
    PARTLY_WON = "partly_won", _("Partly won")
    LOST = "lost", _("Lost")
    MEDIATED = "mediated", _("Mediated")
    SETTLED = "settled", _("Settled")
    DISCONTINUED = "discontinued", _("Claim withdrawn")
    ADOPTED = "adopted", _("Opinion adopted (criminal)")
    PARTLY_ADOPTED = "partly_adopted", _("Opinion partly adopted (criminal)")
    NOT_ADOPTED = "not_adopted", _("Opinion not adopted (criminal)")


class ClosingPaper(TextChoices):
    """What a closing file must hold (Order 148, article 40; forms 3, 12, 14, 21)."""

    AGREEMENT = "agreement", _("Agreement and power of attorney")
    NOTES = "notes", _("Notes of meetings and progress")
    PLEADINGS = "pleadings", _("Pleadings or opinions")
    OUTCOME = "outcome", _("Judgment, award or settlement")
    REPORT = "report", _("Closing report")


class HandlingKind(TextChoices):
    """The dated steps of a case in hand."""

    MEETING = "meeting", _("Meeting with the recipient")
    FILE_READING = "file_reading", _("File read")
    EVIDENCE = "evidence", _("Evidence taken")
    FILING = "filing", _("Claim or opinion filed")
    HEARING = "hearing", _("Hearing")
    JUDGMENT = "judgment", _("Judgment expected")
    OTHER = "other", _("Another step")
