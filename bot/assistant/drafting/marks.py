"""Words typed without diacritics, with the marks that they have in the catalogue and in the corpus."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache

from bot.assistant.corpus import Corpus
from knowledge import indicators
from knowledge.abbreviations import expand
from knowledge.units import tables
from knowledge.vietnamese import fold, nfc

READ = 30
"""Passages nearest to the words whose spelling is followed."""
LONGEST = 5
"""Syllables of the longest phrase that is looked up."""
_SURE = 0.8
"""Least share of its places in which a single syllable must be written alike to be followed."""

_ALONE: dict[str, str] = {
    str(fold(word)): word
    for word in re.findall(
        r"\w+",
        "xã phường tổ hộ dân có đạt đã đang được chưa không còn thiếu mới mở lắp cấp làm là và của cho với ở"
        " tại về trong trên từ đến do để năm ngày tháng máy lớp người cũ",
    )
}
"""Words that mostly stand alone, with the marks that officers mean by them."""

Forms = dict[str, Counter[str]]


def marked(text: str, corpus: Corpus) -> str:
    """The text with abbreviations spelled out and, where it has no marks at all, those that its phrases have
    elsewhere. Words with a capital (names) and words found nowhere stay as they are."""
    spelled = nfc(expand(text))
    if fold(text) != nfc(text).lower():
        return spelled
    forms = _forms(_near(fold(spelled), corpus))
    words = [(match.start(), match.end()) for match in re.finditer(r"\w+", spelled)]
    parts, at, place = [], 0, 0
    while place < len(words):
        start = words[place][0]
        for length in range(min(LONGEST, len(words) - place), 0, -1):
            end = words[place + length - 1][1]
            written = _written(spelled[start:end], forms)
            if written is not None:
                break
        parts += [spelled[at:start], written or spelled[start:end]]
        at, place = end, place + length
    return "".join([*parts, spelled[at:]])


def _written(phrase: str, forms: Forms) -> str | None:
    if phrase != phrase.lower() or fold(phrase) != phrase:
        return None
    found = (_catalogued() if " " in phrase else {}).get(phrase) or forms.get(phrase)
    if " " not in phrase and phrase in _ALONE:
        return _ALONE[phrase]
    if not found:
        return None
    best, count = found.most_common(1)[0]
    return best if " " in phrase or count >= _SURE * found.total() else None


def _near(folded: str, corpus: Corpus) -> list[str]:
    return [one.chunk.text for one in corpus.searcher.search(folded, limit=READ).evidence]


def _forms(texts: Iterable[str]) -> Forms:
    """The phrases of texts by their folded words, each with its spellings."""
    forms: Forms = defaultdict(Counter)
    for text in texts:
        for run in re.split(r"[^\w\s]+", nfc(text).lower()):
            words = [word for word in run.split() if word.isalpha()]
            for at in range(len(words)):
                for length in range(1, min(LONGEST, len(words) - at) + 1):
                    phrase = " ".join(words[at : at + length])
                    forms[fold(phrase)][phrase] += 1
    return forms


@cache
def _catalogued() -> Forms:
    """Phrases of the catalogue of indicators and of the table of units."""
    rows = indicators.catalogue()
    named = [name for row in rows for name in (row.name, *row.synonyms)]
    return _forms([*named, *(form.written for forms in tables().forms.values() for form in forms)])
