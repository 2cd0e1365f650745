"""Whether a reworded sentence still says what its passages say, as far as words can tell.

Figures, symbols and names of communes are the business of ground.py. These checks are for the rest of a
model's sentence: it must be made of the passage's words, deny what the passage denies and nothing else, and
name nobody whom the passage does not name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.assistant import attachment
from bot.assistant.periods import covers
from bot.assistant.phrases import COMPARISON, DEED, DENIAL, INTENTION
from bot.assistant.stated import Stated, read
from knowledge.abbreviations import expand_formal
from knowledge.vietnamese import fold

LEAST_SHARED = 0.6
"""Least share of a sentence's telling syllables that its passages hold. Faithful rewordings of report
sentences keep .7 to 1.0 of them, sentences about something else .1 to .4 (tests/cases/follow.toml)."""

LEAST_CARRIED = 0.5
"""Least share of a passage's telling syllables that its rewording must keep to stand in its place."""

_EMPTY = frozenset(
    word
    for line in (
        "va cua cac cho voi tai trong tren theo da dang se duoc co la nhung mot nay do khi den tu ve o thi",
        "ma bi ra con cung nhu de nham vao qua lam bang gom hoac boi deu",
    )
    for word in line.split()
)
_SENTENCE = re.compile(r"[^.;!?\n]+(?:\.(?=\d)[^.;!?\n]*)*")
_NAME = re.compile(r"(?<![\w./-])[^\W\d_a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]\w*")


def follows(text: str, passages: Sequence[str], others: Sequence[str] = ()) -> bool:
    """Whether a sentence is made of the words of its passages, in the same sense, and is not rather one of
    the `others`: passages of other communes, which often report the same things in much the same words."""
    said = expand_formal(text)
    held = [expand_formal(passage) for passage in passages]
    share = _shared(said, held)
    if share < LEAST_SHARED or any(_shared(said, [expand_formal(other)]) > share for other in others):
        return False
    return (
        _names(said) <= _all_words(held)
        and _digits([said]) <= _digits(held)
        and _same_sense(said, _nearest(said, held))
        and all(
            any(word[0] in passage.lower() for passage in held) for word in COMPARISON.found(said.lower())
        )
    )


def carries(said: Iterable[str], passage: str) -> bool:
    """Whether sentences that replace a passage keep its facts and most of its words."""
    texts = [expand_formal(text) for text in said]
    whole = expand_formal(passage)
    words = _telling(whole)
    kept = set().union(*(_telling(text) for text in texts))
    return len(words & kept) >= LEAST_CARRIED * len(words) and _keeps_facts(
        [read(t) for t in texts], read(whole)
    )


def _shared(text: str, passages: Sequence[str]) -> float:
    words = _telling(text)
    held = set().union(*(_telling(passage) for passage in passages))
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


def _nearest(text: str, passages: Sequence[str]) -> str:
    """The passage's sentence that shares most words with the text."""
    words = _telling(text)
    sentences = [sentence for passage in passages for sentence in _SENTENCE.findall(passage)]
    return max(sentences, key=lambda sentence: len(words & _telling(sentence)), default="")


def _same_sense(text: str, sentence: str) -> bool:
    """Whether the text denies exactly if the sentence does, and does not make an intention a deed."""
    if DENIAL.within(text) != DENIAL.within(sentence):
        return False
    intended = INTENTION.within(sentence) and not DEED.within(sentence)
    return not (intended and DEED.within(text))


def _compared(passages: Iterable[str]) -> set[str]:
    return {word[0].lower() for passage in passages for word in COMPARISON.found(passage)}


def _digits(texts: Iterable[str]) -> set[int]:
    """Every run of digits: a model may neither compute nor convert."""
    return {int(run) for text in texts for run in re.findall(r"\d+", text)}


def _telling(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", fold(text))) - _EMPTY


def _all_words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in re.findall(r"\w+", fold(text))}


def _names(text: str) -> set[str]:
    """Folded words that begin with a capital inside a sentence: names of people, bodies, products."""
    starts = {match.start() + len(match[0]) - len(match[0].lstrip()) for match in _SENTENCE.finditer(text)}
    return {
        fold(match[0])
        for match in _NAME.finditer(text)
        if match.start() not in starts and match[0][0].isupper()
    }
