"""Code systems of the self-care assessment."""

from qinkang.standards.codes import code_system

SELF_CARE_LEVEL = code_system(
    "self_care_level",
    "单项自理程度",
    "国家基本公共卫生服务规范（第三版）老年人生活自理能力评估表",
    "1可自理|独立完成 2轻度依赖 3中度依赖 4不能自理|完全需要帮助",
)
