"""Where a figure is for: the statutory map or the report units, and on which level."""

from enum import StrEnum


class Tree(StrEnum):
    """Two ways to divide the province. They differ at 杨凌, 韩城 and wherever a zone took townships over."""

    STATUTORY = "statutory"
    REPORT = "report"


class Level(StrEnum):
    """How finely. Report units have no townships."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


COLUMNS = {
    (Tree.STATUTORY, Level.PROVINCE): "province",
    (Tree.STATUTORY, Level.CITY): "city",
    (Tree.STATUTORY, Level.COUNTY): "county",
    (Tree.STATUTORY, Level.TOWNSHIP): "township",
    (Tree.REPORT, Level.PROVINCE): "province",
    (Tree.REPORT, Level.CITY): "report_city",
    (Tree.REPORT, Level.COUNTY): "report_county",
}
"""Tree and level to the column of the analytical file."""
