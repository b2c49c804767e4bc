"""What is true everywhere. Each other settings module imports this one alone."""

from pathlib import Path

import bootstrap_wrapper
from csp.constants import NONE, SELF

from settings import env

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(env.text("FAYUAN_VAR", str(ROOT / "var")))

INSTALLED_APPS = [
    "cases",
    "documents",
    "workflow",
    "viewflow",
    "viewflow.workflow",
    "axes",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "settings.staticfiles.StaticFiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cases.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cases.web.middleware.NoStoreMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "settings.urls"
WSGI_APPLICATION = "settings.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cases.web.context.house",
            ],
            "libraries": {"fayuan": "cases.web.templatetags.fayuan"},
        },
    },
]

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{VAR / 'fayuan.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People and sessions
AUTH_USER_MODEL = "cases.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "login", "cases:my_work", "login"
SESSION_COOKIE_AGE = 10 * 60 * 60  # a working day
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# Locked by person and address together: a stranger must not be able to lock a clerk out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT, AXES_COOLOFF_TIME, AXES_RESET_ON_SUCCESS = 5, 0.25, True
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_VERBOSE = False  # its start-up banner is no use to anyone

# The browser may load what this site serves and nothing else; no inline script or style anywhere.
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap's own icons are data: URLs inside its sheet
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}

# Languages and time: stored UTC, thought in Asia/Shanghai
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [ROOT / "cases" / "locale"]
USE_TZ, TIME_ZONE = True, "Asia/Shanghai"

# Files: static ones come from the apps and from packages; papers lie outside the web root
STATIC_URL, STATIC_ROOT = "static/", VAR / "static"
STATICFILES_DIRS = [
    ("bootstrap", Path(bootstrap_wrapper.__file__).parent.parent / "bootstrap"),
]
MEDIA_ROOT = Path(env.text("FAYUAN_FILES", str(VAR / "files")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700

# Mail: printed on the console until an SMTP server is named
EMAIL_HOST, EMAIL_PORT = env.text("EMAIL_HOST", ""), env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = env.text("EMAIL_USER", ""), env.text("EMAIL_PASSWORD", "")
EMAIL_USE_TLS, EMAIL_TIMEOUT = env.flag("EMAIL_TLS"), 20
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "fayuan@localhost")
EMAIL_FILE_PATH = env.text("EMAIL_FILE_PATH", "")
if EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
elif EMAIL_FILE_PATH:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# The engines are told here what the domain put into them
WORKFLOW_SHIPPED_RULES = "cases.limits.SHIPPED"
SITE_URL = env.text("FAYUAN_SITE_URL", "http://127.0.0.1:8000")
SOURCE_URL = env.text("FAYUAN_SOURCE_URL", "/source/")

# Celery rings the bell, the database is the queue (reliability: section 3). Without a broker
# nothing is rung, and ``manage.py run_clock`` finds the work by itself.
CELERY_BROKER_URL = env.text("CELERY_BROKER_URL", "")

SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.text("FAYUAN_LOG_LEVEL", "WARNING")},
}
