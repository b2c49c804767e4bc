"""One thing that is not in order, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: What to do about each kind of damage. The first step is the same for all: change nothing by hand.
ADVICE: dict[str, str | Promise] = {
    "resting_new": _(
        "Its registration broke off. Register it again; an administrator removes this row."
    ),
    "no_record": _("Somebody wrote the status by hand. Restore the records from the backup."),
    "record_gap": _("Records were lost or added by hand. Restore them from the backup."),
    "status": _("The status was changed by hand. Put back what the last record says."),
    "broken_chain": _(
        "A record was changed by hand. Run audit_verify, and restore it from the backup."
    ),
    "todo_missing": _("Nobody sees that it waits. Open the to-do of its status again."),
    "todo_extra": _("Two people may work on it. Close all but the to-do of its status."),
    "todo_wrong": _("The wrong people see it. Close this to-do and open that of its status."),
    "todo_at_end": _("The case has ended. Close the to-do."),
    "todo_unknown": _(
        "The program was renamed without moving its rows. Move them to the new name."
    ),
    "todo_owner": _("Give the to-do to the lawyer who has the case."),
    "todo_process": _("Set the thread's state to that of its case."),
    "clock_missing": _("A limit is not watched. Start the clock again from its day."),
    "clock_open": _("People are warned of what is done. Cancel the clock."),
    "clock_not_paused": _("The limit goes on while papers are awaited. Pause the clock again."),
    "pause_open": _("Days are left out that count. Close the pause on the day the papers came."),
    "pause_missing": _("The clock stands still for no reason. Resume it, or add its pause."),
    "pause_paper": _("Find the paper by which it was asked, and tie the pause to it."),
    "clock_differs": _("A clock was changed by hand. Put back what the records say."),
    "next_limit": _("Lists show the wrong time left. Reckon the next limit again."),
    "lawyer": _("Put back the lawyer whom the records name."),
    "assignment": _(
        "Put the assignment in step with the case; the lawyer's capacity depends on it."
    ),
    "acted": _("Four eyes are not watched on this case. Write the roles again from the records."),
    "four_eyes": _(
        "Tell the head of the agency: one of the two acts must be done again by another."
    ),
    "paper_missing": _("A move stands without its paper. Restore the paper from the backup."),
    "paper_extra": _("A paper belongs to no move. Find out who issued it before it is used."),
    "objection_order": _(
        "The bureau's order counts as open, or as done, and is not. Put back what the case's "
        "records say."
    ),
    "case_number": _("A case number is missing. Look for the deleted case in the backup."),
    "consultation_number": _("A consultation is missing. Look for the deleted one in the backup."),
    "paper_number": _("A paper's number is missing. Look for the deleted paper in the backup."),
    "beyond_sequence": _(
        "The next paper would get a number again. Set the sequence to the last number."
    ),
    "paper_without_case": _("A paper belongs to no case. Tie it to the case whose facts it names."),
    "file_missing": _("Restore the file from the backup."),
    "file_changed": _("The file is not what was drawn. Restore it from the backup."),
    "signature_missing": _("Restore the signed file from the backup."),
    "signature_changed": _("The file is not what was signed. Restore it from the backup."),
    "signature_other": _("Signed and drawn paper do not belong together. Restore both files."),
    "signature_broken": _(
        "It was kept with a signature that does not hold. Tell whoever runs the signing."
    ),
    "attachment_missing": _("Restore the file from the backup, or ask for it again."),
    "attachment_changed": _("The file is not what was handed in. Restore it from the backup."),
}


@dataclass(frozen=True)
class Finding:
    """``case`` is its number, or what takes its place where no case is concerned."""

    case: str
    rule: str
    sentence: str | Promise

    @property
    def advice(self) -> str:
        return str(ADVICE[self.rule])

    def as_json(self) -> dict[str, Any]:
        return {
            "case": self.case,
            "rule": self.rule,
            "sentence": str(self.sentence),
            "advice": self.advice,
        }
