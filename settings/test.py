"""The suite: strict, quick, and the same on SQLite and PostgreSQL."""

from settings.base import *

DEBUG = False
SECRET_KEY = "for tests only, long enough that no check complains about its length"
WORKFLOW_MASTER_KEYS = env.keys("FAYUAN_MASTER_KEY", made_in=VAR / "master-key")
WORKFLOW_PLAIN_HTTP_TO_ITSELF, WORKFLOW_QUIET_HOURS = True, None
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES = {"default": env.database("DATABASE_URL", "sqlite://")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
INSTALLED_APPS = [*INSTALLED_APPS, "tests.workflow.parcels"]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
