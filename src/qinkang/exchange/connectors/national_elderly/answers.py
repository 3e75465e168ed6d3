"""What the national system's answers mean: its statuses, its result rows, its ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import httpx

from qinkang.exchange.outcomes import Answer, NotThere, Outcome, Receipt, Ref, Refused, Unclear, Unreachable

# The call ended before a byte of the request left us.
NOT_CONNECTED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)

# Their document promises for these that nothing of the message was stored. None of them is a word
# about a record (that is a row of a 200), so no record is refused: the message can come again.
NOTHING_STORED = frozenset({400, 401, 403, 404, 413, 415, 429, 503})
DISLIKED = frozenset({400, 413, 415})  # these speak of the message: a record in it may be the cause

MOST_WORDS = 500  # characters kept of what a peer says


def of_call(refs: Collection[Ref], answer: httpx.Response) -> dict[Ref, Outcome]:
    """One outcome for each reference. Success is the narrow case; every doubt is unclear."""
    if answer.status_code in NOTHING_STORED:
        disliked = answer.status_code in DISLIKED
        outcome: Outcome = Unreachable(words(answer), retry_after(answer), whole=disliked)
        return dict.fromkeys(refs, outcome)
    if answer.status_code != 200:
        return dict.fromkeys(refs, Unclear(words(answer), whole=True))
    found: dict[Ref, Outcome] = {}
    for ref, told in rows(answer):
        # "Not there" answers a question; here it would only say that something went wrong meanwhile.
        outcome = Unclear("回执无法识别") if isinstance(told, NotThere) else told
        if found.setdefault(ref, outcome) != outcome:  # it answers twice and contradicts itself
            found[ref] = Unclear("回执前后不一致")
    return {ref: found.get(ref) or Unclear("回执中没有这一条") for ref in refs}


def of_question(answer: httpx.Response) -> dict[Ref, Answer]:
    """What they told of the references asked for; nothing where the answer cannot be read."""
    if answer.status_code != 200:
        return {}
    return {ref: known for ref, known in rows(answer) if not isinstance(known, Unclear)}


def rows(answer: httpx.Response) -> Iterator[tuple[Ref, Any]]:
    """The readable result rows of a 200."""
    try:
        results = answer.json()["results"]
    except (ValueError, KeyError, TypeError):
        return
    for row in results if isinstance(results, list) else []:
        match row:
            case {"our_ref": str(subject), "version": int(version)}:
                yield Ref(subject, version), of_row(row)


def of_row(row: dict[str, Any]) -> Any:
    """One result row."""
    match row:
        case {"status": "accepted", "receipt_no": str(number)} if number:
            return Receipt(number)
        case {"status": "rejected", "errors": [{"code": str(code)} as first, *_]} if code:
            return Refused(code, str(first.get("message", ""))[:MOST_WORDS])
        case {"status": "unknown"}:
            return NotThere()
        case _:
            return Unclear("回执无法识别")


def words(answer: httpx.Response) -> str:
    """The peer's words, cut short."""
    return f"{answer.status_code} {answer.text[:MOST_WORDS]}".strip()


def retry_after(answer: httpx.Response) -> float | None:
    """Seconds to wait, where the peer names them; a date there is ignored, ours is the usual pause."""
    told = answer.headers.get("Retry-After", "")
    return float(told) if told.isascii() and told.isdigit() else None
