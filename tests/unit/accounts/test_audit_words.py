"""Whatever the code writes into the audit trail, the auditor reads in words."""

import ast

import pytest

from qinkang import home
from qinkang.accounts.audit_words import ACTIONS, THINGS, action_in_words, actor_in_words, code_of

MADE = {  # actions whose code is put together, with all that may come of it
    "ask_": {"ask_change", "ask_withdraw", "ask_resent"},
    "_persons": {f"{kind}_persons" for kind in ("join", "separate", "keep_apart", "accept", "undo")},
    "let_stand_": {f"let_stand_{one}" for one in ("accepted", "held", "withdrawn")},
    "decide_": {
        f"decide_{one}" for one in ("codeentry", "parametervalue", "term", "sourceprecedence", "letter")
    },
    "answer_missing_": {"answer_missing_valid", "answer_missing_void"},
}


def written() -> tuple[set[str], set[str], set[str]]:
    """Find what is written as action and as kind of thing, and the fixed parts of actions put together."""
    actions, things, parts = set(), set(), set()
    for path in (home.checkout() / "src" / "qinkang").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "audit"
            if not named:
                continue
            for place, found in ((0, actions), (1, things)):
                given = node.args[place]
                for one in (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,):
                    if isinstance(one, ast.Constant):
                        found.add(one.value)
                    elif isinstance(one, ast.JoinedStr) and place == 0:
                        parts |= {str(part.value) for part in one.values if isinstance(part, ast.Constant)}
    return actions, things, parts


def test_every_action_has_a_word():
    actions, _, parts = written()

    assert len(actions) > 80, "the search finds the calls"
    assert parts == set(MADE)
    assert sorted(actions.union(*MADE.values()) - set(ACTIONS)) == []


def test_every_kind_of_thing_has_a_word():
    _, things, _ = written()

    assert sorted(things - set(THINGS)) == []


def test_words_lead_back_to_one_code():
    assert len(set(ACTIONS.values())) == len(ACTIONS)
    assert {code_of(action_in_words(code)) for code in ACTIONS} == set(ACTIONS)


@pytest.mark.parametrize(
    ("actor", "called"),
    [
        ("anonymous", "未登录"),
        ("job:take_in", "报送入库"),
        ("job:new", "后台任务 new"),
        ("client:7", "接口程序 7"),
        ("user:99", "账号 99"),
    ],
)
def test_whoever_is_no_account_is_named(actor, called):
    assert actor_in_words(actor) == called
