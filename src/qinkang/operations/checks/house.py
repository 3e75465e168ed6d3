"""What people must keep up: keys, backups, the calendar."""

from __future__ import annotations

import json
from datetime import datetime

from qinkang import home
from qinkang.kernel import clock
from qinkang.operations.checks import Check, Tone, age
from qinkang.records.key_check import ring_in_force
from qinkang.registry.questions.calendar import calendar_warning, known_until

NOTE = "last-backup.json"
DAILY = 26 * 3600.0  # seconds: a day, and two hours for the backup itself
WEEKLY = 7 * 24 * 3600.0


def keys() -> Check:
    """Whether the key ring is the one this database was written with."""
    ring = ring_in_force()
    return Check("密钥", Tone.GOOD, f"{len(ring.all)} 个密钥，与数据库登记一致")


def backups() -> Check:
    """When the last backup was made, as `./qk backup` noted it."""
    remedy = "请安排每日执行 ./qk backup，并定期试恢复（docs/how-to/back-up.md）。"
    try:
        told = json.loads((home.var() / NOTE).read_text(encoding="utf-8"))
        at = datetime.fromisoformat(told["made_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return Check("备份", Tone.WAIT, "没有备份记录", remedy)
    passed = (clock.now() - at).total_seconds()
    says = f"最近一次在{age(passed)}前（{at:%Y-%m-%d %H:%M}），{told.get('bytes', 0) / 2**20:,.0f} MB"
    if passed > WEEKLY:
        return Check("备份", Tone.BAD, says, remedy)
    return Check("备份", Tone.WAIT if passed > DAILY else Tone.GOOD, says, remedy if passed > DAILY else "")


def calendar() -> Check:
    """Until when working days are known."""
    warning = calendar_warning(clock.today())
    if warning:
        return Check("工作日历", Tone.WAIT, warning, "请省级在“工作日历”中录入放假安排。")
    return Check("工作日历", Tone.GOOD, f"已录入至 {known_until():%Y-%m-%d}")
