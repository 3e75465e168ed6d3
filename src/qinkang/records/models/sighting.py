"""One identity as one source gave it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Sighting(models.Model):
    """One identity as one source gave it: name, number, phone and address in one sealed envelope.

    Facts point to a sighting and never move; who the person is stands in `PersonLink`. The same
    identity from the same source is the same sighting (`fingerprint`); any difference is another one.
    In clear stands only what is of class PERSONAL. Rows are written by `records.writing.sightings`.
    """

    sender = models.IntegerField(help_text="number of the sending system")
    fingerprint = models.BinaryField(help_text="keyed hash over the whole identity as normalised")
    id_index = models.BinaryField(null=True, help_text="keyed hash of kind and number of the document")
    name_birth_index = models.BinaryField(
        null=True, help_text="of the name's comparison key, birth date, sex"
    )
    phone_index = models.BinaryField(null=True, help_text="keyed hash of the phone number")
    seal_key = models.IntegerField(help_text="number of the key that sealed it")
    index_key = models.IntegerField(help_text="number of the key of the four keyed hashes")
    sealed = models.BinaryField(help_text="envelope with name, id_type, id_no, phone, live_addr as JSON")
    sex = models.TextField(null=True)
    birth_date = models.DateField(null=True)
    live_region = models.TextField(null=True)
    scope = ArrayField(models.IntegerField(), help_text="units that may see it, with their superiors")
    batch_id = models.BigIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("id_index",), name="sighting_id_index"),
            models.Index(fields=("name_birth_index",), name="sighting_name_birth_index"),
            models.Index(fields=("phone_index",), name="sighting_phone_index"),
            models.Index(fields=("batch_id",), name="sighting_batch"),
        )
        constraints = (models.UniqueConstraint(fields=("sender", "fingerprint"), name="sighting_once"),)

    def __str__(self) -> str:
        """Show its number; nothing of it may be shown without a right and a reason."""
        return f"sighting {self.pk}"
