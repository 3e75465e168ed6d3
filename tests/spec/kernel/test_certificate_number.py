"""出生医学证明编号: how it is written, and ranges of sheets."""

import pytest
from tests.spec.kernel.drawn import drawn

from qinkang.kernel.certificate_number import Problem, Span, at, ordinal, read


def test_a_number_is_read_or_says_what_is_wrong_with_it():
    rows = drawn("""
        typed        | number     | problem | suggestion
        -------------+------------+---------+-----------
        X610101001   | X610101001 |         |
        x610101001   | X610101001 |         |
        Ｘ６１０１０１００１ | X610101001 |         |
        O610101001   | O610101001 |         |
        I610101001   | I610101001 |         |
        X61010100    |            | length  |
        X6101010012  |            | length  |
        0610101001   |            | letter  | O610101001
        1610101001   |            | letter  | I610101001
        7610101001   |            | letter  |
        X6101O1001   |            | digits  | X610101001
        X61010100l   |            | digits  | X610101001
        X6I0I0I00I   |            | digits  | X610101001
        X61010100A   |            | digits  |
        06IO1O1001   |            | letter  | O610101001
                     |            | length  |
    """)

    for row in rows:
        found = read(row["typed"])
        assert (found.number or "") == row["number"], row["typed"]
        assert (found.problem or "") == row["problem"], row["typed"]
        assert (found.suggestion or "") == row["suggestion"], row["typed"]


def test_blanks_within_a_number_are_no_part_of_it():
    assert read(" X61 0101 001 ").number == "X610101001"


def test_what_was_meant_is_never_taken_without_asking():
    assert read("X61010100O").number is None


@pytest.mark.parametrize(("number", "place"), [("A000000000", 0), ("A000000001", 1), ("B000000000", 10**9)])
def test_numbers_stand_on_one_line_letter_after_letter(number, place):
    assert ordinal(number) == place
    assert at(place) == number


@pytest.mark.parametrize("text", ["", "x610101001", "X61010100", "X61010100O"])
def test_only_a_well_written_number_has_a_place(text):
    with pytest.raises(ValueError, match="one capital letter"):
        ordinal(text)


def test_a_range_counts_both_ends():
    assert len(Span.of("X610000001", "X610000100")) == 100
    assert len(Span.of("X610000001", "X610000001")) == 1


@pytest.mark.parametrize(("first", "last"), [("X610000002", "X610000001"), ("W610000001", "X610000001")])
def test_a_range_runs_forward_within_one_letter(first, last):
    with pytest.raises(ValueError, match="range"):
        Span.of(first, last)


def test_ranges_meet_also_where_one_encloses_the_other():
    rows = drawn("""
        first | last | meets
        ------+------+------
        01    | 09   | no
        01    | 10   | yes
        10    | 20   | yes
        12    | 18   | yes
        01    | 99   | yes
        20    | 30   | yes
        21    | 30   | no
    """)
    one = Span.of("X610000010", "X610000020")
    for row in rows:
        other = Span.of(f"X6100000{row['first']}", f"X6100000{row['last']}")
        assert one.meets(other) == other.meets(one) == (row["meets"] == "yes"), row


def test_every_problem_is_drawn_above():
    assert {str(problem) for problem in Problem} == {"length", "letter", "digits"}
