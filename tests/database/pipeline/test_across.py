"""Records judged beside others: verdicts that change, in whatever order things arrive. All persons are invented."""

import csv
import io
from datetime import datetime

import hypothesis
import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinkang.intake.agreements import confirm_columns
from qinkang.intake.landing import Arrival, land
from qinkang.intake.models import Finding
from qinkang.kernel import clock
from qinkang.pipeline.across.judging import judge_again, judge_records
from qinkang.pipeline.across.reading import table_models
from qinkang.readers import open_source, propose
from qinkang.records.actions.joining import join
from qinkang.records.models import CrossFinding, Outbox, Person
from qinkang.standards.dataset import DATASETS

WHO = {
    "姓名": "欧阳试验",
    "证件类型": "01",
    "身份证号": "610323194912310021",
    "性别": "女",
    "居住区划": "610323101",
}
FILES = {
    "elderly.health_check": WHO
    | {"体检编号": "T-1", "版本号": "", "体检日期": "2025-03-02", "体检机构": "岐山县蔡家坡镇卫生院", "责任医生": "李医生"},
    "elderly.death": WHO
    | {
        "出生日期": "1949-12-31", "死亡日期": "2025-03-01", "死亡信息来源": "2", "来源序号": "D-1",
        "报告日期": "2025-03-10", "确认状态": "1", "报告单位": "岐山县公安局",
    },
    "elderly.self_care": WHO
    | {
        "评估编号": "Z-1", "评估日期": "2025-03-02", "评估机构": "岐山县蔡家坡镇卫生院", "评估人": "李医生",
        **dict.fromkeys(("进餐", "梳洗", "穿衣", "如厕", "活动", "总评分"), "0"), "评估等级": "1",
    },
}  # fmt: skip
TABLES = (
    "records_death, records_selfcare, records_crossfinding, records_crossfinding_history, records_judgeagain"
)


@pytest.fixture
def told(province, database_url):
    """Send files of several data sets: `told("elderly.death", {"死亡日期": "2025-03-01"})` gives the batch."""
    with psycopg.connect(database_url("qk_owner"), autocommit=True) as owner:
        owner.execute(f"TRUNCATE {TABLES} CASCADE")
    return Telling(province)


class Telling:
    """Sends small files and looks at what became of them."""

    def __init__(self, province):
        self.province = province

    def __call__(self, dataset, *rows, sender="BJ", at="2025-10-31"):
        usual = FILES[dataset]
        out = io.StringIO()
        writer = csv.DictWriter(out, list(usual))
        writer.writeheader()
        writer.writerows([usual | row for row in rows or ({},)])
        content = out.getvalue().encode()
        with open_source(io.BytesIO(content), "报送.csv") as source:
            mapping = propose(source.header, source.sample(), DATASETS[dataset].columns.values())
        assert not mapping.problems
        by = self.province.by
        confirm_columns(self.province.sender(sender), dataset, mapping.confirmation, by=by)
        moment = datetime.fromisoformat(f"{at}T10:00:00").replace(tzinfo=clock.SHANGHAI)
        batch = land(
            io.BytesIO(content), Arrival(self.province.sender(sender), dataset, "报送.csv", moment), by=by
        ).batch
        self.province.takes_in()
        return self.province.batch(batch)

    def standing(self):
        """Standing and version of each check-up."""
        return self.province.records("standing", "version")

    def found(self):
        """Rule and record of every fault that stands, by table."""
        with self.province.acting():
            rows = CrossFinding.objects.values_list("rule", "dataset", "record_id", "other")
            return sorted(tuple(row) for row in rows)

    def shown(self):
        """Rules across records among the findings that pages show."""
        with self.province.acting():
            rows = Finding.objects.filter(current=True, rule__in=["C-45S", "C-45", "C-46"])
            return sorted(rows.values_list("dataset", "rule", "severity"))


def test_a_death_that_arrives_later_holds_the_check_up_and_takes_it_back_from_whom_it_was_told(told):
    told("elderly.health_check", {"体检日期": "2025-06-01"})
    with told.province.acting():
        Outbox.objects.update(state="delivered")

    told("elderly.death")

    assert told.standing() == [("held", 2)]
    assert told.shown() == [("elderly.health_check", "C-46", "hold")]
    check_up = {
        (operation, state)
        for subject, operation, state in _outbox(told)
        if subject.startswith("elderly.health_check")
    }
    assert check_up == {("new", "delivered"), ("withdraw", "waiting")}


def test_the_check_up_counts_again_when_the_death_is_cancelled(told):
    told("elderly.health_check", {"体检日期": "2025-06-01"})
    told("elderly.death")

    told("elderly.death", {"确认状态": "2"})

    assert told.standing() == [("accepted", 3)]
    assert (told.found(), told.shown()) == ([], [])
    assert [row for row in _outbox(told) if row[0].startswith("elderly.health_check")][-1][1:] == (
        "new",
        "waiting",
    )


def test_a_check_up_that_arrives_after_the_death_is_held_before_anybody_is_told(told):
    told("elderly.death")

    batch = told("elderly.health_check", {"体检日期": "2025-06-01"})

    assert (batch.rows, batch.accepted, batch.held) == (1, 0, 1)
    assert told.province.receipts(batch) == [(2, "held", "inserted")]
    assert {state for subject, _, state in _outbox(told) if "health_check" in subject} <= {"superseded"}


def test_a_day_after_death_is_a_slip_and_is_only_said(told):
    told("elderly.death")

    batch = told("elderly.health_check", {"体检日期": "2025-03-02"})

    assert (batch.accepted, batch.flagged) == (1, 1)
    assert told.shown() == [("elderly.health_check", "C-45S", "flag")]


def test_a_held_record_that_is_sent_again_stays_as_it_is(told):
    told("elderly.death")
    told("elderly.health_check", {"体检日期": "2025-06-01"})
    before = told.standing()

    another = {"体检编号": "T-2", "姓名": "司马测验", "身份证号": "610323195001010022"}
    batch = told("elderly.health_check", {"体检日期": "2025-06-01"}, another, at="2025-11-30")

    assert told.standing() == [*before, ("accepted", 1)]
    assert told.province.receipts(batch) == [(2, "held", "unchanged"), (3, "accepted", "inserted")]
    assert told.shown() == [("elderly.health_check", "C-46", "hold")]


def test_a_record_put_right_by_its_sender_counts_again(told):
    told("elderly.death")
    told("elderly.health_check", {"体检日期": "2025-06-01"})

    told("elderly.health_check", {"体检日期": "2025-02-01"}, at="2025-11-30")

    assert told.standing()[-1][0] == "accepted"
    assert (told.found(), told.shown()) == ([], [])


def test_persons_who_are_joined_are_judged_again(told):
    told("elderly.death")
    told(
        "elderly.health_check",
        {"体检日期": "2025-06-01", "身份证号": "610323195001010022", "姓名": "欧阳试验二"},
    )
    with told.province.acting():
        one, other = Person.objects.order_by("id").values_list("id", flat=True)
    assert told.standing() == [("accepted", 1)]

    join(one, other, by=told.province.by, because="同一人两个号码")
    judge_again()

    assert told.standing() == [("held", 2)]
    assert judge_again() == 0


ARRIVALS = st.lists(
    st.one_of(
        st.tuples(
            st.just("elderly.health_check"),
            st.fixed_dictionaries(
                {
                    "体检编号": st.sampled_from(["T-1", "T-2"]),
                    "体检日期": st.sampled_from(["2025-02-01", "2025-03-05", "2025-04-01", "2025-07-01"]),
                    "体检机构": st.sampled_from(["岐山县蔡家坡镇卫生院", "岐山县凤鸣镇卫生院"]),
                }
            ),
        ),
        st.tuples(
            st.just("elderly.death"),
            st.fixed_dictionaries(
                {
                    "死亡信息来源": st.sampled_from(["2", "7"]),
                    "确认状态": st.sampled_from(["0", "1", "2"]),
                    "死亡日期": st.sampled_from(["2025-03-01", "2025-03-31"]),
                }
            ).map(lambda row: row | {"来源序号": f"D-{row['死亡信息来源']}"}),
        ),
        st.tuples(
            st.just("elderly.self_care"),
            st.fixed_dictionaries({"评估日期": st.sampled_from(["2025-03-02", "2025-04-02"])}),
        ),
    ),
    min_size=2,
    max_size=5,
)


@settings(deadline=None, max_examples=6, suppress_health_check=list(hypothesis.HealthCheck))
@given(arrivals=ARRIVALS)
def test_a_full_re_run_gives_the_same_verdicts(told, database_url, arrivals):
    with psycopg.connect(database_url("qk_owner"), autocommit=True) as owner:
        owner.execute(f"TRUNCATE {TABLES}, records_healthcheck, intake_batch, records_outbox CASCADE")
    for number, (dataset, row) in enumerate(arrivals):
        told(dataset, row, at=f"2025-10-{number + 1:02}")
    step_by_step = told.found(), told.shown(), _standings(told)

    with told.province.acting():
        for model in table_models().values():
            judge_records(model, list(model.objects.values_list("id", flat=True)))

    assert (told.found(), told.shown(), _standings(told)) == step_by_step


def _standings(told):
    with told.province.acting():
        return {
            (name, *row)
            for name, model in table_models().items()
            for row in model.objects.values_list("id", "standing", "version")
        }


def _outbox(told):
    with told.province.acting():
        return list(Outbox.objects.order_by("id").values_list("subject", "operation", "state"))


def test_rows_that_repeat_one_another_or_another_sender_are_told_so(told):
    told("elderly.health_check", {"体检编号": "", "责任医生": "甲医生"}, sender="XA")

    twice = {"体检编号": "", "责任医生": "乙医生"}
    batch = told("elderly.health_check", twice, twice)

    with told.province.acting():
        rows = Finding.objects.filter(batch_id=batch.pk, rule__startswith="C-")
        assert sorted(rows.values_list("row_number", "rule")) == [(2, "C-99"), (3, "C-100S")]
