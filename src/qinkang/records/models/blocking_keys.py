"""By what two sightings are brought together to be compared, and how frequent names are; all hashed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from qinkang.records.models.sighting import Sighting


class BlockingKeys(models.Model):
    """The keys of one sighting beside the indexes that it carries itself (see `linkage.blocking`)."""

    sighting = models.OneToOneField(Sighting, models.PROTECT, primary_key=True, related_name="+")
    sound_index = models.BinaryField(null=True, help_text="keyed hash of the name's sound and birth date")
    shape_index = models.BinaryField(null=True, help_text="keyed hash of the name's shape and birth date")
    place_index = models.BinaryField(null=True, help_text="keyed hash of the name and township")
    scope = ArrayField(models.IntegerField(), help_text="that of the sighting when it was stored")

    class Meta:
        indexes = (
            models.Index(fields=("sound_index",), name="blocking_sound"),
            models.Index(fields=("shape_index",), name="blocking_shape"),
            models.Index(fields=("place_index",), name="blocking_place"),
        )

    def __str__(self) -> str:
        """Show whose."""
        return f"blocking keys of sighting {self.sighting_id}"


class NameCount(models.Model):
    """How many sightings bear one name. It points to nobody."""

    value = models.BinaryField(primary_key=True, help_text="keyed hash of the name's comparison key")
    count = models.BigIntegerField()

    def __str__(self) -> str:
        """Show nothing of the name."""
        return f"{self.count} sightings of one name"
