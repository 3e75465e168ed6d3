"""The printed JSON Schema, judged by the standard's own reading of it."""

import jsonschema
import pytest

from qinkang.standards.dataset import DATASETS
from qinkang.standards.datasets import HealthCheck
from qinkang.standards.printing.json_schema import json_schema

SCHEMA = json_schema(HealthCheck)
GOOD = {
    "name": "张三",
    "sex": "1",
    "check_date": "2025-03-02",
    "org": "柳林镇卫生院",
    "symptoms": ["2", "3"],
    "pulse": 72,
    "temperature": 36.5,
    "live_region": "610305",
    "phone": None,
    "drugs": [{"name": "硝苯地平", "adherence": "1"}],
    "hospital": [{"admitted": "2024-11", "reason": None}],
    "operation": "1",
}


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.code)
def test_every_schema_is_one(dataset):
    jsonschema.Draft202012Validator.check_schema(json_schema(dataset))


def complaints(record):
    """Say which property each complaint is about; "" for the record itself."""
    found = jsonschema.Draft202012Validator(SCHEMA).iter_errors(record)
    return sorted("/".join(map(str, error.absolute_path)) for error in found)


@pytest.mark.clause("E11")
def test_a_good_record_is_accepted():
    assert complaints(GOOD) == []


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"name": None}, "name"),
        ({"name": ""}, "name"),
        ({"sex": "3"}, "sex"),
        ({"sex": "男"}, "sex"),
        ({"check_date": "2025/3/2"}, "check_date"),
        ({"check_date": "2025-13-02"}, "check_date"),
        ({"symptoms": "2"}, "symptoms"),
        ({"symptoms": ["2", "99"]}, "symptoms/1"),
        ({"symptoms": ["2", "2"]}, "symptoms"),
        ({"pulse": "72"}, "pulse"),
        ({"pulse": 72.5}, "pulse"),
        ({"pulse": 29}, "pulse"),
        ({"pulse": 221}, "pulse"),
        ({"live_region": "6103"}, "live_region"),
        ({"record_no": "9" * 41}, "record_no"),
        ({"drugs": [{"route": "口服"}]}, "drugs/0"),
        ({"drugs": [{"name": "硝苯地平", "colour": "红"}]}, "drugs/0"),
        ({"drugs": [{"name": "硝苯地平"}] * 7}, "drugs"),
        ({"hospital": [{"admitted": "2024-11-03"}]}, "hospital/0/admitted"),
        ({"nickname": "老张"}, ""),
        ({"operation": "4"}, "operation"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_bad_value_is_refused_where_it_stands(change, where):
    assert complaints(GOOD | change) == [where]


@pytest.mark.parametrize("name", [name for name, field in HealthCheck.fields.items() if field.key])
def test_a_record_without_a_key_field_is_refused(name):
    assert complaints({key: value for key, value in GOOD.items() if key != name}) == [""]


def test_codes_carry_their_labels_and_fields_their_need_and_privacy():
    assert {"const": "1", "title": "男性"} in SCHEMA["$defs"]["sex"]["oneOf"]
    assert SCHEMA["properties"]["pulse"] == {
        "title": "脉率",
        "type": ["integer", "null"],
        "x-unit": "次/分",
        "minimum": 30,
        "maximum": 220,
        "x-usual": [45, 120],
        "x-need": "必填",
        "x-privacy": "健康信息",
        "x-clause": "一般状况",
    }
