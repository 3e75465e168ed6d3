"""Links of sightings that no batch stands behind any more."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from qinkang.records.models.person import Person
from qinkang.records.models.sighting import Sighting


class RestingLink(models.Model):
    """The link of a sighting whose only batches were withdrawn: it names nobody, and nothing is lost.

    A sighting is either here, or in `PersonLink`, or not linked yet. When a batch gives the same identity
    again, the link goes back (`records.writing.resting`). The columns are those of `PersonLink`.
    """

    sighting = models.OneToOneField(Sighting, models.PROTECT, primary_key=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    how = models.TextField(help_text="a code of How")
    since = models.DateTimeField()
    batch_id = models.BigIntegerField(null=True)
    actor = models.TextField()
    scope = ArrayField(models.IntegerField(), help_text="that of the sighting")
    withdrawn = models.BigIntegerField(help_text="the batch with whose withdrawal it went to rest")
    resting_since = models.DateTimeField()

    def __str__(self) -> str:
        """Show which belonged to which."""
        return f"sighting {self.sighting_id} was person {self.person_id}"
