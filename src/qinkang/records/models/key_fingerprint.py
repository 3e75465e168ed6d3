"""By what the database recognises the keys its contents were sealed with."""

from django.db import models


class KeyFingerprint(models.Model):
    """One key that this database has been written with: its fingerprint, never the key."""

    family = models.TextField()
    number = models.IntegerField()
    fingerprint = models.BinaryField()
    since = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("family", "number"), name="key_once"),)

    def __str__(self) -> str:
        """Show which key."""
        return f"{self.family} {self.number}"
