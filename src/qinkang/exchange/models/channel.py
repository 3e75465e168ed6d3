"""Whether an outside system can be reached at all."""

from django.db import models


class Channel(models.Model):
    """The way to one outside system; all loops of the target share it. It holds nothing about anybody.

    After several calls in a row that did not reach the system, nobody calls until `closed_until`; then
    one call tries, and the others wait for what becomes of it.
    """

    target = models.TextField(primary_key=True, help_text="code of the receiving system")
    failures = models.IntegerField(default=0, help_text="calls in a row that did not reach it")
    closed_until = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True, help_text="when it last answered for a row")
    said = models.TextField(default="", help_text="what was heard last, without identity")

    def __str__(self) -> str:
        """Show whose way it is and how it stands."""
        return f"{self.target}: {self.failures} failures"
