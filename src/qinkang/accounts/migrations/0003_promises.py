"""Which kind of account may hold a right, who may touch the tables, and the role templates to begin with."""

from django.db import migrations
from django.utils import timezone

from qinkang.accounts.row_security import Grant

# A right points to its user's number *and* kind. While it lasts an administrator cannot hold it, and its
# holder cannot become one; once ended, `holder` is null and the key lets go (MATCH SIMPLE).
HELD_BY_KIND = """
ALTER TABLE accounts_right ADD CONSTRAINT right_is_held_by_its_kind
    FOREIGN KEY (user_id, holder) REFERENCES accounts_user (id, kind);
ALTER TABLE accounts_keeper ADD CONSTRAINT keeper_is_of_its_kind
    FOREIGN KEY (user_id, holder) REFERENCES accounts_user (id, kind);
"""
HELD_BY_KIND_BACK = """
ALTER TABLE accounts_right DROP CONSTRAINT right_is_held_by_its_kind;
ALTER TABLE accounts_keeper DROP CONSTRAINT keeper_is_of_its_kind;
"""

TEMPLATES = (
    ("老龄查看员", "elderly", ["view"], "查看老龄健康指标与去标识名单"),
    ("老龄数据员", "elderly", ["view", "enter"], "报送、补正老龄健康数据"),
    ("老龄审核员", "elderly", ["view", "review", "export"], "审核上报、发反馈函、导出明细"),
    ("妇幼查看员", "maternal", ["view"], "查看妇幼健康指标与去标识名单"),
    ("妇幼数据员", "maternal", ["view", "enter"], "录入、补正妇幼健康数据"),
    ("妇幼审核员", "maternal", ["view", "review", "export"], "审核更正、日清日结、导出明细"),
    ("出生医学证明签发员", "maternal", ["view", "enter", "issue"], "出生医学证明签发与空白证管理"),
    ("职业健康查看员", "occupational", ["view"], "查看职业健康指标与去标识名单"),
    ("职业健康数据员", "occupational", ["view", "enter"], "报送、补正职业健康档案与报告卡"),
    ("职业健康审核员", "occupational", ["view", "review", "export"], "审核报告卡、导出明细"),
    ("综合查看员", "general", ["view"], "查看机构、字典与数据规范"),
    ("综合管理员", "general", ["view", "enter", "review"], "维护机构、字典与数据规范"),
    ("运维员", "general", ["operate"], "监控、备份与接口运行；不接触可识别个人的数据"),
)


def propose_templates(apps, schema_editor):
    """Put the templates in as proposals: the security administrator approves them."""
    template = apps.get_model("accounts", "RoleTemplate")
    now = timezone.now()
    template.objects.bulk_create(
        template(title=title, line=line, duties=duties, says=says, proposed_at=now)
        for title, line, duties, says in TEMPLATES
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_people")]
    operations = [
        migrations.RunSQL(HELD_BY_KIND, HELD_BY_KIND_BACK),
        migrations.RunPython(propose_templates, migrations.RunPython.noop),
        # Accounts have no row security: signing in happens before there is a scope. The actions ask whose unit.
        Grant("accounts_pastpassword", web=("SELECT", "INSERT")),
        Grant("accounts_signin", web=("SELECT", "INSERT", "UPDATE")),
        Grant("accounts_tries", web=("SELECT", "INSERT", "UPDATE", "DELETE")),
        Grant("accounts_roletemplate", web=("SELECT", "INSERT", "UPDATE (state, decided_by_id, decided_at)")),
        Grant("accounts_right", web=("SELECT", "INSERT", "UPDATE (ended_by_id, ended_at, holder)")),
        Grant("accounts_keeper", web=("SELECT", "INSERT", "UPDATE (ended_by_id, ended_at, holder)")),
        Grant("accounts_recovery", web=("SELECT", "INSERT", "UPDATE (decided_by_id, decided_at, allowed)")),
        # Every stage may put work before people and tell them something.
        Grant("accounts_todo", web=("SELECT", "INSERT", "UPDATE"), worker=("SELECT", "INSERT", "UPDATE")),
        Grant("accounts_notice", web=("SELECT", "INSERT"), worker=("SELECT", "INSERT")),
        Grant("accounts_announcement", web=("SELECT", "INSERT", "UPDATE (withdrawn_at)"), worker=("SELECT",)),
    ]
