"""The gold sets: files of questions, and whose documents they are asked about."""

from __future__ import annotations

from pathlib import Path

GOLD = Path(__file__).parent / "gold"
SHARED = Path(__file__).parents[2] / "shared"

SAMPLE_QUESTIONS = {
    "sample questions": GOLD / "questions.jsonl",
    "sample heldout": GOLD / "questions_heldout.jsonl",
    "sample plans": GOLD / "questions_plans.jsonl",
    "sample figures": GOLD / "questions_figures.jsonl",
    "sample comparison": GOLD / "questions_compare.jsonl",
    "sample papers": GOLD / "questions_papers.jsonl",
    "sample open": GOLD / "questions_open.jsonl",
}
"""About the sample corpus."""

SHARED_QUESTIONS = {"shared questions": SHARED / "gold" / "questions" / "dev.jsonl"}
"""About the five real documents, which lie beside the project where it is built."""

QUESTIONS = SAMPLE_QUESTIONS | SHARED_QUESTIONS
