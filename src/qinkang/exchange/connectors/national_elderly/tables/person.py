"""`nat_person_snapshot`: the case list of older people (reconstructed, provincial default).

One line for a person and a keeper of records: who somebody is, how they live, what they suffer from. How to
reach them, their family's illnesses and their household's fittings are not asked for.
"""

from qinkang.exchange.connectors.national_elderly.mapping import Table
from qinkang.standards.datasets import Person

TABLE = Table(
    dataset=Person,
    code="nat_person_snapshot",
    version="2017",
    stays=(
        "contact_rel", "doctor", "phr_no", "abo", "rh", "pay_methods_other",
        "drug_allergy", "drug_allergy_other", "exposure", "history_disease_other",
        "history_surgery", "surgery", "history_trauma", "trauma", "history_transfusion", "transfusion",
        "fam_father", "fam_father_other", "fam_mother", "fam_mother_other", "fam_siblings", "fam_siblings_other",
        "fam_children", "fam_children_other", "genetic", "genetic_other", "disability_other",
        "kitchen_vent", "fuel", "fuel_other", "water", "water_other", "toilet", "livestock",
    ),
    fields={
        "as_of": "SJRQ", "nation": "MZ", "hukou_region": "HJQH", "residency": "CZLX", "education": "WHCD",
        "occupation": "ZY", "marital": "HYZK", "pay_methods": "ZFFS", "history_disease": "JWJB",
        "disability": "CJQK", "living_arrangement": "JZQK", "special_tags": "TSKN", "life_status": "SCZT",
        "record_org": "JDJGMC", "record_org_uscc": "JDJGDM", "record_date": "JDRQ",
    },
    parts={"diagnoses": ("QZJB", {"disease": "JB", "diagnosed": "QZNY"})},
)  # fmt: skip
