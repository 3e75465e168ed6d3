"""The many ways of writing nothing."""

NOTHING = frozenset(
    {
        "无",
        "不详",
        "不明",
        "未知",
        "未查",
        "未检",
        "未测",
        "拒查",
        "暂无",
        "-",
        "--",
        "—",
        "——",
        "/",
        "\\",
        "NULL",
        "null",
        "Null",
        "None",
        "N/A",
        "n/a",
        "#N/A",
    }
)
"""Texts that stand for a missing value, where they are not themselves a label of the field (C-33)."""

NO_DAY = frozenset(
    {"0", "00000000", "0000-00-00", "1900-01-00", "1900-01-01", "19000101", "9999-12-31", "99991231"}
)
"""Dates by which systems mean "none" (C-33)."""
