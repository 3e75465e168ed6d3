"""汉中市老年人健康管理系统: workbooks with title rows, two-level headers, labels and real dates."""

from qinkang.sandbox.forms import Workbook
from qinkang.sandbox.senders.layout import Layout, without
from qinkang.sandbox.senders.sender import Sender
from qinkang.sandbox.spelling import LABELLED, Spelling
from qinkang.standards.datasets import Contract, HealthCheck, SelfCare

# group of the upper header row: its fields; the fields of no group stand under a cell of both rows
_GROUPS = {
    "血压(mmHg)": ("sbp_left", "dbp_left", "sbp_right", "dbp_right"),
    "老年人评估": ("health_self", "selfcare_self", "cognition_screen", "mmse_total", "emotion_screen", "gds_total"),
    "体育锻炼": ("ex_freq", "ex_minutes", "ex_years", "ex_way"),
    "吸烟情况": ("smoke", "smoke_per_day", "smoke_start_age", "smoke_quit_age"),
    "饮酒情况": (
        "drink_freq", "drink_liang_per_day", "drink_quit", "drink_quit_age", "drink_start_age", "drunk_last_year",
        "drink_kinds",
    ),
    "职业病危害因素": ("occ_exposure", "occ_job", "occ_years"),
    "脏器功能": ("lips", "teeth", "throat", "vision_left", "vision_right", "hearing", "motor"),
    "肺": ("barrel_chest", "breath_sound", "breath_sound_other", "rales"),
    "心脏": ("heart_rate", "rhythm", "murmur", "murmur_other"),
    "腹部": ("tenderness", "tenderness_other", "mass", "mass_other", "liver", "liver_other", "spleen", "spleen_other"),
    "妇科": ("vulva", "vagina", "cervix", "corpus", "adnexa", "pap"),
    "血常规": ("hb", "wbc", "plt"),
    "尿常规": ("urine_protein", "urine_sugar", "urine_ketone", "urine_blood"),
    "肝功能": ("alt", "ast", "alb", "tbil", "dbil"),
    "肾功能": ("scr", "bun", "k", "na"),
    "血脂": ("tc", "tg", "ldl", "hdl"),
    "现存主要健康问题": (
        "cerebro", "kidney", "heart", "vessel", "eye", "neuro", "neuro_other", "other_system", "other_system_other",
    ),
    "住院史": ("hospital_1_admitted", "hospital_1_discharged", "hospital_1_reason", "hospital_1_org"),
    "主要用药": tuple(
        f"drugs_{n}_{name}" for n in (1, 2, 3) for name in ("name", "route", "dose", "duration", "adherence")
    ),
    "预防接种": ("vaccines_1_name", "vaccines_1_given", "vaccines_1_org"),
    "健康评价": ("assess", *(f"abnormal_{n}_finding" for n in (1, 2, 3, 4))),
    "健康指导": ("guidance", "risk_control", "target_weight", "advised_vaccine"),
}  # fmt: skip
_BEFORE = (
    "record_no", "name", "sex", "id_type", "id_no", "birth_date", "phone", "live_addr", "live_region", "check_date",
    "year", "org", "org_uscc", "doctor", "symptoms", "symptoms_other", "temperature", "pulse", "resp", "height",
    "weight", "waist", "bmi", "diet", "skin", "sclera", "lymph", "edema", "dorsalis_pedis", "rectal", "breast",
    "fundus", "fpg", "hba1c", "microalbumin", "hbsag", "ecg", "ecg_other", "cxr", "b_abdomen", "b_abdomen_other",
)  # fmt: skip
_HEADERS = {  # where its header is not the form's
    "record_no": "健康档案编号", "id_no": "身份证号", "phone": "联系电话", "live_addr": "家庭住址",
    "live_region": "现住址行政区划代码", "org": "体检单位", "org_uscc": "统一社会信用代码", "doctor": "家庭医生",
    "pulse": "脉搏", "resp": "呼吸", "bmi": "BMI", "sbp_left": "左上臂收缩压", "dbp_left": "左上臂舒张压",
    "sbp_right": "右上臂收缩压", "dbp_right": "右上臂舒张压", "health_self": "健康自评", "selfcare_self": "自理能力自评",
    "cognition_screen": "认知粗筛", "mmse_total": "MMSE总分", "emotion_screen": "情感粗筛", "gds_total": "GDS总分",
    "smoke_per_day": "每日吸烟量", "drink_liang_per_day": "每日饮酒量", "occ_job": "工种", "rales": "啰音",
    "fpg": "空腹血糖值", "hba1c": "HbA1c", "hbsag": "HBsAg", "cxr": "胸片", "alt": "谷丙转氨酶", "ast": "谷草转氨酶",
    "dbil": "直接胆红素", "scr": "肌酐", "bun": "尿素氮", "k": "血钾", "na": "血钠", "ldl": "低密度脂蛋白胆固醇",
    "hdl": "高密度脂蛋白胆固醇", "assess": "健康评价结果",
}  # fmt: skip

HANZHONG = Sender(
    code="HZ-LNJK",
    title="汉中市老年人健康管理系统",
    unit="SX-610700",
    areas=("6107",),
    layouts=(
        # no operations, no column for 移动性浊音, home beds, second stays and most descriptions
        Layout(
            HealthCheck,
            "汉中市{year}年老年人健康体检表{mark}.xlsx",
            Workbook("汉中市卫生健康委员会", "体检登记表", titled=True, counted=True, two_rows=True),
            fields=(*_BEFORE, *(field for group in _GROUPS.values() for field in group)),
            headers=_HEADERS,
            groups=_GROUPS,
            spelling=Spelling(
                codes=False,
                words={"id_type": {"居民身份证": "身份证"}, "sex": {"男性": "男", "女性": "女"}},
                between="、",
            ),
            number="{village}{year}{serial:07d}",
            history=2024,
        ),
        Layout(
            SelfCare,
            "汉中市{year}年生活自理能力评估{mark}.xlsx",
            Workbook("汉中市卫生健康委员会", "评估表", titled=True, counted=True),
            fields=without(SelfCare, "next_assess_date"),
            spelling=LABELLED,
            number="{village}{year}{serial:07d}",
            corrections=False,
        ),
        Layout(
            Contract,
            "汉中市{year}年家医签约{mark}.xlsx",
            Workbook("汉中市卫生健康委员会", "签约表", titled=True, counted=True),
            fields=without(Contract, "sign_file", "items_7", "items_8", "items_9", "items_10"),
            spelling=LABELLED,
            number="HZQY{year}{serial:07d}",
            corrections=False,
        ),
    ),
)
