"""`nat_health_check`: the annual check-ups (reconstructed from what is publicly known)."""

from qinkang.exchange.connectors.national_elderly.mapping import Table
from qinkang.standards.datasets import HealthCheck

TABLE = Table(
    dataset=HealthCheck,
    code="nat_health_check",
    version="2017",
    stays=("doctor",),
    fields={
        "record_no": "TJBH", "check_date": "TJRQ", "year": "ND",
        "org": "JGMC", "org_uscc": "JGDM",
        # 症状、一般状况
        "symptoms": "ZZ", "symptoms_other": "ZZQT", "temperature": "TW", "pulse": "ML", "resp": "HXPL",
        "sbp_left": "ZCSSY", "dbp_left": "ZCSZY", "sbp_right": "YCSSY", "dbp_right": "YCSZY",
        "height": "SG", "weight": "TZ", "waist": "YW", "bmi": "TZZS",
        # 老年人
        "health_self": "JKZP", "selfcare_self": "ZLZP", "cognition_screen": "RZGN", "mmse_total": "ZLZTZF",
        "emotion_screen": "QGZT", "gds_total": "YYPFZF",
        # 生活方式
        "ex_freq": "DLPL", "ex_minutes": "MCDLSJ", "ex_years": "JCDLSJ", "ex_way": "DLFS", "diet": "YSXG",
        "smoke": "XYZK", "smoke_per_day": "RXYL", "smoke_start_age": "KSXYNL", "smoke_quit_age": "JYNL",
        "drink_freq": "YJPL", "drink_liang_per_day": "RYJL", "drink_quit": "SFJJ", "drink_quit_age": "JJNL",
        "drink_start_age": "KSYJNL", "drunk_last_year": "SFZJ", "drink_kinds": "YJZL",
        "drink_kinds_other": "YJZLQT",
        # 职业病危害因素接触史
        "occ_exposure": "ZYBJC", "occ_job": "JCGZ", "occ_years": "CYSJ", "occ_dust": "FC",
        "occ_dust_protection": "FCFH", "occ_radiation": "FSWZ", "occ_radiation_protection": "FSWZFH",
        "occ_physical": "WLYS", "occ_physical_protection": "WLYSFH", "occ_chemical": "HXWZ",
        "occ_chemical_protection": "HXWZFH", "occ_other": "QTYS", "occ_other_protection": "QTYSFH",
        # 脏器功能
        "lips": "KC", "teeth": "CL", "teeth_other": "CLMS", "throat": "YB", "vision_left": "ZYSL",
        "vision_right": "YYSL", "corrected_left": "ZYJZSL", "corrected_right": "YYJZSL", "hearing": "TL",
        "motor": "YDGN",
        # 查体
        "fundus": "YD", "fundus_other": "YDYC", "skin": "PF", "skin_other": "PFQT", "sclera": "GM",
        "sclera_other": "GMQT", "lymph": "LBJ", "lymph_other": "LBJQT", "barrel_chest": "TZX",
        "breath_sound": "HXY", "breath_sound_other": "HXYYC", "rales": "LY", "rales_other": "LYQT",
        "heart_rate": "XLPL", "rhythm": "XL", "murmur": "ZY", "murmur_other": "ZYMS", "tenderness": "YT",
        "tenderness_other": "YTMS", "mass": "BK", "mass_other": "BKMS", "liver": "GD", "liver_other": "GDMS",
        "spleen": "PD", "spleen_other": "PDMS", "dullness": "YDXZY", "dullness_other": "YDXZYMS",
        "edema": "XZSZ", "dorsalis_pedis": "ZBDM", "rectal": "GMZZ", "rectal_other": "GMZZQT",
        "breast": "RX", "breast_other": "RXQT", "vulva": "WY", "vulva_other": "WYYC", "vagina": "YDAO",
        "vagina_other": "YDAOYC", "cervix": "GJ", "cervix_other": "GJYC", "corpus": "GT", "corpus_other": "GTYC",
        "adnexa": "FJ", "adnexa_other": "FJYC",
        # 辅助检查
        "hb": "XHDB", "wbc": "BXB", "plt": "XXB", "blood_other": "XCGQT", "urine_protein": "NDB",
        "urine_sugar": "NT", "urine_ketone": "NTT", "urine_blood": "NQX", "urine_other": "NCGQT", "fpg": "KFXT",
        "ecg": "XDT", "ecg_other": "XDTYC", "microalbumin": "NWLBDB", "fecal_occult": "DBQX", "hba1c": "THXHDB",
        "hbsag": "YGBMKY", "alt": "GBZAM", "ast": "GCZAM", "alb": "BDB", "tbil": "ZDHS", "dbil": "JHDHS",
        "scr": "XQJG", "bun": "XNS", "k": "XJND", "na": "XNND", "tc": "ZDGC", "tg": "GYSZ", "ldl": "DMDZDB",
        "hdl": "GMDZDB", "cxr": "XBXXP", "cxr_other": "XBXXPYC", "b_abdomen": "FBBC", "b_abdomen_other": "FBBCYC",
        "b_elsewhere": "BCQT", "b_elsewhere_other": "BCQTYC", "pap": "GJTP", "pap_other": "GJTPYC",
        "lab_other": "FZJCQT",
        # 现存主要健康问题
        "cerebro": "NXGJB", "cerebro_other": "NXGJBQT", "kidney": "SZJB", "kidney_other": "SZJBQT",
        "heart": "XZJB", "heart_other": "XZJBQT", "vessel": "XGJB", "vessel_other": "XGJBQT", "eye": "YBJB",
        "eye_other": "YBJBQT", "neuro": "SJXTJB", "neuro_other": "SJXTJBMS", "other_system": "QTXTJB",
        "other_system_other": "QTXTJBMS",
        # 健康评价、健康指导
        "assess": "JKPJ", "guidance": "JKZD", "risk_control": "WXYSKZ", "risk_control_other": "WXYSKZQT",
        "target_weight": "JTZMB", "advised_vaccine": "JYJZYM",
    },
    parts={
        "hospital": (
            "ZYS",
            {"admitted": "RYRQ", "discharged": "CYRQ", "reason": "YY", "org": "JGMC", "mrn": "BAH"},
        ),
        "home_bed": (
            "JTBCS",
            {"opened": "JCRQ", "closed": "CCRQ", "reason": "YY", "org": "JGMC", "mrn": "BAH"},
        ),
        "drugs": (
            "YYQK",
            {"name": "YWMC", "route": "YF", "dose": "YL", "duration": "YYSJ", "adherence": "FYYCX"},
        ),
        "vaccines": ("JZS", {"name": "JZMC", "given": "JZRQ", "org": "JZJG"}),
        "abnormal": ("JKPJYC", {"finding": "YC"}),
    },
)  # fmt: skip
