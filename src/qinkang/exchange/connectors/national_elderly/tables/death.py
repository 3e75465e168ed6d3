"""`nat_person_death`: deaths as each source reports them (reconstructed, provincial default).

Numbers of certificates and free text stay here: neither is asked for, and text may name somebody.
"""

from qinkang.exchange.connectors.national_elderly.mapping import Table
from qinkang.standards.datasets import Death

TABLE = Table(
    dataset=Death,
    code="nat_person_death",
    version="2025",
    stays=("death_time", "cause_text", "cert_no", "source_seq"),
    fields={
        "death_date": "SWRQ", "death_place": "SWDD", "cause_underlying_icd10": "GBSY", "source": "XXLY",
        "reported_at": "BGRQ", "confirm_status": "QRZT", "report_org": "BGDWMC", "report_org_uscc": "BGDWDM",
    },
)  # fmt: skip
