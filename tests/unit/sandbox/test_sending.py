"""Which people stand in whose files, and the habits of sending: in parts, twice, whole, an earlier year."""

import csv
import io
import json
import zipfile
from collections import Counter

import numpy as np
import openpyxl
import pytest

from qinkang.readers import open_source, propose
from qinkang.sandbox.people import Population, places
from qinkang.sandbox.senders import AGAIN, NEW, REVISED, SENDERS, WHOLE
from qinkang.sandbox.senders.sender import Sender, covering
from qinkang.sandbox.truth import on_form


def of(sent, code, dataset="elderly.health_check"):
    return [file for file in sent if file.sender == code and file.dataset == dataset]


def columns_of(file):
    """The cells of a file by field, as its reader and a confirmed mapping give them; a lost line is empty."""
    fields = SENDERS[file.sender].layouts[0].dataset.columns.values()
    with open_source(file.path) as source:
        mapping = propose(source.header, source.sample(), fields, above=source.header_above)
        chunks = list(source.chunks())
    assert mapping.problems == ()
    columns = {name: [None] * file.rows for name in mapping.fields}
    for chunk in chunks:
        rows = [row - file.first_row for row in chunk.row_numbers.to_pylist()]
        for name, place in mapping.fields.items():
            for row, text in zip(rows, chunk.batch.column(place).to_pylist(), strict=True):
                columns[name][row] = text
    return columns


def test_every_data_set_speaks_of_everybody_once(population):
    seen = Counter()
    for _, layout, mask in covering(population, SENDERS.values()):
        seen[layout.dataset.code] += mask.astype(int)
    assert seen
    assert all((times == 1).all() for times in seen.values())


def test_a_towns_own_system_goes_before_its_citys_and_that_before_the_provinces(population):
    whose = {}
    for sender, layout, mask in covering(population, SENDERS.values()):
        if layout is sender.layouts[0]:
            whose[sender.code] = set(population.where(mask).village)
    assert {code[:9] for code in whose["XX-JKGL"]} <= set(places.XIXIAN)
    assert {code[:6] for code in whose["XX-JKGL"]} == {"610402", "610404", "610116"}
    assert {code[:6] for code in whose["YGL-JKDA"]} == {"610403"}
    assert not any(code.startswith(("610403", *places.XIXIAN)) for code in whose["XY-JKDA"])
    assert any(code.startswith("610402") for code in whose["XY-JKDA"])


def test_there_are_fourteen_senders_and_no_two_write_alike():
    ways = {
        (type(layout.form), layout.form, layout.spelling.codes, tuple(layout.headers), layout.number)
        for sender in SENDERS.values()
        for layout in sender.layouts[:1]
    }
    assert len(ways) == len(SENDERS) >= 14
    units = {sender.unit for sender in SENDERS.values()}
    assert {f"SX-61{city:02d}00" for city in range(1, 11)} | {"SX-YL", "SX-XX", "SX-610581"} <= units


@pytest.mark.parametrize("code", SENDERS)
def test_every_column_is_known_by_its_header(sent, code):
    for layout in SENDERS[code].layouts:
        file = next((f for f in of(sent, code, layout.dataset.code) if f.kind == NEW), None)
        if file is None:
            continue
        with open_source(file.path) as source:
            fields = layout.dataset.columns.values()
            mapping = propose(source.header, source.sample(), fields, above=source.header_above)
        wanted = set(layout.fields or on_form(layout.dataset))
        assert mapping.problems == ()
        found = set(mapping.fields) - {"operation", "source_version", "source_no"}
        # of an export that leaves empty items out, what nobody has is no column
        assert found == wanted if file.path.suffix != ".jsonl" else found <= wanted


def test_a_year_in_three_files_is_parted_by_day_and_a_few_come_late(sent):
    first, second, third = (file for file in of(sent, "XA-JCWS") if file.kind == NEW)
    assert first.sent_on < second.sent_on < third.sent_on
    columns = [columns_of(file) for file in (first, second, third)]
    months = [Counter(text[5:7] for text in one["check_date"] if text) for one in columns]
    assert not {"06", "09"} & {month for month, count in months[0].items() if count > 5}
    late = sum(count for month, count in months[1].items() if month <= "04")
    early = sum(count for month, count in months[0].items() if month <= "04")
    assert 0.03 < late / (late + early) < 0.15


def test_a_file_sent_twice_is_the_same_to_the_byte(sent):
    again = next(file for file in sent if file.kind == AGAIN)
    first = next(file for file in of(sent, again.sender) if file.kind == NEW)
    assert again.path != first.path
    assert again.path.read_bytes() == first.path.read_bytes()
    assert again.planted == ()


def test_the_whole_stock_sent_again_says_the_same_but_for_a_few_rows_gone(sent):
    again = next(file for file in sent if file.kind == WHOLE)
    first = next(file for file in of(sent, again.sender) if file.kind == NEW)
    assert SENDERS[again.sender].layouts[0].whole
    before, after = (Counter(columns_of(file)["record_no"]) for file in (first, again))
    assert set(after) < set(before)
    assert 0 < len(set(before) - set(after)) < 0.02 * len(before)
    planted = {(label.rule, label.says) for label in first.planted}
    assert {(label.rule, label.says) for label in again.planted} <= planted


def test_an_earlier_year_is_history_and_never_live(sent):
    earlier = [file for file in sent if not file.live]
    assert [file.sender for file in earlier] == ["HZ-LNJK"]
    assert set(filter(None, columns_of(earlier[0])["year"])) >= {"2024"}


def test_rows_said_twice_say_the_same_and_have_nothing_planted(sent):
    for file in of(sent, "BJ-JGWX"):
        if file.kind != NEW:
            continue
        lines = [tuple(row) for row in zip(*columns_of(file).values(), strict=True)]
        assert file.repeated
        for row in file.repeated:
            assert lines.count(lines[row]) == 2
        assert not {label.row for label in (*file.planted, *file.near_misses)} & set(file.repeated)


def test_whoever_is_examined_after_death_is_labelled_and_nothing_else_is_wrong(sent, population):
    claims = [label for file in sent for label in file.planted if label.rule in ("C-45", "C-46")]
    died = dict(zip(population.id_no, population.died, strict=True))
    for file in of(sent, "BJ-JGWX"):
        if file.kind != NEW:
            continue
        labelled = {label.row: label.rule for label in file.planted}
        columns = columns_of(file)
        for row, (number, text) in enumerate(zip(columns["id_no"], columns["check_date"], strict=True)):
            if labelled.get(row) in ("C-45", "C-46"):
                days = (np.datetime64(text) - died[number]).astype(int)
                assert days > 90 if labelled[row] == "C-46" else 7 < days <= 90
            elif row not in labelled and number in died:
                assert not died[number] < np.datetime64(text)
    assert 60 < len(claims) <= population.claimed.sum()


def test_people_die_more_in_winter():
    population = Population.of(0.3, seed=5)
    died = ~np.isnat(population.died)
    assert 0.03 < died.mean() < 0.09
    winter = np.isin(population.died[died].astype("datetime64[M]").astype(int) % 12 + 1, (12, 1, 2))
    assert 0.2 < winter.mean() < 0.45


def test_numbers_are_text_where_everything_is_text(sent):
    whole = next(file for file in of(sent, "XY-JKDA") if file.kind == NEW)
    sheet = openpyxl.load_workbook(whole.path).active
    values = [cell.value for row in sheet.iter_rows(min_row=whole.first_row, max_row=60) for cell in row]
    assert {type(value) for value in values} == {str, type(None)}


def test_digits_are_wide_where_that_is_the_habit(sent):
    file = next(file for file in of(sent, "AK-LNTZ") if file.kind == NEW)
    assert file.habits == ("C-34",)
    heights = columns_of(file)["height"]
    assert sum(text.startswith("１") for text in heights if text) > 0.8 * len(heights)


def test_an_archive_holds_one_file_of_its_name(sent):
    file = next(file for file in of(sent, "SL-SJSB") if file.kind == NEW)
    with zipfile.ZipFile(file.path) as archive:
        (name,) = archive.namelist()
        assert name == file.path.with_suffix(".csv").name
        text = archive.read(name).decode("gb18030", "surrogateescape")
    assert len(list(csv.reader(io.StringIO(text)))) == file.rows + 1


def test_empty_items_are_left_out_of_json(sent):
    file = next(file for file in of(sent, "YA-QYPT") if file.kind == NEW)
    lines = file.path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == file.rows
    assert all("" not in json.loads(line).values() for line in lines)


def test_a_sender_of_one_village_leaves_the_rest_to_the_province(population):
    village = population.village[0]
    layout = next(iter(SENDERS.values())).layouts[0]
    local = Sender("V", "村", "SX-610000", (village,), (layout,))
    others = Sender("P", "省", "SX-610000", ("61",), (layout,))
    masks = {sender.code: mask for sender, _, mask in covering(population, (others, local))}
    assert set(population.where(masks["V"]).village) == {village}
    assert (masks["V"] ^ masks["P"]).all()


def test_corrections_come_a_week_after_and_only_from_those_who_correct(sent):
    for file in sent:
        if file.kind == REVISED:
            assert (file.sent_on.month, file.sent_on.day) == (11, 7)
            assert file.revised
    assert not any(file.kind == REVISED for file in of(sent, "YGL-JKDA"))
