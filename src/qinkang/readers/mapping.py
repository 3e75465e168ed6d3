"""Which column is which field: proposed from titles and values, confirmed by a person once per sender."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import asdict, dataclass, replace

from qinkang.readers.evidence import MOSTLY_FIT, Candidate, Evidence
from qinkang.readers.titles import ALIKE, bare_title, likeness, normal_title

CONFIRMED = "已确认"
SAME_NAME = "字段英文名"
SAME_TITLE = "标题一致"
LIKE_TITLE = "标题近似"
BY_VALUES = "取值特征"
UNKNOWN = "未识别"

# How sure a proposal is; from CERTAIN on it may be applied before a person has looked.
CERTAIN = 0.9  # the title says it and the values do not speak against it
SURER = 0.09  # added when all values fit; 1.0 is left to what a person confirmed
LIKELY = 0.7  # the title is like the field's and the values fit
POSSIBLE = 0.5  # only the values speak for it, or only a like title
DOUBTFUL = 0.3  # the title says it, the values say otherwise

COLUMNS_NAMED = 30  # in a sentence; a page shows them all

HARDLY_FIT = 0.1  # of the values, below which they speak against the title


@dataclass(frozen=True)
class ColumnMapping:
    """What one column of the file is taken for.

    Attributes:
        index: position, from 0.
        key: under this name a person confirms the column: its title with the titles above it; the second
            column of the same name is 姓名#2.
        header: its title in the file, "" where it has none.
        field: name of the field, None when no field was found or two columns claim it.
        how: one of the constants above, in the words the user sees.
        confidence: 0 to 1; see the constants above.
    """

    index: int
    key: str
    header: str
    field: str | None
    how: str
    confidence: float


@dataclass(frozen=True)
class Mapping:
    """A proposal for the whole file.

    Attributes:
        columns: one entry per column of the file.
        problems: what must be settled before the file can be read in (two columns for one field, a key
            field without column).
        doubts: what a person should look at, such as values that do not look like the title.
    """

    columns: tuple[ColumnMapping, ...]
    problems: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Titles of the columns that no field was found for."""
        return tuple(_called(column) for column in self.columns if column.field is None)

    @property
    def fields(self) -> dict[str, int]:
        """Field name to column position."""
        return {column.field: column.index for column in self.columns if column.field is not None}

    @property
    def confirmation(self) -> dict[str, str | None]:
        """Everything proposed, in the form `propose` takes back as confirmed."""
        return {column.key: column.field for column in self.columns}

    def to_json(self) -> str:
        """As kept with the sender's contract; titles and field names only, no values."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Mapping:
        """What `to_json` wrote."""
        kept = json.loads(text)
        return cls(
            tuple(ColumnMapping(**column) for column in kept["columns"]),
            tuple(kept["problems"]),
            tuple(kept["doubts"]),
        )


def propose(
    header: Sequence[str],
    sample: Sequence[Sequence[str]],
    candidates: Iterable[Candidate],
    *,
    above: Sequence[str] = (),
    confirmed: Dictionary[str, str | None] | None = None,
) -> Mapping:
    """Say for each column which field it is.

    Args:
        header: titles of the columns.
        sample: for each column some of its values, without empty ones.
        candidates: the fields of the data set.
        above: for each column the titles of the merged cells above it; tried in front of the title first.
        confirmed: what a person settled for this sender before, key of the column (or just its title) to
            field name, None for no field. It is not questioned.
    """
    fields = tuple(candidates)
    names = {field.name for field in fields}
    above = above or [""] * len(header)
    titles, evidence = _titles(fields), Evidence(sample, fields)
    decided = {normal_title(key): field for key, field in (confirmed or {}).items()}
    columns = []
    for index, (key, title) in enumerate(zip(_keys(header, above), header, strict=True)):
        column = ColumnMapping(index, key, title, None, UNKNOWN, 0.0)
        settled = next((name for name in map(normal_title, (key, title)) if name and name in decided), None)
        if settled is not None:
            column = replace(column, field=decided[settled], how=CONFIRMED, confidence=1.0)
        elif title in names:
            column = replace(column, field=title, how=SAME_NAME, confidence=1.0)
        else:
            column = _by_title(column, above[index], evidence, titles)
        columns.append(column)
    columns = _by_likeness(columns, above, evidence, fields)
    columns = _by_values(columns, evidence, fields)
    problems = _claimed_twice(columns, fields) + _missing_keys(columns, fields)
    return Mapping(_without_rivals(columns), problems, _doubts(columns, evidence, fields))


def _keys(header: Sequence[str], above: Sequence[str]) -> list[str]:
    seen: Counter[str] = Counter()
    keys = []
    for title, over in zip(header, above, strict=True):
        key = f"{over} {title}".strip()
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
    return keys


def _titles(fields: Sequence[Candidate]) -> dict[str, Candidate]:
    """Title or alias to field. What is said in full goes before what is left without brackets, a field's
    own title before another's alias, and without brackets only what then still names one field."""
    bare: dict[str, set[str]] = {}
    for field in fields:
        for title in (field.title, *field.aliases):
            bare.setdefault(bare_title(title), set()).add(field.name)
    by_name = {field.name: field for field in fields}
    found = {title: by_name[next(iter(names))] for title, names in bare.items() if len(names) == 1}
    found |= {normal_title(alias): field for field in reversed(fields) for alias in field.aliases}
    return found | {normal_title(field.title): field for field in reversed(fields)}


def _spellings(title: str, above: str) -> list[str]:
    """What to look up: with the merged titles above it first, then alone; each in full, then bare."""
    texts = [above + title, title] if above else [title]
    return [form(text) for text in texts for form in (normal_title, bare_title) if text]


def _by_title(
    column: ColumnMapping, above: str, evidence: Evidence, titles: Dictionary[str, Candidate]
) -> ColumnMapping:
    if not column.header:
        return column
    for spelling in _spellings(column.header, above):
        if (field := titles.get(spelling)) is not None:
            share = evidence.share(column.index, field)
            against = share is not None and share < HARDLY_FIT
            sure = DOUBTFUL if against else CERTAIN + SURER * (share or 0.0)
            return replace(column, field=field.name, how=SAME_TITLE, confidence=round(sure, 2))
    return column


def _by_likeness(
    columns: list[ColumnMapping],
    above: Sequence[str],
    evidence: Evidence,
    fields: Sequence[Candidate],
) -> list[ColumnMapping]:
    """Unknown titles that are like the title of exactly one free field whose values theirs could be."""
    taken = {column.field for column in columns}
    found = []
    for column in columns:
        if column.field is None and column.how == UNKNOWN and column.header:
            alike = []
            for field in fields:
                if field.name in taken or field.by_name:
                    continue
                like = _like(column, above[column.index], field, ALIKE)
                if like < ALIKE:
                    continue
                share = evidence.share(column.index, field)
                if share is None or share >= MOSTLY_FIT:
                    alike.append((round(like, 3), field.name, share))
            alike.sort(key=lambda found: -found[0])
            if alike and (len(alike) == 1 or alike[0][0] > alike[1][0]):
                sure = POSSIBLE if alike[0][2] is None else LIKELY
                column = replace(column, field=alike[0][1], how=LIKE_TITLE, confidence=sure)
        found.append(column)
    return found


def _by_values(
    columns: list[ColumnMapping], evidence: Evidence, fields: Sequence[Candidate]
) -> list[ColumnMapping]:
    """Unknown titles whose values could be those of one field only, and that field is still free."""
    taken = {column.field for column in columns}
    found = []
    for column in columns:
        if column.field is None and column.how == UNKNOWN:
            fitting = [field for field in fields if evidence.fits(column.index, field)]
            if len(fitting) == 1 and not fitting[0].by_name and fitting[0].name not in taken:
                column = replace(column, field=fitting[0].name, how=BY_VALUES, confidence=POSSIBLE)
        found.append(column)
    return found


def _doubts(
    columns: Sequence[ColumnMapping], evidence: Evidence, fields: Sequence[Candidate]
) -> tuple[str, ...]:
    known = {field.name: field for field in fields}
    guessable = [field for field in fields if not field.by_name]
    doubts = []
    for column in columns:
        field = known.get(column.field or "")
        if column.how != SAME_TITLE or field is None or column.confidence > DOUBTFUL:
            continue
        looks = next(
            (f"，倒像“{other.title}”" for other in guessable if evidence.fits(column.index, other)), ""
        )
        doubts.append(f"列{_called(column)}的取值不像“{field.title}”{looks}，请核对是否对错了列。")
    return tuple(doubts)


def _claims(columns: Sequence[ColumnMapping]) -> dict[str, list[ColumnMapping]]:
    claims: dict[str, list[ColumnMapping]] = {}
    for column in columns:
        if column.field is not None:
            claims.setdefault(column.field, []).append(column)
    return claims


def _claimed_twice(columns: Sequence[ColumnMapping], fields: Sequence[Candidate]) -> tuple[str, ...]:
    titles = {field.name: field.title for field in fields}
    return tuple(
        "和".join(f"第 {column.index + 1} 列{_called(column)}" for column in claiming)
        + f"都对应字段“{titles.get(name, name)}”，请确认用哪一列。"
        for name, claiming in _claims(columns).items()
        if len(claiming) > 1
    )


def _without_rivals(columns: Sequence[ColumnMapping]) -> tuple[ColumnMapping, ...]:
    """Of two columns for one field none is taken until a person has chosen."""
    refused = {name for name, claiming in _claims(columns).items() if len(claiming) > 1}
    return tuple(
        replace(column, field=None, confidence=0.0) if column.field in refused else column
        for column in columns
    )


def _missing_keys(columns: Sequence[ColumnMapping], fields: Sequence[Candidate]) -> tuple[str, ...]:
    """Key fields without a column, each with the free column whose title is nearest to it."""
    mapped = {column.field for column in columns}
    free = [column for column in columns if column.field is None and column.header]
    had = "、".join(_called(column) for column in columns[:COLUMNS_NAMED])
    had += f"等 {len(columns)} 列" if len(columns) > COLUMNS_NAMED else ""
    problems = []
    for field in fields:
        if not field.key or field.name in mapped:
            continue
        like, nearest = max(((_like(column, "", field), -column.index) for column in free), default=(0.0, 0))
        hint = f"最接近的是{_called(columns[-nearest])}，" if like > 0 else ""
        problems.append(f"关键字段“{field.title}”没有对应的列，{hint}请指定。文件里的列有：{had}。")
    return tuple(problems)


def _like(column: ColumnMapping, above: str, field: Candidate, least: float = 0.0) -> float:
    known = (field.title, *field.aliases)
    return max(likeness(text, known, least) for text in dict.fromkeys((above + column.header, column.header)))


def _called(column: ColumnMapping) -> str:
    return f"“{column.header}”" if column.header else f"（第 {column.index + 1} 列，无标题）"
