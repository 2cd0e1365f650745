"""How fast instruments are found, and how the time grows with the text: twice the text, twice the time."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable
from pathlib import Path

from knowledge.instruments import extract_citations, find_citations
from knowledge.text import TextView

CASES = Path(__file__).parents[1] / "cases" / "instruments.toml"
MANUSCRIPTS = Path(__file__).parents[2] / "knowledge" / "sample_corpus" / "manuscripts"
STEPS = (1, 2, 4, 8)


def run() -> list[str]:
    """Lines for the report of `make bench`."""
    report = "\n".join(path.read_text(encoding="utf-8") for path in sorted(MANUSCRIPTS.glob("*.md")))
    rows = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    dense = "\n".join(row["text"] for row in rows)
    hostile = "Luật " + "12/QĐ- 57-NQ " * 400 + "của Bộ " * 400 + "ngày 1/" * 400
    return [
        _growth("citations, reports", report * 2, _extract),
        _growth("citations, nothing but citations", dense * 4, _extract),
        _growth(
            "citations of single sentences",
            dense * 4,
            lambda text: list(map(find_citations, text.split("\n"))),
        ),
        _growth("citations, text made to be slow", hostile, _extract),
    ]


def _extract(text: str) -> object:
    return extract_citations(TextView.identity(text))


def _growth(name: str, text: str, work: Callable[[str], object]) -> str:
    """MB of text a second of processor time at the largest size, and the seconds at each size."""
    work(text)
    seconds: list[float] = []
    for times in STEPS:
        start = time.process_time()
        work(text * times)
        seconds.append(time.process_time() - start)
    megabytes = len(text.encode()) * STEPS[-1] / 1e6
    growth = (seconds[-1] / seconds[0]) / STEPS[-1]
    steps = " ".join(f"{second:.2f}" for second in seconds)
    return f"{name}: {megabytes / seconds[-1]:.1f} MB/s; seconds at {STEPS}: {steps}; {growth:.2f} of linear"


def main() -> None:
    """Print the lines."""
    print("\n".join(run()))


if __name__ == "__main__":
    main()
