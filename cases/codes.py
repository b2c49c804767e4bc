"""The code lists of the forms (domain notes, section 11): matters, groups, stages, results, grounds.

Which article puts a matter in scope, and whose means are tested, is in :mod:`cases.eligibility`.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy


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
    # Asked for by the tests of means: L42 and Gansu's regulation of 2023.
    NO_FIXED_INCOME = "无固定生活来源", _("No fixed source of income")
    SOCIAL_AID = "社会救助对象", _("Recipient of social assistance")
    JUDICIAL_AID = "司法救助对象", _("Recipient of judicial assistance")
    PREFERENTIAL = "优抚对象", _("Entitled to preferential treatment")
    CONSCRIPT = "义务兵及家属", _("Conscript or family")
    CADET = "供给制学员及家属", _("Cadet on supply or family")
    ON_OPERATIONS = (
        "执行作战、重大任务的军人及家属",
        _("Soldier on combat or major operations or family"),
    )
    MARTYR_FAMILY = "烈士遗属", _("Family of a martyr")
    FALLEN_SOLDIER_FAMILY = "因公牺牲军人遗属", _("Family of a soldier who died in service")
    FALLEN_POLICE_FAMILY = "因公牺牲警察遗属", _("Family of police killed on duty")


#: The columns of the ministry's table of recipients (domain notes, 11). The others are facts that
#: the tests of means ask for; they are printed with the person, and counted under no column.
STATISTICAL_GROUPS = frozenset(
    {
        Group.WOMAN,
        Group.DISABLED,
        Group.FARMER,
        Group.MIGRANT,
        Group.OLD,
        Group.MINOR,
        Group.MILITARY,
        Group.MINORITY,
        Group.FOREIGN,
        Group.POOR,
        Group.OTHER,
    }
)


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
    REMAND = "remand", _("New trial after remand")
    DEATH_REVIEW = "death_review", _("Review of a death sentence")
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
    HK_MACAO_PERMIT = "hk_macao_permit", _("Travel permit (Hong Kong, Macao)")
    TAIWAN_PERMIT = "taiwan_permit", _("Travel permit (Taiwan)")
    MILITARY = "military", _("Military paper")
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


class FirmTask(TextChoices):
    """What a firm does whose lawyer is replaced (form 17)."""

    STOPS = "stops", _("It stops; the agency assigns another firm")
    NAMES_ANOTHER = "names_another", _("It names another of its lawyers")


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


class ServiceWay(TextChoices):
    """How a paper reaches its receiver: the boxes of form 22."""

    DIRECT = "direct", _("Handed over")
    POST = "post", _("By post")
    ELECTRONIC = "electronic", _("Electronically")
    LEFT = "left", _("Left at the address")
    FORWARDED = "forwarded", _("Through another unit")
    PUBLIC = "public", _("By public notice")


class HandlingKind(TextChoices):
    """The dated steps of a case in hand."""

    MEETING = "meeting", _("Meeting with the recipient")
    FILE_READING = "file_reading", _("File read")
    EVIDENCE = "evidence", _("Evidence taken")
    FILING = "filing", _("Claim or opinion filed")
    COURT_NOTICE = "court_notice", _("Court's notice received")
    HEARING = "hearing", _("Hearing")
    JUDGMENT = "judgment", _("Judgment expected")
    OTHER = "other", _("Another step")


class Contested(TextChoices):
    """Against what an objection is raised (L49)."""

    REFUSAL = "refusal", _("Refusal of aid")
    TERMINATION = "termination", _("Termination of aid")


class Objector(TextChoices):
    """Who objects (L49); an agent for one of the two."""

    APPLICANT = "applicant", pgettext_lazy("of an objection", "Applicant")
    RECIPIENT = "recipient", pgettext_lazy("of an objection", "Recipient")
    AGENT = "agent", _("Agent of the applicant or recipient")


class FiledBy(TextChoices):
    """How an objection came in."""

    COUNTER = "counter", pgettext_lazy("of an objection", "At the counter")
    BUREAU = "bureau", _("At the justice bureau")
    POST = "post", pgettext_lazy("of an objection", "By post")


class LimitEvent(TextChoices):
    """What a limit runs from, and what meets it (domain notes, 8.2)."""

    RECEIVED = "received", _("receipt of the application")
    RECEIVED_AT_STATION = "received_at_station", _("receipt at the workstation")
    APPLIED_IN_CUSTODY = "applied_in_custody", _("application in custody")
    GIVEN_TO_DUTY_LAWYER = "given_to_duty_lawyer", _("application by way of the duty lawyer")
    FORWARDED = "forwarded", _("application forwarded")
    PAPERS_ASKED_FOR = "papers_asked_for", _("request for papers")
    PAPERS_RECEIVED = "papers_received", _("papers received")
    COOPERATION_ASKED_FOR = "cooperation_asked_for", _("letter of co-operation")
    COOPERATION_RECEIVED = "cooperation_received", _("reply of the other agency")
    ACCEPTED = "accepted", _("acceptance")
    DECIDED = "decided", _("decision signed")
    GRANTED = "granted", _("decision to grant aid")
    GRANTED_FIRST = "granted_first", _("aid granted first")
    LATER_PAPERS_RECEIVED = "later_papers_received", _("later papers received")
    ASSIGNED = "assigned", _("lawyer assigned")
    SIGNED = "signed", _("agreement signed")
    MET = "met", _("recipient met")
    STEP_LOGGED = "step_logged", _("step logged")
    STEP_DONE = "step_done", _("next step done")
    CHANGE_ASKED_FOR = "change_asked_for", _("request for another lawyer")
    CHANGE_DECIDED = "change_decided", _("request for another lawyer decided")
    CLOSED = "closed", _("closing date")
    REPORTED = "reported", _("closing file handed in")
    ARCHIVED = "archived", _("case archived")
    TERMINATED = "terminated", _("decision to terminate")
    TERMINATION_SERVED = "termination_served", _("termination served")
    DECISION_RECEIVED = "decision_received", _("decision received by the applicant")
    OBJECTION_FILED = "objection_filed", _("objection filed")
    OBJECTION_RULED = "objection_ruled", _("objection ruled on")
    ORDER_CARRIED_OUT = "order_carried_out", _("bureau's order carried out")
    NOTIFIABLE_CASE_FOUND = "notifiable_case_found", _("organ finds that it must notify")
    NOTIFICATION_RECEIVED = "notification_received", _("organ's notice received")
    ORGAN_TOLD = "organ_told", _("lawyer assigned and organ told")
    HEARING = "hearing", _("day of the hearing")
    COURT_PAPERS_RECEIVED = "court_papers_received", _("court's notice received")
    CASE_TAKEN_BY_COURT = "case_taken_by_court", _("case taken by the court")
    ACCUSED_TOLD = "accused_told", _("accused told of the right")
    MEETING_ASKED_FOR = "meeting_asked_for", _("request to meet")
    MEETING_ARRANGED = "meeting_arranged", _("meeting arranged")
    HELP_DAY = "help_day", _("day of the legal help")
    HELP_ASKED_FOR = "help_asked_for", _("notice of legal help received")
    HELP_LAWYER_NAMED = "help_lawyer_named", _("lawyer for legal help named")
    QUESTION_RECEIVED = "question_received", _("question received")
    QUESTION_ANSWERED = "question_answered", _("question answered")
    MEDIATION_PAPERS_SIGNED_FOR = "mediation_papers", _("mediator signs for the papers")
    MEDIATION_ENDED = "mediation_ended", _("mediation ended")
    SETTLEMENT_IN_FORCE = "settlement_in_force", _("mediated agreement in force")
    CONFIRMATION_ASKED_FOR = "confirmation_asked_for", _("judicial confirmation asked for")
    COMPLAINT_RECEIVED = "complaint_received", _("complaint received")
    COMPLAINT_TAKEN_UP = "complaint_taken_up", _("complaint taken up")
    COMPLAINT_DECIDED = "complaint_decided", _("complaint decided")
    COMPLAINT_ANSWERED = "complaint_answered", _("complaint answered")


class Bound(TextChoices):
    """Whom a limit binds."""

    AGENCY = "agency", _("legal aid agency")
    STATION = "station", _("workstation")
    HANDLER = "handler", _("handling unit and lawyer")
    BUREAU = "bureau", _("justice bureau")
    DUTY_LAWYER = "duty_lawyer", _("duty lawyer")
    ADVISER = "adviser", _("adviser")
    MEDIATOR = "mediator", _("mediator")
    APPLICANT = "applicant", _("applicant or recipient")
    PARTIES = "parties", _("parties")
    OTHER_AGENCY = "other_agency", _("another agency")
    ORGAN = "organ", _("case-handling organ")
    COURT = "court", _("court")
    DETENTION_CENTRE = "detention_centre", _("detention centre")


def in_words(choices: type[TextChoices], code: str) -> str:
    """A code's label; what no list knows stays as it is."""
    return str(choices(code).label) if code in choices.values else code


class Personal(TextChoices):
    """What is sealed of an applicant, and masked on every page."""

    ID_NO = "id_no", _("Identity number")
    PHONE = "phone", _("Telephone")
    ADDRESS = "address", _("Address")
    MEANS = "means", _("Means")


class ShowReason(TextChoices):
    """Why somebody needs a personal value in full."""

    CONTACT = "contact", _("Reach the applicant")
    PAPER = "paper", _("Fill in or check a paper")
    IDENTITY = "identity", _("Check who stands at the counter")
    REVIEW = "review", _("Review the application")
    SAME_PERSON = "same_person", _("Compare with another case")
    OTHER = "other", _("Another reason")
