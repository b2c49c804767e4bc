"""What a careful clerk would ask about a row that can be taken. Warnings only."""

import re
from datetime import date, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cases.codes import Channel, Group, IdType, Material, Matter, Sex, Stage
from cases.intake.applications import Application
from cases.intake.findings import Findings
from documents import coverage
from workflow.calendars import Calendar

PHONE = re.compile(r"(\+?86)?1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(-\d{1,6})?|\+\d{8,15}")
#: Older persons are sixty and more (老年人权益保障法第二条), minors under eighteen (民法典第十七条).
OLD, OF_AGE = 60, 18
#: Labour arbitration decides disputes of employment (劳动争议调解仲裁法第二条).
LABOUR = frozenset(
    {Matter.LABOUR_PAY, Matter.LABOUR_RELATION, Matter.WORK_INJURY, Matter.SOCIAL_INSURANCE}
)
#: L44(1): less than seven days to a limitation or time limit.
NEAR = timedelta(days=7)


def look_at(
    application: Application, findings: Findings, *, calendar: Calendar, today: date
) -> None:
    """Everything that may be right all the same, but seldom is."""
    _groups(application, findings)
    _minor(application, findings)
    _matter(application, findings, today)
    _reach(application, findings)
    _receipt(application, findings, calendar)
    _printing(application, findings)


def age_of(application: Application) -> int | None:
    """Whole years on the day of receipt."""
    born, on = application.applicant["birth_on"], localdate(application.facts["received_at"])
    if born is None:
        return None
    return int(on.year - born.year - ((on.month, on.day) < (born.month, born.day)))


def _groups(application: Application, findings: Findings) -> None:
    groups, age = application.facts["groups"], age_of(application)
    if Group.WOMAN in groups and application.applicant["sex"] == Sex.MALE:
        findings.warning("groups", _("A man is counted in the group “妇女”: correct sex or group."))
    if Group.OLD in groups and age is not None and age < OLD:
        findings.warning(
            "groups",
            _("Somebody under sixty is counted in the group “老年人”: correct birth or group."),
        )
    if Group.MINOR in groups and age is not None and age >= OF_AGE:
        findings.warning(
            "groups", _("An adult is counted in the group “未成年人”: correct birth or group.")
        )


def _minor(application: Application, findings: Findings) -> None:
    age = age_of(application)
    if age is None or age >= OF_AGE:
        return
    if Group.MINOR not in application.facts["groups"]:
        findings.warning("groups", _("The applicant is a minor: add the group “未成年人”."))
    if Material.AGENT_PROOF not in application.facts["materials"]:
        findings.warning(
            "papers",
            _("A minor applies through a guardian: ask for the proof of the agent's authority."),
        )


def _matter(application: Application, findings: Findings, today: date) -> None:
    facts = application.facts
    if facts["stage"] == Stage.LABOUR_ARBITRATION and facts["matter"] not in LABOUR:
        findings.warning("stage", _("Labour arbitration does not deal with this matter: check it."))
    if application.applicant["name"] in application.opponents:
        findings.warning("opposing_party", _("Applicant and opposing party have the same name."))
    ends_on = facts["limitation_on"]
    if ends_on is None:
        return
    if ends_on < today:
        findings.warning(
            "limitation_on",
            _("The limitation has ended: find out at once whether the claim was filed in time."),
        )
    elif ends_on - today < NEAR:
        findings.warning(
            "limitation_on",
            _("Less than seven days to the limitation: the head may grant aid first (L44)."),
        )


def _reach(application: Application, findings: Findings) -> None:
    applicant = application.applicant
    if not applicant["phone"] and not applicant["address"]:
        findings.warning(
            "phone", _("Neither telephone nor address: ask how the decision can be delivered.")
        )
    elif applicant["phone"] and not PHONE.fullmatch(applicant["phone"].replace(" ", "")):
        findings.warning("phone", _("This does not look like a telephone number: ask again."))
    if applicant["id_type"] == IdType.NONE and Material.IDENTITY in application.facts["materials"]:
        findings.warning(
            "papers", _("A proof of identity is ticked although id_type says “none”: check it.")
        )


def _receipt(application: Application, findings: Findings, calendar: Calendar) -> None:
    facts = application.facts
    on = localdate(facts["received_at"])
    if facts["channel"] == Channel.COUNTER and not calendar.works(on):
        findings.warning(
            "received_at",
            _("The counter is closed on that day, and the limits run from it: check the date."),
        )


def _printing(application: Application, findings: Findings) -> None:
    """A paper that can't be printed can't be issued: better known now than at the decision."""
    for column, words in (
        ("applicant_name", application.applicant["name"]),
        ("cause", application.facts["cause"]),
    ):
        if missing := coverage.uncovered(words):
            findings.warning(column, coverage.sentence(missing))
