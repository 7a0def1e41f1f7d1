"""登录：staff number and password, a second factor for those who decide, a lock after repeated failures."""

import base64
import hashlib
from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.totp.views import ActivateTOTPView
from cryptography.fernet import Fernet
from django import forms
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cheguan.base.attempts import commands as attempts
from cheguan.base.attempts import queries as attempted

# No published rule for these offices sets the figures (grade DESIGN).
FAILURES = 5
# Half minutes for which a used code is remembered; longer than one can still be given.
REMEMBERED = 10
LOCKED_FOR = timedelta(minutes=30)
PASSWORD, CODE, SUCCESS, LOCKED = "password", "code", "success", "locked"


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are given by the office; every sign-in, good or bad, is kept."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("工号或密码不正确"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, **kwargs: Any) -> bool:
        """The second factor is set up right after the password was given, on the way to the first page."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        refuse_locked(request, str(credentials.get("username", "")))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        keep(request, str(credentials.get("username", "")), PASSWORD, "工号或密码不正确")

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> Any:
        keep(request, user.get_username(), SUCCESS)
        return super().post_login(request, user, **kwargs)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """The holder's own change. Of an account the application may write this column and the last sign-in only."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Nothing to announce: the page that follows says who is signed in."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Staff accounts have no mail address."""


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets are stored enciphered; only the office takes a second factor away, never its holder."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("验证码不正确或已过期，请输入最新的 6 位数字"),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return False


class StaffSignInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label = _("警号或工号"), _("密码")
        password.help_text = ""
        for field in (login, password):
            field.widget.attrs.update({"class": "form-control form-control-lg"})
            field.widget.attrs.pop("placeholder", None)
        login.widget.attrs["data-begin"] = ""


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """验证码：wrong ones count towards the same lock as wrong passwords."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self.fields["code"])

    def clean_code(self) -> str:
        request, staff_no = _current_request(), self.user.get_username()
        refuse_locked(request, staff_no)
        try:
            code = str(super().clean_code())
            if not _use(self.authenticator, code):
                raise _wrong_code()
        except forms.ValidationError:
            keep(request, staff_no, CODE, "验证码不正确或者已经用过")
            raise
        return code


def _wrong_code() -> forms.ValidationError:
    return forms.ValidationError(SecondFactor.error_messages["incorrect_code"], code="incorrect_code")


def _use(authenticator: Authenticator, code: str) -> bool:
    """A code is good once, whichever process it comes to: those used lately are kept beside the secret."""
    secret = SecondFactor().decrypt(authenticator.data["secret"])
    counter = next(
        each for each in yield_hotp_counters_from_time() if format_hotp_value(hotp_value(secret, each)) == code
    )
    with transaction.atomic():
        kept = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        lately = [each for each in kept.data.get("used", []) if each > counter - REMEMBERED]
        if counter in lately:
            return False
        kept.data["used"] = [*lately, counter]
        kept.save(update_fields=["data"])
    return True


class SetUpForm(ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self.fields["code"])


class SetUpView(ActivateTOTPView):  # type: ignore[misc]
    """After the set-up, straight to work."""

    def get_success_url(self) -> str:
        return reverse("home")


def refuse_locked(request: HttpRequest, staff_no: str) -> None:
    """Nothing is tried, not even the right password, while the lock lasts."""
    since = timezone.now() - LOCKED_FOR
    failures = attempted.failed_sign_ins(_counted(staff_no), since=since, counted=(PASSWORD, CODE), reset=SUCCESS)
    if len(failures) < FAILURES:
        return
    keep(request, staff_no, LOCKED, "锁定期间登录")
    until = timezone.localtime(failures[-FAILURES] + LOCKED_FOR)
    minutes = {"count": FAILURES, "until": f"{until:%H:%M}"}
    raise forms.ValidationError(
        _("连续 %(count)d 次登录失败，账号已锁定至 %(until)s。忘记密码请找业务领导岗重置。") % minutes, code="locked"
    )


def keep(request: HttpRequest, staff_no: str, action: str, *reasons: str, at: datetime | None = None) -> None:
    device = request.META.get("REMOTE_ADDR", "")
    who, when = _counted(staff_no), at or timezone.now()
    attempts.record(kind="sign_in", action=action, at=when, by=None, staff_no=who, device=device, reasons=reasons)


def _counted(staff_no: str) -> str:
    """As failures are counted: an account is found whether its number is written in capitals or not."""
    return "".join(sign for sign in staff_no if sign.isprintable()).upper()


def _dress_code(field: forms.Field) -> None:
    field.label = _("6 位验证码")
    field.widget.attrs.update({"class": "form-control form-control-lg", "inputmode": "numeric", "data-begin": ""})
    field.widget.attrs.pop("placeholder", None)


def _current_request() -> HttpRequest:
    request: HttpRequest = context.request
    return request


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.SECRET_KEY.encode()).digest()))
