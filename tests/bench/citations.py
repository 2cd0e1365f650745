"""How fast instruments are found, and how the time grows with the text: twice the text, twice the time."""

from __future__ import annotations

import tomllib
from pathlib import Path

from knowledge.instruments import extract_citations, find_citations
from knowledge.text import TextView
from tests.bench.growth import growth

CASES = Path(__file__).parents[1] / "cases" / "instruments.toml"
MANUSCRIPTS = Path(__file__).parents[2] / "knowledge" / "sample_corpus" / "manuscripts"


def run() -> list[str]:
    """Lines for the report of `make bench`."""
    report = "\n".join(path.read_text(encoding="utf-8") for path in sorted(MANUSCRIPTS.glob("*.md")))
    rows = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    dense = "\n".join(row["text"] for row in rows)
    hostile = "Luật " + "12/QĐ- 57-NQ " * 400 + "của Bộ " * 400 + "ngày 1/" * 400
    return [
        growth("citations, reports", report * 2, _extract),
        growth("citations, nothing but citations", dense * 4, _extract),
        growth(
            "citations of single sentences",
            dense * 4,
            lambda text: list(map(find_citations, text.split("\n"))),
        ),
        growth("citations, text made to be slow", hostile, _extract),
    ]


def _extract(text: str) -> object:
    return extract_citations(TextView.identity(text))


def main() -> None:
    """Print the lines."""
    print("\n".join(run()))


if __name__ == "__main__":
    main()
