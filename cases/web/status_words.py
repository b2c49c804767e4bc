"""What an applicant reads of a case: one table from each status to its sentences, for somebody who
never went to a law school. A new status, clock or move adds its row here; a test asks for it.

Nothing here names a person, a matter or an opponent: the page is read on phones that others hold.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.states import Party, Role, Status


@dataclass(frozen=True)
class Words:
    """Where the case stands, what happens now, and what the applicant should do."""

    stage: Any
    now: Any
    do: Any
    tone: str = "open"  # of the coloured box: open, good or bad
    may_object: bool = False


WAIT = _("You need not do anything. Keep your telephone on: we call if we need something.")
OWN_COURT_DAY = _(
    "If the court writes to you or names a day, tell the station at once, even before you have a "
    "lawyer."
)

STAGES: dict[str, Words] = {
    Status.REGISTERED: Words(
        _("We have your application."),
        _("The station is looking whether all papers are there."),
        WAIT,
    ),
    Status.SUPPLEMENTING: Words(
        _("Some papers are still missing."),
        _("As soon as they are there, we go on. Until then our time limit stands still."),
        _(
            "Bring or send the papers named below by the day named below. If they do not come, "
            "the application may count as withdrawn."
        ),
        tone="bad",
    ),
    Status.ACCEPTED: Words(
        _("Your papers are complete. Your application is being reviewed."),
        _("The agency looks whether the law allows legal aid in your case."),
        WAIT,
    ),
    Status.VERIFYING: Words(
        _("We have asked another office to check something."),
        _("As soon as its answer is there, we go on. Until then our time limit stands still."),
        WAIT,
    ),
    Status.RECOMMENDED: Words(
        _("The review is done. The head of the agency decides now."),
        _("You get the decision in writing."),
        WAIT,
    ),
    Status.GRANTED: Words(
        _("You get legal aid. It costs you nothing."),
        _("The agency is looking for a lawyer for you."),
        OWN_COURT_DAY,
        tone="good",
    ),
    Status.PROPOSED: Words(
        _("You get legal aid. It costs you nothing."),
        _("A lawyer has been proposed. The head of the agency must still agree."),
        OWN_COURT_DAY,
        tone="good",
    ),
    Status.ASSIGNED: Words(
        _("You have a lawyer now. It costs you nothing."),
        _("The lawyer calls you, to sign the agreement with you."),
        _("If nobody has called by the day named below, call the agency."),
        tone="good",
    ),
    Status.HANDLING: Words(
        _("Your lawyer is working on your case. It costs you nothing."),
        _("The lawyer tells you what happens, and you may ask at any time."),
        _(
            "Tell your lawyer the truth and bring what proves it. If the lawyer asks for money, or "
            "does nothing, tell the agency: you may ask for another lawyer."
        ),
        tone="good",
    ),
    Status.CLOSED: Words(
        _("Your case is finished."),
        _("The lawyer is handing the file in to the agency."),
        _("If you do not know how it ended, ask your lawyer or the agency."),
        tone="good",
    ),
    Status.REPORTED: Words(
        _("Your case is finished."),
        _("The agency is checking the lawyer's file."),
        _("If the lawyer took money from you, tell the agency."),
        tone="good",
    ),
    Status.ARCHIVED: Words(
        _("Your case is finished and filed."),
        _("Nothing follows."),
        _("If you need help again, you may apply again."),
        tone="good",
    ),
    Status.REFUSED: Words(
        _("You do not get legal aid in this matter."),
        _("The reasons stand in the decision that you got in writing."),
        _(
            "If you think this is wrong, you may object: how, it says below. You may apply again "
            "when something has changed."
        ),
        tone="bad",
        may_object=True,
    ),
    Status.WITHDRAWN: Words(
        _("The application has ended: it was withdrawn."),
        _("Nothing follows."),
        _("If you still need help, you may apply again."),
        tone="bad",
    ),
    Status.REDIRECTED: Words(
        _("Another office is competent for your matter."),
        _("We have told you which one."),
        _("Apply there, and take your papers with you."),
        tone="bad",
    ),
    Status.TERMINATED: Words(
        _("The legal aid in your case has been ended."),
        _("The reasons stand in the decision that you get in writing."),
        _("If you think this is wrong, you may object: how, it says below."),
        tone="bad",
        may_object=True,
    ),
}

#: Whose turn it is, as the applicant knows them.
TURNS: dict[str, Any] = {
    Role.CLERK: _("the workstation in the court"),
    Role.REVIEWER: _("the legal aid agency"),
    Role.SUPERVISOR: _("the legal aid agency"),
    Role.OFFICER: _("the legal aid agency"),
    Role.ARCHIVIST: _("the legal aid agency"),
    Role.LAWYER: _("your lawyer"),
    Role.PROVIDER: _("your lawyer"),
    Role.BUREAU: _("the justice bureau"),
    Party.APPLICANT: _("you"),
    Party.OTHER_AGENCY: _("another office"),
}
NOBODY = _("nobody: it has ended")

#: By when, clock by clock. A clock that is not here is no business of the applicant's.
LIMITS: dict[str, Any] = {
    "review": _("The law: we must decide by"),
    "acceptance": _("Our promise: we decide by"),
    "supplement": _("Your papers must be here by"),
    "cooperation": _("The other office answers by"),
    "assign": _("The law: a lawyer must be named by"),
    "agreement": _("The lawyer must have signed with you by"),
    "first_meeting": _("The lawyer must have met you by"),
    "papers_later": _("Your later papers must be here by"),
    "termination_notice": _("You must be told in writing by"),
    "notify_assign": _("The law: a lawyer must be named by"),
}
#: The applicant's own: when they have passed it is not ours to be blamed for.
OWN = frozenset({"supplement", "papers_later"})

#: What was decided or done, with its day. Moves inside the house have no row.
EVENTS: dict[str, Any] = {
    "register": _("Application received"),
    "notify": _("Notice of the court, procuratorate or police received"),
    "ask_for_papers": _("We asked for papers"),
    "receive_papers": _("Papers received"),
    "accept": _("Papers complete"),
    "ask_cooperation": _("Another office asked"),
    "receive_cooperation": _("Answer of the other office received"),
    "grant": _("Decided: legal aid is given"),
    "aid_first": _("Decided: legal aid is given at once, the papers follow"),
    "refuse": _("Decided: no legal aid"),
    "approve": _("Lawyer named"),
    "decline": _("The lawyer could not take the case: another one is looked for"),
    "replace_lawyer": _("Another lawyer is looked for"),
    "sign": _("Agreement signed with the lawyer"),
    "terminate": _("Decided: legal aid ends"),
    "close": _("Case finished"),
    "archive": _("File closed"),
    "withdraw": _("Application withdrawn"),
    "deem_withdrawn": _("Counted as withdrawn: the papers did not come"),
    "redirect": _("Sent on to another office"),
    "reopen_on_objection": _("Your objection was right: the case goes on"),
}
