"""What every row carries beside its data: which record of the sender's it is, and what is done to it."""

from qinkang.standards.codes import code_system
from qinkang.standards.field import Choice, Field, Number, Text
from qinkang.standards.privacy import Privacy

OPERATION = code_system(
    "operation", "操作", "省级交换约定（默认）", "1新增|新建|上报 2修订|修改|更新|更正 3作废|删除|撤销"
)
NEW, REVISED, WITHDRAWN = OPERATION.labels

ENVELOPE: dict[str, Field] = {
    field.name: field
    for field in (
        Text(
            "源记录编号",
            name="source_no",
            aliases=("业务流水号", "记录主键", "数据主键", "源系统主键"),
            privacy=Privacy.PERSONAL,
            by_name=True,
            longest=64,
        ),
        Number(
            "版本号",
            name="source_version",
            aliases=("数据版本", "记录版本", "版本"),
            privacy=Privacy.OPEN,
            by_name=True,
        ),
        Choice(
            "操作",
            OPERATION,
            name="operation",
            aliases=("操作类型", "操作标志", "操作标识"),
            privacy=Privacy.OPEN,
            by_name=True,
        ),
        Text(
            "操作原因",
            name="reason",
            aliases=("作废原因", "修订原因", "更正原因"),
            privacy=Privacy.OPEN,
            by_name=True,
        ),
    )
}
"""The columns of the envelope by name. A sender may leave all of them out: then the data set's own
number field (`numbered_by`) or its business key tells its records apart, and a later batch counts as
the newer version."""
