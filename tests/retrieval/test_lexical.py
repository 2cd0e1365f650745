"""Terms, and the index that holds them."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.lexical import Channel, LexicalIndex, LexicalWriter, Scope, framed, terms, unit_key
from tests.retrieval.passages import chunk, chunks


@pytest.mark.parametrize(
    ("channel", "text", "expected"),
    [
        (Channel.FOLDED, "Chuyển đổi số", ["chuyen", "doi", "so", "chuyen_doi", "doi_so"]),
        (Channel.MARKED, "Chuyển đổi", ["chuyển", "đổi", "chuyển_đổi"]),
        (Channel.GRAMS, "Tổ 5", ["_to_", "to_5", "o_5_"]),
        (Channel.FOLDED, "03/NQ-CP", ["03", "nq", "cp", "03_nq", "nq_cp"]),
        (Channel.FOLDED, "", []),
        (Channel.GRAMS, "", []),
    ],
)
def test_terms(channel: Channel, text: str, expected: list[str]) -> None:
    assert terms(channel, text) == expected


@given(st.text())
def test_terms_never_hold_spaces_and_do_not_depend_on_composition(text: str) -> None:
    for channel in Channel:
        found = terms(channel, text)
        assert not any(char.isspace() for term in found for char in term)
        assert found == terms(channel, unicodedata.normalize("NFC", text))


def test_units_are_compared_without_marks_and_spaces() -> None:
    assert unit_key("Phường Hòa Bắc") == unit_key("phuong  hoà bac") == "phuong hoa bac"


def test_a_passage_is_indexed_behind_its_unit_and_headings_spelled_out() -> None:
    one = chunk("UBND xã đã làm.", commune="Xã Vĩnh Lạc")
    assert framed(one, one.text) == "Xã Vĩnh Lạc\nII. KẾT QUẢ\nủy ban nhân dân xã đã làm."


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    directory: Path = tmp_path_factory.mktemp("lexical") / "index"
    writer = LexicalWriter(directory)
    for one in [*chunks(), chunk("Toan xa", document="scan.pdf", readable="Toàn xã")]:
        writer.add(one)
    writer.close()
    return LexicalIndex(directory)


def test_passages_come_back_whole(index: LexicalIndex) -> None:
    ids = [one.id for one in chunks()]
    places = index.addresses(ids)
    assert [index.chunk(places[name]) for name in ids] == chunks()
    assert index.addresses(["unknown"]) == {}


def test_poor_passages_have_no_marked_terms(index: LexicalIndex) -> None:
    [place] = index.addresses(["scan.pdf#0"]).values()
    others = list(index.addresses([one.id for one in chunks()]).values())
    assert index.poor([place, *others]) == {place}
    hits = index.top(Channel.MARKED, terms(Channel.MARKED, "toàn xã"), 20, Scope())
    assert place not in [address for _, address in hits]


def test_scores_do_not_depend_on_the_scope(index: LexicalIndex) -> None:
    query = terms(Channel.FOLDED, "so ho dung nuoc sach")
    everywhere = {address: score for score, address in index.top(Channel.FOLDED, query, 20, Scope())}
    scope = Scope.of(["xã vĩnh lạc"], (), ())
    within = index.top(Channel.FOLDED, query, 20, scope)
    assert within
    assert all(everywhere[address] == pytest.approx(score) for score, address in within)
    assert all(scope.holds(index.chunk(address)) for _, address in within)
