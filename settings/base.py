"""What is true everywhere. Each other settings module imports this one alone."""

from pathlib import Path

import bootstrap_wrapper
from csp.constants import NONE, SELF
from django.contrib.messages import constants

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
    "cases.web.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cases.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "cases.web.middleware.OrganMiddleware",
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
CSRF_FAILURE_VIEW = "cases.web.drafts_of_intake.csrf_failure"  # keeps what was typed
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

# What a page says at its top has Bootstrap's colours; what failed is called danger there
MESSAGE_TAGS = {constants.ERROR: "danger"}

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
# Pages and sheets of papers that an agency has of its own; read anew for each paper.
DOCUMENTS_PAPERS = Path(papers) if (papers := env.text("FAYUAN_PAPERS", "")) else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700

# Viruses: files that people hand in are shown to clamd where its socket is named
CLAMD = env.text("FAYUAN_CLAMD", "")
CLAMD_SECONDS = env.number("FAYUAN_CLAMD_SECONDS", 30)
#: While it does not answer: "refuse" the file, or "keep" it and have it looked at later.
CLAMD_AWAY = env.text("FAYUAN_CLAMD_AWAY", "refuse")

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

# The channel "file": a line for each alarm, without names
WORKFLOW_FILE_SINK = env.text("FAYUAN_FILE_SINK", "")

# The engines are told here what the domain put into them
WORKFLOW_SHIPPED_RULES = "cases.limits.SHIPPED"
WORKFLOW_SHIPPED_STAGES = "cases.limits.STAGES"
WORKFLOW_QUIET_HOURS = env.hours("FAYUAN_QUIET_HOURS", "21:00-07:30")
WORKFLOW_SMS_GATEWAY = env.text("FAYUAN_SMS_GATEWAY", "")
#: Everything that leaves goes by https; to this very machine plain http may be allowed.
WORKFLOW_PLAIN_HTTP_TO_ITSELF = env.flag("FAYUAN_PLAIN_HTTP_TO_ITSELF")
# Signatures on papers: off until a signer is named (docs/how-to/sign-papers.md)
DOCUMENTS_SIGNING = {
    "signer": env.text("FAYUAN_SIGNER", "off"),
    "agencies": env.words("FAYUAN_SIGNED_AGENCIES"),
    "keys": env.text("FAYUAN_SIGNING_KEYS", ""),
    "pkcs11": env.text("FAYUAN_SIGNING_MODULE", ""),
    "token": env.text("FAYUAN_SIGNING_TOKEN", ""),
    "password": env.text("FAYUAN_SIGNING_PASSWORD", ""),
    "timestamps": env.text("FAYUAN_SIGNING_TSA", ""),
    "service": env.text("FAYUAN_SIGNING_SERVICE", ""),
    "secret": env.text("FAYUAN_SIGNING_SECRET", ""),
    "roots": env.text("FAYUAN_SIGNING_ROOTS", ""),
}
# Unfinished applications are kept so many days after the last touch
INTAKE_DRAFT_DAYS = env.number("FAYUAN_DRAFT_DAYS", 14)
# The forecast's assumptions: office hours, and minutes of work by state (cases/forecast/effort.py)
FORECAST_HOURS = env.words("FAYUAN_OFFICE_HOURS", "08:30-12:00,14:30-18:00")
FORECAST_EFFORT = env.words("FAYUAN_EFFORT")
# Searches for a person by number that one user may make within an hour
CASES_NUMBER_SEARCHES = env.number("FAYUAN_NUMBER_SEARCHES", 30)
# Papers are drawn in processes of their own, each with limits for one paper
DOCUMENTS_DRAWING_CHILDREN = env.number("FAYUAN_DRAWING_CHILDREN", 1)
DOCUMENTS_DRAWING_SECONDS = env.number("FAYUAN_DRAWING_SECONDS", 60)
DOCUMENTS_DRAWING_CPU_SECONDS = env.number("FAYUAN_DRAWING_CPU_SECONDS", 60)
DOCUMENTS_DRAWING_MEGABYTES = env.number("FAYUAN_DRAWING_MEGABYTES", 1500)
DOCUMENTS_LONGEST = env.number("FAYUAN_PAPER_CHARACTERS", 200_000)
SITE_URL = env.text("FAYUAN_SITE_URL", "http://127.0.0.1:8000")
# Printed on papers, frozen with them: where anyone may check one
PUBLIC_URL = env.text("FAYUAN_PUBLIC_URL", "").rstrip("/")
DOCUMENTS_CHECK_URL = f"{PUBLIC_URL}/check/" if PUBLIC_URL else ""
SOURCE_URL = env.text("FAYUAN_SOURCE_URL", "/source/")

# Celery rings the bell, the database is the queue (reliability: section 3). Without a broker
# nothing is rung, and ``manage.py run_clock`` finds the work by itself.
CELERY_BROKER_URL = env.text("CELERY_BROKER_URL", "")

SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_codes": {"()": "cases.web.logs.WithoutCodes"}},
    "formatters": {
        "plain": {
            "()": "cases.web.logs.MaskedLines",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        # They would write the addresses that are called, and a robot's address holds its key; and
        # what the database said of a row that it refused, which is raised anyway.
        "urllib3": {"level": "CRITICAL"},
        "psycopg": {"level": "CRITICAL"},
        # Whom the certificates of strangers name.
        "pyhanko": {"level": "CRITICAL"},
        # They write the address that was asked for, and that of a check holds the paper's code.
        "django.request": {"filters": ["without_codes"]},
        "django.security.csrf": {"filters": ["without_codes"]},
    },
    "root": {"handlers": ["console"], "level": env.text("FAYUAN_LOG_LEVEL", "WARNING")},
}
