"""Promises of the registers: no row without an act, no row rewritten, kept by PostgreSQL and not by good manners."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model

from cheguan.base.acts.models import Act, Issued

REGISTER_MODELS = [model for model in apps.get_models() if issubclass(model, Issued)]
APPEND_ONLY = ("acts_act", "attempts_attempt", "printing_printed")
# Rows that are not only voided: what they may become, and that an act makes them so, each has a guard of its own for.
MOVING = {
    "visits_visit": {"require_act_of_move", "keep_place", "refuse_change", "tell_the_hall"},
    "visits_matter": {"require_act_of_move", "keep_matter", "refuse_change"},
    "visits_span": {"require_act_of_span", "end_once", "refuse_change"},
    "messaging_message": {"require_act_of_message", "only_on_its_way", "refuse_change"},
}


def triggers_on(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.proname || ' ' || t.tgenabled::text FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE t.tgrelid = to_regclass(%s) AND NOT t.tgisinternal",
            [table],
        )
        return {row[0] for row in cursor.fetchall()}


def test_there_are_registers() -> None:
    assert {"Vehicle", "DrivingLicence", "Party", "Assignment", "Hold", "Material", "Receipt"} <= {
        model.__name__ for model in REGISTER_MODELS
    }


def test_every_model_under_registers_is_issued_by_acts() -> None:
    models = [model for model in apps.get_models() if model.__module__.startswith("cheguan.registers.")]
    assert [model.__name__ for model in models if not issubclass(model, Issued)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", REGISTER_MODELS, ids=lambda model: model._meta.label)
def test_a_row_needs_an_act(model: type[Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.attnotnull, c.confrelid::regclass::text FROM pg_attribute a"
            " JOIN pg_constraint c ON c.conrelid = a.attrelid AND c.contype = 'f' AND c.conkey = ARRAY[a.attnum]"
            " WHERE a.attrelid = to_regclass(%s) AND a.attname = 'issued_by_id'",
            [model._meta.db_table],
        )
        assert cursor.fetchall() == [(True, Act._meta.db_table)]


@pytest.mark.django_db
@pytest.mark.parametrize("model", REGISTER_MODELS, ids=lambda model: model._meta.label)
def test_a_row_can_only_be_voided(model: type[Model]) -> None:
    assert {"allow_only_voiding O", "refuse_change O", "require_act O"} <= triggers_on(model._meta.db_table)


@pytest.mark.django_db
@pytest.mark.parametrize(("table", "guards"), MOVING.items())
def test_what_moves_is_moved_by_acts(table: str, guards: set[str]) -> None:
    assert {f"{each} O" for each in guards} <= triggers_on(table)


@pytest.mark.django_db
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_is_append_only(table: str) -> None:
    assert "refuse_change O" in triggers_on(table)


@pytest.mark.django_db
@pytest.mark.parametrize("right", ["UPDATE", "DELETE", "TRUNCATE"])
def test_the_application_may_not_touch_acts(right: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, has_table_privilege('acts_act', %s)", [right])
        user, may = cursor.fetchone()
    assert user == "cheguan_app"
    assert may is False


@pytest.mark.django_db
def test_the_application_owns_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
            " AND relowner = current_user::regrole"
        )
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT has_schema_privilege(current_schema(), 'CREATE')")
        assert cursor.fetchone() == (False,)
