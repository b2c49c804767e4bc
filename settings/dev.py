"""A developer's machine and the demo: works without any variable set."""

from settings.base import *

DEBUG = False
VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
SECRET_KEY = env.text("SECRET_KEY", "for development only, never for a site that others reach")
WORKFLOW_MASTER_KEYS = env.keys("FAYUAN_MASTER_KEY", made_in=VAR / "master-key")
WORKFLOW_PLAIN_HTTP_TO_ITSELF = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
