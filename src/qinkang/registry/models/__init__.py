"""The registry's tables, one noun per file."""

from qinkang.registry.models.area import Area
from qinkang.registry.models.dictionary import CodeEntry, CodeList
from qinkang.registry.models.management_unit import ManagementUnit, UnitArea, UnitPlacement
from qinkang.registry.models.organisation import FormerName, Organisation, Qualification
from qinkang.registry.models.parameter import ParameterValue
from qinkang.registry.models.precedence import SourcePrecedence
from qinkang.registry.models.report_unit import ReportUnit, ReportUnitMember
from qinkang.registry.models.term import Term
from qinkang.registry.models.working_day import HolidayNotice, WorkingDay

__all__ = [
    "Area",
    "CodeEntry",
    "CodeList",
    "FormerName",
    "HolidayNotice",
    "ManagementUnit",
    "Organisation",
    "ParameterValue",
    "Qualification",
    "ReportUnit",
    "ReportUnitMember",
    "SourcePrecedence",
    "Term",
    "UnitArea",
    "UnitPlacement",
    "WorkingDay",
]
