"""The one settings file. Each environment variable it reads is named here and nowhere else in `web`.

- `QK_ROLE`: owner, web, worker or figures; the database role of this process.
- `DATABASE_URL`, `QK_OWNER_URL`, `QK_FIGURES_URL`: a server; without them the embedded database.
- `QK_SECRET_KEY`: signs cookies and links; made by itself only for the embedded profile.
- `QK_HOSTS`: the names under which the pages are reached. `QK_DEBUG`: pages show tracebacks.
"""

from qinkang import home
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
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]

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
    "loggers": {"django.db.backends": {"level": "WARNING", "handlers": [], "propagate": False}},
}

PROCRASTINATE_IMPORT_PATHS = ["qinkang.pipeline.jobs"]
