"""The check-ups of older people, with their repeated groups."""

from django.db import models

from qinkang.records.tables import constraints_of, part_constraints, parts_of, table_of
from qinkang.standards import datasets

PARTS = parts_of(datasets.HealthCheck, "HealthCheck")


class HealthCheck(table_of(datasets.HealthCheck)):
    """One check-up of one person in one institution."""

    class Meta:
        indexes = (
            models.Index(fields=("happened_on",), name="health_check_day"),
            models.Index(fields=("batch_id",), name="health_check_batch"),
            models.Index(fields=("org", "happened_on"), name="health_check_workday"),
        )
        constraints = constraints_of("health_check")


class HealthCheckHospital(PARTS["hospital"]):
    """A stay in hospital."""

    class Meta:
        constraints = part_constraints("health_check_hospital")


class HealthCheckHomeBed(PARTS["home_bed"]):
    """Treatment in a bed at home."""

    class Meta:
        constraints = part_constraints("health_check_home_bed")


class HealthCheckDrugs(PARTS["drugs"]):
    """A drug that is taken."""

    class Meta:
        constraints = part_constraints("health_check_drugs")


class HealthCheckVaccines(PARTS["vaccines"]):
    """A vaccination outside the immunisation programme."""

    class Meta:
        constraints = part_constraints("health_check_vaccines")


class HealthCheckAbnormal(PARTS["abnormal"]):
    """An abnormality found."""

    class Meta:
        constraints = part_constraints("health_check_abnormal")
