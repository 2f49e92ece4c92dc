"""All settings, read from the environment; `.env.example` lists every name.

An empty value means "not set". Without a database or broker address the site runs on SQLite and
on Celery's memory broker, which is what `make demo` and the first half of `make test` use.
"""

from datetime import timedelta
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.smart_cast = False


def text(name: str, default: str = "") -> str:
    """The variable, or the default where it is unset or empty."""
    return env.str(name, default="").strip() or default


def yes(name: str, *, default: bool = False) -> bool:
    return (text(name) or ("1" if default else "0")).lower() in ("1", "true", "yes", "on")


def number(name: str, default: int) -> int:
    return int(text(name) or default)


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


# --- What kind of run this is -----------------------------------------------------------------

DEBUG = yes("DEBUG")
DEMO_MODE = yes("DEMO")
EMBEDDED_WORKER = yes("EMBEDDED_WORKER")
SITE_URL = text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")
SECRET_KEY = text("SECRET_KEY")
if not SECRET_KEY and (DEBUG or DEMO_MODE):
    SECRET_KEY = "only-for-trying-out-" + "0123456789abcdef" * 3
SECRET_KEY_FALLBACKS = words("SECRET_KEY_FALLBACKS")

# --- Applications -----------------------------------------------------------------------------

INSTALLED_APPS = [
    "careshare",
    "volunteers",
    "coordination",
    "demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_filters",
    "django_htmx",
    "phonenumber_field",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "careshare.middleware.RequestIdMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "careshare.middleware.PersonsLanguageMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "careshare.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "careshare.urls"
WSGI_APPLICATION = "careshare.wsgi.application"
FORM_RENDERER = "careshare.forms.Renderer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "careshare.taking_back.offered",
                "coordination.today.access.page",
                *(["demo.context.demo_people"] if DEMO_MODE else []),
            ],
            "builtins": ["careshare.templatetags.careshare"],
        },
    }
]

# --- Database ---------------------------------------------------------------------------------

DATABASE_URL = text("DATABASE_URL", f"sqlite:///{BASE_DIR / 'var' / 'careshare.sqlite3'}")
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    _database["ENGINE"] = "careshare.sqlite"
    _database["OPTIONS"] = {
        # Every writing transaction takes the write lock at once and waits for it: without this,
        # two that read first and write later answer "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    Path(_database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
else:
    _database["CONN_MAX_AGE"] = number("DATABASE_CONN_MAX_AGE", 60)
    _database["CONN_HEALTH_CHECKS"] = True
    if text("DATABASE_LOCK_TIMEOUT_MS"):
        _database.setdefault("OPTIONS", {})["options"] = (
            f"-c lock_timeout={number('DATABASE_LOCK_TIMEOUT_MS', 2000)}"
        )

# --- Broker and cache -------------------------------------------------------------------------


def socket_path(address: str) -> str:
    """The path of a Unix socket address, or nothing for an address on the network."""
    scheme, _separator, rest = address.partition("://")
    return rest if scheme in ("unix", "redis+socket") else ""


REDIS_URL = text("REDIS_URL")
_socket = socket_path(REDIS_URL)
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "careshare.cache.PatientCache",
            "LOCATION": f"unix://{_socket}" if _socket else REDIS_URL,
            "OPTIONS": {"socket_connect_timeout": 0.25, "socket_timeout": 0.25},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

CELERY_BROKER_URL = (f"redis+socket://{_socket}" if _socket else REDIS_URL) or "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {} if REDIS_URL else {"polling_interval": 0.05}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
SWEEP_SECONDS = number("SWEEP_SECONDS", 15)
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "careshare.sweep",
        "schedule": timedelta(seconds=SWEEP_SECONDS),
        "options": {"expires": SWEEP_SECONDS},
    }
}

# --- Mail -------------------------------------------------------------------------------------

vars().update(env.email_url_config(text("EMAIL_URL", "smtp://localhost:25")))
if DEMO_MODE:
    # The demo shows sent mails on a page of its own, from the letterbox's rows.
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_TIMEOUT = number("EMAIL_TIMEOUT", 10)

# --- A proposed roster ------------------------------------------------------------------------

# A page waits for it, three times as long on a busy machine: well below gunicorn's 30 seconds.
ROSTER_SOLVER_SECONDS = min(number("ROSTER_SOLVER_SECONDS", 0), 8)
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", "CareShare <careshare@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
OUTBOX_HOLD = yes("OUTBOX_HOLD")  # after a restore: nothing leaves until this is off again

# --- Language and time ------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("nb", _("Norwegian"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["careshare.formats"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = "UTC"
USE_TZ = True
PHONENUMBER_DEFAULT_REGION = text("PHONE_REGION", "NO")
PHONENUMBER_DEFAULT_FORMAT = "INTERNATIONAL"

# --- Log-in -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "volunteers.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "coordination:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "volunteers.accounts.services.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # without the second there is no password log-in
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ALLAUTH_TRUSTED_PROXY_COUNT = number("TRUSTED_PROXY_COUNT", 0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "CareShare"

# --- Security ---------------------------------------------------------------------------------

HTTPS = yes("HTTPS", default=not (DEBUG or DEMO_MODE))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if yes("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Not "no-referrer": browsers then send "Origin: null" with every form, which CSRF rightly refuses.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Static files -----------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
_plain_static = DEBUG or DEMO_MODE or yes("PLAIN_STATIC")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if _plain_static
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = _plain_static
if _plain_static:
    STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns about a folder that is not there

# --- Logs: structured, without personal data (careshare/logs.py says what may pass) ------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "careshare.logs.JsonFormatter"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": text("LOG_LEVEL", "WARNING" if DEMO_MODE else "INFO")},
    "loggers": {
        # Its messages quote request paths, which carry tokens.
        "django.request": {"level": "ERROR"},
        "django.server": {"level": "ERROR"},
        # It warns that memory:// names no host.
        "kombu.connection": {"level": "ERROR"},
    },
}
