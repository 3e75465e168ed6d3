"""Files that people carry: made once, taken once, read back; nothing is sent twice."""

import io

import pytest
from python_calamine import CalamineWorkbook

from qinkang import home
from qinkang.exchange.connectors.manual_national_elderly.connector import ManualNationalElderly, sent_by_file
from qinkang.exchange.targets import targets, targets_of
from qinkang.mistake import Mistake

BY_HAND = "manual_national_elderly"
SETTLED = {"成功": ("QG", ""), "退回": ("", "E1003")}


@pytest.fixture
def carrier(province, monkeypatch):
    """Somebody who carries the check-ups of the province."""
    monkeypatch.setattr(ManualNationalElderly, "sends", frozenset({"elderly.health_check"}))
    targets_of.cache_clear()
    yield Carrier(province)
    targets_of.cache_clear()


class Carrier:
    """Asks for files, takes them, uploads them somewhere, and brings results."""

    def __init__(self, province):
        from qinkang.accounts.scope import Acting

        self.province = province
        self.by = Acting(province.scope, "user:7", "文件上报")
        self.job = Acting(province.scope, "job:exchange", "测试")

    def announces(self, count):
        records = self.province.check_ups(count, announce=False)
        self.province.announce(records, target=BY_HAND)
        return records

    def asks(self):
        from qinkang.exchange.manual.files import ask_for_file, make_next_file
        from qinkang.exchange.models import ManualFile

        file = ask_for_file(BY_HAND, "elderly.health_check", by=self.by)
        assert make_next_file(BY_HAND, self.job)
        with self.province.acting():
            return ManualFile.objects.get(pk=file.pk)

    def takes(self, file):
        from qinkang.exchange.manual.files import take

        _, content = take(file.pk, by=self.by)
        (titles, *rows) = (
            CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        )
        return [dict(zip(titles, row, strict=True)) for row in rows]

    def brings(self, file, rows, **more):
        """Bring a result file as CSV; return what was made of it."""
        from qinkang.exchange.manual.results import bring_answer, read_next_answer
        from qinkang.exchange.models import ManualAnswer

        titles = list(rows[0])
        text = "\n".join(
            ",".join(f'"{row[title]}"' for title in titles) for row in [{one: one for one in titles}, *rows]
        )
        answer = bring_answer(file.pk, io.BytesIO(text.encode()), "结果.csv", by=self.by)
        assert read_next_answer(BY_HAND, self.job)
        with self.province.acting():
            return ManualAnswer.objects.select_related("file").get(pk=answer.pk)

    def state(self, file):
        with self.province.acting():
            file.refresh_from_db()
        return file.state


def settled(row, result, receipt="QG1", code=""):
    return {
        **row,
        "处理结果": result,
        "回执号": receipt,
        "错误代码": code,
        "错误说明": "机构未备案" if code else "",
    }


def test_what_goes_by_file_does_not_go_by_the_interface_as_well(carrier):
    assert targets_of("elderly.health_check") == (BY_HAND,)
    assert targets_of("elderly.death") == ("national_elderly",)
    assert targets() == (BY_HAND, "national_elderly")


def test_a_file_holds_what_waits_in_the_template_of_the_nation(carrier):
    records = carrier.announces(3)

    file = carrier.asks()
    lying = (home.var() / "files" / file.name).read_bytes()
    rows = carrier.takes(file)

    assert [row["业务编号"] for row in rows] == [f"elderly.health_check/{one}" for one in records]
    assert {(row["版本"], row["操作"], row["姓名"], row["体检日期"]) for row in rows} == {
        ("1", "新增", "欧阳试验", "20250409")
    }
    assert rows[0]["药物名称1"] == "氨氯地平" and rows[0]["症状"] == "2,3" and rows[0]["处理结果"] == ""
    assert not {"本人电话", "现住址", "责任医生"} & set(rows[0])
    assert lying[:4] == b"QKSF" and not (home.var() / "files" / "x").exists()
    assert list((home.var() / "files").glob("*")) == []


def test_until_it_is_taken_nothing_has_left_and_afterwards_everything_may_have_arrived(carrier):
    (one,) = carrier.announces(1)

    file = carrier.asks()
    before = carrier.province.row(one).state
    carrier.takes(file)
    carrier.province.change([one], 2, height=166.0)
    row = carrier.province.row(one)

    assert (before, row.state, row.next_attempt_at) == ("leased", "unclear", None)
    assert f"上报文件 {file.pk} 已下载" in row.said
    with pytest.raises(Mistake, match="已经下载过一次"):
        carrier.takes(file)


def test_a_result_file_settles_row_by_row_in_parts_and_tells_what_it_does_not_know(carrier):
    records = carrier.announces(6)
    file = carrier.asks()
    first, second, third, fourth, fifth, sixth = carrier.takes(file)

    part = carrier.brings(
        file,
        [
            settled(first, "成功"),
            settled(second, "退回", receipt="", code="E1003"),
            settled(third, "成功", receipt=""),
            settled(fourth, "成功"),
            settled(fourth, "退回", receipt="", code="E2001"),
            {**settled(fifth, "成功"), "业务编号": "elderly.health_check/0"},
            {**settled(fifth, "成功"), "版本": "9"},
            settled(sixth, ""),
        ],
    )

    assert part.told == {"delivered": 1, "refused": 1, "unclear": 4}
    assert part.remarks == [
        "第 4 行：结果不完整：成功须有回执号，失败须有错误代码，保持待核实。",
        "第 6 行：同一条记录前后结果不同，保持待核实。",
        "第 7、8 行：不在这份上报文件中，没有处理。",
        "第 9 行：没有处理结果，保持待核实。",
    ]
    states = [carrier.province.row(one).state for one in records]
    assert states == ["delivered", "refused", "unclear", "unclear", "unclear", "unclear"]
    assert (carrier.province.row(records[1]).said_code, carrier.state(file)) == ("E1003", "taken")
    assert carrier.province.attempts() == ["delivered", "refused"]

    rest = carrier.brings(file, [settled(row, "成功") for row in (first, third, fourth, fifth, sixth)])

    assert rest.told == {"delivered": 4, "known": 1, "unclear": 0}
    assert carrier.state(file) == "answered"


def test_a_file_that_was_never_uploaded_is_dropped_and_its_rows_wait_again(carrier):
    from qinkang.exchange.manual.files import drop

    records = carrier.announces(3)
    file = carrier.asks()
    rows = carrier.takes(file)
    carrier.brings(file, [settled(rows[0], "成功")])

    with pytest.raises(Mistake, match="请写明"):
        drop(file.pk, by=carrier.by, because=" ")
    assert drop(file.pk, by=carrier.by, because="网站维护，没有上传") == 2

    assert [carrier.province.row(one).state for one in records] == ["delivered", "waiting", "waiting"]
    again = carrier.asks()
    assert again.rows == 2


def test_one_file_at_a_time_for_each_data_set(carrier):
    carrier.announces(1)
    carrier.asks()

    with pytest.raises(Mistake, match="请先下载或作废"):
        carrier.asks()


def test_a_file_of_nothing_says_so(carrier):
    assert carrier.state(carrier.asks()) == "empty"


def test_a_result_file_without_its_columns_is_told_and_changes_nothing(carrier):
    (one,) = carrier.announces(1)
    file = carrier.asks()
    carrier.takes(file)

    answer = carrier.brings(file, [{"姓名": "欧阳试验", "结果": "成功"}])

    assert answer.state == "unreadable" and "业务编号" in answer.problem
    assert carrier.province.row(one).state == "unclear"


def test_a_newer_version_waits_until_the_older_ones_result_is_known(carrier):
    (one,) = carrier.announces(1)
    file = carrier.asks()
    rows = carrier.takes(file)
    with carrier.province.acting():
        from qinkang.records.models import HealthCheck

        HealthCheck.objects.filter(pk=one).update(version=2)
    carrier.province.announce([one], version=2, operation="update", target=BY_HAND)

    assert carrier.state(carrier.asks()) == "empty"
    carrier.brings(file, [settled(rows[0], "成功")])

    assert carrier.asks().rows == 1


def test_an_unknown_data_set_in_the_setting_is_named():
    assert sent_by_file("elderly.death, elderly.contract,") == {"elderly.death", "elderly.contract"}
    with pytest.raises(Mistake, match=r"elderly.living.*elderly.contract"):
        sent_by_file("elderly.living")
