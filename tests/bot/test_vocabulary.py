"""Every row of the vocabulary is found in each of its examples."""

from __future__ import annotations

import pytest

from bot.assistant.answers.passages import LEAST_COVERAGE
from bot.assistant.understanding import everyday, rewording, vocabulary
from bot.assistant.understanding.topic import topic_of
from knowledge.indicators import content_words
from knowledge.models import SectionType
from knowledge.vietnamese import fold


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


@pytest.mark.parametrize(
    ("question", "row", "asked"),
    [
        ("xa co may lay so tu dong chua", "how_many", False),
        ("xa co may to cong nghe so", "how_many", True),
        ("to cong nghe so giup dan nhung viec gi", "cite", False),
        ("tổ hướng dẫn những việc gì", "cite", False),
        ("bao cao dan nhung nghi quyet nao", "cite", True),
        ("mạng ở thôn ra sao", "field", False),
    ],
)
def test_words_that_share_letters_are_told_apart_by_marks_or_neighbours(
    question: str, row: str, asked: bool
) -> None:
    assert (row in vocabulary.asks(vocabulary.folded_for_tables(question))) is asked


def test_words_taken_out_keep_the_length() -> None:
    folded = "so sanh ty le truc tuyen"
    assert len(vocabulary.without(folded, "compare", "how_many")) == len(folded)
    assert vocabulary.without(folded, "compare", "how_many").split() == ["truc", "tuyen"]


@pytest.mark.parametrize(("example", "text"), everyday.examples())
def test_words_that_are_only_said_are_found_in_what_is_written(example: str, text: str) -> None:
    topic = topic_of(fold(example), lambda _: 1.0)
    assert topic.spoken and topic.coverage(text) >= LEAST_COVERAGE


@pytest.mark.parametrize("row", rewording.table(), ids=lambda row: row.written[0])
def test_a_question_is_put_in_the_words_of_each_row(row: rewording.Rewording) -> None:
    ways = rewording.rewordings(row.example)
    written = [fold(way.written) for way in ways]
    assert all(any(fold(word) in way for way in written) for word in row.written)
    assert all(fold(way.text) != fold(row.example) for way in ways)


@pytest.mark.parametrize(
    ("typed", "reworded"),
    [
        ("Phòng có ai đi trễ không?", ["Phòng có ai đi làm muộn không?"]),
        ("co ai di tre khong", ["co ai di lam muon khong"]),
        ("có trẻ em đi trẻ không", []),
        ("hồ sơ đất đai", []),
    ],
)
def test_what_is_typed_is_reworded_by_its_marks(typed: str, reworded: list[str]) -> None:
    assert [way.text for way in rewording.rewordings(typed)] == reworded


@pytest.mark.parametrize(
    "question", ["kết quả ra sao", "vướng mắc ở đâu", "bao nhiêu mét vuông", "tiến độ về tiến trình"]
)
def test_a_part_of_another_word_is_no_everyday_word(question: str) -> None:
    assert not topic_of(fold(question), lambda _: 1.0).spoken


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("kĩ năng số", "kỹ năng số"),
        ("tỉ lệ hồ sơ xử lí", "tỷ lệ hồ sơ xử lý"),
        ("kí số quý III", "ký số quí III"),
    ],
)
def test_both_spellings_of_a_final_y_are_one(asked: str, said: str) -> None:
    assert topic_of(fold(asked), lambda _: 1.0).coverage(said) == 1
    assert content_words(asked) == content_words(said)


def test_a_final_y_after_a_vowel_is_another_sound() -> None:
    assert topic_of(fold("cay lua"), lambda _: 1.0).coverage("cai lua") < 1
    assert content_words("thúy") != content_words("thúi")
