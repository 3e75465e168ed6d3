"""The one way to change what is known of sheets: stock and its movement, in one transaction.

    hold(giver, receiver)
    move(spans, Found(giver, (State.IN_STOCK,)), After(State.IN_TRANSIT, slip=slip), Why(…))

A range is cut where a deed begins and ends, and joined again with what lies beside it at the same holder in
the same state. Whoever changes a holder's sheets waits for the others who do (an advisory lock of the
holder), so that of two who want one sheet the second reads what the first did.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from django.db import connection

from qinkang.accounts.units import unit_tree
from qinkang.kernel import clock
from qinkang.kernel.certificate_number import Span, at
from qinkang.maternal.mistakes import StockMistake
from qinkang.maternal.models import Movement, State, Stock
from qinkang.maternal.models.consignment import Consignment
from qinkang.maternal.models.slip import Slip
from qinkang.maternal.models.spans import stored
from qinkang.maternal.stock.holders import seen_by

HOLDERS_LOCK = 7_208_101  # the first key of the advisory locks; the second is the holder


@dataclass(frozen=True)
class Found:
    """What is expected of the sheets: their holder, one of these states, the slip that binds them."""

    holder: int
    states: tuple[str, ...]
    slip: int | None = None


@dataclass(frozen=True)
class After:
    """What they become. Without a holder they stay where they are; without a state, as they are."""

    state: str | None = None
    holder: int | None = None
    slip: Slip | None = None


@dataclass(frozen=True)
class Why:
    """What the movement tells: the words of `Movement`."""

    kind: str
    asked_by: str
    signed_by: str = ""
    use: str = ""
    reason: str = ""
    document: str = ""
    remark: str = ""
    slip: Slip | None = None
    day: date = field(default_factory=clock.today)


@dataclass(frozen=True)
class Piece:
    """Sheets of one row that a deed takes."""

    span: Span
    row: Stock


def hold(*units: int | None) -> None:
    """Wait until nobody else changes the sheets of these units; to the end of the transaction."""
    with connection.cursor() as cursor:
        for unit in sorted({unit for unit in units if unit}):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [HOLDERS_LOCK, unit])


def hold_receipts() -> None:
    """Wait until nobody else enters a range; two that meet would else wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [HOLDERS_LOCK])


def enter(consignment: Consignment, why: Why) -> None:
    """Put all sheets of a confirmed consignment into stock."""
    Stock.objects.create(
        consignment=consignment, span=consignment.span, holder_id=consignment.holder_id,
        state=State.IN_STOCK, scope=consignment.scope,
    )  # fmt: skip
    Movement.objects.bulk_create(
        [_movement(consignment.sheets, consignment.pk, None, State.IN_STOCK, consignment.holder_id, why, consignment.scope)]
    )  # fmt: skip


def pieces(spans: Sequence[Span], found: Found) -> list[Piece]:
    """Return the sheets, row by row, as they are expected to be.

    Raises:
        StockMistake: one of them is not; the sentence names the first such range and what it is instead.
    """
    rows = [row for row in _meeting(spans, holder_id=found.holder) if _as_expected(row, found)]
    taken = [Piece(part, row) for span in spans for row in rows if (part := _common(row.sheets, span))]
    if sum(len(piece.span) for piece in taken) < sum(map(len, spans)):
        raise StockMistake(_why_not(spans, found))
    return taken


def bind(spans: Sequence[Span], found: Found, slip: Slip | None) -> None:
    """Bind sheets to a slip, or free them; where they are and what they are stays, so nothing moves."""
    tree = unit_tree()
    scope = seen_by(tree, found.holder, slip.receiver_id if slip else None)
    _rewrite([(piece, After(slip=slip), scope) for piece in pieces(spans, found)])


def move(spans: Sequence[Span], found: Found, after: After, why: Why) -> int:
    """Change the state or holder of sheets, and write down that it happened. Hold the units first.

    Returns the number of the first movement, for the audit trail. Raises StockMistake as `pieces` does;
    nothing has changed then.
    """
    taken = pieces(spans, found)
    holder = after.holder or found.holder
    scope: list[int] | None = None
    if after.holder or after.slip or found.slip:
        tree = unit_tree()
        scope = seen_by(tree, holder, after.slip.receiver_id if after.slip else None)
    _rewrite([(piece, after, scope or piece.row.scope) for piece in taken])
    made = Movement.objects.bulk_create(
        _movement(
            span, row.consignment_id, row, after.state or row.state, holder, why,
            sorted({*row.scope, *(scope or ())}),
        )
        for span, row in _joined(taken)
    )  # fmt: skip
    return made[0].pk


def _meeting(spans: Sequence[Span], **narrowed: int) -> list[Stock]:
    """The rows that share a sheet with any of the ranges, in order.

    Under row security no index serves `&&`, because PostgreSQL does not take it for leakproof: narrowed to
    a holder the rows are found by their index, else all that may be seen are looked at.
    """
    wanted = [stored(span) for span in spans]
    rows = Stock.objects.filter(**narrowed)
    return list(rows.extra(where=["span && ANY(%s::int8range[])"], params=[wanted]).order_by("span"))


def _rewrite(changes: Iterable[tuple[Piece, After, list[int]]]) -> None:
    """Take the rows away and put in what they became, all at one holder, joined with what lies beside it."""
    old: dict[int, Stock] = {}
    left: dict[int, list[Span]] = {}
    fresh: list[Stock] = []
    for piece, after, scope in changes:
        row = piece.row
        old[row.pk] = row
        left[row.pk] = [rest for one in left.get(row.pk, [row.sheets]) for rest in one.without(piece.span)]
        fresh.append(
            Stock(
                consignment_id=row.consignment_id, span=stored(piece.span), holder_id=after.holder or row.holder_id,
                state=after.state or row.state, slip=after.slip, scope=scope,
            )
        )  # fmt: skip
    edges = [one.sheets for one in fresh]
    beside = [one for one in _beside(edges, fresh[0].holder_id) if one.pk not in old]
    kept = [
        Stock(
            consignment_id=row.consignment_id, span=stored(rest), holder_id=row.holder_id, state=row.state,
            slip_id=row.slip_id, scope=row.scope,
        )
        for row in old.values()
        for rest in left[row.pk]
    ]  # fmt: skip
    joined, swallowed = _join([*fresh, *kept], beside)
    Stock.objects.filter(pk__in=[*old, *swallowed]).delete()
    Stock.objects.bulk_create(joined)


def _beside(spans: Sequence[Span], holder: int) -> list[Stock]:
    """The rows of a holder that touch one of the ranges at an end."""
    rows = Stock.objects.filter(holder_id=holder)
    return list(rows.extra(where=["span -|- ANY(%s::int8range[])"], params=[[stored(one) for one in spans]]))


def _same(one: Stock, other: Stock) -> bool:
    """Whether two rows beside each other are one."""
    names = ("consignment_id", "holder_id", "state", "slip_id", "scope")
    return one.sheets.last + 1 == other.sheets.first and all(
        getattr(one, name) == getattr(other, name) for name in names
    )


def _join(rows: Sequence[Stock], beside: Sequence[Stock]) -> tuple[list[Stock], list[int]]:
    """Join what belongs together; return the rows to put in, and those of `beside` that went into one."""
    found: list[Stock] = []
    swallowed: list[int] = []
    for row in sorted([*rows, *beside], key=lambda one: one.sheets.first):
        last = found[-1] if found else None
        if last is not None and _same(last, row):
            swallowed += [one.pk for one in (last, row) if one.pk]
            found[-1] = Stock(
                consignment_id=last.consignment_id, span=stored(Span(last.sheets.first, row.sheets.last)),
                holder_id=last.holder_id, state=last.state, slip_id=last.slip_id, scope=last.scope,
            )  # fmt: skip
        else:
            found.append(row)
    return [one for one in found if not one.pk], swallowed


def _joined(taken: Sequence[Piece]) -> list[tuple[Span, Stock]]:
    """The pieces as ranges of one consignment in one state: a movement each."""
    ordered = sorted(taken, key=lambda piece: piece.span.first)
    found: list[tuple[Span, Stock]] = [(one.span, one.row) for one in ordered[:1]]
    for before, piece in pairwise(ordered):
        row, last = piece.row, before.row
        alike = (row.consignment_id, row.state) == (last.consignment_id, last.state)
        if alike and before.span.last + 1 == piece.span.first:
            found[-1] = (Span(found[-1][0].first, piece.span.last), found[-1][1])
        else:
            found.append((piece.span, row))
    return found


def _movement(
    span: Span, consignment: int, row: Stock | None, state: str, holder: int, why: Why, scope: list[int]
) -> Movement:
    return Movement(
        kind=why.kind, span=stored(span), consignment_id=consignment, slip=why.slip,
        holder_before_id=row.holder_id if row else None, state_before=row.state if row else "",
        holder_after_id=holder, state_after=state, use=why.use, reason=why.reason, document=why.document,
        remark=why.remark, asked_by=why.asked_by, signed_by=why.signed_by, day=why.day, at=clock.now(), scope=scope,
    )  # fmt: skip


def _common(one: Span, other: Span) -> Span | None:
    return Span(max(one.first, other.first), min(one.last, other.last)) if one.meets(other) else None


def in_words(span: Span) -> str:
    """Name a range: X610000001，or X610000001–X610000100（100张）."""
    first, last = span.numbers
    return first if first == last else f"{first}–{last}（{len(span)}张）"


def _as_expected(row: Stock, found: Found) -> bool:
    return row.holder_id == found.holder and row.state in found.states and row.slip_id == found.slip


def _why_not(spans: Sequence[Span], found: Found) -> str:
    """Say of the first sheets that are not as expected what they are instead."""
    rows = _meeting(spans)
    for span in spans:
        left = span.first
        for row in rows:
            part = _common(row.sheets, span)
            if part is None:
                continue
            if part.first > left:
                return _not_there(Span(left, part.first - 1))
            if not _as_expected(row, found):
                return _otherwise(part, row, found)
            left = part.last + 1
        if left <= span.last:
            return _not_there(Span(left, span.last))
    return "这些编号有重复，请核对。"


def _not_there(span: Span) -> str:
    return f"该号段没有在分配范围：{in_words(span)} 不在本单位台账中，请核对编号或先办理入库、签收。"


def _otherwise(part: Span, row: Stock, found: Found) -> str:
    """Say what sheets are, that were expected to be something else."""
    what = in_words(part)
    if row.holder_id != found.holder:
        return f"该证号未分配：{what} 不在本单位（现由{unit_tree().name(row.holder_id)}持有），请核对编号。"
    if row.slip_id is not None and row.state == State.IN_STOCK:
        return f"{what} 已列入单据 {row.slip_id}，尚未办结，请先办结或撤回该单据。"
    return {
        State.USED: f"此证已经使用，不能空白作废或再次使用：{at(part.first)} 已签发。",
        State.VOID: f"此证已经作废，不能重复作废或使用：{what}。",
        State.LOST: f"{what} 已登记遗失。如已找回，请办理“找回作废”。",
        State.IN_TRANSIT: f"{what} 正在途中（单据 {row.slip_id}），签收或收回后才能办理。",
        State.SUBMITTED: f"{what} 已上缴，不能再办理。",
        State.DESTROYED: f"{what} 已销毁，不能再办理。",
        State.IN_STOCK: f"{what} 仍是空白证（库存），请先作废。",
    }[State(row.state)]
