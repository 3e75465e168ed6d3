"""A list as a workbook: asked for, made in somebody's name and scope, kept sealed, fetched once it is there."""

import io
from datetime import timedelta

import openpyxl
import pytest
from tests.database.elderly.conftest import NAMES, id_number
from tests.database.elderly.test_figures_pages import EXAMINED, text

from qinkang.accounts.models import AuditEvent, Notice, Right
from qinkang.accounts.scope import acting_as
from qinkang.intake.models import Batch
from qinkang.kernel import clock
from qinkang.pipeline.everywhere import everywhere
from qinkang.reports import exports, sealed
from qinkang.reports.making import delete_expired
from qinkang.reports.models import Export, State

CASES = f"/elderly/area/610323/cases/?{EXAMINED}"


def ask(someone, page=CASES, name="elderly.cases", **more):
    return someone.browser.post("/exports/ask/", {"list": name, "page": page, **more})


def all_exports() -> list[Export]:
    by = everywhere("test", "测试")
    with acting_as(by.scope, actor=by.actor, because=by.because):
        return list(Export.objects.order_by("id"))


def fetched(someone, number) -> list[list]:
    answer = someone.browser.get(f"/exports/{number}/download/")
    assert answer.status_code == 200, answer
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_a_list_of_cases_comes_masked_with_its_head(exporter, make):
    assert ask(exporter).status_code == 302
    assert make() == 1

    (export,) = all_exports()
    assert (export.state, export.done, export.whole) == (State.DONE, export.total, False), export.problem
    lines = fetched(exporter, export.pk)
    words = "\n".join(str(cell) for line in lines for cell in line if cell)
    assert "单位：岐山县" in words and "数据时间：" in words and "填报人" in words
    assert "欧阳*甲" in words and NAMES[0] not in words and id_number(0) not in words
    assert "扶风县城关镇卫生院" not in words
    assert Notice.objects.filter(kind="export_ready", user=exporter.user).count() == 1


def test_the_identity_in_full_needs_a_reason_and_is_written_down(exporter, make):
    ask(exporter, whole="1", because=" ")
    assert all_exports() == []

    ask(exporter, whole="1", because="县医保局核对名单，张局批准")
    make()

    (export,) = all_exports()
    words = "\n".join(str(cell) for line in fetched(exporter, export.pk) for cell in line if cell)
    assert NAMES[0] in words and id_number(0) in words
    done = list(AuditEvent.objects.filter(object_ref=str(export.pk)).values_list("action", flat=True))
    assert "ask_export_whole" in done and "download_export_whole" in done
    unmasked = AuditEvent.objects.filter(action="unmask_identity").latest("id")
    assert "县医保局核对名单" in unmasked.because and unmasked.actor == f"user:{exporter.user.pk}"


def test_findings_come_with_sentence_and_remedy(exporter, make):
    ask(exporter, "/elderly/findings/?severity=correct", "elderly.findings")
    make()

    (export,) = all_exports()
    lines = fetched(exporter, export.pk)
    header = next(line for line in lines if line[0] == "数据集")
    rows = [dict(zip(header, line, strict=True)) for line in lines[lines.index(header) + 1 :] if line[5]]
    assert rows and {row["处理"] for row in rows} == {"自动修正"}
    assert all(row["应当怎样"] and row["怎么办"] for row in rows)
    assert export.filters == "自动修正"


def test_the_file_rests_sealed_and_goes_after_its_time(exporter, make):
    ask(exporter)
    make()
    (export,) = all_exports()

    kept = (sealed.folder() / export.file).read_bytes()
    assert b"PK\x03\x04" not in kept and kept.startswith(b"QKSF")
    with clock.frozen(clock.now() + timedelta(days=9)):
        assert delete_expired(everywhere("job:exports", "删除")) == 1
    assert not (sealed.folder() / export.file).exists()
    assert all_exports()[0].state == State.EXPIRED
    assert exporter.browser.get(f"/exports/{export.pk}/download/").status_code == 302


def test_an_export_is_its_askers_alone(exporter, make, person):
    ask(exporter)
    make()
    (export,) = all_exports()
    rights = [("elderly", "view"), ("elderly", "export")]

    for other in (
        person("colleague", at="610323", rights=rights),
        person("outsider", at="610324", rights=rights),
    ):
        assert other.browser.get(f"/exports/{export.pk}/download/").status_code == 302
        assert other.browser.get(f"/exports/{export.pk}/row/").status_code == 404
        assert (
            "名单"
            not in text(other.browser.get("/exports/")).split("导出的文件好了没有")[1].split("在名单")[0]
        )


def test_who_may_only_look_neither_sees_the_button_nor_exports(exporter, person):
    looker = person("looker", at="610323", rights=[("elderly", "view")])

    assert "导出 Excel" in exporter.browser.get(CASES).content.decode()
    assert "导出 Excel" not in looker.browser.get(CASES).content.decode()
    assert ask(looker).status_code == 403
    assert all_exports() == []


def test_another_countys_list_is_not_made(exporter, make):
    ask(exporter, f"/elderly/area/610324/cases/?{EXAMINED}")

    assert (make(), all_exports()) == (0, [])


def test_a_right_that_was_withdrawn_makes_no_file(exporter, make, act):
    ask(exporter)
    act(None, lambda: Right.objects.filter(user=exporter.user, duty="export").update(
        ended_at=clock.now(), ended_by=exporter.user, holder=None))  # fmt: skip

    make()

    (export,) = all_exports()
    assert export.state == State.FAILED and "权限已收回" in export.problem


def test_a_cancelled_one_is_not_made_and_a_dead_makers_one_is_made_again(exporter, make):
    ask(exporter)
    ask(exporter)
    first, second = all_exports()
    exporter.browser.post(f"/exports/{first.pk}/cancel/")
    by = everywhere("test", "测试")
    with acting_as(by.scope, actor=by.actor, because=by.because):
        long_ago = clock.now() - timedelta(minutes=5)
        Export.objects.filter(pk=second.pk).update(state="running", began_at=long_ago, heard_at=long_ago)

    assert make() == 1

    assert [one.state for one in all_exports()] == [State.CANCELLED, State.DONE]


def test_nobody_has_more_than_a_few_under_way(exporter):
    for _ in range(4):
        ask(exporter)

    assert len(all_exports()) == 3


@pytest.mark.parametrize(
    "page", ["https://elsewhere.example/elderly/findings/", "//elsewhere.example/", "/nowhere/"]
)
def test_only_pages_of_ours_are_exported(exporter, page):
    assert ask(exporter, page, "elderly.findings").status_code == 404
    assert all_exports() == []


PAGES = {
    "elderly.area": "/elderly/",
    "elderly.targets": "/elderly/targets/",
    "elderly.batches": "/elderly/batches/",
    "elderly.receipts": "/elderly/batches/{batch}/receipts/",
    "elderly.findings": "/elderly/findings/",
    "elderly.missing": "/elderly/missing/",
    "elderly.senders": "/elderly/senders/",
    "elderly.corrections": "/elderly/corrections/",
    "elderly.pairs": "/elderly/pairs/",
    "elderly.conflicts": "/elderly/conflicts/",
    "elderly.decisions": "/elderly/decisions/",
    "elderly.deliveries": "/elderly/deliveries/",
    "elderly.cases": CASES,
}


def made_of(someone, make, name, page) -> list[dict]:
    """Ask for a list, let it be made, and read it: a dictionary for each row."""
    assert ask(someone, page, name).status_code == 302
    make()
    export = all_exports()[-1]
    assert (export.name, export.state) == (name, State.DONE), export.problem
    lines = fetched(someone, export.pk)
    titles = next(line for line in lines if sum(cell is not None for cell in line) == len(line))
    end = next(at for at, line in enumerate(lines) if "填报人" in str(line[0]))
    return [
        dict(zip(titles, line, strict=True)) for line in lines[lines.index(titles) + 1 : end] if any(line)
    ]


@pytest.fixture
def city_exporter(exporter, person):
    """Give an officer of 宝鸡市, whose system sends for its counties."""
    return person("cityexporter", at="610300", rights=[("elderly", "view"), ("elderly", "export")])


def first_batch() -> int:
    by = everywhere("test", "测试")
    with acting_as(by.scope, actor=by.actor, because=by.because):
        return Batch.objects.order_by("id").values_list("pk", flat=True)[0]


def test_every_list_of_the_line_is_offered_and_made(city_exporter, make):
    assert set(PAGES) == {name for name in exports.names() if name.startswith("elderly.")}
    at = {name: page.format(batch=first_batch()) for name, page in PAGES.items()}

    rows = {name: len(made_of(city_exporter, make, name, page)) for name, page in at.items()}

    assert (rows["elderly.batches"], rows["elderly.senders"]) == (2, 1)
    assert (rows["elderly.receipts"], rows["elderly.deliveries"]) == (9, 14)
    assert rows["elderly.area"] > 10, "its counties and the whole city"
    assert rows["elderly.pairs"] == rows["elderly.conflicts"] == rows["elderly.decisions"] == 0


def test_deliveries_come_with_how_they_stand(exporter, make):
    page = "/elderly/deliveries/?group=delivered"

    rows = made_of(exporter, make, "elderly.deliveries", page)

    assert "导出 Excel" in exporter.browser.get(page).content.decode()
    assert [row["状态"] for row in rows] == ["已送达", "已送达"]
    assert all("QG-0001" in row["现在怎样"] for row in rows)
    assert all_exports()[-1].filters == "已送达"


def test_receipts_keep_record_numbers_covered_and_a_batch_outside_is_refused(exporter, city_exporter, make):
    page = f"/elderly/batches/{first_batch()}/receipts/?standing=accepted"

    rows = made_of(city_exporter, make, "elderly.receipts", page)

    assert {row["处理"] for row in rows} == {"接收"}
    assert all(row["记录编号"].startswith("****") for row in rows)
    assert ask(exporter, page, "elderly.receipts").url == page, "the batch is the city's"
    assert make() == 0


def test_the_ranked_table_has_numbers_as_numbers_and_words_as_words(exporter, make):
    rows = made_of(exporter, make, "elderly.area", f"/elderly/area/610323/?{EXAMINED}")

    assert rows[-1]["县（市、区）" if "县（市、区）" in rows[-1] else "乡镇（街道）"] == "岐山县"
    assert all(isinstance(row["分子"], int) or row["分子"] == "不足5" for row in rows)
    assert all_exports()[-1].title.startswith("岐山县")
