"""Whether a reworded sentence still says what its passages say, as far as words can tell.

Figures, symbols and names of communes are the business of ground.py. These checks are for the rest of a
model's sentence: it must be made of the passage's words, keep its sense (sense.py), and name nobody whom the
passage does not name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.assistant.grounding import attachment
from bot.assistant.grounding.periods import covers
from bot.assistant.grounding.sense import SENTENCE, keeps_all, keeps_sense, telling
from bot.assistant.grounding.stated import Stated, read
from knowledge.abbreviations import expand_formal
from knowledge.vietnamese import fold

LEAST_SHARED = 0.6
"""Least share of a sentence's telling syllables that its passages hold. Faithful rewordings of report
sentences keep .7 to 1.0 of them, sentences about something else .1 to .4 (tests/cases/follow.toml)."""

LEAST_CARRIED = 0.6
"""Least share of a passage's telling syllables that its rewording must keep to stand in its place: one of two
clauses of the same weight does not."""

_NAME = re.compile(r"(?<![\w./-])[^\W\d_a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]\w*")


def follows(text: str, passages: Sequence[str], others: Sequence[str] = ()) -> bool:
    """Whether a sentence is made of the words of its passages, in the same sense, and is not rather one of
    the `others`: passages of other communes, which often report the same things in much the same words."""
    said = expand_formal(text)
    held = [expand_formal(passage) for passage in passages]
    share = _shared(said, held)
    if share < LEAST_SHARED or any(_shared(said, [expand_formal(other)]) > share for other in others):
        return False
    return _names(said) <= _all_words(held) and _digits([said]) <= _digits(held) and keeps_sense(said, held)


def carries(said: Iterable[str], passage: str) -> bool:
    """Whether sentences that replace a passage keep its facts and most of its words."""
    texts = [expand_formal(text) for text in said]
    whole = expand_formal(passage)
    words = telling(whole)
    kept = set().union(*(telling(text) for text in texts))
    return (
        len(words & kept) >= LEAST_CARRIED * len(words)
        and keeps_all(texts, whole)
        and _keeps_facts([read(t) for t in texts], read(whole))
    )


def _shared(text: str, passages: Sequence[str]) -> float:
    words = telling(text)
    held = set().union(*(telling(passage) for passage in passages))
    return len(words & held) / len(words) if words else 0.0


def _keeps_facts(said: Sequence[Stated], passage: Stated) -> bool:
    def anywhere(field: str) -> set[object]:
        return {fact for part in said for fact in getattr(part, field)}

    communes = {name.key for part in said for name in part.communes}
    return (
        passage.symbols <= {symbol for part in said for symbol in part.symbols}
        and passage.mentions <= anywhere("mentions")
        and passage.codes <= anywhere("codes")
        and {name.key for name in passage.communes} <= communes
        and all(any(covers(p, period) for part in said for p in part.periods) for period in passage.periods)
        and all(any(attachment.states(passage, a, part) for part in said) for a in passage.amounts)
    )


def _digits(texts: Iterable[str]) -> set[int]:
    """Every run of digits: a model may neither compute nor convert."""
    return {int(run) for text in texts for run in re.findall(r"\d+", text)}


def _all_words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in re.findall(r"\w+", fold(text))}


def _names(text: str) -> set[str]:
    """Folded words that begin with a capital inside a sentence: names of people, bodies, products."""
    starts = {match.start() + len(match[0]) - len(match[0].lstrip()) for match in SENTENCE.finditer(text)}
    return {
        fold(match[0])
        for match in _NAME.finditer(text)
        if match.start() not in starts and match[0][0].isupper()
    }
