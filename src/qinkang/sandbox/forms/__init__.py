"""The forms in which senders write their files: a table goes in, bytes come out."""

from qinkang.sandbox.forms.delimited import Delimited
from qinkang.sandbox.forms.json_lines import JsonLines
from qinkang.sandbox.forms.old_workbook import OldWorkbook
from qinkang.sandbox.forms.table import Form, Table
from qinkang.sandbox.forms.workbook import Workbook
from qinkang.sandbox.forms.xml import Xml
from qinkang.sandbox.forms.zipped import Zipped

__all__ = ["Delimited", "Form", "JsonLines", "OldWorkbook", "Table", "Workbook", "Xml", "Zipped"]
