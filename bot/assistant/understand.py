"""From a sloppy question to what it asks, in the light of the turns before it."""

from __future__ import annotations

from bot.assistant.corpus import Corpus
from bot.assistant.models import Question
from bot.assistant.understanding.conversation import follow
from bot.assistant.understanding.look import look
from bot.assistant.understanding.one_turn import Understanding, read, spelled_out
from bot.assistant.understanding.said_before import Answers

__all__ = ["Understanding", "spelled_out", "understand"]

MOST_TURNS = 8
"""Turns before it that a question is read in the light of; those that only look at an answer take no part."""


def understand(question: Question, corpus: Corpus, answers: Answers | None = None) -> Understanding:
    """Read the question and the turns before it. `answers` answers one of these again, where what it said is
    referred to ("văn bản đó"); without it that stays open."""
    before: Understanding | None = None
    for turn in question.history[-MOST_TURNS:]:
        said = read(turn, question, corpus)
        if not said.courteous and not (before and "draft" not in before.asks and look(turn)):
            before = follow(before, said, corpus, answers)
    asked = read(question.text, question, corpus)
    return asked if asked.courteous else follow(before, asked, corpus, answers)
