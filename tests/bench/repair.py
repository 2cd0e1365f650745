"""How many words a repaired reading gets right, and how long it takes.

    python -m tests.bench.repair

Accented: the word as in the true text; folded: the same without marks (what search needs). Simulated OCR:
XQuAD-vi passed through letter confusions, by the shipped model and by one adapted on the other half of the
passages. Typed: 132 real sentences without marks. Scan: a real report against one that shares passages,
where the words between two equal ones match in number.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from knowledge.repair import SyllableModel, repair
from knowledge.text import TextView
from knowledge.vietnamese import fold, nfc

SHARED = Path(__file__).parents[2].parent / "shared"
Pair = tuple[Sequence[str], Sequence[str]]


def run() -> list[str]:
    """Lines for the report of `make bench`."""
    if not SHARED.is_dir():
        return ["repair: not measured, the shared texts are not here"]
    shipped = SyllableModel.shipped()
    true, read = (_rows(f"retrieval/{name}/corpus.jsonl") for name in ("xquad-vi", "xquad-vi-ocr"))
    adapted = shipped.adapt(row["text"] for row in true[1::2])
    simulated = [(one["text"], other["text"]) for one, other in zip(true[::2], read[::2], strict=True)]
    clean, bare = (_rows(f"gold/citations/citations_dev{name}.jsonl") for name in ("", "_no_diacritics"))
    typed = [(one["text"], other["text"]) for one, other in zip(clean, bare, strict=True)]
    return [
        _measured("simulated OCR, shipped model", simulated, shipped),
        _measured("simulated OCR, adapted model", simulated, adapted),
        _measured("typed without marks, shipped model", typed, shipped),
        _scan("scanned report, shipped model", shipped),
        _scan(
            "scanned report, adapted model",
            shipped.adapt(_document(number) for number in ("000", "002", "004")),
        ),
    ]


def _measured(name: str, pairs: Iterable[tuple[str, str]], model: SyllableModel) -> str:
    aligned: list[Pair] = []
    seconds = 0.0
    for true, read in pairs:
        text, spent = _read_again(read, model)
        seconds += spent
        if len(true.split()) == len(text.split()):
            aligned.append((nfc(true).split(), text.split()))
    return _line(name, aligned, seconds)


def _scan(name: str, model: SyllableModel) -> str:
    true = _document("001").split()
    text, seconds = _read_again(_document("003"), model)
    read = text.split()
    matcher = SequenceMatcher(
        None, [fold(word) for word in true], [fold(word) for word in read], autojunk=False
    )
    aligned = [
        (true[low:high], read[start:end])
        for operation, low, high, start, end in matcher.get_opcodes()
        if operation == "equal" or (operation == "replace" and high - low == end - start <= 2)
    ]
    return _line(name, aligned, seconds)


def _line(name: str, aligned: Iterable[Pair], seconds: float) -> str:
    words = [
        (one, other)
        for true, read in aligned
        for one, other in zip(true, read, strict=True)
        if any(map(str.isalpha, one))
    ]
    accented = sum(one == other for one, other in words) / len(words)
    folded = sum(fold(one) == fold(other) for one, other in words) / len(words)
    return (
        f"repair, {name}: {accented:.3f} accented, {folded:.3f} folded of {len(words)} words, "
        f"{seconds / len(words) * 1000:.2f} ms a word"
    )


def _read_again(text: str, model: SyllableModel) -> tuple[str, float]:
    started = time.perf_counter()
    view = repair(TextView.identity(nfc(text)), model)
    return (view.text if view else nfc(text)), time.perf_counter() - started


def _document(number: str) -> str:
    (path,) = (SHARED / "corpus").glob(f"{number}_*.txt")
    return nfc(path.read_text(encoding="utf-8"))


def _rows(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SHARED / path).read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    print("\n".join(run()))
