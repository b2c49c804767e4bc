"""A process that issues papers, for the race of eight: ``python -m tests.documents.clerk DATABASE PLACE``.

Waits for a line, then issues its share; every tenth paper is lost on the way, number and all.
"""

import sys

import django

SHARE = 125


def main(database: str, place: int) -> None:
    django.setup()
    from django.conf import settings
    from django.db import connection, transaction

    from documents.issuing import issue, issued
    from documents.kinds.grant_decision.sample import AGENCY, SAMPLES
    from tests.documents.conftest import AT

    settings.DATABASES["default"]["NAME"] = database
    issued.disconnect(dispatch_uid="cases.papers")  # nobody draws here
    connection.ensure_connection()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    kept, turn = 0, place
    while kept < SHARE:
        turn += 1
        with transaction.atomic():
            issue(SAMPLES["grant_decision"], issuer=AGENCY, at=AT)
            lost = turn % 10 == 0
            transaction.set_rollback(lost)
        kept += not lost


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
