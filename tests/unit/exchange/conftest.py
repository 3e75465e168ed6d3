"""An invented check-up as the outbox announces it."""

import datetime as dt

import pytest

from qinkang.exchange.connector import Announced
from qinkang.exchange.outcomes import Ref

RECORD = {
    "record_no": "610322-2025-0000123",
    "check_date": dt.date(2025, 4, 9),
    "year": 2025,
    "org": "凤翔区城关镇卫生院",
    "org_uscc": None,
    "doctor": "王不寄出",
    "symptoms": ["2", "3"],
    "height": 165.0,
    "weight": 61.5,
    "sbp_left": 132,
    "diet": [],
    "skin_other": "",
    "hospital": [{"admitted": dt.date(2024, 11, 1), "discharged": None, "reason": "肺炎"}],
}
IDENTITY = {
    "name": "欧阳试验",
    "id_type": "01",
    "id_no": "11010519491231002X",  # the published example of GB 11643
    "sex": "2",
    "birth_date": dt.date(1949, 12, 31),
    "live_region": "610322001001",
    "phone": "13800000000",
    "live_addr": "不寄出的地址",
}


@pytest.fixture
def announced():
    """Make an announced check-up: `announced("subject", 1, operation="update", height=…)`."""

    def make(
        subject="s-1",
        version=1,
        operation="new",
        identity=IDENTITY,
        dataset="elderly.health_check",
        **changes,
    ):
        withdrawn = operation == "withdraw"
        return Announced(
            ref=Ref(subject, version),
            dataset=dataset,
            operation=operation,
            record={} if withdrawn else {**RECORD, **changes},
            identity={} if withdrawn else identity,
        )

    return make
