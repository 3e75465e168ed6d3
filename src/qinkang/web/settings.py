"""The one settings file. Each environment variable it reads is named here and nowhere else in `web`.

- `QK_ROLE`: owner, web, worker or figures; the database role of this process.
- `DATABASE_URL`, `QK_OWNER_URL`, `QK_FIGURES_URL`: a server; without them the embedded database.
- `QK_SECRET_KEY`: signs cookies and links; made by itself only for the embedded profile.
- `QK_HOSTS`: the names under which the pages are reached. `QK_DEBUG`: pages show tracebacks.
- `QK_PROXIES`: how many proxies of ours stand before the pages; 1 by default with a server, else 0.
"""

from qinkang import __version__, home
from qinkang.supervisor.database import named_server
from qinkang.web import environment

EMBEDDED = named_server() is None
"""Whether the database is the one we run ourselves; every page then says that it is a trial."""

DEBUG = environment.flag("QK_DEBUG", False)
SECRET_KEY = environment.secret("QK_SECRET_KEY", home.var() / "secrets" / "django", make=EMBEDDED)
ALLOWED_HOSTS = environment.words("QK_HOSTS", ("localhost", "127.0.0.1"))
ROOT_URLCONF = "qinkang.web.urls"

INSTALLED_APPS = [  # in the order of the layers
    "qinkang.accounts",
    "qinkang.registry",
    "qinkang.records",
    "qinkang.intake",
    "qinkang.measures",
    "qinkang.exchange",
    "qinkang.reports",
    "qinkang.elderly",
    "qinkang.maternal",
    "qinkang.operations",
    "qinkang.web",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "qinkang.web.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "qinkang.accounts.middleware.RightsMiddleware",  # the last: it runs the views
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["qinkang.web.templatetags.components", "qinkang.reports.templatetags.exports"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "qinkang.web.frame.frame",
            ],
        },
    }
]
VERSION = __version__

DATABASES = {
    "default": {
        "ENGINE": "qinkang.web.postgresql",
        "NAME": "qinkang",
        "USER": "qk_" + environment.choice("QK_ROLE", "web", ("owner", "web", "worker", "figures")),
        "ATOMIC_REQUESTS": True,  # who acts and where is known to the database only inside a transaction
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

# The policy of accounts; numbers are the usual reading of GB/T 22239-2019 8.1.4.1, not its words.
PASSWORD_HASHERS = ["qinkang.accounts.passwords.PBKDF2SM3PasswordHasher"]
PASSWORD_ITERATIONS = 300_000  # about 0.4 s
ONE_TIME_HOURS = 24  # a one-time password that nobody used
CLIENT_SECRET_DAYS = 180  # how long a program's secret holds
CLIENT_SECRET_OVERLAP_DAYS = 7  # and how long beside the next one
CLIENT_TOKEN_SECONDS = 300  # how long its token does
LOCK_AFTER, LOCK_MINUTES = 5, 30  # vain tries of one account
LOCK_ADDRESS_AFTER = 30  # vain tries from one network address: a hospital may sit behind it
IDLE_MINUTES, STAY_HOURS = 15, 8
PROXIES = int(environment.choice("QK_PROXIES", "0" if EMBEDDED else "1", ("0", "1", "2", "3")))
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CSRF_FAILURE_VIEW = "qinkang.web.pages.forged"
# What is uploaded is read in memory: nothing identified reaches a temporary file.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

STATIC_URL = "/static/"
STATIC_ROOT = home.var() / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "qinkang.web.vendored.VendoredFinder",
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.InMemoryStorage"
    },  # nothing is kept as a file by Django
    "staticfiles": {"BACKEND": "qinkang.web.assets.AssetStorage"},
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# With a server the pages are reached through TLS only; the embedded trial has none.
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = not EMBEDDED
SECURE_PROXY_SSL_HEADER = None if EMBEDDED else ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 0 if EMBEDDED else 365 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not EMBEDDED
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"

# Statements and their parameters hold personal data: Django must never log them.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"places": {"()": "qinkang.web.log.PlacesFormatter"}},
    "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "places"}},
    "loggers": {
        "django.db.backends": {"level": "WARNING", "handlers": [], "propagate": False},
        "django.request": {"level": "ERROR", "handlers": ["errors"], "propagate": False},
    },
}

PROCRASTINATE_IMPORT_PATHS = ["qinkang.pipeline.jobs"]
