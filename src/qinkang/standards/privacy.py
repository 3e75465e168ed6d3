"""How closely a field is guarded."""

from enum import Enum


class Privacy(Enum):
    """Classes of privacy, from open to closest guarded.

    They stand for the five levels of GB/T 39725-2020 as this platform applies them. `IDENTITY` is
    apart: such a field never stands in a data set's table, only sealed beside its sighting.
    """

    OPEN = "公开"  # levels 1-2: names of institutions, dates of reports
    PERSONAL = "个人信息"  # level 3: sex, year of birth, county of residence
    HEALTH = "健康信息"  # level 4: identified findings and treatment
    SPECIAL = "特殊健康信息"  # level 5: mental illness, infections that stigmatise
    IDENTITY = "身份标识"  # who it is: name, number, phone, address
