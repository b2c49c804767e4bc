"""The limits of notified cases, courts and custody, and of legal help, consultation, mediation and
complaints: rows that this version starts nowhere, but for those of notified cases."""

from datetime import date

from cases.catalogue.rows import COMPLAINTS_OF_2013, DUTY_LAWYERS, own, statute
from cases.codes import Bound
from cases.codes import LimitEvent as On
from workflow.rules import Unit

#: Notified cases, courts, custody, legal help.
ORGANS = (
    statute(
        "organ_notify",
        "Notification by the organ",
        3,
        "法律援助法第三十六条",
        start_event=On.NOTIFIABLE_CASE_FOUND,
        end_event=On.NOTIFICATION_RECEIVED,
        bound=Bound.ORGAN,
    ),
    statute(
        "notify_assign",
        "Assignment on notification",
        3,
        "法律援助法第三十六条",
        start_event=On.NOTIFICATION_RECEIVED,
        end_event=On.ORGAN_TOLD,
        bound=Bound.AGENCY,
    ),
    statute(
        "court_15",
        "The court's notice before the hearing",
        15,
        "最高人民法院关于适用《中华人民共和国刑事诉讼法》的解释第四十九条",
        backward=True,
        start_event=On.HEARING,
        end_event=On.COURT_PAPERS_RECEIVED,
        bound=Bound.COURT,
    ),
    statute(
        "court_tell",
        "The court tells the accused of the right to aid",
        3,
        "最高人民法院关于适用《中华人民共和国刑事诉讼法》的解释第四十四条",
        start_event=On.CASE_TAKEN_BY_COURT,
        end_event=On.ACCUSED_TOLD,
        bound=Bound.COURT,
    ),
    statute(
        "meet_48",
        "Meeting arranged by the detention centre",
        48,
        "刑事诉讼法第三十九条",
        unit=Unit.HOURS,
        start_event=On.MEETING_ASKED_FOR,
        end_event=On.MEETING_ARRANGED,
        bound=Bound.DETENTION_CENTRE,
    ),
    statute(
        "help_notice",
        "Notice before legal help is given",
        3,
        "法律援助值班律师工作办法（司规〔2020〕6号）",
        unit=Unit.WORKING,
        backward=True,
        valid_from=DUTY_LAWYERS,
        start_event=On.HELP_DAY,
        end_event=On.HELP_ASKED_FOR,
        bound=Bound.ORGAN,
        confirmed=False,
    ),
    statute(
        "help_set",
        "Naming a lawyer for legal help",
        2,
        "法律援助值班律师工作办法（司规〔2020〕6号）",
        unit=Unit.WORKING,
        valid_from=DUTY_LAWYERS,
        start_event=On.HELP_ASKED_FOR,
        end_event=On.HELP_LAWYER_NAMED,
        bound=Bound.AGENCY,
        confirmed=False,
    ),
)

_CONSULTATION = "公共法律服务 法律咨询标准（SF/T 0058-2019）"
_MEDIATION = "最高人民法院关于人民法院特邀调解的规定第二十七条"
OLD_COMPLAINTS = "法律援助投诉处理办法（2013年）"

#: Consultation, mediation, complaints.
OTHER_TRACKS = (
    own(
        "consult_web",
        "Answer to a question by web",
        24,
        _CONSULTATION,
        unit=Unit.HOURS,
        start_event=On.QUESTION_RECEIVED,
        end_event=On.QUESTION_ANSWERED,
        bound=Bound.ADVISER,
        confirmed=False,
    ),
    own(
        "consult_letter",
        "Answer to a question by letter",
        7,
        _CONSULTATION,
        unit=Unit.WORKING,
        start_event=On.QUESTION_RECEIVED,
        end_event=On.QUESTION_ANSWERED,
        bound=Bound.ADVISER,
        confirmed=False,
    ),
    *(
        statute(
            code,
            name,
            days,
            _MEDIATION,
            start_event=On.MEDIATION_PAPERS_SIGNED_FOR,
            end_event=On.MEDIATION_ENDED,
            bound=Bound.MEDIATOR,
        )
        for code, name, days in (
            ("mediate", "Mediation before filing", 30),
            ("mediate_ordinary", "Mediation after filing, ordinary procedure", 15),
            ("mediate_summary", "Mediation after filing, summary procedure", 7),
        )
    ),
    statute(
        "judicial_confirmation",
        "Asking for judicial confirmation",
        30,
        "民事诉讼法第二百零五条、人民调解法第三十三条",
        start_event=On.SETTLEMENT_IN_FORCE,
        end_event=On.CONFIRMATION_ASKED_FOR,
        bound=Bound.PARTIES,
    ),
    *(
        statute(
            code,
            name,
            days,
            OLD_COMPLAINTS,
            unit=unit,
            valid_from=COMPLAINTS_OF_2013,
            valid_to=date(2025, 6, 14),
            start_event=begins,
            end_event=ends,
            bound=Bound.BUREAU,
            confirmed=False,
        )
        for code, name, days, unit, begins, ends in (
            (
                "complaint_accept",
                "Taking up a complaint",
                5,
                Unit.WORKING,
                On.COMPLAINT_RECEIVED,
                On.COMPLAINT_TAKEN_UP,
            ),
            (
                "complaint_decide",
                "Deciding a complaint",
                45,
                Unit.CALENDAR,
                On.COMPLAINT_TAKEN_UP,
                On.COMPLAINT_DECIDED,
            ),
            (
                "complaint_answer",
                "Answering a complaint",
                5,
                Unit.WORKING,
                On.COMPLAINT_DECIDED,
                On.COMPLAINT_ANSWERED,
            ),
        )
    ),
)
