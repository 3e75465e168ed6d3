"""Clean values of a column never take the slow way; otherwise millions of rows would."""

from datetime import date

import pyarrow as pa
import pytest

from qinkang.kernel import citizen_id, person_name, phone
from qinkang.kernel.citizen_id import column as id_column
from qinkang.kernel.person_name import column as name_column


@pytest.fixture
def no_slow_way(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a clean value was read one by one")

    monkeypatch.setattr(id_column, "read", refuse)
    monkeypatch.setattr(name_column, "read", refuse)
    monkeypatch.setattr(phone, "read", refuse)


@pytest.mark.usefixtures("no_slow_way")
def test_clean_values_are_read_by_column():
    ids = citizen_id.read_column(
        pa.array(["11010519491231002X", None, "440524188001010014"]), on=date(2025, 6, 30)
    )
    names = person_name.read_column(pa.array(["张三", "欧阳小明", None]))
    phones = phone.read_column(pa.array(["13812345679", None, "13987654320"]))

    assert ids.field("sex").to_pylist() == ["2", None, "1"]
    assert names.field("name").to_pylist() == ["张三", "欧阳小明", None]
    assert phones.field("kind").to_pylist() == ["mobile", None, "mobile"]


@pytest.mark.usefixtures("no_slow_way")
@pytest.mark.parametrize("doubtful", ["11010519491231002x", "110105491231002", "110105194912310021"])
def test_a_doubtful_number_does_take_it(doubtful):
    with pytest.raises(AssertionError, match="one by one"):
        citizen_id.read_column(pa.array([doubtful]), on=date(2025, 6, 30))
