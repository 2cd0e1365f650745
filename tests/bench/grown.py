"""XQuAD-vi grown to any number of passages: the true ones, then random walks along their pairs of words."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

SHARED = Path(__file__).parents[2].parent / "shared" / "retrieval"
MADE_WORDS = 170


def questions() -> list[dict[str, Any]]:
    """Rows with `text` and `relevant`, the ids of the passages that answer it."""
    return _read("queries.jsonl")


def true_passages() -> list[dict[str, Any]]:
    """Rows with `id` and `text`."""
    return _read("corpus.jsonl")


def passages(size: int) -> Iterator[dict[str, Any]]:
    """`size` rows with `id` and `text`; a larger collection begins with the smaller one."""
    true = true_passages()
    yield from true[:size]
    followers: dict[str, list[str]] = defaultdict(list)
    for passage in true:
        for one, other in pairwise(passage["text"].split()):
            followers[one].append(other)
    drawn = random.Random(7)
    starts = [passage["text"].split()[0] for passage in true]
    for number in range(len(true), size):
        words = [drawn.choice(starts)]
        while len(words) < MADE_WORDS:
            words.append(drawn.choice(followers[words[-1]] or starts))
        yield {"id": f"made-{number}", "text": " ".join(words)}


def _read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SHARED / "xquad-vi" / name).read_text("utf-8").splitlines()]
