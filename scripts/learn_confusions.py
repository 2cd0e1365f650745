"""Make knowledge/reference_data/ocr_confusions.json from pairs of a true text and its OCR reading.

    python -m scripts.learn_confusions PAIRS.jsonl      lines {"text": true text, "read": what OCR gave}

Words are aligned where both readings have as many between two equal ones; letters within a word by least
edit distance, where a letter without its marks counts as nearly equal. Only letter counts are kept. The
shipped table: tesseract `eng` on rendered official texts in five typefaces, sizes and noise levels, on
132 rendered citations, and one scanned three-page report against a report that shares its passages.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from knowledge.vietnamese import fold, nfc

TARGET = Path(__file__).parents[1] / "knowledge" / "reference_data" / "ocr_confusions.json"
ALIKE = 0.3
"""Least similarity of two words that may be the same one."""
RARE = 2
"""Readings seen less often are noise."""


def main() -> None:
    """Align, count and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("pairs", type=Path)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for line in options.parse_args().pairs.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        for true, read in _words(nfc(pair["text"]).lower().split(), nfc(pair["read"]).lower().split()):
            if not any(char.isdigit() for char in true):
                for letter, char in _letters(true, read):
                    counts[letter][char] += 1
    table = {
        letter: {char: times for char, times in row.most_common() if times >= RARE}
        for letter, row in sorted(counts.items())
        if not letter or letter.isalpha()
    }
    rows = ",\n".join(
        f"{json.dumps(k, ensure_ascii=False)}: {json.dumps(v, ensure_ascii=False)}" for k, v in table.items()
    )
    TARGET.write_text("{\n" + rows + "\n}\n", encoding="utf-8")


def _words(true: list[str], read: list[str]) -> Iterable[tuple[str, str]]:
    folded_true, folded_read = [fold(word) for word in true], [fold(word) for word in read]
    matcher = SequenceMatcher(None, folded_true, folded_read, autojunk=False)
    for _, low, high, read_low, read_high in matcher.get_opcodes():
        if high - low != read_high - read_low:
            continue
        for one, other in zip(range(low, high), range(read_low, read_high), strict=True):
            if Levenshtein.normalized_similarity(folded_true[one], folded_read[other]) >= ALIKE:
                yield true[one], read[other]


def _letters(true: str, read: str) -> list[tuple[str, str]]:
    """Aligned letters; "" stands for nothing on either side."""

    def unlike(one: str, other: str) -> float:
        return 0 if one == other else 0.15 if fold(one) == fold(other) else 1

    rows, columns = len(true), len(read)
    cost = [[float(i + j) for j in range(columns + 1)] for i in range(rows + 1)]
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            cost[i][j] = min(
                cost[i - 1][j - 1] + unlike(true[i - 1], read[j - 1]), cost[i - 1][j] + 1, cost[i][j - 1] + 1
            )
    pairs: list[tuple[str, str]] = []
    i, j = rows, columns
    while i or j:
        if i and j and abs(cost[i][j] - cost[i - 1][j - 1] - unlike(true[i - 1], read[j - 1])) < 1e-9:
            i, j = i - 1, j - 1
            pairs.append((true[i], read[j]))
        elif j and abs(cost[i][j] - cost[i][j - 1] - 1) < 1e-9:
            j -= 1
            pairs.append(("", read[j]))
        else:
            i -= 1
            pairs.append((true[i], ""))
    return pairs[::-1]


if __name__ == "__main__":
    main()
