"""What is to leave the house, and every attempt at it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Operation(models.TextChoices):
    """What the receiver is to do."""

    NEW = "new", "新增"
    UPDATE = "update", "更新"
    WITHDRAW = "withdraw", "撤销"


class State(models.TextChoices):
    """Where an announcement stands, told apart by what must happen next."""

    WAITING = "waiting", "待发送"  # a loop may take it
    LEASED = "leased", "发送中"  # a loop has it until `lease_until`; after that it is unclear
    DELIVERED = "delivered", "已送达"  # the receiver has confirmed it
    REFUSED = "refused", "被拒收"  # the receiver said no: a person must act
    UNREACHABLE = "unreachable", "未送出"  # nothing arrived: try again at `next_attempt_at`
    UNCLEAR = "unclear", "待核实"  # it may have arrived: ask before sending again
    SUPERSEDED = "superseded", "已被新版本取代"  # never confirmed, and no longer to be sent
    HELD = "held", "待人工处理"  # a person has stopped it, or must decide


class Outbox(models.Model):
    """One version of one thing, to be told to one receiver. Rows are never deleted.

    `subject` is the receiver's key of the thing: it never changes and identifies no person. Within a
    subject only the newest unsent version is sent; an unclear one blocks the subject until asked.
    `after` names subjects whose newest version must be delivered first. The content is not here: the
    connector reads record `record_id` of `dataset` when it sends.
    """

    target = models.TextField(help_text="code of the receiving system")
    subject = models.TextField()
    dataset = models.TextField(help_text="code of the data set")
    record_id = models.BigIntegerField()
    version = models.IntegerField(help_text="the record's own version that is announced")
    operation = models.TextField()
    state = models.TextField(default=State.WAITING)
    after = ArrayField(models.TextField(), default=list)
    attempts = models.IntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    next_attempt_at = models.DateTimeField(null=True)
    together = models.IntegerField(
        null=True, help_text="most rows in a call with this one in it; less after calls that broke as a whole"
    )
    choked = models.IntegerField(
        db_default=0, default=0, help_text="calls with it in a row that broke as a whole"
    )
    said_code = models.TextField(default="", help_text="the receiver's code of its last answer")
    said = models.TextField(default="", help_text="the receiver's words; shown, never logged")
    scope = ArrayField(models.IntegerField())
    batch_id = models.BigIntegerField(null=True)
    announced_at = models.DateTimeField()

    class Meta:
        indexes = (
            # What a loop looks for: the few rows of its target that still need something.
            models.Index(
                fields=("target", "state", "next_attempt_at", "id"),
                name="outbox_open",
                condition=~models.Q(state__in=[State.DELIVERED.value, State.SUPERSEDED.value]),
            ),
            models.Index(fields=("dataset", "record_id"), name="outbox_record"),
        )
        constraints = (
            models.UniqueConstraint(fields=("target", "subject", "version"), name="outbox_once"),
            models.CheckConstraint(
                name="outbox_state", condition=models.Q(state__in=[one.value for one in State])
            ),
            models.CheckConstraint(
                name="outbox_operation", condition=models.Q(operation__in=[one.value for one in Operation])
            ),
            models.CheckConstraint(
                name="outbox_lease",
                condition=models.Q(state=State.LEASED.value, lease_until__isnull=False)
                | (~models.Q(state=State.LEASED.value) & models.Q(lease_until__isnull=True)),
            ),
        )

    def __str__(self) -> str:
        """Show what goes where."""
        return f"{self.subject} v{self.version} → {self.target}: {self.state}"


class Attempt(models.Model):
    """One attempt to deliver one row: what was asked and what came back, without identity."""

    outbox = models.ForeignKey(Outbox, models.PROTECT, related_name="tries")
    at = models.DateTimeField()
    request_digest = models.BinaryField(help_text="SM3 of the message as sent")
    answer = models.TextField(default="", help_text="the receiver's answer, shortened, without identity")
    outcome = models.TextField(help_text="delivered, refused, unreachable or unclear")
    scope = ArrayField(models.IntegerField(), help_text="that of the outbox row")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="attempt_outcome",
                condition=models.Q(outcome__in=["delivered", "refused", "unreachable", "unclear"]),
            ),
        )

    def __str__(self) -> str:
        """Show which and how it ended."""
        return f"attempt {self.pk}: {self.outcome}"
