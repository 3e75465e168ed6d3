"""`./qk`: finds the command, runs it, and turns what went wrong into a sentence and an exit code."""

import argparse
import importlib
import os
import signal
import sys
from typing import NoReturn

from qinkang.commands import Mistake, descriptions

USAGE, BROKEN, INTERRUPTED, TERMINATED = 2, 70, 130, 143


class Parser(argparse.ArgumentParser):
    """Says in Chinese that the arguments are wrong, and where the usage is explained."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"参数不对：{message}\n用法见 {self.prog} --help\n")


def parser_for(argv: list[str]) -> tuple[argparse.ArgumentParser, str | None]:
    """Return the parser and the chosen command; only that command's module is imported."""
    commands = descriptions()
    chosen = next((word for word in argv if not word.startswith("-")), None)
    parser = Parser(prog="./qk", description="秦康：老年健康、妇幼健康、职业健康数据平台", add_help=True)
    choices = parser.add_subparsers(dest="command", metavar="命令", title="命令", required=True)
    for name, description in commands.items():
        one = choices.add_parser(
            name,
            help=description.partition("\n")[0],
            description=description,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if name == chosen:
            importlib.import_module(f"qinkang.commands.{name}").arguments(one)
    return parser, chosen


def record(error: Exception) -> str:
    """Write the traceback under `var/log` and return its path.

    Only the places and the kinds of error are kept: the words of an exception may quote a person's
    data. `QK_TRACEBACK=1` shows the whole of it on the terminal instead.
    """
    from datetime import UTC, datetime

    from qinkang import home
    from qinkang.fault import places

    path = home.logs() / f"error-{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}.log"
    path.touch(mode=0o600)
    path.write_text(places(error), encoding="utf-8")
    return str(path)


def main(argv: list[str]) -> int:
    """Run one command and return the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))  # so that every `with` block ends
    try:
        parser, chosen = parser_for(argv)
        options = parser.parse_args(argv)
        return int(importlib.import_module(f"qinkang.commands.{chosen}").run(options))
    except Mistake as mistake:
        print(mistake, file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader, `head` for example, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("QK_TRACEBACK"):
            raise
        print(
            f"程序内部出错，不是您的操作有误。详情已记录在 {record(error)},请把该文件交给维护人员。",
            file=sys.stderr,
        )
        return BROKEN


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
