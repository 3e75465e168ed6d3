"""Who acted, as pages name them: accounts, jobs, programs, and whatever else stands in the audit trail."""

import pytest
from tests.database.accounts.conftest import act, db, person, unit  # noqa: F401  - fixtures by name

from qinkang.accounts.audit_words import thing_in_words
from qinkang.records.presenters.wording import names_of


def test_an_account_is_called_by_its_name(person):  # noqa: F811
    someone = person("someone")
    actor = f"user:{someone.user.pk}"

    assert names_of([actor, "", actor]) == {actor: someone.user.name}


@pytest.mark.parametrize(
    ("actor", "called"),
    [
        ("user:0", "账号 0"),
        ("user:demo", "演示"),
        ("user:somebody", "系统"),
        ("user:", "系统"),
        ("user:-3", "系统"),
        ("user:³", "系统"),
        (f"user:{'9' * 40}", "系统"),
        ("client:hanzhong", "接口"),
        ("job:take_in", "报送入库"),
        ("job:dropped", "交换目录"),
        ("job:corrections", "系统"),
        ("command:restore", "系统"),
        ("nobody in particular", "系统"),
    ],
)
def test_whoever_is_no_account_has_a_word_and_never_a_code(db, actor, called):  # noqa: F811
    assert names_of([actor]) == {actor: called}


@pytest.mark.parametrize(
    ("kind", "called"),
    [
        ("records_healthcheck", "老年人健康体检"),
        ("records_sighting", "来源身份"),
        ("unheard_of", "unheard_of"),
    ],
)
def test_the_auditor_reads_what_a_table_holds(kind, called):
    assert thing_in_words(kind) == called
