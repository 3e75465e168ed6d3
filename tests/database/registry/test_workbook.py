"""The register as a workbook."""

import io
from datetime import date

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qinkang.accounts.models import AuditEvent
from qinkang.registry import actions
from qinkang.registry.models import FormerName, Organisation, Qualification
from qinkang.registry.workbooks import (
    WorkbookMistake,
    layout,
    organisations_from_workbook,
    organisations_to_workbook,
)

pytestmark = pytest.mark.usefixtures("db")

HEADER = layout.COLUMNS[layout.ORGANISATIONS]


def workbook(**sheets):
    """Make a workbook from rows of cells; a date becomes a date cell."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return out.getvalue()


def institution(code, name, *, county="610323", unit="SX-610323", kind="C220", **more):
    """Make one row of the sheet of institutions."""
    cells = {
        layout.CODE: code,
        layout.NAME: name,
        layout.COUNTY: county,
        layout.UNIT: unit,
        layout.ORGANISATION_KIND: kind,
        **more,
    }
    return [cells.get(column, "") for column in HEADER]


def test_what_is_right_goes_in_and_the_rest_is_told_row_by_row(by):
    outcome = organisations_from_workbook(
        workbook(
            机构=[
                ["陕西省机构名录（虚拟）"],
                HEADER,
                institution("A", "虚拟医院", **{layout.OPENED: date(2020, 1, 1)}),
                institution("B", "虚拟卫生院", county="610322"),
                institution("C", "虚拟诊所", **{layout.CREDIT_CODE: "126103230000000010"}),
                [],
                institution("A", "虚拟医院重复"),
                institution("E", "虚拟服务站", **{layout.OPENED: "去年"}),
                institution("F", "虚拟门诊部", county=610323, unit="SX-610322"),
                institution("G", "虚拟保健院", county=610323, **{layout.OPENED: "2021/3/1"}),
            ],
            资质=[
                layout.COLUMNS[layout.QUALIFICATIONS],
                ["A", "医疗机构执业许可证", "P-1", "", "", "2024-01-01", "2028-12-31", ""],
                ["A", "驾驶证", "P-2", "", "", "", "", ""],
                ["Z", "医疗机构执业许可证", "P-3", "", "", "", "", ""],
            ],
        ),
        by=by,
    )

    assert sorted(Organisation.objects.values_list("code", "valid_from")) == [
        ("A", date(2020, 1, 1)),
        ("G", date(2021, 3, 1)),
    ]
    assert Qualification.objects.get().organisation.code == "A"
    assert [str(problem) for problem in outcome.problems] == [
        "工作表“机构”第4行，所在县（市、区）代码“610322”：已撤销，请改用 610305 凤翔区。",
        "工作表“机构”第5行，统一社会信用代码“126103230000000010”：校验位不符，请逐位核对营业执照或法人证书。",
        "工作表“机构”第7行，机构代码“A”：在本工作表中出现不止一次，只导入第一行，请删除重复行。",
        "工作表“机构”第8行，启用日期“去年”：不是日期，请按 2026-01-31 的格式填写。",
        "工作表“机构”第9行，管理机构代码“SX-610322”：没有这个管理机构，请从管理机构表中选择。",
        "工作表“资质”第3行，资质类别“驾驶证”：应为下列之一：" + "、".join(Qualification.Kind.labels) + "。",
        "工作表“资质”第4行，机构代码“Z”：不是已登记的机构代码，请先在“机构”工作表中登记。",
    ]
    assert str(outcome).startswith("新增2家")
    event = AuditEvent.objects.get(action="import_organisations")
    assert (event.rows, event.actor) == (3, by.actor)


def test_a_new_name_needs_its_day_and_leaves_the_old_one(by, register):
    register("A", "虚拟卫生院")
    register("B", "虚拟诊所")

    outcome = organisations_from_workbook(
        workbook(
            机构=[
                HEADER,
                institution("A", "虚拟中心卫生院", **{layout.NAMED_SINCE: date(2026, 1, 1)}),
                institution("B", "虚拟门诊部"),
            ]
        ),
        by=by,
    )

    assert (outcome.renamed, outcome.changed, outcome.unchanged) == (1, 0, 0)
    assert [problem.field for problem in outcome.problems] == [layout.NAMED_SINCE]
    assert list(FormerName.objects.values_list("name", "valid_until")) == [("虚拟卫生院", date(2025, 12, 31))]
    assert list(Organisation.objects.order_by("code").values_list("name", flat=True)) == [
        "虚拟中心卫生院",
        "虚拟诊所",
    ]


def test_mergers_come_in_and_never_in_a_circle(by):
    told = {layout.MERGED_INTO: "B", layout.MERGED_ON: "2026-01-01"}
    back = {layout.MERGED_INTO: "A", layout.MERGED_ON: "2026-01-01"}

    outcome = organisations_from_workbook(
        workbook(机构=[HEADER, institution("A", "虚拟甲院", **told), institution("B", "虚拟乙院", **back)]),
        by=by,
    )

    gone, taker = Organisation.objects.order_by("code")
    assert (gone.merged_into, gone.merged_on, gone.valid_until) == (
        taker,
        date(2026, 1, 1),
        date(2025, 12, 31),
    )
    assert taker.merged_into is None
    assert (outcome.added, outcome.merged) == (2, 1)
    assert [(problem.row, problem.field) for problem in outcome.problems] == [(3, layout.MERGED_INTO)]


def test_what_goes_out_comes_in_again_without_a_change(by, register):
    first = register("A-1", "虚拟医院", national_code="00123", valid_from=date(2001, 1, 1))
    second = register("A-2", "虚拟卫生院")
    actions.rename_organisation(first, "虚拟人民医院", since=date(2020, 1, 1), by=by)
    actions.merge_organisation(second, first, on=date(2021, 1, 1), by=by)
    actions.record_qualification(
        first, kind="practice", number="P-1", valid_from=None, valid_until=date(2030, 1, 1), by=by
    )
    everything = [
        list(model.objects.order_by("id").values()) for model in (Organisation, FormerName, Qualification)
    ]

    outcome = organisations_from_workbook(organisations_to_workbook(), by=by)

    assert (outcome.written, outcome.unchanged, outcome.problems) == (0, 2, [])
    assert everything == [
        list(model.objects.order_by("id").values()) for model in (Organisation, FormerName, Qualification)
    ]


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.lists(
        st.lists(
            st.one_of(
                st.text(max_size=8),
                st.floats(allow_nan=False, allow_infinity=False),
                st.dates(date(1950, 1, 1), date(2050, 1, 1)),
            ),
            min_size=12,
            max_size=12,
        ),
        max_size=4,
    )
)
def test_whatever_the_cells_hold_the_good_row_goes_in(by, cells):
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("机构")
        for place, row in enumerate([HEADER, *cells, institution("GOOD", "虚拟医院")]):
            sheet.write_row(place, 0, row)

    organisations_from_workbook(out.getvalue(), by=by)

    assert Organisation.objects.filter(code="GOOD").count() == 1


def test_no_cell_that_goes_out_is_a_formula(by, register):
    register("A", "=1+1")

    content = organisations_to_workbook()

    organisations_from_workbook(content, by=by)
    assert Organisation.objects.get().name == "=1+1"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not a workbook", "XLSX"),
        (b"PK\x03\x04 damaged", "XLSX"),
        (workbook(别的=[HEADER]), "没有名为“机构”的工作表"),
        (workbook(机构=[["编号", "名称"]]), "没有标题行"),
        (workbook(机构=[["机构代码", "机构名称"]]), "缺少列：所在县（市、区）代码"),
        (workbook(机构=[]), "没有标题行"),
    ],
    ids=["text", "damaged", "another sheet", "no header", "columns missing", "empty"],
)
def test_a_workbook_that_cannot_be_used_is_refused_as_a_whole(by, content, said):
    with pytest.raises(WorkbookMistake, match=said):
        organisations_from_workbook(content, by=by)


def test_the_empty_workbook_is_the_template(by):
    outcome = organisations_from_workbook(organisations_to_workbook(Organisation.objects.none()), by=by)

    assert (outcome.written, outcome.problems) == (0, [])
