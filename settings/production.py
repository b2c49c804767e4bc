"""A court's site: secrets from the environment or from files, HTTPS only."""

import os

from settings.base import *

DEBUG = False
SECRET_KEY = env.secret("SECRET_KEY", at_least=50)
WORKFLOW_MASTER_KEYS = env.keys("FAYUAN_MASTER_KEY")
ALLOWED_HOSTS = env.words("FAYUAN_HOSTS", "localhost")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "localhost"]
DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{VAR / 'fayuan.sqlite3'}")}
DOCUMENTS_DRAWING_CHILDREN = env.number("FAYUAN_DRAWING_CHILDREN", min(4, os.cpu_count() or 1))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = env.number("FAYUAN_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
