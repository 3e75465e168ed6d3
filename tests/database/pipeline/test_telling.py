"""People are told that a batch is in, and what a receiver refused waits for those who review."""

from tests.database.pipeline.test_take_in import OTHER

from qinkang.accounts.models import Notice, ToDo
from qinkang.pipeline.telling import STOPPED, STORED, file_stopped
from qinkang.records.models import Outbox
from qinkang.registry.models import ManagementUnit

TARGET = "national_elderly"


def test_the_senders_unit_is_told_of_a_stored_batch_once(province):
    batch = province.takes({}, {**OTHER, "姓名": ""})
    province.takes_in()

    with province.acting():
        (told,) = Notice.objects.filter(kind=STORED, link__endswith=f"/{batch.pk}/")
        assert told.unit == ManagementUnit.objects.get(code="SX-610300").pk
        assert told.more == "收到 2 行，存疑 0，退回 1"


def test_refused_records_wait_for_a_reviewer_until_none_is_left(province):
    province.takes({}, OTHER)
    with province.acting():
        Outbox.objects.update(state="refused")

    file_stopped(TARGET)
    with province.acting():
        (waits,) = ToDo.objects.filter(kind=STOPPED, settled_at=None)
        assert (waits.count, waits.line, waits.duty) == (2, "elderly", "review")
        Outbox.objects.update(state="superseded")

    file_stopped(TARGET)
    with province.acting():
        assert not ToDo.objects.filter(kind=STOPPED, settled_at=None).exists()
