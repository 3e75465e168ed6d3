"""生成由代码而来的文档（docs/generated）

不带参数时重新生成全部文件。--check 只核对，有过时的文件时逐个列出，退出码为 1，不改动任何文件。
--templates 把各数据集的 Excel 填报模板写到指定的文件夹（模板不随代码保存）。
"""

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import qinkang.cleansing.rules  # noqa: F401  - makes the rules known
from qinkang import home
from qinkang.cleansing.file_check import check_file
from qinkang.cleansing.printing import cleansing_standard, rule_index
from qinkang.cleansing.rulebook import Rulebook
from qinkang.commands import check
from qinkang.commands._documents.clauses import clauses_page
from qinkang.commands._documents.layers import layers_page
from qinkang.commands._documents.manual import commands_page
from qinkang.commands._documents.picture import picture
from qinkang.standards.dataset import DATASETS, Dataset
from qinkang.standards.printing.json_schema import json_schema
from qinkang.standards.printing.markdown import page, table
from qinkang.standards.printing.specification import specification
from qinkang.standards.printing.template import write_template

EXAMPLE = "docs/examples/health_check.csv"
EXAMPLE_RECEIVED = date(2025, 10, 31)


def arguments(parser: argparse.ArgumentParser) -> None:
    """核对或另写模板。"""
    parser.add_argument("--check", action="store_true", help="只核对是否过时，不改动文件")
    parser.add_argument("--templates", metavar="DIR", type=Path, help="把 Excel 填报模板写到这个文件夹")


def run(options: argparse.Namespace) -> int:
    """Write or check docs/generated, or write the templates; 1 if something is stale."""
    if options.templates:
        options.templates.mkdir(parents=True, exist_ok=True)
        for dataset in DATASETS.values():
            write_template(dataset, options.templates / template_name(dataset))
            print(f"已写入 {options.templates / template_name(dataset)}")
        return 0
    root = home.checkout()
    documents, folder = dict(generated(root)), root / "docs/generated"
    stale = differences(documents, folder)
    if options.check:
        for name, why in stale.items():
            print(f"{why}：docs/generated/{name}")
        print("请运行 ./qk docs 重新生成。" if stale else f"{len(documents)} 个文件都是最新的。")
        return 1 if stale else 0
    for name in stale:
        if name in documents:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(documents[name], encoding="utf-8", newline="\n")
        else:
            (folder / name).unlink()
    print(f"共 {len(documents)} 个文件，更新 {len(stale)} 个。")
    return 0


def generated(root: Path) -> Iterator[tuple[str, str]]:
    """Name below docs/generated and text of every document; the same repository gives the same texts."""
    for dataset in DATASETS.values():
        yield f"{dataset.code}/specification.md", specification(dataset)
        yield f"{dataset.code}/cleansing.md", cleansing_standard(dataset)
        schema = json.dumps(json_schema(dataset), ensure_ascii=False, indent=1)
        yield f"{dataset.code}/schema.json", schema + "\n"
    yield "datasets.md", datasets_page()
    yield "rules.md", rule_index()
    yield "clauses.md", clauses_page(root)
    yield "layers.md", layers_page(root)
    yield "commands.md", commands_page()
    yield "check.svg", check_picture(root)


def differences(documents: dict[str, str], folder: Path) -> dict[str, str]:
    """Files that are not as they would be made now, each with the reason, by name."""
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    found = {name: "缺少" for name in documents if name not in there}
    found |= {name: "多余" for name in there if name not in documents}
    found |= {
        name: "过时"
        for name in documents
        if name in there and there[name].read_bytes() != documents[name].encode()
    }
    return dict(sorted(found.items()))


def datasets_page() -> str:
    """The data sets with their documents."""
    return page(
        "# 数据集",
        "填报模板由 `./qk docs --templates 文件夹` 写出。",
        table(
            ("代码", "名称", "版本", "字段数", "文档", "填报模板"),
            (
                (
                    f"`{d.code}`",
                    d.title,
                    d.edition,
                    str(len(d.fields) + sum(len(part.fields) for part in d.parts.values())),
                    f"[数据规范]({d.code}/specification.md) [清洗规范]({d.code}/cleansing.md) "
                    f"[JSON Schema]({d.code}/schema.json)",
                    template_name(d),
                )
                for d in DATASETS.values()
            ),
        ),
    )


def template_name(dataset: Dataset) -> str:
    """What the template of a data set is called."""
    return f"{dataset.title}填报模板_{dataset.edition}.xlsx"


def check_picture(root: Path) -> str:
    """What `./qk check` says of the example file, as it looks on a terminal."""
    found = check_file(DATASETS["elderly.health_check"], root / EXAMPLE, Rulebook.packaged(EXAMPLE_RECEIVED))
    command = f"./qk check elderly.health_check {EXAMPLE} --as-of {EXAMPLE_RECEIVED}"
    return picture("./qk check 的输出", command, lambda console: check.tell(found, console))
