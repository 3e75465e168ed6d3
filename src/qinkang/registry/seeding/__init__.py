"""What comes with the product, put into the tables. Safe to run again; run after every migration.

Areas belong to the product and follow it. Units, report units and working days are put in once and are
the office's from then on. Dictionaries, terms and parameters follow the product's declarations wherever
the office has not decided otherwise, each change as a new decision known from that moment.
"""

from django.db import transaction

from qinkang.registry.seeding.areas import seed_areas
from qinkang.registry.seeding.dictionaries import seed_dictionaries
from qinkang.registry.seeding.report_units import seed_report_units
from qinkang.registry.seeding.units import seed_units
from qinkang.registry.seeding.working_days import seed_working_days


def seed() -> None:
    """Put in whatever is missing, as the owner, in one transaction."""
    with transaction.atomic():
        seed_areas()
        seed_units()
        seed_report_units()
        seed_working_days()
        seed_dictionaries()
