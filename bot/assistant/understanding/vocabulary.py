"""What the words of a question ask for: tables of folded phrases, matched in one pass."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from knowledge.models import SectionType
from knowledge.vietnamese import OPEN_Y, fold


@lru_cache
def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("bot.assistant.understanding").joinpath(name).read_text(encoding="utf-8"))


@lru_cache
def _patterns(name: str) -> dict[str, re.Pattern[str]]:
    return {row: _pattern(entry) for row, entry in _load(name).items()}


def _pattern(entry: Mapping[str, Any]) -> re.Pattern[str]:
    """Any phrase of a row, except behind its words `not_after` and before those `not_before`, with which it
    makes another word: "bao nhiêu chữ" is no "bao nhiêu chủ thể". No gap holds its words `not_within`: "tinh
    … can cu" is no "tỉnh … cũ"."""
    after = "".join(rf"(?<!\b{word} )" for word in entry.get("not_after", ()))
    before = "|".join(map(_word, entry.get("not_before", ())))
    within = "".join(rf"(?!{word}\b)" for word in entry.get("not_within", ()))
    phrases = "|".join(_phrase(phrase, within) for phrase in _longest_first(entry["phrases"]))
    return re.compile(rf"(?<!\w){after}(?:{phrases})(?!\w)" + (rf"(?! (?:{before})\b)" if before else ""))


def _longest_first(phrases: list[str]) -> list[str]:
    return sorted(phrases, key=len, reverse=True)


def _phrase(phrase: str, within: str) -> str:
    """A phrase as a pattern: any white space or punctuation between words, "…" up to four words, each as
    `within` allows; "ty le" is also "ti le"."""
    parts = [r"[\s,;-]+".join(map(_word, part.split())) for part in phrase.split("…")]
    return rf"[\s,;-]+((?:{within}\w+[\s,;-]+){{0,4}}?)".join(parts)


def _word(word: str) -> str:
    return OPEN_Y.sub(r"\1[iy]", re.escape(word))


_OTHER_WORDS = re.compile(
    r"(?<!\w)(?:dân|gốm|may tinh|máy tính|máy|tính|mạng)(?!\w)"
    r"|(?:(?<=giup )|(?<=nguoi )|(?<=nhan )|(?<=cho )|(?<=tro )|(?<=vu )|(?<=huong ))dan(?= nhung\b)"
    r"|(?<=hướng )dẫn(?= những\b)|(?<=\bco )may(?= (?!.*\bmay\b)[^,;]*\b(?:chua|khong)\W*$)",
    re.IGNORECASE,
)
"""Words that their marks (or those beside them, where none are typed) tell from those which the tables mean
by these letters: "dẫn", "gồm", "mấy", "tỉnh", "mảng"."""


def folded_for_tables(text: str) -> str:
    """The text (NFC) folded, without the words that only share their letters with one of the tables; of the
    same length."""
    return str(fold(_OTHER_WORDS.sub(lambda match: " " * len(match[0]), text)))


def with_other_words(text: str, blanked_text: str) -> str:
    """A folded text from which words were taken out, with those that only share their letters as they stand
    in the text."""
    for match in _OTHER_WORDS.finditer(text):
        blanked_text = blanked_text[: match.start()] + fold(match[0]) + blanked_text[match.end() :]
    return blanked_text


def asks(folded: str) -> frozenset[str]:
    """The rows of the vocabulary that a folded question uses."""
    return rows_said("vocabulary.toml", folded)


def without(folded: str, *rows: str) -> str:
    """The question without the words of these rows, of the same length. Rows may share words; what
    stands in the gap of a phrase ("những … nào") stays."""
    patterns = _patterns("vocabulary.toml")
    for match in [match for row in rows for match in patterns[row].finditer(folded)]:
        for start, end in _outside_gaps(match):
            folded = folded[:start] + " " * (end - start) + folded[end:]
    return folded


def without_table(table: str, folded: str) -> str:
    """The text without the words of every row of a table of this form, of the same length."""
    for pattern in _patterns(table).values():
        folded = pattern.sub(lambda match: " " * len(match[0]), folded)
    return folded


def _outside_gaps(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """A phrase without what stands in its gap: "những … nào" says nothing of the words between."""
    gaps = (match.span(number) for number in range(1, match.re.groups + 1) if match[number] is not None)
    edges = [match.start(), *(edge for gap in gaps for edge in gap), match.end()]
    return zip(edges[::2], edges[1::2], strict=True)


def says(table: str, row: str, folded: str) -> bool:
    """Whether a folded text uses a row of a table of this form ("draft_words.toml")."""
    return _patterns(table)[row].search(folded) is not None


def rows_said(table: str, folded: str) -> frozenset[str]:
    """The rows of a table of this form that a folded text uses."""
    return frozenset(row for row, pattern in _patterns(table).items() if pattern.search(folded))


def blanked(table: str, row: str, folded: str) -> str:
    """The text without the words of that row, of the same length."""
    return _patterns(table)[row].sub(lambda match: " " * len(match[0]), folded)


def replaced(table: str, row: str, folded: str, words: str) -> str:
    """The text with other words in place of those of that row."""
    return _patterns(table)[row].sub(words, folded)


def restored(table: str, row: str, plain: str, blanked_text: str) -> str:
    """A text from which words were taken out, with those of that row as they stood before."""
    for match in _patterns(table)[row].finditer(plain):
        blanked_text = blanked_text[: match.start()] + match[0] + blanked_text[match.end() :]
    return blanked_text


_AT_THE_END = r"(?=(?:\s+(?:nhi|a|ha|the|vay|day|nhe|nha|ban|em|bot))*[\s?.!]*$)"
_WHETHER = re.compile(rf"(?<!\w)(?:hay |phai )?(?:khong|chua){_AT_THE_END}")
_TELLING = re.compile(rf"(?<!\w)(?:di|luon|coi){_AT_THE_END}")


def asks_whether(folded: str) -> bool:
    """ "… không?", "… chưa?" """
    return _WHETHER.search(folded) is not None


def without_closing(folded: str) -> str:
    """The text without the word that makes a question or an order of it ("… không?", "… đi"), of the same
    length."""
    for pattern in (_WHETHER, _TELLING):
        folded = pattern.sub(lambda match: " " * len(match[0]), folded)
    return folded


def without_courtesies(folded: str) -> str:
    """The text without greetings, thanks and what closes it, of the same length: "ok, … đi em"."""
    for row in ("greeting", "thanks"):
        folded = blanked("vocabulary.toml", row, folded)
    return without_closing(folded)


def without_section_names(folded: str) -> str:
    """The question without the names of parts of documents, of the same length."""
    for pattern in _patterns("sections.toml").values():
        folded = pattern.sub(lambda match: " " * len(match[0]), folded)
    return folded


def section_words(folded: str, type_: SectionType) -> str | None:
    """The words by which a folded question names that part."""
    match = _patterns("sections.toml")[type_.value].search(folded)
    return match[0] if match else None


def section_types(folded: str) -> tuple[SectionType, ...]:
    """The parts of a document that a folded question names, in order of mention; a name that is only the
    beginning of another's ("đoạn kết" of "đoạn kết quả") is none."""
    found = {
        SectionType(row): match.span()
        for row, pattern in _patterns("sections.toml").items()
        if (match := pattern.search(folded))
    }
    longest = {start: max(end for at, end in found.values() if at == start) for start, _ in found.values()}
    named = [row for row, (start, end) in found.items() if end == longest[start]]
    return tuple(sorted(named, key=lambda row: found[row][0]))


def section_name(type_: SectionType) -> str:
    """How that part is usually headed."""
    rows = _load("sections.toml")
    return str(rows[type_.value]["name"]) if type_.value in rows else type_.value


def rows_of(table: str) -> tuple[str, ...]:
    """The names of the rows of a table."""
    return tuple(_load(table))


def entry(table: str, row: str) -> dict[str, Any]:
    """All that a row of a table says."""
    found: dict[str, Any] = _load(table)[row]
    return found


def begins_as_follow_up(folded: str) -> bool:
    """ "còn …?", "thế …?", "đó là …?": the question leans on the one before."""
    said = without_courtesies(folded).lstrip(" .,?!-")
    return _patterns("vocabulary.toml")["follow_up"].match(said) is not None


TABLES = (
    "vocabulary.toml",
    "sections.toml",
    "draft_words.toml",
    "own_file.toml",
    "task_words.toml",
    "fact_words.toml",
    "levels.toml",
    "turn_words.toml",
    "look_words.toml",
    "request_words.toml",
    "everyday_words.toml",
)


def examples() -> list[tuple[str, str, str]]:
    """(table, row, example) of all tables, for the test that parses them back."""
    return [
        (table, row, fold(example))
        for table in TABLES
        for row, entry in _load(table).items()
        for example in entry["examples"]
    ]
