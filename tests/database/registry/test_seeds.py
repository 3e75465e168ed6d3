"""What comes with the product."""

from datetime import date

import pytest
from django.db import connection

from qinkang.cleansing.parameters import PARAMETERS
from qinkang.kernel.area import AreaBook
from qinkang.registry import models
from qinkang.registry.questions import area_book
from qinkang.standards.dataset import DATASETS

from .conftest import TODAY

pytestmark = pytest.mark.usefixtures("db")


def test_the_areas_of_the_table_are_the_packaged_ones():
    assert area_book() == AreaBook.packaged()
    assert (len(area_book().cities(TODAY)), len(area_book().counties(TODAY))) == (10, 107)


def test_every_parameter_and_every_title_is_there_with_its_source():
    assert set(models.ParameterValue.objects.values_list("name", flat=True)) == set(PARAMETERS)
    names = set(models.Term.objects.values_list("name", flat=True))
    assert {f"{one.code}.{name}" for one in DATASETS.values() for name in one.columns} <= names
    for model in (models.CodeList, models.CodeEntry, models.ParameterValue, models.Term, models.Area):
        assert model.objects.exists()
        assert not model.objects.filter(source="").exists()


def test_what_was_seeded_counts_as_known_from_the_first_release():
    for model in (models.CodeList, models.CodeEntry, models.ParameterValue, models.Term):
        moments = set(model.objects.values_list("known_since", flat=True))
        assert {moment.astimezone().date() for moment in moments} == {date(2026, 11, 1)}


def test_every_role_reads_the_whole_registry_and_only_actions_tables_are_written():
    tables = [model._meta.db_table for model in map(vars(models).get, models.__all__)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t, r FROM unnest(%s::text[]) t, unnest(ARRAY['qk_web', 'qk_worker', 'qk_figures']) r"
            " WHERE NOT has_table_privilege(r, t, 'SELECT')"
            " OR (r = 'qk_figures' AND has_table_privilege(r, t, 'INSERT, UPDATE, DELETE, TRUNCATE'))"
            " OR has_table_privilege(r, t, 'TRUNCATE')"
            " OR (has_table_privilege(r, t, 'DELETE') AND t <> 'registry_workingday')",
            [tables],
        )
        assert cursor.fetchall() == []
