"""Django's settings. What an administrator may decide is in ``env.py``; what stands here is decided."""

import os
from importlib import import_module
from pathlib import Path

from cheguan.config import database, env, logs, secret
from cheguan.config.parsing import LOOPBACK

ENV = env.read(os.environ)
PROJECT = Path(__file__).resolve().parents[3]
WEB = PROJECT / "web"

# Only an office that has switched something on needs the law before anything is asked of it.
if ENV.measures_on:
    import_module("cheguan.config.measures").switch_on(ENV.measures_on)

DEBUG = ENV.debug
SECRET_KEY = secret.key(ENV)
ALLOWED_HOSTS = [*LOOPBACK[:2], "[::1]", ENV.host, *ENV.allowed_hosts]
ROOT_URLCONF = "cheguan.config.urls"
WSGI_APPLICATION = "cheguan.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "cheguan.base.acts",
    "cheguan.base.attempts",
    "cheguan.base.people",
    "cheguan.base.files",
    "cheguan.base.numbering",
    "cheguan.base.jobs",
    "cheguan.registers.parties",
    "cheguan.registers.plates",
    "cheguan.registers.vehicles",
    "cheguan.registers.drivers",
    "cheguan.registers.holds",
    "cheguan.registers.buses",
    "cheguan.registers.announcements",
    "cheguan.work.cases",
    "cheguan.work.payments",
    "cheguan.work.printing",
    "cheguan.work.second_looks",
    "cheguan.work.handovers",
    "cheguan.work.messages",
    "cheguan.work.appointments",
    "cheguan.work.visits",
    "cheguan.work.confirmations",
    "cheguan.work.ratings",
    "cheguan.oversight.planning",
    "cheguan.oversight.staffing",
    "cheguan.channels.window",
    "cheguan.channels.desk",
    "cheguan.demo",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "cheguan.config.middleware.log_request",
    "cheguan.config.middleware.restrict_content",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cheguan.channels.middleware.SessionMiddleware",
    "cheguan.config.middleware.speak",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cheguan.config.middleware.refuse_huge_bodies",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "cheguan.channels.words",
                "cheguan.channels.figures",
                "cheguan.channels.parts",
                "cheguan.channels.message_words",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cheguan.channels.pages.frame",
            ],
        },
    }
]

DATABASES = {"default": database.django(ENV)}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [WEB / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Each module keeps its background work in jobs.py.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

FILES_DIR = ENV.data_dir / "files"
UPLOAD_MAX_BYTES = ENV.upload_mb * 1_000_000

OUTBOX_DIR = ENV.data_dir / "outbox"
SMS_PROVIDERS = tuple(
    (url, token) for url, token in ((ENV.sms_url, ENV.sms_token), (ENV.sms_second_url, ENV.sms_second_token)) if url
)
SMS_TIMEOUT = ENV.sms_timeout

STATIC_URL = "/static/"
STATIC_ROOT = PROJECT / "build" / "static"
STATICFILES_DIRS = [WEB / "static", WEB / "vendor"]
_STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
_STATIC_HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": _STATIC if DEBUG else _STATIC_HASHED},
}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
CSRF_FAILURE_VIEW = "cheguan.channels.errors.csrf_failure"
ACCOUNT_ADAPTER = "cheguan.channels.sign_in.StaffAdapter"
ACCOUNT_FORMS = {"login": "cheguan.channels.sign_in.StaffSignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "staff_no"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "cheguan.channels.sign_in.SecondFactor"
MFA_FORMS = {
    "authenticate": "cheguan.channels.sign_in.CodeForm",
    "reauthenticate": "cheguan.channels.sign_in.CodeForm",
    "activate_totp": "cheguan.channels.sign_in.SetUpForm",
}
MFA_SUPPORTED_TYPES = ["totp"]
MFA_TOTP_ISSUER = "车管"
MFA_TOTP_TOLERANCE = 1

# One working day with its overtime; the browser forgets earlier when it is closed.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.tls
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.tls else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if ENV.tls else 0
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ENV.allowed_hosts] if ENV.tls else []

LOGGING_CONFIG = None
logs.configure(level=ENV.log_level, pretty=DEBUG)
