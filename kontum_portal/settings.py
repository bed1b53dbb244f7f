"""Settings; what differs between machines comes from the environment through ``env``."""

import datetime as dt
import os
import sys
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from kontum_portal import env
from kontum_portal.back_office_menu import UNFOLD as UNFOLD

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.VAR_DIR
DEBUG = env.flag("PORTAL_DEBUG", default=False)
SECRET_KEY = env.secret_key()
ALLOWED_HOSTS = env.text("PORTAL_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in env.text("PORTAL_ORIGINS", "").split(",") if o]
PORTAL_VERSION = "0.1.0"
# "demo": demo sign-ins exist, no second factor, red banner. Anything else: the second factor is required.
PORTAL_MFA = env.text("PORTAL_MFA", "required")
PORTAL_DEMO = PORTAL_MFA == "demo"
PORTAL_TODAY = dt.date.fromisoformat(env.text("PORTAL_TODAY", "")) if env.text("PORTAL_TODAY", "") else None
HTTPS = env.flag("PORTAL_HTTPS", default=False)

INSTALLED_APPS = [
    "kontum_portal.database",
    "kontum_portal.embedded",
    "kontum_portal.areas",
    "kontum_portal.accounts",
    "kontum_portal.drafts",
    "kontum_portal.area_lists",
    "kontum_portal.working_days",
    "kontum_portal.jobs",
    "kontum_portal.look",
    "residents",
    "id_cards",
    "campaigns",
    "reports",
    "unfold",
    "unfold.contrib.import_export",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "import_export",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # weak networks; its random padding answers BREACH
    "kontum_portal.content_policy.ContentPolicyMiddleware",
    "kontum_portal.database.middleware.ScopedTransactionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kontum_portal.database.middleware.EnterScopeMiddleware",
    "kontum_portal.accounts.middleware.SecondFactorMiddleware",
    "kontum_portal.accounts.middleware.PersonalPagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kontum_portal.drafts.middleware.IdleMiddleware",
    "kontum_portal.drafts.middleware.SentOnceMiddleware",
    "kontum_portal.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "kontum_portal.urls"
WSGI_APPLICATION = "kontum_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kontum_portal.look.context_processors.shell",
            ],
        },
    }
]

# --- database: one server, three logins (docs/decisions/0002-two-walls.md)
DATABASE_LOGINS = env.databases()
OWNER_COMMANDS = {"migrate", "makemigrations", "sqlmigrate", "prepare", "ensure_roles", "load_units"}
os.environ.setdefault("PORTAL_DB_ROLE", "owner" if OWNER_COMMANDS & set(sys.argv[1:2]) else "worker")
DATABASE_ROLE = env.database_role()
DATABASES = {"default": getattr(DATABASE_LOGINS, DATABASE_ROLE) | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- queue and cache
CELERY_BROKER_URL, CACHE_URL = env.redis_urls()
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": env.text("PORTAL_CACHE_PREFIX", "portal"),
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 5},
    }
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False  # resuming is the job row's affair, never the broker's
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 5, "max_retries": 1}
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "requeue-jobs": {"task": "kontum_portal.jobs.tasks.requeue_jobs", "schedule": 30.0},
    "seal-logs": {"task": "kontum_portal.accounts.tasks.seal_logs", "schedule": 60.0},
    "nightly": {"task": "reports.tasks.nightly", "schedule": env.nightly_schedule()},
    "forget-unfinished": {"task": "kontum_portal.drafts.tasks.forget_unfinished", "schedule": 3600.0},
    "forget-searches": {"task": "residents.tasks.forget_searches", "schedule": 6 * 3600.0},
}
# A verification older than this is due again (a unit's own rule; no law sets it).
VERIFIED_DAYS = int(env.text("PORTAL_VERIFIED_DAYS", "365"))
# So many exact look-ups across wards an officer may make in an hour.
LOOK_UPS_PER_HOUR = int(env.text("PORTAL_LOOK_UPS_PER_HOUR", "30"))
JOB_LEASE_SECONDS = int(env.text("PORTAL_JOB_LEASE_SECONDS", "60"))
JOB_ATTEMPTS = 3

# --- sign-in
AUTH_USER_MODEL = "accounts.Officer"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "kontum_portal.accounts.adapters.OfficerAccountAdapter"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "5/10m/key,30/10m/ip", "login": "60/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Kon Tum 06"
IDLE_SECONDS = int(float(env.text("PORTAL_IDLE_MINUTES", "30")) * 60)
DRAFT_DAYS = int(env.text("PORTAL_DRAFT_DAYS", "7"))
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"

# --- safety
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("PORTAL_BEHIND_PROXY", default=False) else None
)
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE_PROXY_SSL_HEADER else 0  # lockout counts the officer's address, not Caddy's
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None

# --- language and time
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["kontum_portal.formats"]
USE_THOUSAND_SEPARATOR = True

# --- files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("guide", BASE_DIR / "docs" / "images")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR_DIR / "files"}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- history
PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = False
PGTRIGGER_MIGRATIONS = True

# --- tables taken out of the back office: a cell that a spreadsheet program would compute stays text
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

# --- import limits (said in the sentence that refuses a file)
IMPORT_LIMITS = {
    "file_mb": 60,
    "unpacked_mb": 800,
    "ratio": 200,
    "rows": 400_000,
    "columns": 400,
    "cell_characters": 32_767,
    "seconds": int(env.text("PORTAL_IMPORT_SECONDS", "600")),
    "memory_mb": 1500,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.text("PORTAL_LOG_LEVEL", "WARNING")},
}
