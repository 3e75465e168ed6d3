"""Checking a file: what is counted, what is told, what is kept quiet."""

from datetime import date
from pathlib import Path

import pytest

import qinkang.cleansing.rules  # noqa: F401
from qinkang.cleansing import cleansed
from qinkang.cleansing.file_check import FileCheck, MappingUnclear, check_file
from qinkang.cleansing.rulebook import Rulebook
from qinkang.standards.datasets import HealthCheck

GOOD = {
    "姓名": "张三",
    "身份证号": "11010519491231002X",
    "性别": "2",
    "体检日期": "2025-03-01",
    "体检机构": "岐山县蔡家坡镇卫生院",
    "责任医生": "李医生",
    "左侧收缩压": "130",
    "左侧舒张压": "80",
    "空腹血糖": "5.4",
}


@pytest.fixture
def check(tmp_path: Path):
    def checked(*rows: dict[str, str], header: dict[str, str] | None = None, **options: bool) -> FileCheck:
        lines = [",".join((header or {}).get(name, name) for name in GOOD)]
        lines += [",".join((GOOD | row)[name] for name in GOOD) for row in rows]
        file = tmp_path / "报送.csv"
        file.write_text("\n".join(lines) + "\n", encoding="gb18030")
        return check_file(HealthCheck, file, Rulebook.packaged(date(2025, 10, 31)), **options)

    return checked


def of_rows(check: FileCheck) -> list[tuple[int, str | None, str, str]]:
    return [(f.row, f.field, f.rule, f.severity) for f in check.findings if f.row is not None]


def test_a_good_row_is_accepted_without_a_word(check):
    done = check({})

    assert of_rows(done) == []
    assert (done.counts["rows"], done.counts["accepted"], done.rejected) == (1, 1, 0)


def test_every_row_is_counted_once_as_accepted_held_or_rejected(check):
    done = check({}, {"姓名": ""}, {"身份证号": "110105194912310021"}, {"体检日期": "2025/3/1"})

    counts = done.counts
    assert counts["rows"] == 4 == counts["accepted"] + counts["held"] + counts["rejected"]
    assert (counts["held"], counts["rejected"], counts["corrected"]) == (1, 1, 1)


def test_rows_are_numbered_as_a_person_sees_them_in_the_file(check):
    done = check({}, {"左侧收缩压": "999"})

    assert of_rows(done) == [(3, "sbp_left", "C-52", "correct")]


def test_a_value_that_was_taken_away_is_not_also_told_as_missing(check):
    done = check({"左侧收缩压": "80", "左侧舒张压": "80"}, {"左侧收缩压": "", "左侧舒张压": ""})

    assert of_rows(done) == [
        (2, "sbp_left", "C-54B", "correct"),
        (3, "sbp_left", "K-02", "flag"),
        (3, "dbp_left", "K-02", "flag"),
    ]


def test_an_absent_mandatory_column_is_one_finding_for_the_file(check):
    done = check({}, {}, {})

    absent = [f for f in done.findings if f.field == "temperature"]
    assert [(f.row, f.rule, f.severity) for f in absent] == [(None, "K-03", "flag")]
    assert not [f for f in done.findings if f.rule == "K-02"]


def test_values_are_masked_unless_asked_for(check):
    row = {"身份证号": "11010519491231002x", "姓名": "张 三"}

    masked = {f.field: f.value for f in check(row).findings if f.row}
    shown = {f.field: f.value for f in check(row, show_values=True).findings if f.row}

    assert masked == {"id_no": "1***************2x", "name": "张*"}
    assert shown == {"id_no": "11010519491231002x", "name": "张 三"}


@pytest.mark.parametrize(
    ("header", "value", "expected"),
    [
        ("空腹血糖", "126", "C-68R"),  # no unit anywhere: milligrams per decilitre, converted
        ("空腹血糖(mmol/L)", "126", "C-68"),  # the header says mmol/L: the value is impossible
        ("空腹血糖(mg/dL)", "98", "C-68R"),  # the header says mg/dL: converted whatever it is
    ],
)
def test_the_unit_in_a_header_decides_about_values_without_one(check, header, value, expected):
    done = check({"空腹血糖": value}, header={"空腹血糖": header})

    assert [rule for _, field, rule, _ in of_rows(done) if field == "fpg"] == [expected]


def test_many_rows_are_judged_as_few_rows_are(check, monkeypatch):
    rows = [
        {},
        {"左侧收缩压": "17.3", "左侧舒张压": "10.7"},
        {"姓名": ""},
        {"空腹血糖": "１２６"},
        {"左侧收缩压": "60"},
    ]
    few = check(*rows)
    monkeypatch.setattr(cleansed, "FEW", 500)
    times = 50

    many = check(*rows * times)

    assert of_rows(many) == [
        (row + turn * len(rows), field, rule, severity)
        for turn in range(times)
        for row, field, rule, severity in of_rows(few)
    ]
    assert {name: count * times for name, count in few.counts.items()} == dict(many.counts)


def test_two_columns_for_one_field_stop_the_check_and_name_both(check):
    with pytest.raises(MappingUnclear, match=r"身份证号.*公民身份号码|公民身份号码.*身份证号"):
        check({}, header={"责任医生": "公民身份号码"})


def test_a_key_field_without_a_column_stops_the_check(check):
    with pytest.raises(MappingUnclear, match="体检日期"):
        check({}, header={"体检日期": "甲"})


def test_a_number_of_somebody_in_a_wrong_column_is_masked(check):
    rows = [{"左侧收缩压": text} for text in ("11010519491231002X", "电话13991700001", "9" * 4_000)]

    values = [f.value for f in check(*rows).findings if f.row and f.field == "sbp_left"]

    assert values == ["****", "电话****", "9" * 60 + "…"]
