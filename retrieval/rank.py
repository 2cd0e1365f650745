"""One ranking from several channels: each scaled by its best score, then added.

score = folded + grams + MARKED * marked + UNIT * [the question names the passage's unit] + weight * dense

The marked channel counts only where both sides are spelled with marks: a question typed without them has
none, and a poorly recognised passage, which cannot match marks, is credited with the mean of its other
two channels, so that it is neither helped nor hurt. R@1 on the mixed XQuAD-vi: .92 so, .79 without.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from knowledge.vietnamese import diacritic_share
from retrieval.lexical import Address

MARKED = 0.5
UNIT = 0.3
"""Both weights as measured (docs/retrieval.md): the marked channel lifts R@1 on XQuAD-vi from .927 to
.936, the unit's name on questions about a bad scan from .31 to .69."""
WRITTEN_WITH_MARKS = 0.12
"""Share of marked letters from which a question counts as typed with marks."""


def scaled(scores: Mapping[Address, float]) -> dict[Address, float]:
    """Scores relative to the best one."""
    best = max(scores.values(), default=0.0)
    return {address: score / best for address, score in scores.items()} if best > 0 else {}


def stretched(cosines: Mapping[Address, float]) -> dict[Address, float]:
    """Cosines between the worst (0) and the best (1) of the pool: models differ in how far they spread."""
    worst, best = min(cosines.values(), default=0.0), max(cosines.values(), default=0.0)
    spread = best - worst
    return {address: (cosine - worst) / spread for address, cosine in cosines.items()} if spread > 0 else {}


def marks_count(query: str) -> bool:
    """Whether the question is spelled with marks."""
    return diacritic_share(query) >= WRITTEN_WITH_MARKS


def fuse(
    folded: Mapping[Address, float],
    grams: Mapping[Address, float],
    marked: Mapping[Address, float] | None,
    *,
    poor: Collection[Address],
    named: Collection[Address],
    dense: Mapping[Address, float],
    dense_weight: float,
) -> list[tuple[float, Address]]:
    """`(score, address)`, best first. All channels are scaled; `marked` is None where the question
    carries no marks, `poor` are passages with a repaired reading, `named` those of a unit that the question
    names, `dense` stretched cosines."""
    ranked: list[tuple[float, Address]] = []
    for address in {**folded, **grams, **(marked or {}), **dense}:
        lexical = folded.get(address, 0.0) + grams.get(address, 0.0)
        score = lexical + dense_weight * dense.get(address, 0.0) + UNIT * (address in named)
        if marked is not None:
            score += MARKED * (lexical / 2 if address in poor else marked.get(address, 0.0))
        ranked.append((score, address))
    ranked.sort(key=lambda item: item[0], reverse=True)
    return ranked
