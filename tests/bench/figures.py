"""How fast figures are found, and how the time grows with the text: twice the text, twice the time."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable
from pathlib import Path

from knowledge.figures import extract_figures
from knowledge.numbers import find_quantities
from knowledge.text import TextView

DOCUMENTS = sorted((Path(__file__).parents[1] / "cases").glob("figures_*.toml"))
STEPS = (1, 2, 4, 8)


def run() -> list[str]:
    """Lines for the report of `make bench`."""
    dense = "".join(tomllib.loads(path.read_text("utf-8"))["text"] for path in DOCUMENTS)
    prose = dense.replace("%", "").translate(str.maketrans("0123456789", " " * 10)) * 6 + dense
    hostile = "trên 85%, " * 300 + "a, " * 2000 + "(12 hộ" * 300 + "\n"
    return [
        _growth("figures, reports full of numbers", dense * 2, _extract),
        _growth("figures, one sentence in seven with numbers", prose, _extract),
        _growth("figures, text made to be slow", hostile, _extract),
        _growth("quantities alone", dense * 4, lambda text: list(map(find_quantities, text.split("\n")))),
    ]


def _extract(text: str) -> object:
    return extract_figures(TextView.identity(text), ())


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
    return f"{name}: {megabytes / seconds[-1]:.2f} MB/s; seconds at {STEPS}: {steps}; {growth:.2f} of linear"


def main() -> None:
    """Print the lines."""
    print("\n".join(run()))


if __name__ == "__main__":
    main()
