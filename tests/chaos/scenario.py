"""One proof on one database, in a process of its own: ``python -m tests.chaos.scenario ORDER``.

The order is JSON; the database is what ``DATABASE_URL`` names, empty. Answers in JSON.
"""

import json
import logging
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any


def prove(what: str, order: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Run it; the figures of its line in the table."""
    from tests.chaos import outages
    from tests.chaos.kills import kills

    began = time.perf_counter()
    if what == "kills":
        killed = kills(folder, **order)
        where = ", ".join(f"{place} {times}" for place, times in sorted(killed.where.items()))
        note = f"{where}; {killed.acts} acts between"
        events, tally = killed.kills, killed.tally
    else:
        if what == "restarts":
            order["restart"] = _restarter(order.pop("cluster"))
        outcome = getattr(outages, what)(folder, **order)
        events, tally, note = outcome.events, outcome.tally, outcome.note
    seconds = round(time.perf_counter() - began)
    said = tally.sentences()
    return tally.figures() | {"events": events, "note": note, "seconds": seconds, "said": said}


def _restarter(cluster: dict[str, str]) -> Any:
    """The cluster belongs to the process that ordered this; here it is only beaten."""
    from tests.chaos.scratch import Cluster

    mine = object.__new__(Cluster)
    mine.bin, mine.folder = Path(cluster["bin"]), Path(cluster["folder"])
    mine.data, mine.port = mine.folder / "data", int(cluster["port"])
    return mine.restart_at_once


def main(words: str) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    order = json.loads(words)
    with tempfile.TemporaryDirectory(prefix="fayuan-chaos-") as folder:
        answer = prove(order.pop("what"), order, Path(folder))
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.chaos.settings"
    main(sys.argv[1])
