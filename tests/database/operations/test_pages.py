"""Whether everything works, what is installed, and the manual."""

import json

import pytest
from django.conf import settings
from django.urls import reverse

from qinkang import home
from qinkang.kernel import clock
from qinkang.operations import manual
from qinkang.operations.checks import Check, Tone, all_checks, house, machine


@pytest.fixture
def operator(person):
    """Somebody of the operating team."""
    return person("yunwei", at="610000", kind="operator", rights=[("general", "operate")], factor=True)


@pytest.mark.clause("C1")
def test_the_operating_team_sees_how_everything_stands(operator):
    page = operator.browser.get(reverse("operations:health"))

    words = page.content.decode()
    assert page.status_code == 200
    for title in (
        "数据库",
        "磁盘空间",
        "后台任务",
        "批次入库",
        "对外报送：",
        "统计数据",
        "密钥",
        "备份",
        "工作日历",
    ):
        assert title in words, title


def test_what_is_wrong_stands_first(operator, monkeypatch):
    checks = [Check("甲", Tone.GOOD, "好"), Check("乙", Tone.BAD, "坏", "修"), Check("丙", Tone.WAIT, "等")]
    monkeypatch.setattr("qinkang.operations.views.all_checks", lambda: checks)

    words = operator.browser.get(reverse("operations:health")).content.decode()

    assert words.index("乙") < words.index("丙") < words.index("甲")
    assert "有 1 项异常" in words


def test_no_worker_is_a_bad_sign_and_says_what_to_do(db):
    found = machine.workers()

    assert (found.tone, "./qk worker" in found.remedy) == (Tone.BAD, True)


def test_a_check_that_breaks_is_itself_a_bad_sign(db, monkeypatch):
    from django.db import OperationalError

    def broken():
        raise OperationalError("gone")

    monkeypatch.setattr(machine, "disk", broken)

    assert ("磁盘空间", Tone.BAD) in [(one.title, one.tone) for one in all_checks()]


@pytest.mark.parametrize("days, tone", [(0, Tone.GOOD), (2, Tone.WAIT), (8, Tone.BAD), (None, Tone.WAIT)])
def test_a_backup_grows_old(tmp_path, monkeypatch, days, tone):
    monkeypatch.setenv("QK_VAR", str(tmp_path))
    if days is not None:
        made = clock.now() - clock.dt.timedelta(days=days)
        (home.var() / house.NOTE).write_text(json.dumps({"made_at": made.isoformat(), "bytes": 1}))

    assert house.backups().tone is tone


def test_everybody_sees_what_is_installed(person):
    words = person("zhang").browser.get(reverse("operations:version")).content.decode()

    assert settings.VERSION in words
    assert "elderly.health_check" in words


@pytest.mark.clause("C9")
def test_the_manual_opens_in_the_product_with_its_pictures(person):
    browser = person("zhang").browser

    page = browser.get(reverse("operations:help")).content.decode()

    assert "<table" in page or "<ul" in page
    source = page.split('<img src="')[1].split('"')[0]
    assert browser.get(source)["Content-Type"] == "image/png"
    for name, chapter in manual.chapters().items():
        found = browser.get(reverse("operations:chapter", args=[name]))
        assert chapter.title in found.content.decode()


@pytest.mark.parametrize("name", ["../1-看数据.md", "nothing.png", "..%2f..%2fpyproject.toml"])
def test_nothing_but_pictures_of_the_manual_is_given(person, name):
    assert person("zhang").browser.get(f"/operations/help/pictures/{name}").status_code == 404
    assert manual.picture(name) is None


def test_a_chapter_that_is_not_there_is_not_found(person):
    assert person("zhang").browser.get(reverse("operations:chapter", args=["nothing"])).status_code == 404
