"""A view leads back to its source: quotes are the source's own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import TextView
from knowledge.vietnamese import diacritic_share, fold, nfc


@st.composite
def _views(draw: st.DrawFn) -> TextView:
    """A source of pieces, each kept, joined (white space to one space), mended or cut out."""
    source = ""
    pieces: list[tuple[str, int, int]] = []
    for _ in range(draw(st.integers(1, 12))):
        word = draw(st.text("abcđệ", min_size=1, max_size=6))
        change = draw(st.sampled_from(["keep", "mend", "cut"]))
        start = len(source)
        source += word
        if change == "keep":
            pieces.append((word, start, len(source)))
        elif change == "mend":
            pieces.append((word[0] + "ờ", start, len(source)))
        gap = draw(st.sampled_from([" ", "\n", " \n\n "]))
        pieces.append((" ", len(source), len(source) + len(gap)))
        source += gap
    return TextView.build(source, pieces)


@given(_views(), st.data())
def test_quote_is_cut_from_the_source(view: TextView, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    flat = " ".join(view.source.split())
    at = 0
    for piece in filter(None, view.quote(start, end).split(" … ")):
        at = flat.find(piece, at)
        assert at >= 0
        at += len(piece)


@given(_views())
def test_runs_restore_the_view(view: TextView) -> None:
    assert TextView.from_runs(view.source, view.text, view.runs()) == view


@given(_views(), st.data())
def test_locate_is_the_inverse_of_source_span(view: TextView, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    place = view.locate(*view.source_span(start, end))
    if place is not None:
        assert place[0] <= start
        assert end <= place[1] or not view.text[place[1] : end].strip()


def test_quote_joins_around_what_was_cut_out() -> None:
    view = TextView.build("trên\n3\n85%", [("trên", 0, 4), (" ", 4, 5), ("85%", 7, 10)])
    assert view.text == "trên 85%"
    assert view.quote(0, 8) == "trên … 85%"


def test_quote_of_a_mended_word_is_the_broken_one() -> None:
    view = TextView.build("ph ư ờng An", [("phường", 0, 8), (" An", 8, 11)])
    assert view.quote(0, 6) == "ph ư ờng"
    assert view.quote(0, 9) == "ph ư ờng An"


def test_span_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="outside a text of 3 characters"):
        TextView.identity("abc").source_span(1, 4)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Đường ỦY BAN", "duong uy ban"), ("57-NQ/TW", "57-nq/tw"), ("hoà hòa", "hoa hoa"), ("İ ß", "i ß")],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_fold_keeps_length_so_that_offsets_hold(text: str) -> None:
    assert len(fold(nfc(text))) == len(nfc(text))


def test_diacritic_share_tells_marked_from_unmarked_text() -> None:
    assert diacritic_share("Ủy ban nhân dân phường báo cáo kết quả") > 0.2
    assert diacritic_share("Uy ban nhan dan phuong bao cao") == 0.0
    assert diacritic_share("123") == 0.0
