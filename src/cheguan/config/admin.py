"""The administrators' site: offices and outlets can be edited; registers, acts and attempts can only be read."""

from typing import TYPE_CHECKING, TypeAlias

from allauth.account.decorators import secure_admin_login
from allauth.mfa.adapter import get_adapter
from django.apps import apps
from django.contrib import admin
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import cached_property

from cheguan.base.acts.models import Act, Issued
from cheguan.base.attempts.models import Attempt
from cheguan.base.people.models import Office, Officer, Outlet
from cheguan.registers.plates.models import DayKey

# Generic for the type checker only.
if TYPE_CHECKING:
    Pages: TypeAlias = Paginator[Model]
    Options: TypeAlias = admin.ModelAdmin[Model]
else:
    Pages, Options = Paginator, admin.ModelAdmin

TOTP = ["totp"]
ESTIMATE = "SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = to_regclass(%s)"


class OfficeSite(admin.AdminSite):
    """Signed in through the office's own page, with a second factor or not at all."""

    site_header = site_title = "车管 · 系统管理"
    index_title = "网点与登记簿"

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and get_adapter().is_mfa_enabled(request.user, TOTP)


class Estimated(Pages):
    """Pages without counting the table: the planner's estimate is enough to leaf through."""

    @cached_property
    def count(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(ESTIMATE, [self.object_list.model._meta.db_table])  # type: ignore[attr-defined]
            return int(cursor.fetchone()[0])


class ReadOnly(Options):
    """Rows that only acts change."""

    paginator = Estimated
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class Editable(Options):
    """What an administrator sets up. Nothing is deleted: acts point at it."""

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


site = OfficeSite(name="admin")
site.login = secure_admin_login(site.login)  # type: ignore[method-assign]
site.register([Office, Outlet], Editable)
# Whoever could read today's draw key could tell tomorrow's numbers, or which decisions are looked at again; who rated is
# nobody's business; and whoever holds a screen's code or token is that screen.
HIDDEN_MODELS = (DayKey,)
HIDDEN_APPS = ("second_looks", "ratings", "confirmations")
readable: list[type[Model]] = [Act, Attempt, Officer]
readable += [
    model
    for model in apps.get_models()
    if issubclass(model, Issued) and model not in HIDDEN_MODELS and model._meta.app_label not in HIDDEN_APPS
]
site.register(readable, ReadOnly)
