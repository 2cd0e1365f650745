"""Every row of the vocabulary is found in each of its examples."""

from __future__ import annotations

import pytest

from bot.assistant import vocabulary
from knowledge.models import SectionType


@pytest.mark.parametrize(("table", "row", "example"), vocabulary.examples())
def test_example_is_read_as_its_row(table: str, row: str, example: str) -> None:
    assert vocabulary.says(table, row, example)
    if table == "sections.toml":
        assert SectionType(row) in vocabulary.section_types(example)
    if table == "vocabulary.toml":
        assert row in vocabulary.asks(example)


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("ngan hang dat o cua xa", "when"),
        ("ho so cong viec", "draft"),
        ("xa co ke hoach nao", "personal"),
        ("bia mo liet si", "compare"),
        ("trong sach vung manh", "override"),
    ],
)
def test_row_stays_silent_elsewhere(question: str, row: str) -> None:
    assert row not in vocabulary.asks(question)


def test_words_taken_out_keep_the_length() -> None:
    folded = "so sanh ty le truc tuyen"
    assert len(vocabulary.without(folded, "compare", "how_many")) == len(folded)
    assert vocabulary.without(folded, "compare", "how_many").split() == ["truc", "tuyen"]
