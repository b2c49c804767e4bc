"""Where this site keeps what it knows, as lines for a shell: ``eval "$(python deploy/places.py)"``.

The password of the database goes through the environment (PGPASSWORD), never through a command
line, where every user of the machine could read it.
"""

import shlex
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from django.conf import settings

database = settings.DATABASES["default"]
lines = {"FILES": settings.MEDIA_ROOT}
if database["ENGINE"].endswith("postgresql"):
    lines |= {"KIND": "postgresql", "PGDATABASE": database["NAME"]}
    lines |= {
        f"PG{key}": database[key] for key in ("HOST", "PORT", "USER", "PASSWORD") if database[key]
    }
else:
    lines |= {"KIND": "sqlite", "DATABASE_FILE": database["NAME"]}
for name, value in lines.items():
    print(f"export {name}={shlex.quote(str(value))}")
