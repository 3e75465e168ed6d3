"""Basic information of older people, with its repeated groups."""

from django.db import models

from qinkang.records.tables import constraints_of, part_constraints, parts_of, table_of
from qinkang.standards import datasets

PARTS = parts_of(datasets.Person, "ElderlyPerson")


class ElderlyPerson(table_of(datasets.Person)):
    """What one source knows of one older person. Who somebody is, is said by `Person`."""

    class Meta:
        indexes = (
            models.Index(fields=("happened_on",), name="elderly_person_day"),
            models.Index(fields=("batch_id",), name="elderly_person_batch"),
        )
        constraints = constraints_of("elderly_person")


class ElderlyPersonDiagnoses(PARTS["diagnoses"]):
    """An illness, and since when it is known."""

    class Meta:
        constraints = part_constraints("elderly_person_diagnoses")


class ElderlyPersonSurgery(PARTS["surgery"]):
    """An operation."""

    class Meta:
        constraints = part_constraints("elderly_person_surgery")


class ElderlyPersonTrauma(PARTS["trauma"]):
    """An injury."""

    class Meta:
        constraints = part_constraints("elderly_person_trauma")


class ElderlyPersonTransfusion(PARTS["transfusion"]):
    """A transfusion of blood."""

    class Meta:
        constraints = part_constraints("elderly_person_transfusion")
