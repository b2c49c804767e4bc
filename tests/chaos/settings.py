"""The suite's settings with the app of the proofs; the database and the sink come from outside."""

from settings.test import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.chaos"]  # noqa: F405
