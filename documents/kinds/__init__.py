"""The kinds of paper. To add one, copy a folder, and name its class here."""

from documents.facts import Facts
from documents.kinds.aid_agreement import AidAgreement
from documents.kinds.application_form import ApplicationForm
from documents.kinds.application_receipt import ApplicationReceipt
from documents.kinds.assignment_notice import AssignmentNotice
from documents.kinds.change_notice import ChangeNotice
from documents.kinds.change_request import ChangeRequest
from documents.kinds.closing_note import ClosingNote
from documents.kinds.closing_report import ClosingReport
from documents.kinds.consultation_record import ConsultationRecord
from documents.kinds.cooperation_letter import CooperationLetter
from documents.kinds.dossier_catalogue import DossierCatalogue
from documents.kinds.dossier_cover import DossierCover
from documents.kinds.grant_decision import GrantDecision
from documents.kinds.introduction_letter import IntroductionLetter
from documents.kinds.letter_to_organ import LetterToOrgan
from documents.kinds.means_statement import MeansStatement
from documents.kinds.objection_decision import ObjectionDecision
from documents.kinds.payment_approval import PaymentApproval
from documents.kinds.power_of_attorney import PowerOfAttorney
from documents.kinds.progress_log import ProgressLog
from documents.kinds.redirection_note import RedirectionNote
from documents.kinds.refusal_decision import RefusalDecision
from documents.kinds.review_sheet import ReviewSheet
from documents.kinds.service_proof import ServiceProof
from documents.kinds.supplement_notice import SupplementNotice
from documents.kinds.termination_decision import TerminationDecision
from documents.kinds.termination_letter import TerminationLetter
from documents.kinds.withdrawal_record import WithdrawalRecord

#: In the order of the national set of forms; local ones after it.
KINDS: dict[str, type[Facts]] = {
    kind.kind: kind
    for kind in (
        ConsultationRecord,
        ApplicationForm,
        PowerOfAttorney,
        MeansStatement,
        ApplicationReceipt,
        SupplementNotice,
        CooperationLetter,
        ReviewSheet,
        GrantDecision,
        RefusalDecision,
        AssignmentNotice,
        AidAgreement,
        LetterToOrgan,
        ProgressLog,
        IntroductionLetter,
        ChangeRequest,
        ChangeNotice,
        TerminationDecision,
        TerminationLetter,
        ObjectionDecision,
        ClosingReport,
        ServiceProof,
        RedirectionNote,
        WithdrawalRecord,
        DossierCover,
        DossierCatalogue,
        ClosingNote,
        PaymentApproval,
    )
}

__all__ = [
    "KINDS",
    "AidAgreement",
    "ApplicationForm",
    "ApplicationReceipt",
    "AssignmentNotice",
    "ChangeNotice",
    "ChangeRequest",
    "ClosingNote",
    "ClosingReport",
    "ConsultationRecord",
    "CooperationLetter",
    "DossierCatalogue",
    "DossierCover",
    "GrantDecision",
    "IntroductionLetter",
    "LetterToOrgan",
    "MeansStatement",
    "ObjectionDecision",
    "PaymentApproval",
    "PowerOfAttorney",
    "ProgressLog",
    "RedirectionNote",
    "RefusalDecision",
    "ReviewSheet",
    "ServiceProof",
    "SupplementNotice",
    "TerminationDecision",
    "TerminationLetter",
    "WithdrawalRecord",
]
