"""A province in which senders send small files."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime

import psycopg
import pytest
from tests.database.ready import become

from qinkang.accounts.scope import Acting, Scope, acting_as
from qinkang.intake.agreements import confirm_columns, register_sender
from qinkang.intake.landing import Arrival, Landed, land
from qinkang.intake.models import Batch, Finding, Receipt
from qinkang.kernel import clock
from qinkang.pipeline import take_in
from qinkang.readers import open_source, propose
from qinkang.records.models import HealthCheck, Outbox
from qinkang.registry.models import ManagementUnit
from qinkang.standards.datasets import HealthCheck as HEALTH_CHECK

PROVINCE = 1
TABLES = (
    "accounts_tries", "intake_client", "intake_message", "intake_finding", "intake_receipt", "intake_batch", "intake_contract", "intake_sender", "records_attempt",
    "records_outbox", "records_healthcheck", "records_healthcheck_history", "records_personlink",
    "records_person", "records_sighting",
)  # fmt: skip
GOOD = {
    "体检编号": "QS-1",
    "操作": "新增",
    "版本号": "1",
    "姓名": "欧阳试验",
    "身份证号": "610323194912310021",
    "性别": "女",
    "居住区划": "610323101",
    "体检日期": "2025-03-01",
    "体检机构": "岐山县蔡家坡镇卫生院",
    "责任医生": "李医生",
    "左侧收缩压": "130",
    "左侧舒张压": "80",
}


@pytest.fixture
def province(laid_out, database_url) -> Iterator["Province"]:
    """Give a province in which nothing has arrived yet; be the worker."""
    with psycopg.connect(database_url("qk_owner"), autocommit=True) as owner:
        owner.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")
    before = become("qk_worker")
    yield Province()
    become(before)


class Province:
    """What arrives and what became of it."""

    by = Acting(Scope((PROVINCE,)), "user:test", "测试")

    def acting(self, unit: str | None = None):
        """Act in the whole province, or in one unit by its code."""
        units = (PROVINCE,) if unit is None else (ManagementUnit.objects.get(code=unit).pk,)
        return acting_as(Scope(units), actor=self.by.actor, because=self.by.because)

    def sender(self, code="BJ", unit="SX-610300"):
        return register_sender(code, f"系统{code}", ManagementUnit.objects.get(code=unit), by=self.by)

    def lands(self, *rows, sender="BJ", at="2025-10-31", live=True, confirmed=True, columns=None) -> Landed:
        """Let a file of these rows arrive; each row says how it differs from the good one."""
        header = columns or list(GOOD)
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(header)
        writer.writerows([(GOOD | row).get(name, "") for name in header] for row in rows)
        return self.lands_bytes(
            out.getvalue().encode("gb18030"), sender=sender, at=at, live=live, confirmed=confirmed
        )

    def lands_bytes(self, content, *, sender="BJ", at="2025-10-31", live=True, confirmed=True) -> Landed:
        """Let these bytes arrive."""
        if confirmed:
            self.confirms(content, sender)
        moment = datetime.fromisoformat(f"{at}T10:00:00").replace(tzinfo=clock.SHANGHAI)
        arrival = Arrival(self.sender(sender), HEALTH_CHECK.code, "报送.csv", moment, live)
        return land(io.BytesIO(content), arrival, by=self.by)

    def confirms(self, content, sender="BJ"):
        """Let a person confirm the columns as proposed."""
        with open_source(io.BytesIO(content), "报送.csv") as source:
            mapping = propose(source.header, source.sample(), HEALTH_CHECK.columns.values())
        confirm_columns(self.sender(sender), HEALTH_CHECK.code, mapping.confirmation, by=self.by)

    def takes_in(self) -> None:
        """Take in whatever is waiting."""
        while take_in.take_in_next():
            pass

    def takes(self, *rows, **options) -> Batch:
        """Let a file arrive, take it in, and give its batch as it is then."""
        batch = self.lands(*rows, **options).batch
        self.takes_in()
        return self.batch(batch)

    def batch(self, batch) -> Batch:
        with self.acting():
            return Batch.objects.get(pk=batch.pk)

    def receipts(self, batch) -> list[tuple[int, str, str]]:
        """Row, standing and outcome of each receipt."""
        with self.acting():
            rows = Receipt.objects.filter(batch_id=batch.pk).order_by("row_number")
            return list(rows.values_list("row_number", "standing", "outcome"))

    def findings(self, *, current=True) -> list[tuple[int, str, str]]:
        """Row, field and rule of the findings about rows."""
        with self.acting():
            rows = Finding.objects.filter(current=current, row_number__isnull=False).order_by("id")
            return list(rows.values_list("row_number", "field", "rule"))

    def records(self, *fields, unit=None) -> list[tuple]:
        with self.acting(unit):
            return list(HealthCheck.objects.order_by("id").values_list(*fields))

    def announced(self) -> list[tuple[int, str, str]]:
        """Version, operation and state of what is to leave the house."""
        with self.acting():
            return list(Outbox.objects.order_by("id").values_list("version", "operation", "state"))
