"""How fast figures are found, and how the time grows with the text: twice the text, twice the time."""

from __future__ import annotations

import tomllib
from pathlib import Path

from knowledge.figures import extract_figures
from knowledge.numbers import find_quantities
from knowledge.text import TextView
from tests.bench.growth import growth

DOCUMENTS = sorted((Path(__file__).parents[1] / "cases").glob("figures_*.toml"))


def run() -> list[str]:
    """Lines for the report of `make bench`."""
    dense = "".join(tomllib.loads(path.read_text("utf-8"))["text"] for path in DOCUMENTS)
    prose = dense.replace("%", "").translate(str.maketrans("0123456789", " " * 10)) * 6 + dense
    hostile = "trên 85%, " * 300 + "a, " * 2000 + "(12 hộ" * 300 + "\n"
    return [
        growth("figures, reports full of numbers", dense * 2, _extract),
        growth("figures, one sentence in seven with numbers", prose, _extract),
        growth("figures, text made to be slow", hostile, _extract),
        growth("quantities alone", dense * 4, lambda text: list(map(find_quantities, text.split("\n")))),
    ]


def _extract(text: str) -> object:
    return extract_figures(TextView.identity(text), ())


def main() -> None:
    """Print the lines."""
    print("\n".join(run()))


if __name__ == "__main__":
    main()
