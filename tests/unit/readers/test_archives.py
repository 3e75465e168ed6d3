"""Zip archives as senders send them, and as attackers would."""

import io
import zipfile

import pytest
from tests.unit.readers.test_delimited_files import table

from qinkang.readers import SeveralFiles, Source, Unreadable, open_source

ROWS = "姓名,性别\n张三,男\n".encode()


def archive(files: dict[str, bytes], *, encoding: str = "utf-8") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    plain = data.getvalue()
    if encoding != "utf-8":  # as Windows in China writes names: no mark, GBK
        for name in files:
            plain = plain.replace(name.encode(), name.encode(encoding).ljust(len(name.encode()), b"_"))
    return plain


def reading(data: bytes) -> Source:
    return open_source(io.BytesIO(data), "上报.zip")


def test_the_one_file_in_an_archive_is_read():
    source = reading(
        archive({"2025/": b"", "2025/体检.csv": ROWS, "__MACOSX/._体检.csv": b"x", ".DS_Store": b"y"})
    )

    assert table(source) == [(2, ["张三", "男"])]
    assert source.notes[0] == "读取压缩包中的文件“体检.csv”。"


def test_a_workbook_in_an_archive_is_read():
    from tests.unit.readers.test_workbooks import sheet_of

    source = reading(archive({"体检.xlsx": sheet_of(["姓名", "性别"], ["张三", "男"])}))

    assert (source.format, table(source)) == ("xlsx", [(2, ["张三", "男"])])


def test_of_several_files_each_is_to_be_opened_alone():
    with pytest.raises(SeveralFiles, match="有 2 个文件") as several:
        reading(archive({"一月.csv": ROWS, "二月.csv": ROWS}))

    assert several.value.names == ("一月.csv", "二月.csv")


def test_one_that_says_it_needs_a_program_nobody_has_is_refused_as_damaged():
    from tests.unit.readers.test_workbooks import sheet_of

    for whole in (archive({"体检.csv": ROWS}), sheet_of(["姓名"], ["张三"])):
        changed = bytearray(whole)
        changed[whole.index(b"PK\x01\x02") + 6] = 235  # the version of the format that is needed

        with pytest.raises(Unreadable, match="损坏"):
            reading(bytes(changed))


def with_password(data: bytes) -> bytes:
    changed = bytearray(data)
    changed[6] |= 1
    changed[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


@pytest.mark.parametrize(
    "data, says",
    [
        (archive({}), "压缩包"),
        (archive({"空": b""})[:-30], "压缩包已损坏"),
        (with_password(archive({"a.csv": ROWS})), "设有密码"),
        (archive({"a.zip": archive({"a.csv": ROWS})}), "还有压缩包"),
        (archive({f"{n}.csv": ROWS for n in range(101)}), "一次最多 100 个"),
        (archive({"a.csv": b"a,b\n" + b"0" * (64 << 20)}), "解压后过大"),
    ],
    ids=["nothing", "cut off", "password", "an archive within", "too many", "a bomb"],
)
def test_archives_that_cannot_be_read_are_refused_with_the_reason(data, says):
    with pytest.raises(Unreadable, match=says):
        reading(data)


def test_a_bomb_that_lies_about_its_size_is_stopped_while_it_unpacks():
    data = archive({"a.csv": b"a,b\n" + b"0" * (64 << 20)})
    told = (64 << 20) + 4
    lying = data.replace(told.to_bytes(4, "little"), (100).to_bytes(4, "little"))

    with pytest.raises(Unreadable, match="压缩包"):
        reading(lying)
