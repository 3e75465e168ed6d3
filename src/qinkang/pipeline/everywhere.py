"""The scope of jobs that work for the whole province."""

from qinkang.accounts.scope import Acting, Scope
from qinkang.registry.models import ManagementUnit


def everywhere(actor: str, because: str) -> Acting:
    """Act in the whole province: a row carries all superiors of its units, the province's among them."""
    province = ManagementUnit.objects.get(level=ManagementUnit.Level.PROVINCE)
    return Acting(Scope((province.pk,)), actor, because)
