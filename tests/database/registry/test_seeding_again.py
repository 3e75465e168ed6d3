"""Seeding again, as the owner does with every migration."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction

from qinkang.kernel import clock
from qinkang.registry.actions import set_parameter
from qinkang.registry.models import ManagementUnit, ParameterValue, WorkingDay
from qinkang.registry.questions import rulebook
from qinkang.registry.seeding import (
    dictionaries,
    seed_dictionaries,
    seed_report_units,
    seed_units,
    seed_working_days,
)

pytestmark = pytest.mark.usefixtures("db")

NOTICE = "省卫生健康委通知（虚拟）"


def test_seeding_again_changes_nothing():
    before = rulebook(date(2026, 11, 23)).hash
    with transaction.atomic():
        seed_units(), seed_report_units(), seed_working_days(), seed_dictionaries()

    assert rulebook(date(2026, 11, 23)).hash == before
    assert not ParameterValue.objects.exclude(known_until=None).exists()
    assert ManagementUnit.objects.count() == 120


def test_what_the_office_changed_stays(by, unit):
    set_parameter("oldest", 121, source=NOTICE, by=by)
    ManagementUnit.objects.filter(code="SX-YL").update(name="杨凌示范区卫生健康局")
    WorkingDay.objects.filter(day=date(2026, 10, 1)).delete()

    seed_units(), seed_working_days(), seed_dictionaries()

    assert rulebook(date(2026, 11, 23))["oldest"] == 121
    assert unit("SX-YL").name == "杨凌示范区卫生健康局"
    assert not WorkingDay.objects.filter(day=date(2026, 10, 1)).exists()


def test_a_new_declaration_is_a_new_decision_and_the_old_one_stays_known(monkeypatch):
    changed = dict(dictionaries.PARAMETERS)
    changed["oldest"] = replace(changed["oldest"], value=119)
    del changed["wide_pulse"]
    monkeypatch.setattr(dictionaries, "PARAMETERS", changed)
    upgraded = clock.now()

    seed_dictionaries()

    rows = ParameterValue.objects.filter(name="oldest").order_by("known_since")
    assert [(row.value, row.known_until is None) for row in rows] == [(122, False), (119, True)]
    assert rows[1].known_since >= upgraded
    assert rulebook(date(2026, 11, 23), upgraded - timedelta(seconds=1))["oldest"] == 122
    assert not ParameterValue.objects.filter(name="wide_pulse", known_until=None).exists()
