"""模拟全省数据：接收、清洗、比对、入库、报送

在本机生成虚构的老年人和各地报送的文件，经平台接收、清洗、人员比对、入库，再报送到模拟的全国系统，
最后核对双方台账，并打开页面。每次从空库开始，数据放在 var/demo。台账不一致或有行丢失时退出码为 1。
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from qinkang import home, supervisor
from qinkang.commands._demo import simulation
from qinkang.mistake import Mistake
from qinkang.supervisor import Program, Supervisor

TARGET = "national_elderly"
LOOK_EVERY = 1.0  # seconds: each look counts rows that others would rather write
LOOK_EVERY_KILL = 0.25  # while files wait for the one before
WORKERS = 2  # one to a processor of a small machine
STANDSTILL = 180.0  # seconds without any progress after which something is wrong
FAULTY_CALLS = 40  # calls of the receiver among which faults are drawn


def arguments(parser: argparse.ArgumentParser) -> None:
    """规模、结果文件、故障和中断。"""
    parser.add_argument(
        "--scale", type=float, default=0.2, metavar="N", help="规模，1 约为全省老年人的百分之一"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="随机种子，相同的种子得到相同的数据")
    parser.add_argument("--no-serve", action="store_true", help="结束后不打开页面")
    parser.add_argument("--port", type=int, default=8000, metavar="PORT", help="页面的端口，默认 8000")
    parser.add_argument("--json", metavar="FILE", type=Path, help="把汇总写成 JSON")
    parser.add_argument(
        "--faults", metavar="NAME", help="让模拟的全国系统出故障，例如 timeouts、answers、all"
    )
    parser.add_argument("--kill", type=int, default=0, metavar="N", help="随机强行中断各进程 N 次")


def run(options: argparse.Namespace) -> int:
    """Run the whole way once, tell what came of it, and compare the ledgers."""
    console = Console(highlight=False)
    var = home.var() / "demo"
    supervisor.remove(var)
    var.mkdir(mode=0o700, parents=True)
    os.environ.update(QK_VAR=str(var), QK_ROLE="web", DJANGO_SETTINGS_MODULE="qinkang.web.settings")
    if supervisor.database.named_server():
        raise Mistake("演示只用内置数据库。请取消环境变量 DATABASE_URL 和 QK_OWNER_URL 后重试。")
    began = time.monotonic()
    with (
        simulation.send(var / "sent", options.scale, options.seed) as sendings,  # they write while we start
        supervisor.running(),
        Supervisor() as programs,
    ):
        summary = _demonstrate(options, var, sendings, programs, console)
        summary["seconds"] = round(time.monotonic() - began, 1)
        _tell(summary, console)
        if options.json:
            told = json.dumps(summary, ensure_ascii=False, indent=1)
            options.json.write_text(told + "\n", encoding="utf-8")
        if not options.no_serve:
            _serve(options.port, programs, console)
    whole = not summary["ledger_differences"] and summary["receipts"] == summary["rows_received"]
    return 0 if whole else 1


def _serve(port: int, programs: Supervisor, console: Console) -> None:
    """Show who can sign in, and let them until interrupted."""
    from qinkang.commands._demo.officers import make_officers

    table = Table(box=None, pad_edge=False)
    for title in ("用户名", "单位", "一次性口令"):
        table.add_column(title)
    for username, (unit, password) in make_officers().items():
        table.add_row(username, unit, password)
    console.print("演示账号（口令只显示这一次，首次登录须修改；省级账号还须启用动态口令）：")
    console.print(table)
    console.print(f"页面已就绪：http://127.0.0.1:{port}/ ，按 Ctrl+C 结束。")
    programs.wait()


def _start_pages(port: int, programs: Supervisor) -> None:
    """Serve the pages; with kills they are one of the victims."""
    from qinkang.commands.serve import pages
    from qinkang.web import assets

    assets.build()
    programs.start(replace(pages("127.0.0.1", port, 2), too_often=1000))


def _demonstrate(
    options: argparse.Namespace,
    var: Path,
    sendings: simulation.Sendings,
    programs: Supervisor,
    console: Console,
) -> dict[str, Any]:
    logs = home.logs()
    with console.status("正在建立数据库……"), _migrating():
        receiver = simulation.receiver(var, logs / "receiver.log", options.faults, options.seed, FAULTY_CALLS)
        programs.start(receiver.program)
        _set_up_django()
        from qinkang.commands._demo import province
        from qinkang.commands._demo.killing import Killing
    worker = (sys.executable, "-m", "qinkang", "worker")
    environment = {**receiver.environment, "QK_ROLE": "worker"}
    for number in range(1, WORKERS + 1):
        name = f"worker-{number}"
        programs.start(Program(name, worker, logs / f"{name}.log", env=environment, too_often=1000))
    if options.kill or not options.no_serve:
        _start_pages(options.port, programs)
    announced = sendings.announced
    institutions = province.prepare(announced)
    console.print(f"{len(announced.senders)} 个报送系统，{institutions:,} 家机构，{announced.files} 个文件。")
    killing = Killing(programs, options.kill, options.seed)
    killing.start()
    _watch(sendings, killing, console)
    ledger = province.patiently(receiver.ledger)
    outbox = province.outbox(TARGET)
    sendings.wait()
    came = simulation.score(var / "sent", province.found(), var)
    with console.status("正在生成统计数据……"):
        province.make_figures()
    return {
        **province.counts(),
        "deliveries": _by_state(outbox),
        "ledger_differences": simulation.differences(outbox, ledger, var),
        "killed": dict(killing.killed),
        **came,
    }


@contextmanager
def _migrating() -> Iterator[None]:
    """Bring up the database as its owner, in a process of its own: roles are one to a process."""
    command = [sys.executable, "-m", "qinkang", "migrate"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as migrate:
        yield
        _, said = migrate.communicate()
    if migrate.returncode:
        raise Mistake(f"数据库没有建立成功：\n{said.strip()[-2000:]}")


def _set_up_django() -> None:
    import django

    django.setup()


def _watch(sendings: simulation.Sendings, killing: Any, console: Console) -> None:
    """Take in file after file as they are made and show how far everything is, until nothing is left to do.

    With kills, files arrive one after another while processes die, not all before.
    """
    from qinkang.commands._demo import province

    columns = [
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[now]}"),
        TimeElapsedColumn(),
    ]
    with Progress(*columns, console=console, transient=True) as shown:
        files = sendings.announced.files
        intake = shown.add_task("入库", total=files, now="")
        delivery = shown.add_task("报送", total=None, now="")
        arrived, moved, before = 0, time.monotonic(), None
        while True:
            while killing.over and (file := sendings.next()) is not None:
                province.receive(file)
                arrived += 1
            now = province.progress()
            if now.waiting_batches == 0 and (file := sendings.next()) is not None:
                province.receive(file)
                arrived += 1
                continue
            told = sum(now.deliveries.values())
            delivered = now.deliveries.get("delivered", 0)
            shown.update(intake, completed=arrived - now.waiting_batches, now=f"{now.rows:,} 行")
            shown.update(
                delivery, total=told or None, completed=told - _open(now), now=f"{delivered:,} 条已送达"
            )
            if now.done and arrived == files and killing.over:
                return
            state = (arrived, now.rows, now.waiting_batches, dict(now.deliveries), dict(killing.killed))
            if state != before:
                moved, before = time.monotonic(), state
            if time.monotonic() - moved > STANDSTILL:
                raise Mistake(f"{STANDSTILL:.0f} 秒没有进展，请查看 {home.logs()} 中的日志。")
            time.sleep(LOOK_EVERY if killing.over else LOOK_EVERY_KILL)


def _open(now: Any) -> int:
    from qinkang.commands._demo.province import UNDER_WAY

    return sum(now.deliveries.get(state, 0) for state in UNDER_WAY)


def _by_state(outbox: list[tuple[str, int, str]]) -> dict[str, int]:
    """Rows announced by what became of them; versions overtaken before they were sent are told apart."""
    states = [state for _, _, state in outbox]
    return {
        "accepted": states.count("delivered"),
        "refused": states.count("refused"),
        "unreachable": states.count("unreachable"),
        "unclear": states.count("unclear"),
        "waiting": states.count("waiting") + states.count("leased") + states.count("held"),
        "superseded": states.count("superseded"),
    }


def _tell(summary: dict[str, Any], console: Console) -> None:
    """The summary as people read it."""
    sent = summary["deliveries"]
    console.print(_by_dataset(summary))
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(justify="left")
    table.add_column(justify="right")
    table.add_column(style="dim")
    for title, number, remark in (
        ("人员", summary["persons"], "人"),
        ("已送达", sent["accepted"], "条，对方逐条确认"),
        ("被拒收", sent["refused"], "条，需更正后重报"),
        ("结果待核实", sent["unclear"], "条"),
        ("未送达", sent["unreachable"] + sent["waiting"], "条"),
    ):
        table.add_row(title, f"{number:,}", remark)
    console.print(table)
    planted = sum(summary["planted"].values())
    console.print(
        f"植入的问题 {planted:,} 处：查全率 {summary['recall']:.4f}，查准率 {summary['precision']:.4f}；"
        f"临界值 {summary['near_misses']:,} 处，误报 {len(summary['near_misses_fired'])} 处。"
    )
    if summary["killed"]:
        times = "，".join(f"{name} {count} 次" for name, count in sorted(summary["killed"].items()))
        console.print(f"强行中断：{times}。")
    differing = summary["ledger_differences"]
    console.print(
        "双方台账一致。" if not differing else f"[bold]双方台账有 {len(differing)} 处不一致。[/bold]"
    )
    console.print(f"用时 {summary['seconds']} 秒。", style="dim")


def _by_dataset(summary: dict[str, Any]) -> Table:
    """What became of the rows, data set by data set; every row has its receipt."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("")
    for title in ("收到（行）", "接收", "其中自动修正", "其中提示", "存疑", "退回"):
        table.add_column(title, justify="right")
    names = ("received", "accepted", "corrected", "flagged", "held", "rejected")
    lines = {**summary["datasets"], "合计": {name: summary[f"rows_{name}"] for name in names}}
    for title, counts in lines.items():
        table.add_row(title, *(f"{counts[name]:,}" for name in names), style="bold" * (title == "合计"))
    return table
