"""Who somebody is: a set of sightings, and which sightings belong to it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from qinkang.records.models.sighting import Sighting


class Person(models.Model):
    """A set of sightings, with the values computed from them that are not identity.

    Name and number are not here: `name_from` and `number_from` say which sighting gives them. A person
    without `number_from` is provisional and waits to be joined. `scope` is that of all its sightings
    together.
    """

    sex = models.TextField(null=True)
    birth_date = models.DateField(null=True)
    live_region = models.TextField(null=True)
    name_from = models.ForeignKey(Sighting, models.PROTECT, null=True, related_name="+", db_index=False)
    number_from = models.ForeignKey(Sighting, models.PROTECT, null=True, related_name="+", db_index=False)
    scope = ArrayField(models.IntegerField())
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        """Show its number."""
        return f"person {self.pk}"


class How(models.TextChoices):
    """At which level a sighting was found to belong to a person."""

    SAME_NUMBER = "number", "证件号码一致"
    NEW = "new", "新建"
    NEW_WITHOUT_NUMBER = "new_without_number", "无有效证件号码，暂建"
    DECIDED = "decided", "人工判定"


class PersonLink(models.Model):
    """To which person a sighting belongs now; superseded links stand in the table's history.

    Joining and separating persons changes only these rows.
    """

    sighting = models.OneToOneField(Sighting, models.PROTECT, primary_key=True, related_name="link")
    person = models.ForeignKey(Person, models.PROTECT, related_name="links")
    how = models.TextField(help_text="a code of How")
    since = models.DateTimeField()
    batch_id = models.BigIntegerField(null=True)
    actor = models.TextField()
    scope = ArrayField(models.IntegerField(), help_text="that of the sighting")

    class Meta:
        indexes = (models.Index(fields=("batch_id",), name="link_batch"),)
        constraints = (
            models.CheckConstraint(name="link_how", condition=models.Q(how__in=[one.value for one in How])),
        )

    def __str__(self) -> str:
        """Show which belongs to which."""
        return f"sighting {self.sighting_id} is person {self.person_id}"
