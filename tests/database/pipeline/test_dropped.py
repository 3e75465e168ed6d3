"""Files that a sender's system puts into the watched folder. All persons are invented."""

import os
import time

import pytest
from tests.database.pipeline.conftest import GOOD

from qinkang.intake.models import Batch
from qinkang.pipeline import dropped

DATASET = "elderly.health_check"


@pytest.fixture
def drop(province, tmp_path, monkeypatch):
    """Give a function that puts a file down as if it had lain there for some seconds."""
    monkeypatch.setenv("QK_DROP", str(tmp_path))
    content = (",".join(GOOD) + "\n" + ",".join(GOOD.values()) + "\n").encode("gb18030")
    province.confirms(content)

    def put(name, *, sender="BJ", dataset=DATASET, content=content, lain=60.0):
        path = tmp_path / sender / dataset / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (time.time() - lain,) * 2)
        return path

    return put


def batches(province):
    with province.acting():
        return list(Batch.objects.order_by("id").values_list("file_name", "state"))


def test_a_file_is_taken_up_and_only_then_removed(province, drop):
    path = drop("三月.csv")

    assert dropped.take_up() == 1
    province.takes_in()

    assert batches(province) == [("三月.csv", "stored")]
    assert province.records("source_no") == [("QS-1",)]
    assert not path.exists()
    (note,) = path.parent.iterdir()
    assert note.read_text(encoding="utf-8").startswith("已接收，批次 ")
    assert dropped.take_up() == 0


def test_a_file_that_may_still_grow_is_left_alone(province, drop):
    drop("写入中.csv", lain=1.0)
    drop("传输中.csv.part")
    drop(".隐藏.csv")

    assert dropped.take_up() == 0
    assert batches(province) == []


def test_a_file_put_down_again_after_a_crash_is_the_same_batch(province, drop):
    drop("三月.csv")
    dropped.take_up()

    drop("三月（再次）.csv")

    assert dropped.take_up() == 1
    assert batches(province) == [("三月.csv", "landed")]


@pytest.mark.parametrize(
    "folder, says", [({"sender": "不存在"}, "没有代码为"), ({"dataset": "elderly.nothing"}, "没有数据集")]
)
def test_what_nobody_agreed_to_stays_with_a_note_beside_it(province, drop, folder, says):
    path = drop("三月.csv", **folder)

    for _ in range(2):
        assert dropped.take_up() == 0

    assert path.exists()
    assert says in path.with_name("三月.csv.说明.txt").read_text(encoding="utf-8")
    assert batches(province) == []


def test_a_link_to_somewhere_else_is_not_followed(province, drop, tmp_path):
    secret = tmp_path / "秘密.csv"
    secret.write_bytes(b"x")
    os.utime(secret, (time.time() - 60,) * 2)
    link = tmp_path / "BJ" / DATASET / "链接.csv"
    link.parent.mkdir(parents=True)
    link.symlink_to(secret)

    assert dropped.take_up() == 0
    assert secret.exists()


def test_each_file_of_an_archive_becomes_a_batch(province):
    import io
    import zipfile

    def row(number):
        return (",".join(GOOD) + "\n" + ",".join((GOOD | {"体检编号": number}).values()) + "\n").encode()

    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("一月.csv", row("QS-1"))
        archive.writestr("二月.csv", row("QS-2").replace(b"2025-03-01", b"2025-04-01"))
    province.confirms(row("QS-1"))
    province.lands_bytes(data.getvalue(), confirmed=False)
    province.takes_in()

    assert batches(province) == [
        ("报送.csv", "split"), ("报送.csv/一月.csv", "stored"), ("报送.csv/二月.csv", "stored"),
    ]  # fmt: skip
    assert province.records("source_no") == [("QS-1",), ("QS-2",)]
