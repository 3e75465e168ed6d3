"""What must hold of any answer, any record and any pause."""

import datetime as dt
import json
from random import Random

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st

from qinkang.exchange.connector import Announced
from qinkang.exchange.connectors.national_elderly import answers
from qinkang.exchange.connectors.national_elderly.connector import encoded
from qinkang.exchange.connectors.national_elderly.tables import TABLES
from qinkang.exchange.outcomes import Receipt, Ref, Refused, Unclear, Unreachable
from qinkang.exchange.pauses import Pauses
from qinkang.sandbox.receivers.national_elderly.ledger import canonical
from qinkang.standards.field import Choices, Day, Month, Number

settings.register_profile("exchange", deadline=None)
settings.load_profile("exchange")

REFS = [Ref("s-1", 1), Ref("s-2", 2), Ref("s-3", 1)]

words = st.sampled_from(["accepted", "rejected", "unknown", "s-1", "s-2", "s-3", "QG1", "E1001", ""])
scalars = st.none() | st.booleans() | st.integers(0, 3) | words
errors = st.lists(st.dictionaries(st.sampled_from(["code", "message"]), scalars, max_size=2), max_size=2)
result = st.fixed_dictionaries(
    {},
    optional={
        "our_ref": scalars,
        "version": st.integers(0, 3) | scalars,
        "status": scalars,
        "receipt_no": scalars,
        "errors": errors | scalars,
    },
)
bodies = st.one_of(
    st.builds(lambda rows: {"results": rows}, st.lists(result, max_size=6) | scalars),
    st.lists(scalars),
    scalars,
)


def dull_outcome(ref, rows):
    """What a batch's answer means for one reference, worked out without cleverness."""
    told = []
    for row in rows:
        if not isinstance(row.get("our_ref"), str) or not isinstance(row.get("version"), int):
            continue
        if (row["our_ref"], row["version"]) != tuple(ref):
            continue
        if row.get("status") == "accepted" and isinstance(row.get("receipt_no"), str) and row["receipt_no"]:
            told.append(("delivered", row["receipt_no"]))
        elif (
            row.get("status") == "rejected"
            and isinstance(row.get("errors"), list)
            and row["errors"]
            and isinstance(row["errors"][0].get("code"), str)
            and row["errors"][0]["code"]
        ):
            told.append(("refused", row["errors"][0]["code"], str(row["errors"][0].get("message", ""))))
        elif row.get("status") == "unknown":
            told.append(("unknown",))
        else:
            told.append(("unclear",))
    return told[0] if told and all(one == told[0] for one in told) else ("unclear",)


@given(body=bodies)
def test_only_a_receipt_in_so_many_words_is_a_delivery(body):
    found = answers.of_call(REFS, httpx.Response(200, json=body))

    rows = body.get("results") if isinstance(body, dict) else None
    for ref in REFS:
        expected = dull_outcome(ref, rows if isinstance(rows, list) else [])
        match found[ref]:
            case Receipt(number):
                assert expected == ("delivered", number)
            case Refused(code, said):
                assert expected == ("refused", code, said)
            case Unclear():
                assert expected[0] in ("unclear", "unknown")
            case other:
                raise AssertionError(f"{other} is no ending of a call")


@given(status=st.integers(200, 599).filter(lambda status: status != 200), body=bodies)
def test_no_other_status_delivers_or_refuses(status, body):
    found = answers.of_call(REFS, httpx.Response(status, json=body))

    assert set(found) == set(REFS)
    assert all(isinstance(one, Unreachable | Unclear) for one in found.values())
    assert answers.of_question(httpx.Response(status, json=body)) == {}


@given(raw=st.binary(max_size=60))
def test_any_bytes_are_answered_for(raw):
    found = answers.of_call(REFS, httpx.Response(200, content=raw))

    assert set(found) == set(REFS)


def of_field(field):
    """Values as the database gives them."""
    days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
    match field:
        case Number():
            return st.floats(-1e6, 1e6, allow_nan=False)
        case Day() | Month():
            return days
        case Choices(codes=codes):
            return st.lists(st.sampled_from(sorted(codes.labels)), max_size=3)
        case _:
            return st.text(max_size=12)


def some_values(table):
    """Some fields of a data set with values, or with None."""
    fields = table.dataset.fields
    one = st.sampled_from(sorted(fields)).flatmap(
        lambda name: st.tuples(st.just(name), st.none() | of_field(fields[name]))
    )
    return st.tuples(st.just(table), st.lists(one, max_size=12).map(dict))


@given(drawn=st.sampled_from(list(TABLES.values())).flatmap(some_values))
def test_what_is_written_is_read_by_the_other_side_with_the_same_digest(drawn):
    table, values = drawn
    identity = {name: value for name, value in values.items() if name in table.dataset.identity_names}
    record = {name: value for name, value in values.items() if name not in identity}
    row = Announced(Ref("s", 1), table.dataset.code, "new", record, identity)

    raw = encoded(table.written(row))
    told = json.loads(raw)

    assert canonical(told) == raw
    expected = {
        table.names[name]
        for name, value in values.items()
        if name in table.names and value not in (None, "", [])
    }
    assert set(told) - {"our_ref", "version", "operation"} == expected


@given(
    first=st.floats(0.01, 60),
    longest=st.floats(60, 3600),
    failures=st.integers(-1, 10_000),
    seed=st.integers(0, 9),
)
def test_pauses_grow_to_a_limit_and_never_vanish(first, longest, failures, seed):
    pauses = Pauses(first=first, longest=longest, random=Random(seed))

    pause = pauses.after(failures)

    assert first * 0.8 <= pause <= longest * 1.2
    assert pause == Pauses(first=first, longest=longest, random=Random(seed)).after(failures)
    even = Pauses(first=first, longest=longest, uneven=0)
    assert even.after(failures) <= even.after(failures + 1)
