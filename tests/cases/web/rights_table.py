"""Every address of the site, and what a GET and a POST of each person are answered (test_rights.py).

An address that is not in the tables fails: whoever adds a page says here in one line who may see it,
and whoever adds a form who may send it (TAKES).
"""

from tests.cases.asking import READERS, READERS_ANYWHERE
from tests.cases.factories import NAMES

#: Pages for people who are not logged in.
PUBLIC = {
    "login": 200,
    "cases:source": 200,
    "cases:check": 200,
    "cases:check_paper": 200,
    "cases:check_file": 302,
    "cases:status": 200,
    "cases:status_of": 200,
    "set_language": 405,
    "cases:save_draft": 405,  # what is typed after a session's end is still kept
}
#: The administration's own door leads on to the only one.
DOORS = ("/login/?next=", "/admin/login/?next=")

#: What a GET answers to anybody logged in, whatever the role.
FOR_ALL = {
    "cases:my_work": 200,
    "cases:cases": 200,
    "cases:search": 405,
    "cases:notices": 200,
    "cases:calendar": 200,
    "cases:calendar_of": 200,
    "cases:confirm_calendar": 405,
    "cases:reject_calendar": 405,
    "cases:mark_read": 405,
    "cases:forecast_reassign": 405,
    "cases:save_draft": 405,
    "cases:limits": 200,
    "cases:limit": 200,
    "cases:source": 200,
    "cases:data_notice": 200,
    "cases:check": 200,
    "cases:check_paper": 200,
    "cases:check_file": 302,
    "cases:status": 200,
    "cases:status_of": 200,
    "login": 302,
    "logout": 405,
    "password_change": 200,
    "set_language": 405,
}
#: Pages of one case: what they answer to who may see it. To all others: 404.
OF_A_CASE = {
    "cases:case": 200,
    "cases:statement": 200,
    "cases:personal": {200, 403},
    "cases:rights": 200,
    "cases:agreement": {200, 403},
    "cases:export_personal": {200, 403},
    "cases:file_correction": {200, 403},
    "cases:decide_correction": 404,  # nobody has asked; test_rights.py looks at one
    "cases:hold": {200, 403},
    "cases:claim": 405,
    "cases:give_back": 405,
    "cases:reassign": 405,
    "cases:act": {200, 403},
    "cases:preview": 302,
    "cases:paper": 202,
    "cases:download_paper": 202,
    "cases:attachment": 200,
    "cases:tell_apart": {200, 404},  # to the reviewer, of two cases in sight
    "cases:service": {200, 404},  # to who hands papers out
    "cases:service_proof": 405,
    "cases:new_objection": {403, 404},  # to who takes one down, and only against a decision
    "cases:objection": 404,  # there is none while the case is in hand
    "cases:objection_act": 404,
    "cases:objection_preview": 404,
    "cases:prepared": 404,  # nothing is to be signed while the case is in hand
}
#: Pages of the house: who finds them; to all others: 404, and what they only take: 405.
OF_THE_HOUSE = {
    "cases:undelivered": (200, {"admin", "supervisor", "second_supervisor", "stranger_supervisor"}),
    "cases:channels": (200, {"admin"}),
    "cases:new_endpoint": (200, {"admin"}),
    "cases:endpoint": (200, {"admin"}),
    "cases:stages": (200, {"admin"}),
    "cases:stage": (200, {"admin"}),
    "cases:new_stage": (200, {"admin"}),
    "cases:batches": (
        200,
        {
            "reviewer",
            "supervisor",
            "second_supervisor",
            "stranger_supervisor",
            "officer",
            "archivist",
        },
    ),
    "cases:eligibility": (200, {"admin"}),
    "cases:new_line": (200, {"admin"}),
    "cases:new_rule": (200, {"admin"}),
    "cases:on_rule": (404, set(NAMES)),  # of a rule that is not there
    "cases:eligibility_entry": (404, set(NAMES)),  # of a table that is not there
    "cases:what_if": (
        200,
        {"supervisor", "second_supervisor", "stranger_supervisor", "auditor"},
    ),
    "cases:seals": (200, {"admin"}),
    "cases:new_seal": (200, {"admin"}),
    "cases:seal_change": (200, {"admin"}),
    "cases:preview_seal": (200, {"admin"}),
    "cases:consultations": (200, READERS_ANYWHERE),
    "cases:search_consultations": (405, set(NAMES)),
    "cases:to_print": (
        200,
        {"clerk", "second_clerk", "other_clerk", "stranger_clerk", "officer", "archivist"},
    ),
    "cases:print_job": (410, {"clerk", "second_clerk"}),  # that job holds no paper to be read
    "cases:drafts": (200, {"clerk", "second_clerk", "other_clerk", "stranger_clerk"}),
} | {
    f"cases:{name}": (405, set(NAMES))
    for name in (
        "send_again",
        "test_channel",
        "use_endpoint",
        "test_endpoint",
        "own_stages",
        "cancel_batch",
        "ask_for_dossier",
        "papers_sign_again",
        "print_papers",
        "set_aside",
        "discard_draft",
        "answer_consultation",
        "book_consultation",
        "apply_from_consultation",
        "enter_retention",
        "confirm_retention",
        "confirm_erasures",
    )
}
#: Pages for administrators: 404 to all others, whatever is sent.
OF_ADMINISTRATORS = {
    "cases:import_calendar": 200,
    "cases:calendar_notice": 200,
}
#: Who sees a case of our station that is in a lawyer's hand.
IN_SIGHT = {
    "clerk",
    "second_clerk",
    "reviewer",
    "supervisor",
    "second_supervisor",
    "officer",
    "archivist",
    "secretary",
    "auditor",
    "lawyer",
}
#: Who reads the forecast of an agency.
HEADS = {"supervisor", "second_supervisor", "stranger_supervisor", "auditor"}
#: Pages of a role, wherever it is held. To all others: 404.
OF_A_ROLE = {
    "cases:organ": {"liaison", "other_liaison"},
    "cases:organ_hand_in": {"liaison", "other_liaison"},
    # A case that nobody has notified of has no page there; test_organ.py looks at those that have.
    "cases:organ_notice": set(),
    "cases:organ_file": set(),
    "cases:organ_letter": set(),
    "cases:organ_json": set(),
    "cases:rule_change": {"admin", "auditor"},
    "cases:propose_rule": {"admin"},
    "cases:retention": {
        "admin",
        "auditor",
        "supervisor",
        "second_supervisor",
        "stranger_supervisor",
    },
    "cases:objections": {
        "clerk",
        "second_clerk",
        "other_clerk",
        "stranger_clerk",
        "reviewer",
        "supervisor",
        "second_supervisor",
        "stranger_supervisor",
        "officer",
        "archivist",
        "bureau_officer",
        "auditor",
    },
    "cases:pauses": {"supervisor", "second_supervisor", "stranger_supervisor"},
    # Another's batch is as if it were not there; test_batches.py looks at one's own.
    "cases:batch": set(),
    "cases:batch_file": set(),
    "cases:numbers": {"admin", "auditor"},
    "cases:register_numbers": {"admin", "auditor"},
    "cases:number_book": {"admin", "auditor"},
}
LIAISONS = {"liaison", "other_liaison"}
CLERKS = {"clerk", "second_clerk", "other_clerk", "stranger_clerk"}
#: Pages of a consultation at our station; to all others: 404. test_consultations.py has the POSTs.
OF_A_CONSULTATION = {
    "cases:consultation": 200,
    "cases:consultation_record": 200,
    "cases:asker": 200,
}

#: People of the other agency and firm whom the cast does not have: each holds this role there. Where
#: a stranger of the cast finds a page of a role, so do they.
NEWCOMERS = {
    "stranger_reviewer": "reviewer",
    "stranger_officer": "officer",
    "stranger_archivist": "archivist",
    "stranger_bureau": "bureau_officer",
    "other_secretary": "secretary",
}
#: Everybody who asks: of two who are alike one.
PEOPLE = [*(set(NAMES) - {"second_clerk", "second_supervisor"}), *NEWCOMERS]
EVERYBODY = {*NAMES, *NEWCOMERS}
SUPERVISORS = {"supervisor", "second_supervisor", "stranger_supervisor"}
PRINTERS = CLERKS | {"officer", "archivist", "stranger_officer", "stranger_archivist"}
FOR_ADMIN = {"admin"}

#: What takes a POST: what an empty form is answered, and whose; to all others: 404. A page that is
#: not here takes none: 405, whoever sends it.
TAKES = {
    "login": (302, EVERYBODY),
    "logout": (302, EVERYBODY),
    "password_change": (200, EVERYBODY),
    "set_language": (302, EVERYBODY),
    "cases:search": (302, EVERYBODY),
    "cases:mark_read": (302, EVERYBODY),
    "cases:check": (400, EVERYBODY),
    "cases:check_file": (400, EVERYBODY),
    "cases:register": (200, CLERKS),
    # Of one case
    "cases:act": (200, IN_SIGHT),
    "cases:preview": (409, IN_SIGHT),  # of a move that is not possible now
    "cases:claim": (302, IN_SIGHT),  # back, with a sentence
    "cases:give_back": (302, IN_SIGHT),
    "cases:reassign": (302, IN_SIGHT),
    "cases:personal": ({200, 403}, IN_SIGHT),
    "cases:service": (200, {"clerk", "officer", "archivist"}),
    "cases:service_proof": (200, {"clerk", "officer", "archivist"}),
    "cases:ask_for_dossier": (404, EVERYBODY),  # the case is not closed
    # Of the house
    "cases:forecast_reassign": (302, SUPERVISORS),
    "cases:batches": (
        200,
        {"reviewer", "officer", "archivist", "stranger_reviewer", "stranger_officer"}
        | {"stranger_archivist"}
        | SUPERVISORS,
    ),
    "cases:cancel_batch": (404, EVERYBODY),  # another's
    "cases:print_papers": (302, PRINTERS),
    "cases:send_again": (302, SUPERVISORS | FOR_ADMIN),
    "cases:register_numbers": (200, FOR_ADMIN),
    "cases:set_aside": (200, FOR_ADMIN),
    "cases:propose_rule": (200, FOR_ADMIN),
    "cases:rule_change": (200, FOR_ADMIN),
    "cases:new_endpoint": (200, FOR_ADMIN),
    "cases:endpoint": (200, FOR_ADMIN),
    "cases:use_endpoint": (302, FOR_ADMIN),
    "cases:test_endpoint": (302, FOR_ADMIN),
    "cases:test_channel": (404, EVERYBODY),  # a webhook is tested at its endpoint
    "cases:stage": (200, FOR_ADMIN),
    "cases:new_stage": (200, FOR_ADMIN),
    "cases:own_stages": (302, FOR_ADMIN),
    "cases:new_seal": (200, FOR_ADMIN),
    "cases:seal_change": (200, FOR_ADMIN),
    "cases:papers_sign_again": (302, FOR_ADMIN),
    "cases:import_calendar": (200, FOR_ADMIN),
    "cases:confirm_calendar": (409, FOR_ADMIN),  # it is in force already
    "cases:reject_calendar": (200, FOR_ADMIN),
    "cases:new_line": (200, FOR_ADMIN),
    "cases:new_rule": (200, FOR_ADMIN),
    "cases:on_rule": (404, EVERYBODY),  # of a rule that is not there
    "cases:eligibility_entry": (404, EVERYBODY),
    "cases:data_notice": (200, FOR_ADMIN),
    "cases:enter_retention": (200, FOR_ADMIN),
    "cases:confirm_retention": (404, EVERYBODY),  # none was entered
    "cases:confirm_erasures": (302, SUPERVISORS),
    # The counter
    "cases:take_consultation_down": (200, CLERKS),
    "cases:take_in_notice": (200, CLERKS),
    "cases:save_draft": (404, EVERYBODY),  # an empty form is nobody's draft
    "cases:discard_draft": (302, EVERYBODY),  # gone already
    "cases:search_consultations": (302, READERS_ANYWHERE | {"stranger_reviewer"}),
    "cases:answer_consultation": (200, READERS),
    "cases:book_consultation": (200, READERS),
    "cases:apply_from_consultation": ({302, 409}, READERS),
    "cases:asker": ({200, 403}, READERS),
    # Of the applicant's rights, of objections, of what is like
    "cases:agreement": ({200, 403}, IN_SIGHT),
    "cases:export_personal": ({200, 403}, IN_SIGHT),
    "cases:file_correction": ({200, 403}, IN_SIGHT),
    "cases:decide_correction": (404, EVERYBODY),  # nobody has asked for one
    "cases:hold": ({200, 403}, IN_SIGHT),
    "cases:new_objection": (403, {"clerk"}),  # nothing was refused
    "cases:objection_act": (404, EVERYBODY),
    "cases:objection_preview": (404, EVERYBODY),
    "cases:tell_apart": (200, {"reviewer"}),
    # For anybody
    "cases:status": (400, EVERYBODY),
    "cases:status_of": (400, EVERYBODY),
}
#: The pages of an organ's liaison: what a POST is answered there. To all others: 404.
OF_LIAISONS = {"cases:organ_hand_in": 200, "cases:organ_received": 404}
#: The same to who is not logged in; all other addresses lead to the door.
PUBLIC_TAKES = {
    "login": 200,
    "cases:source": 405,
    "cases:check": 400,
    "cases:check_paper": 405,
    "cases:check_file": 400,
    "cases:status": 400,
    "cases:status_of": 400,
    "cases:save_draft": 404,
    "set_language": 302,
}
#: The administration's own: a POST that Django's admin answers otherwise than a GET.
ADMIN_TAKES = {
    "admin:autocomplete": 405,
    "admin:jsi18n": 405,
    "admin:logout": 302,
    "admin:password_change": 302,
    "admin:login": 302,
}

#: The administration answers to the administrator; everybody else finds nothing there.
ADMIN = {
    "admin:logout": 405,
    "admin:password_change": 302,
    "admin:autocomplete": 403,
    "admin:nothing_else": 404,
    "admin:": 302,  # Django's old addresses of a row
} | {
    f"admin:{table}_delete": 403  # nothing is deleted
    for table in (
        "cases_office",
        "cases_user",
        "cases_firm",
        "cases_lawyer",
    )
}
