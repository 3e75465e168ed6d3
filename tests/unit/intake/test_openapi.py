"""The description of the interface agrees with its addresses and with the declarations."""

import json
import re

from tests.database import ready  # noqa: F401

from qinkang.intake.api.openapi import description
from qinkang.intake.api.urls import urlpatterns
from qinkang.standards.dataset import DATASETS


def test_every_address_is_described_and_no_other():
    served = {re.sub(r"<(?:\w+:)?(\w+)>", "{}", "/" + str(one.pattern)) for one in urlpatterns}
    described = {re.sub(r"{\w+}", "{}", path) for path in description()["paths"]}

    assert described == served - {"/openapi.json"}


def test_every_data_set_is_described_and_is_a_scope():
    told = description()

    schemas = told["components"]["schemas"]
    scopes = told["components"]["securitySchemes"]["client"]["flows"]["clientCredentials"]["scopes"]
    assert set(DATASETS) <= set(schemas)
    assert set(scopes) == set(DATASETS)


def test_every_reference_leads_somewhere():
    told = description()

    for name in re.findall(r'"#/components/schemas/([^"/]+)"', json.dumps(told, ensure_ascii=False)):
        assert name in told["components"]["schemas"]
