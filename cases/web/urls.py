"""The addresses of the screens. None of them names a person."""

from django.urls import path, register_converter

from cases.web import (
    acts,
    batches,
    calendar,
    calendar_notices,
    cases,
    check,
    consultation,
    consultations,
    drafts_of_intake,
    eligibility,
    endpoints,
    files,
    forecast,
    handover,
    likeness,
    limits,
    lists,
    messages,
    notice,
    notices,
    numbers,
    objection_lists,
    objections,
    organ,
    pages,
    pauses,
    personal,
    prepared,
    previews,
    printing,
    register,
    retention,
    rights,
    seals,
    service,
    stages,
    statement,
    status,
    todo,
    whatif,
)


class CaseNumber:
    """620802-2026-00012: place, year, serial number."""

    regex = r"[A-Za-z0-9_-]+-[0-9]{4}-[0-9]{5,}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class CheckCode:
    """The sixteen digits on a paper, in capitals or not."""

    regex = r"[0-9A-Fa-f]{16}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CaseNumber, "case")
register_converter(CheckCode, "code")

app_name = "cases"
urlpatterns = [
    path("", lists.my_work, name="my_work"),
    path("cases/", lists.cases, name="cases"),
    path("cases/search/", lists.search, name="search"),
    path("cases/register/", register.register, name="register"),
    path("cases/register/save/", drafts_of_intake.save, name="save_draft"),
    path("cases/register/drafts/", drafts_of_intake.drafts, name="drafts"),
    path(
        "cases/register/drafts/<uuid:key>/discard/", drafts_of_intake.discard, name="discard_draft"
    ),
    path("intake/notice/", notice.take_in, name="take_in_notice"),
    path("cases/<case:number>/", cases.case, name="case"),
    path("cases/<case:number>/limits/", statement.statement, name="statement"),
    path("cases/<case:number>/apart/<case:other>/", likeness.apart, name="tell_apart"),
    path("cases/<case:number>/personal/", personal.personal, name="personal"),
    path("cases/<case:number>/data/", rights.rights, name="rights"),
    path("cases/<case:number>/data/agreement/", rights.agreement, name="agreement"),
    path("cases/<case:number>/data/copy/", rights.export, name="export_personal"),
    path("cases/<case:number>/data/correction/", rights.correction, name="file_correction"),
    path("cases/<case:number>/data/corrections/<int:pk>/", rights.decide, name="decide_correction"),
    path("cases/<case:number>/data/hold/", rights.hold, name="hold"),
    path("cases/<case:number>/claim/", todo.claim, name="claim"),
    path("cases/<case:number>/give-back/", todo.give_back, name="give_back"),
    path("cases/<case:number>/reassign/", todo.reassign, name="reassign"),
    path("cases/<case:number>/batch/", batches.ask_for_dossier, name="ask_for_dossier"),
    path("cases/<case:number>/service/", service.service, name="service"),
    path("cases/<case:number>/service/proof/", service.proof, name="service_proof"),
    path("cases/<case:number>/objections/new/", objections.new_objection, name="new_objection"),
    path("cases/<case:number>/objections/<int:serial>/", objections.objection, name="objection"),
    path(
        "cases/<case:number>/objections/<int:serial>/<slug:name>/",
        objections.act,
        name="objection_act",
    ),
    path(
        "cases/<case:number>/objections/<int:serial>/<slug:name>/preview/",
        objections.preview,
        name="objection_preview",
    ),
    path("cases/<case:number>/forms/<slug:kind>/", prepared.prepared, name="prepared"),
    path("cases/<case:number>/<slug:name>/", acts.act, name="act"),
    path("cases/<case:number>/<slug:name>/preview/", previews.preview, name="preview"),
    path("objections/", objection_lists.objections, name="objections"),
    path("consultations/", consultations.consultations, name="consultations"),
    path("consultations/search/", consultations.search, name="search_consultations"),
    path("consultations/new/", consultations.take_down, name="take_consultation_down"),
    path("consultations/<int:pk>/", consultation.consultation, name="consultation"),
    path("consultations/<int:pk>/answer/", consultation.answer, name="answer_consultation"),
    path("consultations/<int:pk>/book/", consultation.book, name="book_consultation"),
    path("consultations/<int:pk>/apply/", consultation.apply, name="apply_from_consultation"),
    path("consultations/<int:pk>/record/", consultation.record, name="consultation_record"),
    path("consultations/<int:pk>/personal/", consultation.personal, name="asker"),
    path("forecast/", forecast.forecast, name="forecast"),
    path("forecast/reassign/", handover.reassign, name="forecast_reassign"),
    path("papers/<int:pk>/", files.paper, name="paper"),
    path("papers/<int:pk>/download/", files.download_paper, name="download_paper"),
    path("attachments/<int:pk>/", files.attachment, name="attachment"),
    path("batches/", batches.batches, name="batches"),
    path("batches/<int:pk>/", batches.batch, name="batch"),
    path("batches/<int:pk>/cancel/", batches.cancel_batch, name="cancel_batch"),
    path("batches/<int:pk>/file/", batches.batch_file, name="batch_file"),
    path("printing/", printing.to_print, name="to_print"),
    path("printing/print/", printing.print_now, name="print_papers"),
    path("printing/<int:pk>/", printing.print_job, name="print_job"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.mark_read, name="mark_read"),
    path("limits/", limits.limits, name="limits"),
    path("limits/changes/<int:pk>/", limits.rule_change, name="rule_change"),
    path("limits/rules/<int:pk>/<slug:kind>/", limits.propose, name="propose_rule"),
    path("limits/<slug:code>/", limits.limit, name="limit"),
    path("eligibility/", eligibility.eligibility, name="eligibility"),
    path("eligibility/lines/new/", eligibility.new_line, name="new_line"),
    path("eligibility/rules/new/", eligibility.new_rule, name="new_rule"),
    path("eligibility/rules/<slug:code>/<slug:kind>/", eligibility.on_rule, name="on_rule"),
    path("eligibility/<slug:table>/<int:pk>/", eligibility.entry, name="eligibility_entry"),
    path("what-if/", whatif.what_if, name="what_if"),
    path("pauses/", pauses.pauses, name="pauses"),
    path("messages/", messages.undelivered, name="undelivered"),
    path("messages/again/", messages.again, name="send_again"),
    path("channels/", endpoints.channels, name="channels"),
    path("channels/<slug:name>/new/", endpoints.new_endpoint, name="new_endpoint"),
    path("channels/<slug:name>/test/", endpoints.test_channel, name="test_channel"),
    path("endpoints/<int:pk>/", endpoints.endpoint, name="endpoint"),
    path("endpoints/<int:pk>/use/", endpoints.use, name="use_endpoint"),
    path("endpoints/<int:pk>/test/", endpoints.test_endpoint, name="test_endpoint"),
    path("stages/", stages.stages, name="stages"),
    path("stages/own/", stages.own, name="own_stages"),
    path("stages/<int:pk>/", stages.stage, name="stage"),
    path("stages/<slug:limit>/new/", stages.new_stage, name="new_stage"),
    path("data-notice/", retention.notice, name="data_notice"),
    path("retention/", retention.retention, name="retention"),
    path("retention/enter/", retention.enter, name="enter_retention"),
    path("retention/<int:pk>/confirm/", retention.confirm_period, name="confirm_retention"),
    path("retention/erase/", retention.confirm, name="confirm_erasures"),
    path("seals/", seals.seals, name="seals"),
    path("seals/sign-again/", seals.again, name="papers_sign_again"),
    path("seals/changes/<int:pk>/", seals.seal_change, name="seal_change"),
    path("seals/changes/<int:pk>/preview/", seals.preview_seal, name="preview_seal"),
    path("seals/<slug:code>/new/", seals.new_seal, name="new_seal"),
    path("numbers/", numbers.numbers, name="numbers"),
    path("numbers/<slug:agency>/<str:register>/", numbers.register, name="register_numbers"),
    path("numbers/<slug:agency>/<str:register>/aside/", numbers.aside, name="set_aside"),
    path(
        "numbers/<slug:agency>/<str:register>/<int:year>/", numbers.number_book, name="number_book"
    ),
    path("calendar/", calendar.year, name="calendar"),
    path("calendar/<int:year>/", calendar.year, name="calendar_of"),
    path("calendar/import/", calendar_notices.import_calendar, name="import_calendar"),
    path("calendar/notices/<int:pk>/", calendar_notices.calendar_notice, name="calendar_notice"),
    path(
        "calendar/notices/<int:pk>/confirm/",
        calendar_notices.confirm_calendar,
        name="confirm_calendar",
    ),
    path(
        "calendar/notices/<int:pk>/reject/",
        calendar_notices.reject_calendar,
        name="reject_calendar",
    ),
    path("organ/", organ.notices, name="organ"),
    path("organ/new/", organ.hand_in, name="organ_hand_in"),
    path("organ/<case:number>/", organ.notice, name="organ_notice"),
    path("organ/<case:number>/files/<int:pk>/", organ.organ_file, name="organ_file"),
    path("organ/<case:number>/letters/<int:pk>/", organ.letter, name="organ_letter"),
    path("organ/<case:number>/letters/<int:pk>/json/", organ.letter_json, name="organ_json"),
    path("organ/<case:number>/letters/<int:pk>/received/", organ.received, name="organ_received"),
    path("check/", check.check, name="check"),
    path("check/file/", check.check_file, name="check_file"),
    path("check/<code:code>", check.check_paper, name="check_paper"),
    path("status/", status.status, name="status"),
    path("status/<code:code>", status.status_of, name="status_of"),
    path("source/", pages.source, name="source"),
]
