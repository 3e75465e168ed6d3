"""Several choices of one list."""

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import rule
from qinkang.standards import datasets  # noqa: F401  - a rule is for all of them
from qinkang.standards.dataset import DATASETS, Dataset
from qinkang.standards.field import Choices


def _nones(dataset: Dataset) -> dict[str, str]:
    """The fields of which one choice says "none of these", with that choice."""
    return {field.name: field.none for field in dataset.of_kind(Choices) if field.none}


def _declare(dataset: Dataset, none: dict[str, str]) -> None:
    first, no = next(iter(none.items()))
    other, another = [code for code in dataset.columns[first].codes.labels if code != no][:2]

    @rule(
        dataset,
        code="C-32",
        each=[(name,) for name in none],
        says="{title}选了“无”或“正常”的，不应再选其他项。",
        because="“无”与其他项互相矛盾；常见原因是系统默认勾选“无”。",
        remedy="已去掉“无”，保留其他项；请在源系统中改正。",
        effect=Effect.REPAIR,
        accepts=[{first: [no]}, {first: [other, another]}, {}],
        rejects=[{first: [no, other]}, {first: [no, other, another]}],
        mends=lambda row, choices: {choices.get_name(): choices.remove(none[choices.get_name()])},
        mended=[({first: [no, other, another]}, {first: [other, another]})],
    )
    def none_stands_alone(row, choices):
        return ~(choices.contains(none[choices.get_name()]) & (choices.length() > 1))


for _dataset in DATASETS.values():
    if _none := _nones(_dataset):
        _declare(_dataset, _none)
