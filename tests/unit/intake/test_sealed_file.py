"""Sealed files: what is written comes back, and nothing else does."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinkang.intake import sealed_file
from qinkang.intake.sealed_file import Tampered, key_id_of, open_sealed, seal_stream

KEY = bytes(range(16))


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch):
    monkeypatch.setattr(sealed_file, "CHUNK", 64)


def sealed(plain: bytes, key: bytes = KEY) -> bytes:
    target = io.BytesIO()
    seal_stream(io.BytesIO(plain), target, key=key, key_id=7)
    return target.getvalue()


def opened(content: bytes, key: bytes = KEY) -> bytes:
    return open_sealed(io.BytesIO(content), key=key).read()


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_what_was_sealed_opens_to_the_same_bytes(plain):
    assert opened(sealed(plain)) == plain


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=400), st.integers(0, 399), st.integers(0, 60))
def test_any_place_of_a_sealed_file_can_be_read(plain, start, length):
    stream = open_sealed(io.BytesIO(sealed(plain)), key=KEY)

    stream.seek(start)

    assert stream.read(length) == plain[start : start + length]


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=200), st.data())
def test_no_byte_of_a_sealed_file_can_change_unnoticed(plain, data):
    content = bytearray(sealed(plain))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= 1 << data.draw(st.integers(0, 7))
    if 5 <= place < 9:  # the key id only says which key to take
        return

    with pytest.raises((Tampered, MemoryError, OverflowError)):
        opened(bytes(content))


@pytest.mark.parametrize("chunks_left", [0, 1, 2])
def test_a_file_cut_off_between_chunks_does_not_open(chunks_left):
    whole = sealed(b"x" * 64 * 3)
    kept = sealed_file.HEADER.size + chunks_left * (64 + sealed_file.OVERHEAD)

    with pytest.raises(Tampered):
        opened(whole[:kept])


def test_chunks_cannot_change_places():
    whole = sealed(b"a" * 64 + b"b" * 64 + b"c" * 10)
    start, size = sealed_file.HEADER.size, 64 + sealed_file.OVERHEAD
    swapped = (
        whole[:start]
        + whole[start + size : start + 2 * size]
        + whole[start : start + size]
        + whole[start + 2 * size :]
    )

    with pytest.raises(Tampered):
        opened(swapped)


def test_another_key_does_not_open_it():
    with pytest.raises(Tampered):
        opened(sealed(b"secret"), key=bytes(16))


def test_the_file_says_under_which_key_it_was_sealed():
    assert key_id_of(io.BytesIO(sealed(b""))) == 7
    assert opened(sealed(b"")) == b""


def test_nothing_of_the_plain_text_stands_in_the_file():
    assert b"planted" not in sealed(b"planted" * 50)
