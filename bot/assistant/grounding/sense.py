"""Whether a rewording is taken as its passages are: what is denied stays denied, an intention does not
become a deed, a bound stays a bound, and nothing is judged otherwise.

A sentence of the text is compared with the one of the passages that shares most words with it. In doubt a
rewording does not keep the sense: the passage itself is then shown.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from bot.assistant.grounding.amounts import Amount
from bot.assistant.grounding.phrases import COMPARISON, DEED, INTENTION, Phrases
from bot.assistant.grounding.stated import read
from knowledge.vietnamese import fold

SENTENCE = re.compile(r"[^.;!?\n]+(?:\.(?=\d)[^.;!?\n]*)*")
NEGATION = Phrases.of("không(?! gian| khí| chỉ| những)|chưa|chẳng|ngoài kho|thiếu")
"""Also inside fixed phrases: "không dùng tiền mặt" is no denial, "dùng tiền mặt" is not the same."""

_BOUND = Phrases.of("trên|hơn|dưới|gần|khoảng|tối đa|tối thiểu|ít nhất|không quá")
_EMPTY = frozenset(
    word
    for line in (
        "va cua cac cho voi tai trong tren theo da dang se duoc co la nhung mot nay do khi den tu ve o thi",
        "ma bi ra con cung nhu de nham vao qua lam bang gom hoac boi deu",
    )
    for word in line.split()
)

_GIVEN = frozenset(["bo", "tri", "danh"])
"""No fund is allotted ("chưa bố trí kinh phí") where there is none ("chưa có kinh phí")."""


def telling(text: str) -> set[str]:
    """Folded syllables that carry content."""
    return set(re.findall(r"[a-z]+", fold(text))) - _EMPTY


def keeps_sense(text: str, passages: Sequence[str]) -> bool:
    """Whether every sentence of the text is taken as the passages say it."""
    held = [sentence for passage in passages for sentence in SENTENCE.findall(passage)]
    denied = set().union(*(_denials(sentence).denied for sentence in held))
    return (
        all(_taken_alike(said, _nearest(said, held), denied) for said in SENTENCE.findall(text))
        and _bounds([text]) <= _bounds(passages)
        and judgements([text]) <= judgements(passages)
        and all(
            any(word[0] in passage.lower() for passage in passages) for word in COMPARISON.found(text.lower())
        )
    )


def keeps_all(said: Sequence[str], passage: str) -> bool:
    """Whether texts that stand in the place of a passage deny and judge all that it does."""
    denied = set().union(*(_denials(text).denied for text in said))
    return _denials(passage).denied <= denied and judgements([passage]) <= judgements(said)


def judgements(texts: Iterable[str]) -> Counter[str]:
    """How often the texts use each row of judgements.toml."""
    return Counter(name for text in texts for name, row in _rows().items() for _ in row.found(text))


def examples() -> list[tuple[str, str]]:
    """(row, example) of the table, for the test that reads them back."""
    return [(name, example) for name, row in _table().items() for example in row["examples"]]


class _Denials(NamedTuple):
    """Telling syllables right behind a denial, and all others."""

    denied: frozenset[str]
    said: frozenset[str]


def _denials(text: str) -> _Denials:
    heads = set()
    for match in NEGATION.found(text):
        behind = re.finditer(r"\w+", text[match.end() :])
        head = next((word for word in behind if fold(word[0]) not in _EMPTY | _GIVEN), None)
        if head is not None:
            heads.add(match.end() + head.start())
    words = {(match.start() in heads, fold(match[0])) for match in re.finditer(r"\w+", text)}
    return _Denials(
        frozenset(word for denied, word in words if denied),
        frozenset(word for denied, word in words if not denied),
    )


def _taken_alike(said: str, held: str, denied: set[str]) -> bool:
    new, old = _denials(said), _denials(held)
    undenied = old.denied - (old.said & new.denied)
    if not new.denied <= denied or undenied & new.said:
        return False
    intended = INTENTION.within(held) and not DEED.within(held)
    return not (intended and DEED.within(said))


def _nearest(text: str, sentences: Sequence[str]) -> str:
    words = telling(text)
    return max(sentences, key=lambda sentence: len(words & telling(sentence)), default="")


def _bounds(texts: Iterable[str]) -> set[tuple[object, str]]:
    """Every number with its bound, which is the word before it where no unit follows ("dưới 5 tuổi")."""
    stated = [read(text) for text in texts]
    return {
        (amount.value, word[-1][0] if (word := _bound_before(part.text, amount)) else amount.comparator)
        for part in stated
        for amount in part.amounts
    }


def _bound_before(text: str, amount: Amount) -> list[re.Match[str]]:
    """The bound that stands right before a number without a unit."""
    before = text[: amount.start].rstrip()
    return [] if amount.unit else [word for word in _BOUND.found(before) if word.end() == len(before)]


@cache
def _table() -> dict[str, dict[str, Any]]:
    text = files("bot.assistant.grounding").joinpath("judgements.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _rows() -> dict[str, Phrases]:
    return {name: Phrases.of(row["words"]) for name, row in _table().items()}
