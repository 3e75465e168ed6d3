from django.db import migrations

from qinkang.accounts.row_security import FiguresRead, SecureRows
from qinkang.records.history import KeepHistory


class Migration(migrations.Migration):
    dependencies = [("records", "0003_resident_population")]

    operations = [
        SecureRows("records_residentpopulation"),
        FiguresRead(
            "records_residentpopulation",
            but=("business_key", "content", "source_no", "source_version", "actor"),
        ),
        KeepHistory("records_residentpopulation", ignoring=("source_version", "scope")),
    ]
