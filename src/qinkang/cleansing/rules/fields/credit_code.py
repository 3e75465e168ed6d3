"""The credit code of an institution."""

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import rule
from qinkang.standards import datasets  # noqa: F401  - a rule is for all of them
from qinkang.standards.dataset import DATASETS, Dataset
from qinkang.standards.field import CreditCode


def _declare(dataset: Dataset, names: list[str]) -> None:
    first = names[0]

    @rule(
        dataset,
        code="P-01",
        each=[(name,) for name in names],
        says="{title}应为18位，且校验码正确。",
        because="GB 32100-2015；常见原因是抄错，或填了机构内部代码。",
        remedy="请按机构登记证书核对；无误可不处理，有误请更正后重报。",
        effect=Effect.FLAG,
        accepts=[{first: "91350100M000100Y43"}, {}],
        rejects=[{first: "91350100M000100Y44"}, {first: "91350100M000100Y4"}],
    )
    def credit_code_is_sound(row, code):
        return code.isnull() | row[f"{code.get_name()}_problem"].isnull()


for _dataset in DATASETS.values():
    if _names := [field.name for field in _dataset.of_kind(CreditCode)]:
        _declare(_dataset, _names)
