"""The annual check-up of older people (健康体检表), block by block as on the form."""

from qinkang.standards.dataset import dataset
from qinkang.standards.datasets.elderly.health_check.examination import Examination, Organs
from qinkang.standards.datasets.elderly.health_check.general import ElderlyScreens, GeneralCondition, Head
from qinkang.standards.datasets.elderly.health_check.laboratory import Laboratory
from qinkang.standards.datasets.elderly.health_check.lifestyle import Lifestyle
from qinkang.standards.datasets.elderly.health_check.outcome import Outcome, Problems, Treatment


@dataset(
    code="elderly.health_check",
    title="老年人健康体检",
    standard="国家基本公共卫生服务规范（第三版）健康体检表",
    edition="2017",
    key=("subject", "check_date", "org"),
    happened_on="check_date",
    seen_by=("live_region", "org"),
    numbered_by="record_no",
)
class HealthCheck(
    Head,
    GeneralCondition,
    ElderlyScreens,
    Lifestyle,
    Organs,
    Examination,
    Laboratory,
    Problems,
    Treatment,
    Outcome,
):
    """一行是一位老年人在一家机构的一次年度健康体检。

    跨两天完成的体检按填写的体检日期算一次；同一人同一年在两家机构体检是两行，统计时只算一人。
    “体检无异常”表示没有新发疾病且原有疾病控制良好，因此高血压患者也可以是“无异常”。
    """
