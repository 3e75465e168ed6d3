"""国家上报: every count opens its rows, a row its attempts; who may repush what, and what happens then."""

import datetime as dt
import re

import pytest
from tests.database.accounts.conftest import act, db, person, unit  # noqa: F401  - fixtures by name
from tests.database.elderly.conftest import NAMES, filled, id_number  # noqa: F401
from tests.database.elderly.test_figures_pages import text
from tests.database.ready import become

from qinkang.accounts.models import AuditEvent
from qinkang.exchange.connectors.manual_national_elderly.connector import ManualNationalElderly
from qinkang.exchange.targets import targets_of
from qinkang.kernel import clock
from qinkang.records.models import Outbox

HERE = "/elderly/deliveries/"
REPUSH = f"{HERE}repush/"
WHY = {"why": "registered"}


@pytest.fixture
def officer(filled, person):  # noqa: F811
    """Give an officer with duties: `officer("610323", "view", "review")`."""

    def make(at, *duties):
        name = f"{at}{''.join(duties)}"
        rights = [("elderly", duty) for duty in duties or ("view",)]
        return person(name, at=at, rights=rights, factor=at == "610000").browser

    return make


@pytest.fixture
def trail(db):  # noqa: F811
    """Read what the audit trail holds of an action, the oldest first."""
    return lambda action: list(AuditEvent.objects.filter(action=action).order_by("pk"))


@pytest.fixture
def set_states(filled):  # noqa: F811
    """Let rows of 岐山县 stand in states, from the third on: the first two are delivered."""

    def put(*states):
        later = clock.now() + dt.timedelta(hours=2)
        with filled.acting():
            rows = list(Outbox.objects.order_by("id")[2 : 2 + len(states)])
            for row, state in zip(rows, states, strict=True):
                code, said = (
                    ("E1003", "机构代码不在已备案机构名单") if state == "refused" else ("", "系统维护中")
                )
                Outbox.objects.filter(pk=row.pk).update(
                    state=state, attempts=1, said_code=code, said=said,
                    next_attempt_at=later if state in ("unreachable", "unclear") else None,
                )  # fmt: skip
            return [row.pk for row in rows]

    return put


def states(filled, numbers):  # noqa: F811
    with filled.acting():
        found = dict(Outbox.objects.filter(pk__in=numbers).values_list("pk", "state"))
    return [found[one] for one in numbers]


@pytest.mark.clause("E1", "N1")
def test_what_was_announced_adds_up_and_each_count_opens_its_rows(officer, set_states):
    set_states("refused", "unreachable", "unclear", "held")
    county, outsider = officer("610323"), officer("610324")

    page = county.get(HERE)
    row = re.search(r"各日报送 .*?全国老龄健康信息系统 ((?:\d+ ){9})", text(page))[1].split()
    announced, *parts = map(int, row)
    lists = {
        address.replace("&amp;", "&")
        for address in re.findall(r'href="([^"]*group=[^"]*)"', page.content.decode())
    }

    assert (announced, sum(parts)) == (9, 9)
    assert parts == [2, 0, 3, 1, 1, 1, 1, 0]
    for address in lists:
        assert re.search(r"共 \d+ 条", text(county.get(address))), address
        assert "岐山" not in text(outsider.get(address))
    assert "E1003" not in text(outsider.get(HERE))
    assert "没有这样的记录" in text(outsider.get(f"{HERE}?group=refused&code=E1003"))


def test_a_code_says_its_cause_whose_it_is_and_what_to_do(officer, set_states):
    set_states("refused", "refused")

    page = text(officer("610323").get(HERE))

    assert (
        "E1003 机构代码不在国家已备案机构名单 业务原因导致 · 对方说明：机构代码不在已备案机构名单 县级卫生健康部门"
        in page
    )
    assert "备案完成后选择“按原内容重推”" in page


def test_a_row_opens_its_attempts_and_its_message_names_nobody(officer, set_states, filled, trail):  # noqa: F811
    with filled.acting():
        first = Outbox.objects.order_by("id").first().pk
    county, outsider = officer("610323"), officer("610324")

    page = text(county.get(f"{HERE}{first}/"))

    assert "已送达 QG-0001" in page and "第 1 版 新增" in page
    assert (
        "身份证件号码 ZJHM 6***************" in page
        and "姓名 XM 欧阳*甲" in page
        and "出生日期 CSRQ 1950" in page
    )
    assert NAMES[0] not in page and id_number(0) not in page and "19500501" not in page
    assert outsider.get(f"{HERE}{first}/").status_code == 404
    assert trail("read_message")[-1].object_ref == str(first)


def test_the_message_in_full_is_shown_for_a_reason_that_is_kept(officer, filled, trail):  # noqa: F811
    with filled.acting():
        first = Outbox.objects.order_by("id").first().pk
    county, outsider = officer("610323"), officer("610324")

    assert county.post(f"{HERE}{first}/unmask/").status_code == 404
    assert outsider.post(f"{HERE}{first}/unmask/", {"why": "peer"}).status_code == 404
    page = text(county.post(f"{HERE}{first}/unmask/", {"why": "peer"}))

    assert id_number(0) in page and NAMES[0] in page
    event = trail("unmask_identity")[-1]  # the trail keeps what other tests did
    assert event.because == "查看上报报文的完整身份信息：与接收方核对上报内容"


def test_only_reviewers_repush(officer, set_states, filled):  # noqa: F811
    numbers = set_states("unreachable")
    viewer = officer("610323")

    assert viewer.get(REPUSH).status_code == viewer.post(REPUSH, {**WHY, "row": numbers}).status_code == 403
    assert "重推" not in text(viewer.get(f"{HERE}?group=unreachable"))


def test_the_question_says_how_many_and_what_happens_to_each(officer, set_states):
    set_states("refused", "unreachable", "unclear")

    page = text(officer("610323", "view", "review").get(f"{REPUSH}?group=announced"))

    assert "重推 9 条，会怎样" in page
    for says in (
        "未送达 1 立即发送", "被拒收 1 按原内容重推", "结果待核实 1 向对方查询结果，不重复发送",
        "已送达 2 不重推：已送达，不重复发送", "待发送 4 不重推：已在队列中，轮到即发",
    ):  # fmt: skip
        assert says in page, says


def test_what_was_refused_goes_again_only_by_explicit_choice_and_what_is_unclear_is_asked(
    officer,
    set_states,
    filled,  # noqa: F811
    trail,
):
    numbers = set_states("refused", "unreachable", "unclear", "held")
    reviewer = officer("610323", "view", "review")

    assert reviewer.post(REPUSH, {**WHY, "row": numbers}).status_code == 302
    assert states(filled, numbers) == ["refused", "unreachable", "unclear", "held"]
    with filled.acting():
        due = dict(Outbox.objects.filter(pk__in=numbers).values_list("pk", "next_attempt_at"))
    assert due[numbers[1]] <= clock.now() and due[numbers[2]] <= clock.now()

    reviewer.post(REPUSH, {**WHY, "row": numbers, "again": "yes"})

    assert states(filled, numbers) == ["waiting", "unreachable", "unclear", "waiting"]
    events = trail("repush")
    assert [(one.object_ref, one.rows, one.because) for one in events] == [
        ("soon:1, ask:1", 2, "重推：对方已补登机构或已改正"),
        ("again:2, ask:1", 3, "重推：对方已补登机构或已改正"),
    ]


def test_a_repush_by_filter_takes_what_was_counted_and_nothing_of_others(officer, set_states, filled):  # noqa: F811
    numbers = set_states("refused", "refused")
    reviewer, outsider = officer("610323", "view", "review"), officer("610324", "view", "review")
    page = reviewer.get(f"{REPUSH}?code=E1003&group=refused").content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    (later,) = set_states("refused", "refused", "refused")[2:]
    with filled.acting():
        Outbox.objects.filter(pk=later).update(said_code="E1003")

    outsider.post(REPUSH, {**hidden, **WHY, "again": "yes"})
    assert states(filled, numbers) == ["refused", "refused"]
    reviewer.post(REPUSH, {**hidden, **WHY, "again": "yes"})

    assert hidden["upto"] == f"{numbers[-1]}"
    assert states(filled, [*numbers, later]) == ["waiting", "waiting", "refused"]


def test_a_repush_without_a_reason_only_asks_again(officer, set_states, filled):  # noqa: F811
    numbers = set_states("refused")

    answer = officer("610323", "view", "review").post(REPUSH, {"row": numbers, "again": "yes"})

    assert "确认重推" in text(answer)
    assert states(filled, numbers) == ["refused"]


@pytest.fixture
def by_hand(monkeypatch, filled):  # noqa: F811
    """Let the check-ups of the province go by file."""
    monkeypatch.setattr(ManualNationalElderly, "sends", frozenset({"elderly.health_check"}))
    targets_of.cache_clear()
    with filled.acting():
        Outbox.objects.filter(state="waiting").update(target="manual_national_elderly")
    yield
    targets_of.cache_clear()


@pytest.mark.usefixtures("by_hand")
def test_a_file_is_made_for_ones_scope_and_taken_once_by_whoever_may_export(officer, filled, trail):  # noqa: F811
    from qinkang.exchange.manual.files import make_next_file
    from qinkang.exchange.models import ManualFile

    files = f"{HERE}files/manual_national_elderly/"
    maker, taker, outsider = (
        officer("610323", "view", "review"),
        officer("610323", "view", "export"),
        officer("610324", "view", "export"),
    )

    assert "体检 7" in text(maker.get(files))
    maker.post(f"{files}make/", {"dataset": "elderly.health_check"})
    before = become("qk_worker")
    make_next_file("manual_national_elderly", filled.by)
    become(before)
    with filled.acting():
        file = ManualFile.objects.get()
    take = f"{HERE}file/{file.pk}/take/"

    assert (file.state, file.rows) == ("ready", 7)
    assert outsider.post(take).status_code == 404 and maker.post(take).status_code == 403
    given = taker.post(take)
    assert given.content[:2] == b"PK" and "attachment" in given["Content-Disposition"]
    assert taker.post(take).status_code == 302
    assert "已经下载过一次" in text(taker.get(files))
    assert "没有上报文件" in text(outsider.get(files)) or "还没有上报文件" in text(outsider.get(files))
    assert [one.rows for one in trail("take_file")] == [7]

    maker.post(f"{HERE}file/{file.pk}/drop/", {"because": "网站维护"})
    with filled.acting():
        assert Outbox.objects.filter(target="manual_national_elderly", state="unclear").count() == 0


@pytest.mark.usefixtures("by_hand")
def test_what_cannot_be_asked_is_settled_by_a_person_with_a_receipt(officer, filled, trail):  # noqa: F811
    with filled.acting():
        one, other = (
            Outbox.objects.filter(target="manual_national_elderly")
            .order_by("id")
            .values_list("pk", flat=True)[:2]
        )
        Outbox.objects.filter(pk__in=[one, other]).update(state="unclear", attempts=1)
    reviewer = officer("610323", "view", "review")
    how = {"how": "电话询问国家系统客服"}

    reviewer.post(f"{HERE}{one}/settle/", {"arrived": "yes", **how})
    assert states(filled, [one]) == ["unclear"], "a receipt number is missing"
    reviewer.post(f"{HERE}{one}/settle/", {"arrived": "yes", "receipt": "QG77", **how})
    reviewer.post(f"{HERE}{other}/settle/", {"arrived": "no", **how})

    assert states(filled, [one, other]) == ["delivered", "waiting"]
    assert {event.because for event in trail("settle_doubt")} == {"登记上报的核实结果：电话询问国家系统客服"}
