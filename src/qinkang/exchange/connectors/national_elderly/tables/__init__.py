"""The tables that the national system takes: one module for each, found by their being here."""

from __future__ import annotations

import importlib
import pkgutil

from qinkang.exchange.connectors.national_elderly.mapping import Table

TABLES: dict[str, Table] = {
    table.dataset.code: table
    for found in pkgutil.iter_modules(__path__)
    for table in [importlib.import_module(f"{__name__}.{found.name}").TABLE]
}
"""Code of our data set to their table: what is in here is sent."""
