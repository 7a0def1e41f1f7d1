"""Signing in and out. Of the sign-in library's pages only these exist: nobody signs up, nothing is reset by mail."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from django.urls import path

from cheguan.channels.sign_in import SetUpView

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("password/", account.password_change, name="account_change_password"),
    path("code/", mfa.authenticate, name="mfa_authenticate"),
    path("code/set-up/", SetUpView.as_view(), name="mfa_activate_totp"),
]
