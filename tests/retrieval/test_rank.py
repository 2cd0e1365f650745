"""How channels are added."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import rank
from retrieval.lexical import Address

A, B, C = (0, 1), (0, 2), (1, 1)
SHARES = st.dictionaries(st.sampled_from([A, B, C]), st.floats(0, 1), max_size=3)


def fuse(
    folded: dict[Address, float],
    grams: dict[Address, float],
    marked: dict[Address, float] | None = None,
    *,
    poor: tuple[Address, ...] = (),
    named: tuple[Address, ...] = (),
    dense: dict[Address, float] | None = None,
    dense_weight: float = 0.0,
) -> list[tuple[float, Address]]:
    return rank.fuse(
        folded, grams, marked, poor=poor, named=named, dense=dense or {}, dense_weight=dense_weight
    )


def test_channels_are_scaled_and_stretched() -> None:
    assert rank.scaled({A: 4.0, B: 1.0}) == {A: 1.0, B: 0.25}
    assert rank.scaled({}) == rank.scaled({A: 0.0}) == {}
    assert rank.stretched({A: 0.9, B: 0.8, C: 0.7}) == pytest.approx({A: 1.0, B: 0.5, C: 0.0})
    assert rank.stretched({A: 0.9}) == {}


def test_a_poor_passage_is_not_overtaken_for_its_lost_marks() -> None:
    folded, grams, marked = {A: 1.0, B: 0.9}, {A: 1.0, B: 0.9}, {B: 1.0}
    assert fuse(folded, grams, marked)[0][1] == B
    assert fuse(folded, grams, marked, poor=(A,))[0][1] == A


def test_marks_of_the_question_decide_whether_they_count() -> None:
    assert rank.marks_count("Bao nhiêu hộ được dùng nước sạch?")
    assert not rank.marks_count("bao nhieu ho duoc dung nuoc sach")
    assert not rank.marks_count("")


def test_a_named_unit_is_preferred_within_reason() -> None:
    close, far = {A: 1.0, B: 0.9}, {A: 1.0, B: 0.2}
    assert fuse(close, close, named=(B,))[0][1] == B
    assert fuse(far, far, named=(B,))[0][1] == A


@given(SHARES, SHARES, SHARES, st.floats(0, 1))
def test_every_candidate_is_ranked_once_best_first(
    folded: dict[Address, float], grams: dict[Address, float], dense: dict[Address, float], weight: float
) -> None:
    ranked = fuse(folded, grams, dense=dense, dense_weight=weight)
    assert {address for _, address in ranked} == folded.keys() | grams.keys() | dense.keys()
    assert len(ranked) == len({address for _, address in ranked})
    scores = [score for score, _ in ranked]
    assert scores == sorted(scores, reverse=True)
