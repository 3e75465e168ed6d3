"""Licences and qualifications of institutions."""

from datetime import date

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.registry.mistakes import RegistryMistake
from qinkang.registry.models import Organisation, Qualification


def record_qualification(
    organisation: Organisation,
    *,
    kind: Qualification.Kind,
    number: str,
    valid_from: date | None,
    valid_until: date | None,
    items: str = "",
    issued_by: str = "",
    by: Acting,
) -> Qualification:
    """Enter a licence. A renewal is a new row: what held before is still asked about.

    Raises:
        RegistryMistake: no number, days in the wrong order, or entered already.
    """
    if not number.strip():
        raise RegistryMistake("证书编号不能为空，请填写。")
    if valid_from and valid_until and valid_from > valid_until:
        raise RegistryMistake(f"有效期起 {valid_from} 晚于有效期止 {valid_until}，请核对证书。")
    with deed(by):
        same = organisation.qualifications.filter(kind=kind, number=number.strip(), valid_from=valid_from)
        if same.exists():
            raise RegistryMistake(f"证书 {number} 已登记，无需重复登记。")
        made = organisation.qualifications.create(
            kind=kind,
            number=number.strip(),
            valid_from=valid_from,
            valid_until=valid_until,
            items=items,
            issued_by=issued_by,
        )
        audit("record_qualification", "registry_qualification", made.pk)
    return made


def withdraw_qualification(qualification: Qualification, *, since: date, by: Acting) -> None:
    """Let a licence no longer count from a day on."""
    with deed(by):
        qualification.withdrawn_on = since
        qualification.save(update_fields=["withdrawn_on"])
        audit("withdraw_qualification", "registry_qualification", qualification.pk)
