"""Files that people carry to a system which takes nothing from a program."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from qinkang.records.models import Outbox


class FileState(models.TextChoices):
    """How far a file has come."""

    WANTED = "wanted", "等待生成"
    EMPTY = "empty", "没有可报的记录"
    READY = "ready", "已生成，待下载"  # nothing has left the house
    TAKEN = "taken", "已下载，待结果"  # whatever is in it may have arrived
    ANSWERED = "answered", "已全部回执"
    DROPPED = "dropped", "已作废"  # somebody declared that it was not, or will not be, uploaded
    STUCK = "stuck", "生成出错"


class ManualFile(models.Model):
    """One file in a system's own template, made once, taken once. Its rows are in the outbox.

    Attributes:
        name: the sealed file's name while it lies here; empty before it is made and after it was taken.
        rows: how many it holds.
        problem: for people.
        because: why it was dropped.
    """

    target = models.TextField()
    dataset = models.TextField()
    state = models.TextField(default=FileState.WANTED)
    name = models.TextField(default="")
    rows = models.IntegerField(default=0)
    problem = models.TextField(default="")
    because = models.TextField(default="")
    asked_at = models.DateTimeField()
    asked_by = models.TextField()
    units = ArrayField(models.IntegerField(), help_text="for which it was asked; rows beyond are left out")
    taken_at = models.DateTimeField(null=True)
    taken_by = models.TextField(default="")
    ended_at = models.DateTimeField(null=True)
    scope = ArrayField(models.IntegerField())

    class Meta:
        indexes = (models.Index(fields=("target", "state"), name="manual_file_open"),)
        constraints = (
            models.CheckConstraint(name="manual_file_state", condition=models.Q(state__in=FileState.values)),
            models.CheckConstraint(
                name="manual_file_taken",
                condition=models.Q(taken_at__isnull=True, taken_by="")
                | (models.Q(taken_at__isnull=False) & ~models.Q(taken_by="")),
            ),
        )

    def __str__(self) -> str:
        """Show number, target and state."""
        return f"file {self.pk} for {self.target}: {self.state}"


class ManualRow(models.Model):
    """One row of a file: which announcement it carries, and what was written."""

    file = models.ForeignKey(ManualFile, models.PROTECT, related_name="lines")
    outbox = models.ForeignKey(Outbox, models.PROTECT, related_name="+")
    place = models.IntegerField(help_text="row of the sheet, from 2")
    digest = models.BinaryField(help_text="SM3 of the row as written")
    scope = ArrayField(models.IntegerField(), help_text="that of the outbox row")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("file", "outbox"), name="manual_row_once"),)

    def __str__(self) -> str:
        """Show where it stands."""
        return f"row {self.place} of file {self.file_id}"


class AnswerState(models.TextChoices):
    """How far a result file has come."""

    ARRIVED = "arrived", "等待读取"
    READ = "read", "已读取"
    UNREADABLE = "unreadable", "无法读取"


class ManualAnswer(models.Model):
    """A result file of a system, brought back by a person.

    Attributes:
        name: the sealed file's name, as it lies here; it is kept.
        told: counts of what it said: delivered, refused, unclear, known (already settled), unknown.
        remarks: sentences about rows that settle nothing, with their numbers in the file.
    """

    file = models.ForeignKey(ManualFile, models.PROTECT, related_name="answers")
    state = models.TextField(default=AnswerState.ARRIVED)
    name = models.TextField()
    file_name = models.TextField()
    told = models.JSONField(default=dict)
    remarks = models.JSONField(default=list)
    problem = models.TextField(default="")
    brought_at = models.DateTimeField()
    brought_by = models.TextField()
    scope = ArrayField(models.IntegerField())

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="manual_answer_state", condition=models.Q(state__in=AnswerState.values)
            ),
        )

    def __str__(self) -> str:
        """Show of which file it tells."""
        return f"answer {self.pk} to file {self.file_id}: {self.state}"
