"""A second process for the races: ``python -m tests.cases.racer DATABASE``.

Reads one act a line as JSON, waits for the moment that was agreed on, acts, and answers in JSON
what became of it, with the moments at which it began and ended.
"""

import json
import sys
import time
from datetime import date, datetime

import django


def main(database: str) -> None:
    django.setup()
    from django.conf import settings
    from django.db import connection

    from documents.issuing import issued

    settings.DATABASES["default"]["NAME"] = database
    issued.disconnect(dispatch_uid="cases.papers")  # nobody draws here
    connection.ensure_connection()
    answer({"ready": True})
    for line in sys.stdin:
        act = json.loads(line)
        while time.monotonic() < act["start"]:
            time.sleep(0)
        began = time.monotonic()
        answer(outcome(act) | {"began": began, "ended": time.monotonic()})


def answer(words: dict) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def outcome(act: dict) -> dict:
    from django.utils import translation

    from workflow.transitions import TransitionRefused

    try:
        with translation.override("en"):
            return {"won": act_out(act["what"], act)}
    except TransitionRefused as refusal:
        with translation.override("en"):
            return {"refused": str(refusal)}
    except Exception as error:  # noqa: BLE001 - the test wants to see it, whatever it is
        return {"error": f"{type(error).__name__}: {error}"}


def act_out(what: str, act: dict) -> int | None:
    from cases import flows
    from cases.models import Case, Office, User
    from tests.cases.factories import MOVES, applicant_facts, case_facts

    at = datetime.fromisoformat(act["at"])
    by = User.objects.get(pk=act["by"]) if "by" in act else None
    if what == "register":
        from cases.actions.register import register_case

        return register_case(
            station=Office.objects.select_related("parent").get(pk=act["station"]),
            applicant=applicant_facts(),
            facts=case_facts(received_at=at),
            opponents=["某某建筑有限公司"],
            submission=act["submission"],
            by=by,
            at=at,
        ).pk
    if what == "tick":
        from cases import notices

        return sum(iter(lambda: notices.pass_time(at=at), 0))
    if what == "claim":
        flows.claim(case=Case.objects.get(pk=act["case"]), by=by, at=at)
        return act["case"]
    action, _role, usual = MOVES[what]
    case = Case.objects.get(pk=act["case"])
    facts = act.get("facts") or usual(case, at)
    if "reply_by" in facts:
        facts = facts | {"reply_by": date.fromisoformat(str(facts["reply_by"]))}
    return action(case_id=case.pk, by=by, at=at, expect=act.get("expect"), **facts).pk


if __name__ == "__main__":
    main(sys.argv[1])
