"""The envelope and the blind index, against published examples and against tampering."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinkang.records.envelope import (
    OVERHEAD,
    InvalidTag,
    NoEnvelope,
    key_number,
    open_envelope,
    seal_envelope,
)
from qinkang.records.keys import Family, Key, KeyRing
from qinkang.records.sealing import blind_index, index_many, index_under_every_key, open_many, seal_many

KEY = bytes(range(16))
PLACE = b"v1|hie|person|id_no|42"
NUMBER = "610102199001011234"  # of nobody: its check character is wrong


def test_the_published_example_of_the_envelope():
    sealed = seal_envelope(KEY, 7, PLACE, NUMBER.encode(), nonce=bytes(range(12)))

    assert sealed.hex() == (
        "010100000007000102030405060708090a0b8ea61d83a36a0fd0d042581bf7310ec3a177eecaf958b439c6ac447ce18ac85412a3"
    )
    assert (key_number(sealed), len(sealed)) == (7, len(NUMBER) + OVERHEAD)
    assert open_envelope(KEY, PLACE, sealed) == NUMBER.encode()


def test_the_published_example_of_the_index():
    index = blind_index(bytes(range(32)), "v1|person.id_no|01", NUMBER)

    assert index.hex() == "c4c22ce7d780d45f26b88dc146a038459d08e443c111120341b8cd00abfeebaa"


@settings(deadline=None)
@given(st.binary(max_size=200), st.integers(0), st.integers(1, 255))
def test_a_changed_byte_never_opens(content, where, change):
    sealed = bytearray(seal_envelope(KEY, 1, PLACE, content))
    sealed[where % len(sealed)] ^= change
    where %= len(sealed)

    if where in range(2, 6):
        assert key_number(bytes(sealed)) != 1  # another key would be asked for
    else:
        with pytest.raises((InvalidTag, NoEnvelope)):
            open_envelope(KEY, PLACE, bytes(sealed))


@pytest.mark.parametrize("bytes_", [b"", b"\x01\x01", bytes(OVERHEAD), b"\x02\x01" + bytes(40)])
def test_what_is_no_envelope_is_refused(bytes_):
    with pytest.raises(NoEnvelope):
        open_envelope(KEY, PLACE, bytes_)


def ring(*numbers: int) -> KeyRing:
    """A ring whose keys are told apart by their number."""
    length = {Family.SEAL: 16, Family.INDEX: 32, Family.FILE: 16}
    return KeyRing({f: tuple(Key(f, n, bytes([n]) * length[f]) for n in numbers) for f in Family})


def test_the_newest_key_writes_and_older_ones_still_open():
    old = seal_many(ring(1), "t", "sealed", [5], [b"old"])
    new = seal_many(ring(1, 2), "t", "sealed", [6], [b"new"])

    assert [key_number(one) for one in (*old, *new)] == [1, 2]
    assert open_many(ring(1, 2), "t", "sealed", [5, 6], [*old, *new]) == [b"old", b"new"]


@pytest.mark.parametrize(
    ("table", "column", "row"), [("u", "sealed", 5), ("t", "other", 5), ("t", "sealed", 6)]
)
def test_an_envelope_opens_in_its_own_place_only(table, column, row):
    sealed = seal_many(ring(1), "t", "sealed", [5], [b"content"])

    with pytest.raises(InvalidTag):
        open_many(ring(1), table, column, [row], sealed)


def test_two_envelopes_of_one_content_differ():
    first, second = seal_many(ring(1), "t", "sealed", [1, 1], [b"same", b"same"])

    assert first[6:18] != second[6:18]
    assert first[34:] != second[34:]


def test_an_index_names_its_key_and_keeps_gaps():
    key = ring(3).writing(Family.INDEX)
    first, gap, again = index_many(key, ["v1|x|a", None, "v1|x|a"])

    assert (first, gap) == (again, None)
    assert first == b"\x00\x03" + blind_index(key.secret, "v1|x", "a")[:16]
    assert index_under_every_key(ring(1, 3), "v1|x|a")[1] == first
    assert len(set(index_under_every_key(ring(1, 3), "v1|x|a"))) == 2


def test_a_key_does_not_show_itself():
    key = ring(1).writing(Family.SEAL)

    assert key.secret.hex() not in repr(key)
    assert key.secret not in key.fingerprint
    assert ring(1).writing(Family.INDEX).fingerprint != key.fingerprint
