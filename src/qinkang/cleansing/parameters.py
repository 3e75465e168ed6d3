"""Thresholds of rules, as the office may set them. The values here are the packaged defaults."""

from __future__ import annotations

from dataclasses import dataclass

PROVISIONAL = "省级默认值，待确认"
"""What is said of a threshold that no standard fixes."""


@dataclass(frozen=True)
class Parameter:
    """A threshold with its default.

    Attributes:
        name: how rules ask for it.
        title: Chinese name, with the unit.
        value: the default; the office may set another, dated, in the registry.
        source: where the default comes from; unconfirmed ones say so.
    """

    name: str
    title: str
    value: float
    source: str


PARAMETERS = {
    parameter.name: parameter
    for parameter in (
        Parameter("elderly_from", "老龄数据集最低年龄（岁）", 60, PROVISIONAL),
        Parameter("service_from", "65岁及以上服务的最低年龄（岁）", 65, "国家基本公共卫生服务规范（第三版）"),
        Parameter("old_above", "需核实的高龄（岁，超过即提示）", 110, PROVISIONAL),
        Parameter("oldest", "可能的最高年龄（岁）", 122, PROVISIONAL),
        Parameter("early_days", "业务日期晚于接收日的容差（天）", 1, PROVISIONAL),
        Parameter("urgent_systolic", "需紧急处置的收缩压（mmHg）", 180, PROVISIONAL),
        Parameter("urgent_diastolic", "需紧急处置的舒张压（mmHg）", 110, PROVISIONAL),
        Parameter("urgent_glucose", "需紧急处置的空腹血糖（mmol/L）", 16.7, PROVISIONAL),
        Parameter("bmi_tolerance", "体质指数与计算值的容差（kg/m²）", 0.2, PROVISIONAL),
        Parameter("narrow_pulse", "脉压差下限（mmHg）", 20, PROVISIONAL),
        Parameter("wide_pulse", "脉压差上限（mmHg）", 100, PROVISIONAL),
        Parameter("side_difference", "左右收缩压差（mmHg）", 20, PROVISIONAL),
        Parameter("discordant_hba1c", "与高血糖不符的糖化血红蛋白（%，低于）", 6, PROVISIONAL),
        Parameter("discordant_glucose", "与低糖化血红蛋白不符的空腹血糖（mmol/L，高于）", 11.1, PROVISIONAL),
        Parameter("death_report_days", "死亡后应报告的天数（天）", 7, PROVISIONAL),
        Parameter("recert_grace_days", "复审认证逾期的宽限（天）", 30, PROVISIONAL),
        Parameter("great_age", "高龄标签的最低年龄（岁）", 80, PROVISIONAL),
        Parameter("centenarian", "百岁标签的最低年龄（岁）", 100, PROVISIONAL),
        Parameter("lipid_tolerance", "胆固醇分项之和超过总胆固醇的容差（mmol/L）", 0.3, PROVISIONAL),
        Parameter("contract_ahead_days", "签约协议最多提前生效的天数（天）", 90, PROVISIONAL),
        Parameter("contract_policy_years", "政策允许的签约年限（年）", 3, PROVISIONAL),
        Parameter("contract_longest_years", "可能的最长签约年限（年）", 5, PROVISIONAL),
        Parameter("contract_year_tolerance", "到期日期与签约年限的容差（天）", 3, PROVISIONAL),
        Parameter("death_slip_days", "去世后视为日期填错的天数（天）", 7, PROVISIONAL),
        Parameter("death_grave_days", "去世后疑似虚假服务的天数（天，超过）", 90, PROVISIONAL),
        Parameter("death_date_tolerance", "各来源死亡日期的容差（天）", 30, PROVISIONAL),
        Parameter("compared_days", "与上一次体检比较的最长间隔（天）", 730, PROVISIONAL),
        Parameter("height_change", "身高变化的上限（厘米）", 5, PROVISIONAL),
        Parameter("weight_change", "体重变化的上限（%）", 15, PROVISIONAL),
        Parameter("same_visit_days", "体检与自理能力评估视为同一时期的天数（天）", 30, PROVISIONAL),
        Parameter("grade_jump_days", "自理能力等级比较的间隔（天）", 180, PROVISIONAL),
        Parameter("grade_jump_levels", "自理能力等级变化需核实的级数", 2, PROVISIONAL),
        Parameter("checks_per_day", "一名医生一天的体检人数（人，超过即提示）", 80, PROVISIONAL),
        Parameter("identical_people", "同日各项完全相同的人数（人，达到即提示）", 10, PROVISIONAL),
        Parameter("digit_readings", "判断末位数字所需的血压值个数", 40, PROVISIONAL),
        Parameter("digit_share", "血压值以0结尾的比例（%，超过即提示）", 80, PROVISIONAL),
        Parameter("phone_persons", "共用一个电话的人数（人，超过即提示）", 5, PROVISIONAL),
    )
}
"""Name to parameter."""
