"""On which order of sources the golden values rest."""

from django.db import models


class GoldenBasis(models.Model):
    """The places of one sending system when the values of its people were last asked to be chosen.

    Where they differ from the order in force, those people are to be settled again.
    """

    sender = models.IntegerField(primary_key=True)
    places = models.JSONField(help_text="group of values to place, as in `records.precedence.Order`")

    def __str__(self) -> str:
        """Show whose."""
        return f"sender {self.sender}"
