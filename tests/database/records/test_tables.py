"""Tables follow their declarations, and only in what is a fact of the database."""

from dataclasses import replace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.db.migrations.writer import MigrationWriter
from tests.database.ready import become

from qinkang.records.models import HealthCheck
from qinkang.records.tables import column_of, own_fields, part_models, table_of
from qinkang.records.writing.staging import recorded_models
from qinkang.standards import datasets
from qinkang.standards.field import Choice, Choices, Day, Number, Text


def test_the_models_need_no_new_migration(worker):
    become("qk_owner")
    ours = [app.label for app in apps.get_app_configs() if app.name.startswith("qinkang.")]
    assert {"accounts", "registry", "records", "intake", "measures", "exchange", "reports"} <= set(ours)

    call_command("makemigrations", *ours, check=True, dry_run=True, verbosity=0)


def facts(field: models.Field) -> str:
    """What a migration would say of the column."""
    return MigrationWriter.serialize(field)[0]


def test_a_changed_title_or_code_list_changes_no_column():
    for name, field in own_fields(datasets.HealthCheck).items():
        said = {"title": "另一名称", "aliases": ("别名",), "clause": "另一条款"}
        if isinstance(field, Choice | Choices):
            said["codes"] = replace(field.codes, codes=field.codes.codes[:1])
        if isinstance(field, Choices):
            said["none"] = None
        if isinstance(field, Number):
            said |= {"unit": "另一单位", "limits": None}
        if isinstance(field, Text):
            said["longest"] = 1
        changed = replace(field, **said)
        assert changed != field, name
        assert facts(column_of(changed, null=True)) == facts(column_of(field, null=True)), name


@pytest.mark.parametrize("model", recorded_models(), ids=lambda model: model.__name__)
def test_no_identity_is_a_column_and_every_other_field_is(model):
    columns = {field.name for field in model._meta.local_fields}

    assert columns & {"name", "id_no", "id_type", "phone", "live_addr"} == set()
    assert columns & model.dataset.identity_names == set()
    assert set(own_fields(model.dataset)) <= columns
    for name, part in part_models(model).items():
        assert set(model.dataset.parts[name].fields) <= {field.name for field in part._meta.local_fields}
    assert set(part_models(model)) == set(model.dataset.parts)


def test_columns_have_the_type_of_their_field(admin, laid_out):
    kinds = dict(
        admin.execute(
            "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute"
            " WHERE attrelid = 'records_healthcheck'::regclass AND attnum > 0"
        ).fetchall()
    )
    expected = {Number: "double precision", Day: "date", Choices: "text[]", Choice: "text", Text: "text"}

    seen = set()
    for name, field in own_fields(datasets.HealthCheck).items():
        if type(field) in expected:
            assert kinds[name] == expected[type(field)], name
            seen.add(type(field))
    assert seen == set(expected)


def test_only_what_a_row_cannot_lack_must_be_there():
    for name, field in own_fields(datasets.HealthCheck).items():
        assert HealthCheck._meta.get_field(name).null is not field.key, name


def test_a_field_named_like_a_common_column_is_refused():
    taken = {**datasets.HealthCheck.fields, "scope": Text("范围", name="scope")}

    with pytest.raises(ValueError, match="scope"):
        table_of(replace(datasets.HealthCheck, fields=taken))
