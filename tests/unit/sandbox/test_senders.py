"""The files as they lie there: layout, spelling, repeatability, corrections, and the ledger."""

import csv
import json
from datetime import date, datetime

import openpyxl
import pytest

from qinkang.sandbox.people import Population
from qinkang.sandbox.senders import NEW, REVISED, SENDERS, send_all
from qinkang.sandbox.senders.baoji import BAOJI
from qinkang.sandbox.senders.hanzhong import HANZHONG
from qinkang.sandbox.truth import on_form
from qinkang.standards.datasets import HealthCheck


def of(sent, sender, kind=NEW):
    return [
        file
        for file in sent
        if (file.sender, file.dataset, file.kind) == (sender.code, HealthCheck.code, kind)
    ]


def lines_of(file):
    with file.path.open(encoding="gb18030", errors="surrogateescape", newline="") as opened:
        return list(csv.reader(opened))


@pytest.fixture(scope="module")
def workbook(sent):
    return openpyxl.load_workbook(of(sent, HANZHONG)[-1].path).active


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    population = Population.of(0.03, seed=3)
    one = list(send_all(population, tmp_path / "one", 3))
    again = list(send_all(population, tmp_path / "again", 3))
    other = list(send_all(population, tmp_path / "other", 4))
    assert [file.path.read_bytes() for file in one] == [file.path.read_bytes() for file in again]
    assert one[-1].path.read_bytes() != other[-1].path.read_bytes()
    assert (tmp_path / "one/labels.json").read_bytes() == (tmp_path / "again/labels.json").read_bytes()


def test_headers_can_be_known_from_the_declaration(sent, workbook):
    known = {text: f.name for f in HealthCheck.columns.values() for text in (f.title, *f.aliases)}
    header = lines_of(of(sent, BAOJI)[0])[0]
    assert [known[text] for text in header] == [*BAOJI.layouts[0].fields, "operation", "source_version"]
    upper, lower = ([cell.value for cell in workbook[row]] for row in (3, 4))
    leaves = [low or up for up, low in zip(upper, lower, strict=True)]
    assert leaves[0] == "序号"
    assert [known[text] for text in leaves[1:]] == list(HANZHONG.layouts[0].fields)


def test_the_flat_file_counts_rows_as_people_do(sent):
    for file in of(sent, BAOJI):
        lines = lines_of(file)
        assert len(lines) == file.rows + file.first_row - 1
        assert {len(line) for line in lines} == {len(lines[0])}
        nameless = [label.row for label in file.planted if label.says == "姓名为空"]
        assert nameless
        place = lines[0].index("姓名")
        assert all(lines[row + file.first_row - 1][place] == "" for row in nameless)


def test_the_workbook_has_titles_merged_headers_and_real_dates(sent, workbook):
    merged = {str(cells) for cells in workbook.merged_cells.ranges}
    assert {"A3:A4", "B3:B4"} <= merged
    assert any(workbook[cells.split(":")[0]].value == "血压(mmHg)" for cells in merged)
    lower = [cell.value for cell in workbook[4]]
    upper = [cell.value for cell in workbook[3]]
    first = [cell.value for cell in workbook[5]]
    assert len(first) == len(lower)
    assert workbook.max_row == of(sent, HANZHONG)[-1].rows + 4
    dates = [workbook.cell(row, upper.index("体检日期") + 1).value for row in range(5, 105)]
    assert sum(isinstance(value, date | datetime) for value in dates) > 90
    weights = [workbook.cell(row, upper.index("体重") + 1).value for row in range(5, 105)]
    assert sum(isinstance(value, int | float) for value in weights) > 85


def test_labels_stand_in_place_of_codes(workbook):
    upper = [cell.value for cell in workbook[3]]
    sexes = {workbook.cell(row, upper.index("性别") + 1).value for row in range(5, 105)}
    assert sexes == {"男", "女"}


def layouts():
    return [(sender, layout) for sender in SENDERS.values() for layout in sender.layouts]


@pytest.mark.parametrize(
    ("sender", "layout"), layouts(), ids=lambda one: getattr(one, "code", one.__class__.__name__)
)
def test_every_way_to_write_a_code_can_be_read_back(sender, layout):
    for name in layout.fields or on_form(layout.dataset):
        field = layout.dataset.columns[name]
        codes = getattr(field, "codes", None)
        for code in codes.labels if codes else ():
            assert codes.spellings[layout.spelling(field, code)] == code


def test_a_correction_names_a_row_sent_before_and_carries_the_next_version(sent):
    lines = lines_of(of(sent, BAOJI)[-1])
    before = {line[0]: line for line in lines[1:]}
    (correction,) = of(sent, BAOJI, REVISED)
    again = lines_of(correction)[1:]
    weight = lines[0].index("体重")
    for place, line in enumerate(again):
        assert line[-1] == "2"
        assert line[-2] == ("作废" if place in correction.withdrawn else "修订")
        assert float(line[weight]) == pytest.approx(float(before[line[0]][weight]) + 0.6)
    assert correction.revised
    assert correction.withdrawn


def test_a_sender_without_operations_only_corrects(sent):
    (correction,) = of(sent, HANZHONG, REVISED)
    assert correction.withdrawn == ()
    assert len(correction.revised) == correction.rows


def test_record_numbers_are_unique_but_for_rows_said_twice(sent):
    said_twice = sum(len(file.repeated) for file in of(sent, BAOJI))
    numbers = [line[0] for file in of(sent, BAOJI) for line in lines_of(file)[1:]]
    assert said_twice
    assert len(set(numbers)) == len(numbers) - said_twice


def test_a_missing_mandatory_column_is_told(sent):
    assert {file.lacks for file in of(sent, HANZHONG)} == {("dullness",)}
    assert {file.lacks for file in of(sent, BAOJI)} == {()}


def test_the_ledger_tells_every_label_and_nothing_of_anybody(sent):
    text = (sent[0].path.parent / "labels.json").read_text(encoding="utf-8")
    ledger = json.loads(text)
    for told, file in zip(ledger["files"], sent, strict=True):
        assert told["file"] == file.path.name
        assert [one["row"] for one in told["planted"]] == [one.row + file.first_row for one in file.planted]
        assert [one["rule"] for one in told["near_misses"]] == [one.rule for one in file.near_misses]
    lines = lines_of(of(sent, BAOJI)[-1])
    for header in ("姓名", "身份证件号码", "本人电话", "现住址"):
        place = lines[0].index(header)
        assert not any(len(line[place]) > 3 and line[place] in text for line in lines[1:])


def test_senders_are_known_by_their_code():
    assert all(code == sender.code for code, sender in SENDERS.items())
    assert len({sender.title for sender in SENDERS.values()}) == len(SENDERS)
