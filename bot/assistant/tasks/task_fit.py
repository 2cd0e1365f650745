"""Which tasks the words of a question describe."""

from __future__ import annotations

from collections.abc import Sequence

from bot.assistant.understanding.topic import Topic, syllables
from knowledge.models import TaskAssignment
from knowledge.snapshot import DocumentRecord

Row = tuple[DocumentRecord, TaskAssignment]

LEAST_COVERAGE = 0.55
"""Least weighted share of a question's words that a task must hold to be meant."""

DESCRIBED = 0.6
"""The same where the question has no word of such a table ("chủ trì"): the task itself must hold it."""

KNOWN_COVERAGE = 0.7
LEAST_KNOWN = 0.35
MARGIN = 0.15
"""Where fluff keeps coverage low: of the words that the table knows (at least `LEAST_KNOWN` of all by
weight) a task must hold `KNOWN_COVERAGE`, and be ahead of the next by `MARGIN`."""


def fitting(topic: Topic, rows: Sequence[Row]) -> list[Row]:
    """The rows that words describe best, by a margin; [] where no row is described."""
    if topic.empty or not rows:
        return []
    wanted, least = topic, LEAST_COVERAGE
    scores = _scores(wanted, rows)
    if max(scores)[0] < least:
        wanted, least = _known(topic, rows), KNOWN_COVERAGE
        known = sum(wanted.weights.values()) >= LEAST_KNOWN * sum(topic.weights.values())
        scores = _scores(wanted, rows) if known and len(wanted.weights) > 1 else [(0.0, 0.0)]
        ordered = sorted(scores, reverse=True)
        if len(ordered) > 1 and ordered[0][0] - ordered[1][0] < MARGIN:
            return []
    best = max(scores)
    if best[0] < least:
        return []
    found = [
        row
        for row, (whole, content) in zip(rows, scores, strict=True)
        if whole >= best[0] - 0.01 and content >= best[1] - 0.15
    ]
    return found if len(found) <= max(3, len(rows) // 2) else []


def described_by(topic: Topic, rows: Sequence[Row]) -> list[Row]:
    """The rows that say most of what a question asks who does it of; [] where none does."""
    if len(topic.weights) < 2 or not rows:
        return []
    scores = [topic.coverage(t.content) for _, t in rows]
    best = max(scores)
    found = [row for row, score in zip(rows, scores, strict=True) if score >= best - 0.01]
    return found if best >= DESCRIBED and len(found) <= 3 else []


def _scores(topic: Topic, rows: Sequence[Row]) -> list[tuple[float, float]]:
    return [
        (
            topic.coverage(f"{t.content} {t.group or ''} {t.product or ''} {t.lead or ''}"),
            topic.coverage(t.content),
        )
        for _, t in rows
    ]


def _known(topic: Topic, rows: Sequence[Row]) -> Topic:
    """The part of a topic that some row speaks of."""
    held = {word for _, t in rows for word in syllables(f"{t.content} {t.product or ''}")}
    return topic.without(" ".join(word for word in topic.weights if word not in held))
