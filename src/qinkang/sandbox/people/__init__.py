"""The invented older people of the province, and the counties they live in."""

from qinkang.sandbox.people.counties import COUNTIES, County
from qinkang.sandbox.people.population import AS_OF, Population, full_years

__all__ = ["AS_OF", "COUNTIES", "County", "Population", "full_years"]
