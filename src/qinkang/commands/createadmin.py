"""建立系统、安全或审计管理员

三类管理员互斥：一人只能有一个账号，一个账号只有一类。不给出参数时逐项询问。显示的一次性口令24小时内有效，首次登录时
须修改，并启用动态口令。身份证件号码从标准输入读取，不接受作为参数，也不保存原文。
"""

import argparse
import getpass
import os
import sys

import django

from qinkang import supervisor
from qinkang.kernel import citizen_id, clock
from qinkang.mistake import Mistake

KINDS = {"system": "系统管理员", "security": "安全管理员", "audit": "审计管理员"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be said beforehand; the ID number is always asked for."""
    parser.add_argument("--kind", choices=KINDS, help="类别：system 系统，security 安全，audit 审计")
    parser.add_argument("--username", metavar="NAME", help="用户名")
    parser.add_argument("--name", metavar="NAME", help="姓名")


def run(options: argparse.Namespace) -> int:
    """Ask, make the account, print its one-time password."""
    kind = options.kind or asked(f"类别（{'，'.join(f'{code} {title}' for code, title in KINDS.items())}）：")
    if kind not in KINDS:
        raise Mistake(f"没有“{kind}”这一类管理员，只能是：{'、'.join(KINDS)}。")
    username = options.username or asked("用户名：")
    name = options.name or asked("姓名：")
    reading = citizen_id.read(id_number(), on=clock.today())
    if reading.problem:
        raise Mistake("身份证件号码不正确，没有建立账号。请核对后重新运行。")
    os.environ["QK_ROLE"] = "web"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qinkang.web.settings")
    with supervisor.running():
        django.setup()
        password = made(kind, username, name, reading.number)
    print(f"已建立{KINDS[kind]} {username}。\n一次性口令（只显示这一次，24小时内有效）：{password}")
    return 0


def made(kind: str, username: str, name: str, number: str) -> str:
    """Make the account and return its one-time password. Raises Mistake for a person who has one."""
    from django.conf import settings
    from django.core.exceptions import ValidationError

    from qinkang.accounts.actions.offices import make_administrator
    from qinkang.accounts.forms.people import person_index
    from qinkang.accounts.models import User
    from qinkang.accounts.models.user import normal_username
    from qinkang.accounts.scope import Scope, acting_as

    index = person_index(number)
    with acting_as(Scope(()), actor="command:createadmin", because="建立管理员"):
        try:
            username = normal_username(username)
        except ValidationError as error:
            raise Mistake(error.messages[0]) from None
        if held := User.objects.filter(person_index=index).first():
            raise Mistake(
                f"这个人已经有账号（{held.get_kind_display()}）。一人只能有一个账号，三类管理员不能兼任。"
            )
        if User.objects.filter(username=username).exists():
            raise Mistake("这个用户名已经有人使用，请换一个。")
        _, password = make_administrator(
            username=username, name=name, kind=kind, person_index=index, hours=settings.ONE_TIME_HOURS
        )
    return password


def asked(question: str) -> str:
    """Ask on the terminal, or read the next line of what is fed in."""
    found = input(question if sys.stdin.isatty() else "").strip()
    if not found:
        raise Mistake("没有填写，没有建立账号。")
    return found


def id_number() -> str:
    """Ask for the ID number without showing it."""
    try:
        return getpass.getpass("身份证件号码（不显示）：") if sys.stdin.isatty() else input()
    except EOFError:
        raise Mistake("没有输入身份证件号码，没有建立账号。") from None
