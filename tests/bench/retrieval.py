"""How well the product's own retrieval finds the passages of the shared collections."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from retrieval import evaluate
from tests.bench.grown import SHARED

COLLECTIONS = ("xquad-vi", "xquad-vi-ocr", "xquad-vi-mixed")


def run() -> Iterator[str]:
    """Lines for the report of `make bench`."""
    if not SHARED.is_dir():
        yield "retrieval: not measured, the shared collections are not here"
        return
    with tempfile.TemporaryDirectory() as scratch:
        for name in COLLECTIONS:
            figures = evaluate.run(SHARED / name, Path(scratch) / "run.jsonl")
            yield f"{name}: " + ", ".join(f"{metric} {value:.3f}" for metric, value in figures.items())


if __name__ == "__main__":
    print("\n".join(run()))
