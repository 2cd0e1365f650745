"""Make knowledge/reference_data/syllable_counts.json: syllable and bigram counts, no text.

    python -m scripts.build_syllables --general DIR --official DIR [--frequencies FILE] [--words FILE]

DIR holds UTF-8 .txt files: `--official` laws and administrative documents (counted three times), `--general`
any other well-spelled Vietnamese. `--frequencies` is `small_vi.msgpack.gz` of wordfreq 3.1 (CC BY-SA 4.0),
`--words` a list with one word a line, such as the one inside tesseract's `vie` model (Apache-2.0).
The phrases in scripts/phrases.txt and the names of all communes and provinces are always counted.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable
from pathlib import Path

import ormsgpack

from knowledge.syllable_model import Counts, count, syllables
from knowledge.vietnamese import diacritic_share, nfc

REFERENCE = Path(__file__).parents[1] / "knowledge" / "reference_data"
PHRASES = Path(__file__).with_name("phrases.txt")
OFFICIAL_WEIGHT, PHRASE_WEIGHT = 3, 6
FREQUENCY_SCALE = 300_000
"""wordfreq gives shares; as many syllables as the general texts hold."""
LONGEST = 9
LONGEST_NAME = 40


def main() -> None:
    """Count and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--official", type=Path, required=True)
    options.add_argument("--general", type=Path, required=True)
    options.add_argument("--frequencies", type=Path)
    options.add_argument("--words", type=Path)
    given = options.parse_args()
    unigrams: dict[str, float] = {}
    bigrams: Counts = {}
    for folder, weight in ((given.general, 1), (given.official, OFFICIAL_WEIGHT)):
        for path in sorted(folder.glob("*.txt")):
            for line in nfc(path.read_text(encoding="utf-8")).splitlines():
                if diacritic_share(line) >= 0.12:
                    count(line, unigrams, bigrams, weight)
    count(PHRASES.read_text(encoding="utf-8"), unigrams, bigrams, PHRASE_WEIGHT)
    for name in _place_names():
        count(name, unigrams, bigrams)
    for word, share in _frequencies(given.frequencies):
        unigrams[word] = unigrams.get(word, 0) + round(share * FREQUENCY_SCALE, 2)
    for word in given.words.read_text(encoding="utf-8").split() if given.words else ():
        for syllable in syllables(word):
            unigrams.setdefault(syllable, 1)
    _write(unigrams, bigrams)


def _place_names() -> Iterable[str]:
    communes = json.loads((REFERENCE / "communes.json").read_text(encoding="utf-8"))
    yield from _strings(communes)


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str) and len(value) <= LONGEST_NAME:
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _frequencies(path: Path | None) -> Iterable[tuple[str, float]]:
    if path is None:
        return
    buckets = ormsgpack.unpackb(gzip.decompress(path.read_bytes()))[1:]
    for centibels, words in enumerate(buckets):
        for word in words:
            if word.isalpha():
                yield nfc(word), 10 ** (-centibels / 100)


def _write(unigrams: dict[str, float], bigrams: Counts) -> None:
    kept = {word for word in unigrams if len(word) <= LONGEST}
    stored = {
        "unigrams": _row({word: unigrams[word] for word in kept}),
        "bigrams": {
            first: _row({second: times for second, times in bigrams[first].items() if second in kept})
            for first in sorted(bigrams)
            if first in kept
        },
    }
    target = REFERENCE / "syllable_counts.json"
    target.write_text(json.dumps(stored, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{target}: {len(kept)} syllables, {sum(map(len, bigrams.values()))} bigrams")


def _row(counts: dict[str, float]) -> str:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return " ".join(f"{word} {times:g}" for word, times in ordered)


if __name__ == "__main__":
    main()
